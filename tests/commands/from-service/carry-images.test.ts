import { testRows } from "./carry-rows";
import * as services from "./live-services";
import { accountId, plainService, region } from "./live-services";

describe("the images of a service that runs become keys", () => {
    testRows([
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
    ]);
});
