import * as assert from "node:assert/strict";
import type { ContainerDefinition, TaskDefinition } from "../../aws/ecs";
import { diffTaskDefinitions } from "../../commands/rollback/task-definition-diff";

const container: ContainerDefinition = {
    name: "web",
    image: "repository@sha256:1",
    port: 3000,
    user: "1000",
    stopTimeoutSeconds: 30,
    environment: new Map([["PORT", "3000"]]),
    secrets: new Map([["AUTH_SECRET", "/fitness/AUTH_SECRET"]]),
    command: ["node"],
    entryPoint: undefined,
    healthCheck: { interval: 10, command: ["CMD"] },
    logConfiguration: { logDriver: "awslogs" },
    mountPoints: [{ containerPath: "/tmp" }],
};
const definition: TaskDefinition = {
    arn: "task:1",
    cpu: 512,
    memoryMiB: 1024,
    architecture: "X86_64",
    taskRoleArn: "role/task",
    executionRoleArn: "role/execution",
    volumes: [{ name: "tmp" }],
    containers: [container],
    tags: {},
};
const diff = (changes: Partial<TaskDefinition>) => diffTaskDefinitions(definition, { ...definition, ...changes }, "web");
const diffContainer = (changes: Partial<ContainerDefinition>) => diff({ containers: [{ ...container, ...changes }] });

const otel = { ...container, name: "otel" };
const diffSidecar = (changes: Partial<ContainerDefinition>) =>
    diffTaskDefinitions(
        { ...definition, containers: [container, otel] },
        { ...definition, containers: [{ ...otel, ...changes }, container] },
        "web",
    );

describe("the differences between two task definitions", () => {
    const rows: readonly (readonly [string, () => string[]])[] = [
        ["sidecar otel changed", () => diffSidecar({ user: "0" })],
        ["sidecar otel added", () => diff({ containers: [container, { ...container, name: "otel" }] })],
        ["cpu 1024 instead of 512", () => diff({ cpu: 1024 })],
        ["memory 2048 instead of 1024", () => diff({ memoryMiB: 2048 })],
        ["architecture ARM64 instead of X86_64", () => diff({ architecture: "ARM64" })],
        ["task role role/other instead of role/task", () => diff({ taskRoleArn: "role/other" })],
        ["execution role none instead of role/execution", () => diff({ executionRoleArn: undefined })],
        ["port 8080 instead of 3000", () => diffContainer({ port: 8080 })],
        ["user 0 instead of 1000", () => diffContainer({ user: "0" })],
        ["stop timeout 120 instead of 30", () => diffContainer({ stopTimeoutSeconds: 120 })],
        ["variable PORT changed", () => diffContainer({ environment: new Map([["PORT", "canary"]]) })],
        ["parameter AUTH_SECRET removed", () => diffContainer({ secrets: new Map() })],
        ["volumes changed", () => diff({ volumes: [] })],
        ["command changed", () => diffContainer({ command: ["node", "server.js"] })],
        ["command changed", () => diffContainer({ entryPoint: ["/bin/sh"] })],
        ["health check changed", () => diffContainer({ healthCheck: { interval: 5, command: ["CMD"] } })],
        ["log configuration changed", () => diffContainer({ logConfiguration: { logDriver: "awsfirelens" } })],
        ["mount points changed", () => diffContainer({ mountPoints: [] })],
    ];
    it("name each property that differs, and no other", () => {
        for (const [line, found] of rows) {
            assert.deepEqual(found(), [line], line);
        }
    });

    it("are none for the same with its keys in another order, and for another image", () => {
        const same = { healthCheck: { command: ["CMD"], interval: 10 }, image: "repository@sha256:2" };
        assert.deepEqual(diffContainer(same), []);
    });

    it("leave out what the program derives from the image and the rest", () => {
        const environment = new Map([...container.environment, ["RELEASE_ID", "2"], ["CONFIG_ID", "2"]]);
        assert.deepEqual(diffContainer({ environment }), []);
    });

    it("are of the application's container, wherever it stands", () => {
        assert.deepEqual(diffSidecar({}), []);
    });
});
