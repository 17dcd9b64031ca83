import * as assert from "node:assert/strict";
import type { DescribeTaskDefinitionResponse } from "@aws-sdk/client-ecs";
import { toCopy } from "../../aws/ecs-revisions";

const original: DescribeTaskDefinitionResponse = {
    taskDefinition: {
        taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test:6",
        revision: 6,
        status: "ACTIVE",
        registeredAt: new Date(0),
        registeredBy: "arn:aws:iam::123456789012:user/ci",
        requiresAttributes: [{ name: "ecs.capability.task-eni" }],
        compatibilities: ["EC2", "FARGATE"],
        family: "spotter-test",
        taskRoleArn: "task",
        executionRoleArn: "execution",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        volumes: [{ name: "tmp" }],
        placementConstraints: [],
        containerDefinitions: [
            { name: "agent", image: "agent@sha256:a", environment: [{ name: "RELEASE_ID", value: "agent's" }] },
            {
                name: "web",
                image: "web@sha256:b",
                user: "1001:1001",
                readonlyRootFilesystem: true,
                secrets: [{ name: "AUTH_SECRET", valueFrom: "parameter" }],
                environment: [
                    { name: "PORT", value: "3000" },
                    { name: "RELEASE_ID", value: "b" },
                ],
            },
        ],
    },
    tags: [
        { key: "aws:cloudformation:stack-name", value: "x" },
        { key: "spotter:release", value: "b" },
        { key: "team", value: "web" },
    ],
};
const change = { container: "web", command: ["node", "-e", "0"], environment: { RELEASE_ID: "drill" } } as const;

describe("a copy of a revision", () => {
    const copy = toCopy(original, change, { "spotter:release": "drill" });

    it("has everything that can be registered, and nothing that ECS sets itself", () => {
        const { containerDefinitions, tags, ...rest } = copy;
        assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
            family: "spotter-test",
            taskRoleArn: "task",
            executionRoleArn: "execution",
            networkMode: "awsvpc",
            requiresCompatibilities: ["FARGATE"],
            cpu: "256",
            memory: "512",
            runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
            volumes: [{ name: "tmp" }],
            placementConstraints: [],
        });
        assert.deepEqual([containerDefinitions?.length, tags?.length], [2, 2]);
    });

    it("changes one container, and keeps what else it has", () => {
        const [agent, web] = original.taskDefinition?.containerDefinitions ?? [];
        assert.deepEqual(copy.containerDefinitions, [
            agent,
            {
                ...web,
                entryPoint: ["node"],
                command: ["-e", "0"],
                environment: [
                    { name: "PORT", value: "3000" },
                    { name: "RELEASE_ID", value: "drill" },
                ],
            },
        ]);
    });

    it("leaves entry point and command to another image", () => {
        const { containerDefinitions } = toCopy(original, { container: "web", image: "web@sha256:c", environment: {} }, {});
        assert.deepEqual(containerDefinitions?.[1], {
            ...original.taskDefinition?.containerDefinitions?.[1],
            image: "web@sha256:c",
        });
    });

    it("replaces tags by key, and leaves out those of AWS, which a caller may not set", () => {
        assert.deepEqual(copy.tags, [
            { key: "team", value: "web" },
            { key: "spotter:release", value: "drill" },
        ]);
    });
});
