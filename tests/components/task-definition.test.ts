import * as assert from "node:assert/strict";
import { childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { digest, repositoryUrl, serviceWith } from "./service-fixture";

const type = "aws:ecs/taskDefinition:TaskDefinition";

interface Container {
    readonly name: string;
    readonly image: string;
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
    readonly environment: readonly { readonly name: string; readonly value: string }[];
}
function containerOf(resources: Awaited<ReturnType<typeof serviceWith>>): Container {
    const [container, ...others] = jsonOf(inputsOf(resources, type), "containerDefinitions") as Container[];
    assert.ok(container);
    assert.deepEqual(others, []);
    return container;
}

describe("a task definition", () => {
    it("is a Fargate task with two roles, a volume for each writable path, and the release as tags", async () => {
        const resources = await serviceWith();
        const { containerDefinitions, ...rest } = inputsOf(resources, type);
        const configId = containerOf(resources).environment.find(({ name }) => name === "CONFIG_ID")?.value;
        assert.equal(typeof containerDefinitions, "string");
        assert.deepEqual(rest, {
            cpu: "512",
            executionRoleArn: "arn:aws:iam::123456789012:role/Execution",
            family: "spotter-app-task",
            memory: "1024",
            networkMode: "awsvpc",
            requiresCompatibilities: ["FARGATE"],
            runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
            skipDestroy: true,
            tags: { "spotter:config": configId, "spotter:release": "1f3c1f3c1f3c" },
            taskRoleArn: "arn:aws:iam::123456789012:role/Task",
            volumes: [{ name: "tmp" }, { name: "next-cache" }],
        });
    });

    for (const mode of modes) {
        it(`runs the given digest with the stack's variables, known beforehand (${mode})`, async () => {
            const { name, image, secrets } = containerOf(await serviceWith({}, mode));
            const arn = "arn:aws:ssm:us-east-1:123456789012:parameter/spotter-app";
            assert.deepEqual(
                { name, image, secrets },
                {
                    name: "spotter-web",
                    image: `${repositoryUrl}@${digest}`,
                    secrets: [
                        { name: "AUTH_SECRET", valueFrom: `${arn}/AUTH_SECRET` },
                        { name: "SUPPORT_EMAIL", valueFrom: `${arn}/SUPPORT_EMAIL` },
                    ],
                },
            );
        });

        it(`is the same text each time (${mode})`, async () => {
            const texts = [await serviceWith({}, mode), await serviceWith({}, mode)].map(
                (resources) => inputsOf(resources, type).containerDefinitions,
            );
            assert.equal(texts[0], texts[1]);
        });
    }

    it("keeps the commit beside the release where it is known", async () => {
        const { tags } = inputsOf(await serviceWith({ image: { digest, commit: "0123abc" } }), type);
        assert.deepEqual(Object.keys(tags as object), ["spotter:commit", "spotter:config", "spotter:release"]);
        assert.equal((tags as { "spotter:commit": string })["spotter:commit"], "0123abc");
    });

    it("takes its size and processor as given", async () => {
        const resources = await serviceWith({ settings: { cpu: 256, memoryMiB: 2048, architecture: "ARM64" } });
        const { cpu, memory, runtimePlatform } = inputsOf(resources, type);
        assert.deepEqual(
            { cpu, memory, runtimePlatform },
            {
                cpu: "256",
                memory: "2048",
                runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
            },
        );
    });

    for (const skipDestroy of [true, false]) {
        it(`${skipDestroy ? "keeps" : "deregisters"} old revisions where it is asked to`, async () => {
            const { inputs, options } = resourceOf(await serviceWith({ settings: { skipDestroy } }), type);
            assert.equal(inputs.skipDestroy, skipDestroy);
            assert.deepEqual([options.protect, options.retainOnDelete], [false, false]);
        });
    }

    for (const mode of modes) {
        it(`is registered, for a hook to refuse, while there is no image (${mode})`, async () => {
            const resources = await serviceWith({ image: {} }, mode);
            assert.equal(containerOf(resources).image, `${repositoryUrl}@sha256:${"0".repeat(64)}`);
            assert.ok(childrenOf(resources, "spotter:ecs:FargateService::web").includes("aws:ecs/service:Service::web"));
        });
    }
});
