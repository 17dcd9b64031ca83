import * as assert from "node:assert/strict";
import { findMessages } from "./mistakes";
import { service } from "./subjects";
import { balancer, dedicated, network } from "./subjects-entrance";

describe("Network", () => {
    it("refuses a network that no load balancer can stand in", async () => {
        assert.deepEqual(
            await findMessages(network, {
                "a way out to a name": ["egress", [{ port: 587, to: "mail.example.com", protocol: "tcp" }]],
                "a way out by another protocol": ["egress", [{ port: 587, to: "0.0.0.0/0", protocol: "icmp" }]],
                "one zone": ["layout.publicSubnetIds", ["subnet-0123456a"]],
                "one subnet twice": ["layout.publicSubnetIds", ["subnet-0123456a", "subnet-0123456a"]],
                "no subnet for tasks": ["layout.serviceSubnetIds", []],
                "a name for an id": ["layout.vpcId", "main"],
                "another mode": ["layout.mode", "shared"],
                "no region": ["region", "Virginia"],
                "one of the default subnets": [
                    "layout",
                    { mode: "default", vpcId: "vpc-01234567", subnetIds: ["subnet-0123456a"] },
                ],
            }),
            {
                "a way out to a name":
                    "Network: egress[0].to must be an IPv4 or IPv6 block like 10.0.0.0/16, a prefix list like " +
                    'pl-0123456789abcdef0 or a security group like sg-0123456789abcdef0, got "mail.example.com"',
                "a way out by another protocol": 'Network: egress[0].protocol must be one of tcp, udp, got "icmp"',
                "one zone": 'Network: layout.publicSubnetIds must be a list of 2 or more, got ["subnet-0123456a"]',
                "one subnet twice": 'Network: layout.publicSubnetIds must be a list without duplicates, got ["subnet-0123456a"]',
                "no subnet for tasks": "Network: layout.serviceSubnetIds must be a list of 1 or more, got []",
                "a name for an id": 'Network: layout.vpcId must be a VPC\'s id like vpc-0123456789abcdef0, got "main"',
                "another mode": 'Network: layout.mode must be one of default, dedicated, existing, got "shared"',
                "no region": 'Network: region must be a region like us-east-1, got "Virginia"',
                "one of the default subnets": 'Network: layout.subnetIds must be a list of 2 or more, got ["subnet-0123456a"]',
            },
        );
        assert.deepEqual(
            await findMessages(dedicated, {
                "one zone": ["layout.zones", 1],
                "public addresses": ["layout.cidr", "8.8.0.0/16"],
                "a small block": ["layout.cidr", "10.0.0.0/24"],
                "two gateways": ["layout.nat", "double"],
            }),
            {
                "one zone": "Network: layout.zones must be a whole number from 2 to 6, got 1",
                "public addresses":
                    'Network: layout.cidr must be a private IPv4 block between /16 and /20, like 10.0.0.0/16, got "8.8.0.0/16"',
                "a small block":
                    'Network: layout.cidr must be a private IPv4 block between /16 and /20, like 10.0.0.0/16, got "10.0.0.0/24"',
                "two gateways": 'Network: layout.nat must be one of none, single, perZone, got "double"',
            },
        );
    });
});

describe("LoadBalancer", () => {
    it("refuses names, times and paths that ELB would refuse", async () => {
        const name = "at most 32 characters: letters, digits and inner hyphens, not starting with internal-";
        assert.deepEqual(
            await findMessages(balancer, {
                "a long name": ["names.loadBalancer", "b".repeat(33)],
                "a name of AWS's": ["names.loadBalancer", "internal-web"],
                "a slow check": ["settings.healthCheck.timeoutSeconds", 10],
                "too frequent": ["settings.healthCheck.intervalSeconds", 4],
                "one check": ["settings.healthCheck.healthyThreshold", 1],
                "a long drain": ["settings.deregistrationDelaySeconds", 3601],
                "IPv6 alone": ["settings.ipAddressType", "ipv6"],
                "a relative path": ["http.healthCheckPath", "api/health"],
                "a privileged port": ["http.port", 80],
                "no timeout": ["http.idleTimeoutSeconds", 0],
                "no host name": ["domain.name", "app"],
                "another zone": ["domain.zoneId", "example.org"],
                "no drain": ["settings.deregistrationDelaySeconds", 0],
            }),
            {
                "a long name": `LoadBalancer: names.loadBalancer must be ${name}, got "${"b".repeat(33)}"`,
                "a name of AWS's": `LoadBalancer: names.loadBalancer must be ${name}, got "internal-web"`,
                "a slow check":
                    "LoadBalancer: settings.healthCheck.timeoutSeconds must be shorter than intervalSeconds, 10, got 10",
                "too frequent": "LoadBalancer: settings.healthCheck.intervalSeconds must be a whole number from 5 to 300, got 4",
                "one check": "LoadBalancer: settings.healthCheck.healthyThreshold must be a whole number from 2 to 10, got 1",
                "a long drain":
                    "LoadBalancer: settings.deregistrationDelaySeconds must be a whole number from 0 to 3600, got 3601",
                "IPv6 alone": 'LoadBalancer: settings.ipAddressType must be one of ipv4, dualstack, got "ipv6"',
                "a relative path": 'LoadBalancer: http.healthCheckPath must be a path like /api/health, got "api/health"',
                "a privileged port": "LoadBalancer: http.port must be a whole number from 1024 to 65535, got 80",
                "no timeout": "LoadBalancer: http.idleTimeoutSeconds must be a whole number from 1 to 4000, got 0",
                "no host name": 'LoadBalancer: domain.name must be a host name like app.example.com, got "app"',
                "another zone":
                    'LoadBalancer: domain.zoneId must be a hosted zone\'s id like Z0123456789ABCDEFGHIJ, got "example.org"',
                "no drain": "legal",
            },
        );
    });
});

