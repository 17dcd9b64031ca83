import * as assert from "node:assert/strict";
import { LogGroup } from "../../components/log-group";
import { build, childrenOf, modes, resourceOf } from "../support/build";

const type = "aws:cloudwatch/logGroup:LogGroup";
const logGroup = (protect: boolean, kmsKeyArn?: string) =>
    new LogGroup("web", {
        names: { logGroup: "/ecs/spotter-app" },
        settings: { retentionDays: 90, kmsKeyArn, protect },
    });

describe("LogGroup", () => {
    for (const mode of modes) {
        it(`makes one log group (${mode})`, async () => {
            const resources = await build(() => logGroup(true), mode);
            assert.deepEqual(childrenOf(resources, "spotter:cloudwatch:LogGroup::web"), [`${type}::web`]);
            assert.equal(resources.length, 2);
        });
    }

    it("has a name and a retention, and nothing else", async () => {
        const { inputs } = resourceOf(await build(() => logGroup(true)), type);
        assert.deepEqual(inputs, { name: "/ecs/spotter-app", retentionInDays: 90 });
    });

    it("is encrypted by a customer key where one is given", async () => {
        const key = "arn:aws:kms:us-east-1:123456789012:key/1";
        const { inputs } = resourceOf(await build(() => logGroup(true, key)), type);
        assert.deepEqual(inputs, { kmsKeyId: key, name: "/ecs/spotter-app", retentionInDays: 90 });
    });

    for (const protect of [true, false]) {
        it(`${protect ? "outlives" : "goes with"} its stack where it is ${protect ? "" : "not "}protected`, async () => {
            const { options } = resourceOf(await build(() => logGroup(protect)), type);
            assert.deepEqual(options, {
                deleteBeforeReplace: false,
                protect,
                retainOnDelete: protect,
                ignoreChanges: [],
                dependsOn: [],
            });
        });
    }
});
