import * as assert from "node:assert/strict";
import { Cluster } from "@pulumi/aws/ecs";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { RedrivePolicy } from "@pulumi/aws/sqs";
import { Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { record, type PreviewMode, type RecordOptions } from "../../preview/recorder";
import { account } from "../support/build";

const recordingOf = (program: () => unknown, mode: PreviewMode = "update", options: Partial<RecordOptions> = {}) =>
    record(program, { project: "spotter", stack: "test", mode, account, ...options });

describe("a recording fails", () => {
    const failures: Record<string, [() => unknown, string]> = {
        "when the program throws": [
            () => {
                new Cluster("web", {});
                throw new Error("broken program");
            },
            "broken program",
        ],
        "when the program rejects": [() => Promise.reject(new Error("broken promise")), "broken promise"],
        "when an apply throws, instead of leaving out the resource": [
            () => {
                const name = pulumi.output("x").apply((): string => {
                    throw new Error("broken apply");
                });
                new Cluster("web", { name });
            },
            'error serializing property "name": broken apply',
        ],
        "when an output throws": [
            () => ({
                url: pulumi.output("x").apply(() => {
                    throw new Error("broken output");
                }),
            }),
            "broken output",
        ],
        "when two resources share type and name": [
            () => {
                new Cluster("web", { name: "a" });
                new Cluster("web", { name: "b" });
            },
            "two resources are called aws:ecs/cluster:Cluster::web",
        ],
        "when it does not know the type of a resource": [
            () => new RedrivePolicy("web", { queueUrl: "spotter", redrivePolicy: "{}" }),
            "resources/ does not know the type aws:sqs/redrivePolicy:RedrivePolicy: add it to the file of its service",
        ],
        "when it has no answer to a lookup": [
            () => new Cluster("web", { name: getCallerIdentityOutput({}).accountId }),
            "resources/ does not know the lookup aws:index/getCallerIdentity:getCallerIdentity: add it to the file of its service",
        ],
    };
    for (const [when, [program, message]] of Object.entries(failures)) {
        it(when, async () => {
            const listeners = process.listeners("unhandledRejection");
            await assert.rejects(recordingOf(program), { message });
            assert.deepEqual(process.listeners("unhandledRejection"), listeners);

            const { resources } = await recordingOf(() => new Cluster("next", {})); // nothing of it is left
            assert.deepEqual(
                resources.map(({ name }) => name),
                ["next"],
            );
        });
    }

    it("in a first preview as after an update where it does not know a type", async () => {
        const unfamiliar = () => new RedrivePolicy("web", { queueUrl: "spotter", redrivePolicy: "{}" });
        await assert.rejects(recordingOf(unfamiliar, "preview"), /^Error: resources\/ does not know the type aws:sqs/);
    });

    it("with the place of the error in TypeScript, and leaves the reading of stacks as it was", async () => {
        const { prepareStackTrace } = Error as { prepareStackTrace?: unknown };
        const line = Number(/recorder-failures\.test\.ts:(\d+)/.exec(new Error("here").stack ?? "")?.[1]);
        const broken = () => {
            throw new Error("broken program");
        };
        await assert.rejects(recordingOf(broken), ({ stack = "" }: Error) =>
            stack.includes(`recorder-failures.test.ts:${line + 2}:`),
        );
        assert.equal((Error as { prepareStackTrace?: unknown }).prepareStackTrace, prepareStackTrace);
    });

    it("but not when a resource has the name of another type", async () => {
        const { resources } = await recordingOf(() => {
            new Cluster("web", {});
            new Parameter("web", { type: "String" });
        });
        assert.equal(resources.length, 2);
    });
});
