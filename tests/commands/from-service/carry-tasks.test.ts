import { testRows } from "./carry-rows";
import * as services from "./live-services";
import { plainService } from "./live-services";

describe("the tasks of a service that runs become keys", () => {
    testRows([
        [
            "EC2, with a size that is the container's",
            {
                service: { launchType: "EC2", placementStrategy: [{ type: "spread", field: "host" }] },
                taskDefinition: {
                    cpu: undefined,
                    memory: undefined,
                    networkMode: "bridge",
                    containerDefinitions: [{ ...plainService.container, cpu: 300, memory: 700 }],
                },
                routing: { targetGroup: { ...services.targetGroup, targetType: "instance" } },
            },
            { "service.cpu": undefined, "service.memoryMiB": undefined },
            [
                /^service\.launchType: EC2: the program's tasks run on Fargate$/,
                /^service\.placementStrategy: Fargate places the tasks$/,
                /^taskDefinition\.networkMode: bridge/,
                /^taskDefinition\.cpu: 300 units and 700 MiB: Fargate's next size is 512 and 1024$/,
                /^targetGroup\.web\.targetType: instance/,
            ],
        ],
        [
            "Spot beside a base on demand",
            {
                service: {
                    launchType: undefined,
                    capacityProviderStrategy: [
                        { capacityProvider: "FARGATE", base: 1, weight: 1 },
                        { capacityProvider: "FARGATE_SPOT", weight: 3 },
                    ],
                },
            },
            { "service.capacity.base": 1, "service.capacity.spotWeight": 3, "service.capacity.onDemandWeight": undefined },
            [],
        ],
        [
            "a launch type, in a profile that uses Spot",
            {},
            { "service.capacity.onDemandWeight": 1, "service.capacity.spotWeight": 0, "service.capacity.base": undefined },
            [],
            "staging",
        ],
        [
            "volumes: an empty one is a writable path, any other is not carried over",
            {
                taskDefinition: {
                    volumes: [
                        { name: "tmp", host: {} },
                        { name: "media", efsVolumeConfiguration: { fileSystemId: "fs-1" } },
                    ],
                },
                container: {
                    mountPoints: [
                        { sourceVolume: "tmp", containerPath: "/var/cache" },
                        { sourceVolume: "media", containerPath: "/media" },
                    ],
                },
            },
            { "service.writablePaths": ["/var/cache"] },
            [
                /^taskDefinition\.volumes\[media\]: a volume of EFS \(fs-1\)/,
                /^container\.web\.mountPoints\[\/media\]: the volume media is not carried over$/,
            ],
        ],
        [
            "what the image's own words are replaced by",
            {
                container: {
                    entryPoint: ["/bin/sh", "-c"],
                    command: ["node server.js"],
                    user: "node",
                    workingDirectory: "/srv",
                    ulimits: [{ name: "nofile", softLimit: 1, hardLimit: 1 }],
                },
            },
            { "service.entryPoint": ["/bin/sh", "-c"], "service.command": ["node server.js"], "service.user": undefined },
            [
                /^container\.web\.workingDirectory: the image's own working directory is taken/,
                /^container\.web\.ulimits: no key of a stack file says this$/,
                /^container\.web\.user: service\.user must be a user id like 1001, .*got "node"$/,
            ],
        ],
        [
            "one subnet, which no production may have",
            { service: { networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0bbbbbbbbbbbbbbb1"] } } } },
            { network: undefined },
            [
                /^service\.networkConfiguration\.awsvpcConfiguration: network\.serviceSubnetIds must be at least 2 subnets in production/,
            ],
        ],
        [
            "a disk, a shell, a cookie, a slow start, and ports that the tasks reach",
            {
                service: { enableExecuteCommand: true },
                taskDefinition: { ephemeralStorage: { sizeInGiB: 50 } },
                container: { readonlyRootFilesystem: false },
                routing: {
                    targetGroupAttributes: new Map([
                        ["stickiness.enabled", "true"],
                        ["stickiness.type", "lb_cookie"],
                        ["stickiness.lb_cookie.duration_seconds", "600"],
                        ["slow_start.duration_seconds", "45"],
                        ["load_balancing.algorithm.type", "least_outstanding_requests"],
                    ]),
                },
                network: {
                    securityGroups: [
                        {
                            id: "sg-07a5c50000000001",
                            name: "tasks",
                            vpcId: "",
                            ingress: [{ protocol: "tcp", fromPort: 9090, toPort: 9090, peers: ["10.0.0.0/8"] }],
                            egress: [
                                { protocol: "tcp", fromPort: 443, toPort: 443, peers: ["0.0.0.0/0"] },
                                { protocol: "udp", fromPort: 53, toPort: 53, peers: ["10.0.0.2/32"] },
                                { protocol: "tcp", fromPort: 8000, toPort: 8999, peers: ["10.0.0.0/8"] },
                            ],
                        },
                    ],
                },
            },
            {
                "service.enableExecuteCommand": true,
                "service.ephemeralStorageGiB": 50,
                "loadBalancer.stickinessSeconds": 600,
                "loadBalancer.slowStartSeconds": 45,
                "network.egress": [{ port: 443 }, { port: 53, to: "10.0.0.2/32", protocol: "udp" }],
            },
            [
                /^targetGroup\.web\.load_balancing\.algorithm\.type: least_outstanding_requests/,
                /ingress: 10\.0\.0\.0\/8 may reach the tasks: the program lets in the load balancer alone$/,
                /egress: the tasks may open tcp 8000–8999 of 10\.0\.0\.0\/8: they reach port 443, and what network\.egress names$/,
            ],
        ],
        [
            "a shell in a task that can't be written, which no stack may have",
            { service: { enableExecuteCommand: true } },
            { "service.enableExecuteCommand": undefined, "service.readonlyRootFilesystem": undefined },
            [/^service\.enableExecuteCommand: service\.enableExecuteCommand requires service\.readonlyRootFilesystem: false/],
        ],
        [
            "deployments by others, and what guards them",
            {
                service: {
                    deploymentController: { type: "CODE_DEPLOY" },
                    deployments: [{ status: "PRIMARY", serviceConnectConfiguration: { enabled: true, namespace: "shop" } }],
                    deploymentConfiguration: { lifecycleHooks: [{ hookTargetArn: "arn:lambda" }] },
                },
                taskDefinition: {
                    runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
                },
            },
            { "service.ephemeralStorageGiB": undefined },
            [
                /^service\.deploymentController: CODE_DEPLOY/,
                /^service\.serviceConnectConfiguration: other services reach it by Service Connect/,
                /^service\.deploymentConfiguration\.lifecycleHooks: no key of a stack file says this$/,
                /^taskDefinition\.runtimePlatform\.operatingSystemFamily: WINDOWS_SERVER_2022_CORE/,
            ],
        ],
    ]);
});
