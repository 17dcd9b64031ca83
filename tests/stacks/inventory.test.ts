import * as assert from "node:assert/strict";
import { inputsOf, jsonOf, modes } from "../support/build";
import { describeSpotter } from "../support/own";
import { assertGolden } from "./golden";
import { inventoryOf } from "./inventory";
import { previewOf, stacks } from "./preview-of";

describe("the inventory of a stack", () => {
    for (const stack of stacks) {
        it(`is the reviewed one: ${stack} (UPDATE_GOLDENS=1 rewrites it)`, async () => {
            const inventory = inventoryOf(await previewOf(stack, "preview"), await previewOf(stack, "update"));
            assertGolden(`tests/stacks/${stack}.txt`, inventory);
        });

        it(`comes from a document that is the same byte by byte each time: ${stack}`, async () => {
            const again = await previewOf(stack, "preview", () => undefined); // a recording of its own
            assert.equal(JSON.stringify(again), JSON.stringify(await previewOf(stack, "preview")));
        });

        it(`has the same resources, options and parents in both modes: ${stack}`, async () => {
            const [preview, update] = [await previewOf(stack, "preview"), await previewOf(stack, "update")];
            const withoutInputs = ({ resources }: typeof preview) => resources.map((resource) => ({ ...resource, inputs: {} }));
            assert.deepEqual(withoutInputs(preview), withoutInputs(update));
        });
    }
});

describeSpotter("prod", () => {
    for (const mode of modes) {
        it(`has the names that the scripts gave it (${mode})`, async () => {
            const { resources } = await previewOf("prod", mode);
            const nameOf = (type: string, name?: string) => inputsOf(resources, type, name).name;
            const task = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
            const [container] = jsonOf(task, "containerDefinitions") as { name: string }[];
            assert.deepEqual(
                {
                    repository: nameOf("aws:ecr/repository:Repository"),
                    cluster: nameOf("aws:ecs/cluster:Cluster"),
                    service: nameOf("aws:ecs/service:Service"),
                    taskFamily: task.family,
                    container: container?.name,
                    logGroup: nameOf("aws:cloudwatch/logGroup:LogGroup"),
                    executionRole: nameOf("aws:iam/role:Role", "web-execution"),
                    executionPolicy: nameOf("aws:iam/rolePolicy:RolePolicy", "web-read-parameters"),
                    taskRole: nameOf("aws:iam/role:Role", "web-task"),
                    taskPolicy: nameOf("aws:iam/rolePolicy:RolePolicy", "web-use-services"),
                    loadBalancer: nameOf("aws:lb/loadBalancer:LoadBalancer"),
                },
                {
                    repository: "spotter-app",
                    cluster: "spotter-cluster",
                    service: "spotter-web-service",
                    taskFamily: "spotter-app-task",
                    container: "spotter-web",
                    logGroup: "/ecs/spotter-app",
                    executionRole: "SpotterTaskExecutionRole",
                    executionPolicy: "SsmParameterAccess",
                    taskRole: "SpotterTaskRole",
                    taskPolicy: "SpotterAppPolicy",
                    loadBalancer: "spotter-alb",
                },
            );
        });
    }

    it("gives its container all 63 parameters of the scripts, under their prefix", async () => {
        const { resources } = await previewOf("prod", "preview");
        const [container] = jsonOf(inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition"), "containerDefinitions") as {
            secrets: { name: string; valueFrom: string }[];
        }[];
        assert.equal(container?.secrets.length, 63);
        for (const { name, valueFrom } of container.secrets) {
            assert.equal(valueFrom, `arn:aws:ssm:us-east-1:920013187591:parameter/spotter-app/${name}`);
        }
        for (const { type, inputs } of resources) {
            assert.ok(type !== "aws:ssm/parameter:Parameter" || /^\/spotter-app\/[A-Z_]+$/.test(inputs.name as string));
        }
    });
});
