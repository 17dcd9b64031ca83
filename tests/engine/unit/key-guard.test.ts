import * as assert from "node:assert/strict";
import { checkLeavingKey } from "../../../engine/key-guard";
import type { StateResource } from "../../../engine/stack-state";
import { serviceRef } from "./guard-fixture";

const key = "arn:aws:kms:us-east-1:123456789012:key/1";
const alias = "arn:aws:kms:us-east-1:123456789012:alias/spotter-app";

const resource = (type: string, outputs: StateResource["outputs"], parent = "spotter:a:B"): StateResource => ({
    urn: `urn:pulumi:prod::fitness::${parent}$${type}::web`,
    type,
    outputs,
});
const keyOf = (parent?: string) => resource("aws:kms/key:Key", { arn: key, keyId: "1" }, parent);
const withKey = [
    keyOf("spotter:kms:CustomerKey"),
    resource("aws:kms/alias:Alias", { arn: alias, name: "alias/spotter-app", targetKeyId: "1" }),
];
const logGroup = (kmsKeyId: string) => resource("aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/spotter-app", kmsKeyId });

interface Case {
    readonly state?: readonly StateResource[];
    readonly hasKey?: boolean;

    /** Keys of secrets outside the stack, by variable. */
    readonly keys?: Readonly<Record<string, string>>;
}

const check = ({ state = withKey, hasKey = false, keys = {} }: Case) =>
    checkLeavingKey({
        api: { parameterKeys: () => Promise.resolve(keys) },
        serviceRef,
        namespace: "fitness",
        hasKey,
        external: [{ name: "AUTH_SECRET" }],
        readState: () => Promise.resolve(state),
    });

describe("the guard of a customer key that leaves", () => {
    it("refuses it while something is encrypted by it, and says how it can go", async () => {
        await assert.rejects(check({ state: [...withKey, logGroup(key)] }), {
            message:
                "fitness:encryption.customerKey: the key that would be deleted still encrypts log group /ecs/spotter-app: update first " +
                "with customerKey: true and uses: [], push the secrets again, and take it out then",
        });
    });

    const left: Readonly<Record<string, Case>> = {
        "repository r": {
            state: [
                ...withKey,
                resource("aws:ecr/repository:Repository", {
                    name: "r",
                    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key }],
                }),
            ],
        },
        "topic t": { state: [...withKey, resource("aws:sns/topic:Topic", { name: "t", kmsMasterKeyId: key })] },
        "parameter /p": { state: [...withKey, resource("aws:ssm/parameter:Parameter", { name: "/p", keyId: key })] },
        "secret AUTH_SECRET": { keys: { AUTH_SECRET: alias } },
    };
    for (const [what, given] of Object.entries(left)) {
        it(`names ${what}`, () => assert.rejects(check(given), new RegExp(`still encrypts ${what}:`)));
    }

    const free: Readonly<Record<string, Case>> = {
        "a key that stays": { state: [...withKey, logGroup(key)], hasKey: true },
        "one that has nothing left": { keys: { AUTH_SECRET: "alias/aws/ssm" } },
        "another key": { state: [...withKey, logGroup(`${key}0`)] },
        "a key that the stack does not make for this": { state: [keyOf("other:a:B"), logGroup(key)] },
        "no key": { state: [logGroup(key)] },
    };
    for (const [what, given] of Object.entries(free)) {
        it(`says nothing of ${what}`, () => check(given));
    }
});
