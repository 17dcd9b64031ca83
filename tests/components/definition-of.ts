import * as assert from "node:assert/strict";
import type { ContainerSettings } from "../../components/container-settings";
import { toContainerRelease, type ContainerArgs } from "../../components/container-definition";

export const secret = (name: string) => ({ name, valueFrom: `arn:aws:ssm:us-east-1:123456789012:parameter/spotter-app/${name}` });
export const imageOf = (hex: string) =>
    `123456789012.dkr.ecr.us-east-1.amazonaws.com/spotter-app@sha256:${hex.repeat(64).slice(0, 64)}`;

export const settings: ContainerSettings = {
    healthCheck: { command: undefined },
    user: "1001:1001",
    writablePaths: ["/tmp", "/app/.next/cache"],
    readonlyRootFilesystem: true,
    command: undefined,
    entryPoint: undefined,
};

export const otel: ContainerArgs["sidecars"][number] = {
    name: "otel",
    settings: {
        image: `public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}`,
        essential: false,
        cpu: 64,
        memoryMiB: 128,
        command: ["--config=env:CONFIG"],
        readonlyRootFilesystem: true,
        writablePaths: ["/tmp"],
        environment: { CONFIG: "receivers: {}", A: "1" },
        secrets: { OTLP_TOKEN: "/acme/token" },
        healthCheck: {
            command: ["CMD", "/healthcheck"],
            intervalSeconds: 5,
            timeoutSeconds: 2,
            retries: 3,
            startPeriodSeconds: 1,
        },
        dependsOn: { init: "SUCCESS" },
        ports: [4318, 4317],
        stopTimeoutSeconds: 20,
    },
    secrets: [{ name: "OTLP_TOKEN", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/acme/token" }],
    logGroup: "/ecs/spotter-app",
    region: "us-east-1",
};

export const args: ContainerArgs = {
    container: "spotter-web",
    image: imageOf("1f3c9a"),
    port: 3000,
    health: { port: 3000, path: "/api/health", matcher: "200" },
    healthCheckStartPeriodSeconds: 20,
    settings,
    dependsOn: {},
    sidecars: [],
    stopTimeoutSeconds: 30,
    idleTimeoutSeconds: 60,
    logGroup: "/ecs/spotter-app",
    region: "us-east-1",
    secrets: [secret("STRIPE_SECRET_KEY"), secret("AUTH_SECRET"), secret("AWS_REGION")],
    parameterLabels: { STRIPE_SECRET_KEY: "3", AUTH_SECRET: "12" },
};

export interface Definition {
    readonly environment: readonly { readonly name: string; readonly value: string }[];
    readonly secrets: readonly { readonly name: string }[];
    readonly healthCheck: { readonly command: readonly string[] };
    readonly mountPoints: readonly { readonly sourceVolume: string; readonly containerPath: string }[];
    readonly user: string;
    readonly readonlyRootFilesystem: boolean;
    readonly command?: readonly string[];
    readonly entryPoint?: readonly string[];
}
export const definitionOf = (change: Partial<ContainerArgs> = {}) => {
    const [definition] = JSON.parse(toContainerRelease({ ...args, ...change }).containerDefinitions) as Definition[];
    assert.ok(definition);
    return definition;
};
export const variableOf = (name: string, change: Partial<ContainerArgs> = {}) =>
    definitionOf(change).environment.find((variable) => variable.name === name)?.value;