describe("FargateService", () => {
    it("refuses sizes, names and numbers that ECS would refuse", async () => {
        assert.deepEqual(
            await findMessages(service, {
                "half a vCPU": ["settings.cpu", 500],
                "too little memory": ["settings.memoryMiB", 512],
                "another processor": ["settings.architecture", "RISCV"],
                "no task": ["settings.tasks.min", 0],
                "no capacity": ["settings.capacity", { base: 1, onDemandWeight: 0, spotWeight: 0 }],
                "a negative weight": ["settings.capacity.spotWeight", -1],
                "no room to replace a task": ["settings.maximumPercent", 100],
                "a long stop": ["settings.stopTimeoutSeconds", 121],
                "a long start": ["settings.healthCheckStartPeriodSeconds", 301],
                "a space": ["names.service", "spotter web"],
                "a long name": ["names.cluster", "c".repeat(256)],
                "a user by name": ["settings.user", "nextjs"],
                "a path of Windows": ["settings.writablePaths", ["C:\\temp"]],
                "a path in another": ["settings.writablePaths", ["/app", "/app/.next/cache"]],
                "a check without a program": ["settings.healthCheck.command", ["CMD"]],
                "an empty command": ["settings.command", []],
                "success codes that go down": ["http.healthCheckMatcher", "399-200"],
                "a code of ALB's own": ["http.healthCheckMatcher", "502"],
            }),
            {
                "half a vCPU": "FargateService: settings.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 500",
                "too little memory":
                    "FargateService: settings.memoryMiB must be one of 1024, 2048, 3072, 4096 with 512 CPU units, got 512",
                "another processor": 'FargateService: settings.architecture must be one of X86_64, ARM64, got "RISCV"',
                "no task": "FargateService: settings.tasks.min must be a whole number from 1 to 1000, got 0",
                "no capacity":
                    "FargateService: settings.capacity must be given a weight above zero for on-demand or Spot, got [0,0]",
                "a negative weight": "FargateService: settings.capacity.spotWeight must be a whole number from 0 to 1000, got -1",
                "no room to replace a task": [
                    "FargateService: settings.maximumPercent must be enough to replace one of 2 tasks while 2 keep serving, got 100",
                    "FargateService: settings.availabilityZoneRebalancing must be false where maximumPercent is 100, got true",
                ].join("\n"),
                "a long stop": "FargateService: settings.stopTimeoutSeconds must be a whole number from 2 to 120, got 121",
                "a long start":
                    "FargateService: settings.healthCheckStartPeriodSeconds must be a whole number from 0 to 300, got 301",
                "a space":
                    'FargateService: names.service must be at most 255 characters: letters, digits, _ and -, got "spotter web"',
                "a user by name":
                    'FargateService: settings.user must be a user id like 1001, or user and group like 1001:1001, got "nextjs"',
                "a path of Windows":
                    "FargateService: settings.writablePaths[0] must be an absolute path in the container like /tmp, not below /proc, " +
                    '/sys or /dev, got "C:\\\\temp"',
                "a path in another":
                    "FargateService: settings.writablePaths must be none of them inside another (/app, /app/.next/cache), got " +
                    '["/app","/app/.next/cache"]',
                "a check without a program":
                    'FargateService: settings.healthCheck.command must be none, or a list of "CMD" and a program with its ' +
                    'arguments, or of "CMD-SHELL" and one line, got ["CMD"]',
                "an empty command": "FargateService: settings.command must be a list of words, got []",
                "success codes that go down":
                    'FargateService: http.healthCheckMatcher must not have a range that ends before it begins (399-200), got "399-200"',
                "a code of ALB's own":
                    "FargateService: http.healthCheckMatcher must be success codes from 200 to 499 like 200, 200-399 or 200,204, " +
                    'got "502"',
                "a long name": `FargateService: names.cluster must be at most 255 characters: letters, digits, _ and -, got "${"c".repeat(256)}"`,
            },
        );
    });
});
