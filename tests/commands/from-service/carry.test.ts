import * as assert from "node:assert/strict";
import { stackText } from "../../../commands/init/from-service/stack-text";
import type { ProfileName } from "../../../config/profiles";
import { assertGolden } from "../../stacks/golden";
import { carryAll } from "./carry-all";
import * as services from "./live-services";
import { accountId, liveService, plainService, region } from "./live-services";

describe("a service that runs becomes a stack file", () => {
    const made = {
        copilotService: "Copilot",
        cdkService: "CDK",
        awsxService: "awsx",
        expressService: "Express Mode",
        scriptsService: "scripts",
    };

    for (const [key, tool] of Object.entries(made)) {
        it(`as it was made by: ${tool}`, () => {
            const { stack, keys, variables, toPush, left } = carryAll(services[key as keyof typeof made]);
            const text = [
                stackText(stack, keys, `a service of ${tool}`),
                "variables:",
                ...Object.entries(variables).map(
                    ([name, kind]) => `  ${name}: ${typeof kind === "string" ? kind : JSON.stringify(kind)}`,
                ),
                `push: ${toPush.join(", ") || "nothing"}`,
                "not carried over:",
                ...left.map((line) => `  ${line}`),
                "",
            ].join("\n");
            assert.ok(!text.includes("canary"), "a value came out");
            assertGolden(`tests/commands/from-service/${key}.txt`, text);
        });
    }

    it("leaves nothing behind of one that is as the program makes it", () => {
        const { balancerAttributes } = plainService.routing ?? {};
        const attributes = new Map([...(balancerAttributes ?? []), ["deletion_protection.enabled", "true"]]);
        assert.deepEqual(carryAll(liveService({ routing: { balancerAttributes: attributes } })).left, []);
    });

    /** What is changed in a plain service, the keys that come of it, and what is said to be left behind. */
    const facts: readonly (readonly [
        what: string,
        changes: Parameters<typeof liveService>[0],
        values: Readonly<Record<string, unknown>>,
        left: readonly RegExp[],
        profile?: ProfileName,
    ])[] = [
        [
            "a sidecar, and a router of logs",
            {
                taskDefinition: {
                    containerDefinitions: [
                        plainService.container,
                        { name: "envoy", image: "public.ecr.aws/envoy:v1" },
                        { name: "log_router", essential: false, firelensConfiguration: { type: "fluentbit" } },
                    ],
                },
                container: { logConfiguration: { logDriver: "awsfirelens" } },
            },
            {},
            [
                /^taskDefinition\.containerDefinitions\[1\]: envoy \(public\.ecr\.aws\/envoy:v1\): which version it is could not be read; name it by digest in service\.sidecars$/,
                /^taskDefinition\.containerDefinitions\[2\]: log_router \(\) routes the logs/,
                /^container\.web\.logConfiguration: awsfirelens: the program's container writes to CloudWatch/,
            ],
        ],
        [
            "a sidecar whose digest runs, with what it waits for, writes, checks and reads",
            {
                taskDefinition: {
                    volumes: [{ name: "spool" }],
                    containerDefinitions: [
                        plainService.container,
                        {
                            name: "otel",
                            image: "public.ecr.aws/aws-observability/collector:v1",
                            essential: true,
                            cpu: 0,
                            memory: 128,
                            portMappings: [{ containerPort: 4317 }],
                            environment: [
                                { name: "LEVEL", value: "info" },
                                { name: "API_KEY", value: "canary" },
                            ],
                            secrets: [{ name: "TOKEN", valueFrom: "/shop/TOKEN" }],
                            mountPoints: [{ sourceVolume: "spool", containerPath: "/spool" }],
                            healthCheck: { command: ["CMD", "/check"], interval: 10 },
                            ulimits: [{ name: "nofile", softLimit: 1, hardLimit: 1 }],
                        },
                    ],
                },
                container: { dependsOn: [{ containerName: "otel", condition: "HEALTHY" }] },
                rest: {
                    image: { ...plainService.image, sidecarDigests: new Map([["otel", services.digest]]) },
                },
            },
            {
                "service.dependsOn": { otel: "HEALTHY" },
                "service.sidecars.otel": {
                    image: `public.ecr.aws/aws-observability/collector:v1@${services.digest}`,
                    essential: true,
                    memoryMiB: 128,
                    readonlyRootFilesystem: false,
                    writablePaths: ["/spool"],
                    environment: { LEVEL: "info" },
                    secrets: { TOKEN: "/shop/TOKEN" },
                    healthCheck: { command: ["CMD", "/check"], intervalSeconds: 10 },
                    ports: [4317],
                },
            },
            [
                /^taskDefinition\.containerDefinitions\[1\]\.environment\.API_KEY: looks like a secret/,
                /^taskDefinition\.containerDefinitions\[1\]\.ulimits: no key of a sidecar says this$/,
            ],
        ],
        [
            "a sidecar as no stack may have one",
            {
                taskDefinition: {
                    containerDefinitions: [
                        plainService.container,
                        { name: "proxy", image: `envoy@${services.digest}`, user: "envoy" },
                    ],
                },
            },
            { "service.sidecars.proxy": undefined },
            [/^taskDefinition\.containerDefinitions\[1\]: proxy \(envoy\): user must be a user id/],
        ],
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
            "another port, codes and path of the health check",
            {
                routing: {
                    targetGroup: {
                        ...services.targetGroup,
                        healthCheck: {
                            ...services.targetGroup.healthCheck,
                            port: "9000",
                            matcher: "200-399",
                            path: "/h?deep=1",
                            timeoutSeconds: 30,
                        },
                    },
                },
            },
            {
                "loadBalancer.healthCheck.port": 9000,
                "loadBalancer.healthCheck.matcher": "200-399",
                "loadBalancer.healthCheck.path": "/h?deep=1",
                "loadBalancer.healthCheck.timeoutSeconds": undefined,
                "deployment.probe.path": "/",
            },
            [
                /^targetGroup\.web\.healthCheck\.timeoutSeconds: loadBalancer\.healthCheck\.timeoutSeconds must be shorter than intervalSeconds/,
            ],
        ],
        [
            "another port of the health check, whose path says nothing of the service's own",
            {
                routing: {
                    targetGroup: { ...services.targetGroup, healthCheck: { ...services.targetGroup.healthCheck, port: "9000" } },
                },
            },
            { "loadBalancer.healthCheck.port": undefined },
            [/^targetGroup\.web\.healthCheck\.port: 9000: .*set loadBalancer\.healthCheck\.port and deployment\.probe\.path$/],
        ],
        [
            "rules by path and by source, and somebody to sign in with",
            {
                routing: {
                    listeners: [
                        {
                            ...services.https,
                            rules: [
                                {
                                    ...services.rule,
                                    hosts: ["shop.example.com", "www.example.com"],
                                    paths: ["/api/*"],
                                    otherConditions: ["source-ip"],
                                    actions: [{ type: "authenticate-oidc", targetGroups: [] }, ...services.forward],
                                },
                            ],
                        },
                    ],
                    certificates: [{ arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0", names: ["*.example.com"] }],
                },
            },
            { "domain.name": "shop.example.com", "domain.certificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/0" },
            [
                /^listener\.443\.rules\.host-header: www\.example\.com: a stack has one host name/,
                /^listener\.443\.rules\[default\]: only \/api\/\* leads to the service/,
                /^listener\.443\.rules\[default\]: it depends on source-ip/,
                /^listener\.443\.rules\[default\]: authenticate-oidc/,
            ],
        ],
        [
            "a certificate whose host is not known, and old clients",
            {
                routing: {
                    listeners: [{ ...services.https, sslPolicy: "ELBSecurityPolicy-2016-08" }],
                    certificates: [{ arn: "arn:c", names: ["*.example.com"] }],
                },
            },
            { "domain.name": undefined, "domain.certificateArn": undefined },
            [
                /^listener\.443\.certificate: \*\.example\.com: which host it serves is not known; name it by --domain$/,
                /^listener\.443\.sslPolicy: ELBSecurityPolicy-2016-08/,
            ],
        ],
        [
            "no load balancer at all",
            { service: { loadBalancers: [] }, rest: { routing: undefined } },
            {
                network: {
                    mode: "existing",
                    vpcId: "vpc-0a1b2c3d4e5f60718",
                    publicSubnetIds: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
                    serviceSubnetIds: ["subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2"],
                },
            },
            [
                /^service\.loadBalancers: none: the program makes a load balancer/,
                /subnets: no load balancer says which subnets are public/,
            ],
        ],
        [
            "an internal load balancer, which few may ask",
            {
                routing: {
                    balancer: { ...services.balancer, scheme: "internal", type: "network", ipAddressType: "dualstack" },
                    securityGroups: [
                        {
                            id: "sg-1",
                            name: "",
                            vpcId: "",
                            ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, peers: ["10.0.0.0/8"] }],
                            egress: [],
                        },
                    ],
                },
            },
            {
                "loadBalancer.ipAddressType": "dualstack",
                "loadBalancer.internal": true,
                "loadBalancer.ingress": ["10.0.0.0/8"],
            },
            [/^loadBalancer\.web\.type: network/],
        ],
        [
            "an image of another registry, of which nothing runs",
            {
                container: { image: "ghcr.io/shop/web:v1" },
                rest: { image: { ecr: undefined, digests: [], sidecarDigests: new Map() } },
            },
            { "image.digest": undefined, "names.repository": undefined, "repository.existing": undefined },
            [/^container\.web\.image: ghcr\.io\/shop\/web:v1: the program runs images of ECR alone/],
        ],
        [
            "an image of another account",
            {
                rest: {
                    image: {
                        ecr: { accountId: "210987654321", region, repository: "web", tag: "v1" },
                        digests: [services.digest],
                        sidecarDigests: new Map(),
                    },
                },
            },
            { "image.digest": services.digest, "names.repository": "web", "repository.account": "210987654321" },
            [],
        ],
        [
            "a tag that was moved while tasks ran",
            {
                rest: {
                    image: {
                        ecr: { accountId, region, repository: "web", tag: "v1" },
                        digests: [services.digest, "sha256:6"],
                        sidecarDigests: new Map(),
                    },
                },
            },
            { "image.digest": services.digest },
            [/^container\.web\.image: sha256:6: some of the tasks run another version of the same tag$/],
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
    ];

    for (const [what, changes, expected, left, profile] of facts) {
        it(what, () => {
            const result = carryAll(liveService(changes), {}, profile);
            for (const [path, value] of Object.entries(expected)) {
                assert.deepEqual(result.values[path], value, path);
            }
            for (const line of left) {
                assert.ok(
                    result.left.some((each) => line.test(each)),
                    `${String(line)} is not among\n${result.left.join("\n")}`,
                );
            }
        });
    }

    it("names the host that the caller names, if a certificate of the listener is for it", () => {
        const certificates = [
            { arn: "arn:aws:acm:eu-west-1:123456789012:certificate/1", names: ["other.example"] },
            { arn: "arn:aws:acm:eu-west-1:123456789012:certificate/2", names: ["shop.example.com"] },
        ];
        const live = liveService({ routing: { listeners: [services.https], certificates } });
        assert.equal(carryAll(live, { domain: "shop.example.com" }).values["domain.certificateArn"], certificates[1]?.arn);
        const { values, left } = carryAll(live, { domain: "elsewhere.example.com" });
        assert.equal(values["domain.name"], undefined);
        assert.match(left.join("\n"), /none of the listener's certificates is for elsewhere\.example\.com/);
    });

    it("keeps a key of the health check that is the profile's for another port", () => {
        const targetGroup = {
            ...services.targetGroup,
            healthCheck: { ...services.targetGroup.healthCheck, port: "3000", path: "/health" },
        };
        assert.equal(carryAll(liveService({ routing: { targetGroup } })).values["loadBalancer.healthCheck.port"], 3000);
    });
});
