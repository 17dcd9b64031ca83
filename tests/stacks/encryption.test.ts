import * as assert from "node:assert/strict";
import { previewOfExample, type StackKeys } from "./preview-of";

const own = "arn:aws:kms:us-east-1:920013187591:key/00000000-0000-0000-0000-000000000000";
const other = "arn:aws:kms:us-east-1:920013187591:key/1";

/** What a stack of production encrypts by a customer key, by what it is. */
async function encryptedBy(encryption: Record<string, unknown> | undefined, more: (config: StackKeys) => void = () => undefined) {
    const { resources } = await previewOfExample("prod", "update", (config) => {
        if (encryption !== undefined) {
            config["spotter:encryption"] = encryption;
        }
        config["spotter:repository"] = { keepImages: 30 };
        more(config);
    });
    const inputsOf = (type: string, name: string) =>
        resources.find((resource) => resource.type === type && resource.name === name)?.inputs ?? {};
    const readPolicy = inputsOf("aws:iam/rolePolicy:RolePolicy", "web-read-parameters").policy;
    const { Statement } = JSON.parse(readPolicy as string) as { Statement: { Sid: string; Resource: string }[] };
    const [images] = (inputsOf("aws:ecr/repository:Repository", "web").encryptionConfigurations ?? []) as { kmsKey: string }[];
    return {
        keys: resources.filter(({ type }) => type.startsWith("aws:kms/")).map(({ type }) => type),
        logs: inputsOf("aws:cloudwatch/logGroup:LogGroup", "web").kmsKeyId,
        images: images?.kmsKey,
        told: inputsOf("aws:sns/topic:Topic", "web-alarms").kmsMasterKeyId,
        decrypts: Statement.find(({ Sid }) => Sid === "DecryptParameters")?.Resource,
    };
}

describe("the one customer key of a stack", () => {
    const none = { keys: [], logs: undefined, images: undefined, told: undefined, decrypts: undefined };

    it("is not there unless it is asked for", async () => {
        assert.deepEqual(await encryptedBy(undefined), none);
        assert.deepEqual(await encryptedBy({ customerKey: false }), none);
    });

    it("encrypts log lines, parameters, images and what is told, by one setting, and is all that comes", async () => {
        const keys = ["aws:kms/alias:Alias", "aws:kms/key:Key"];
        assert.deepEqual(await encryptedBy({ customerKey: true }), { keys, logs: own, images: own, told: own, decrypts: own });
    });

    it("encrypts the same where it exists, and nothing comes", async () => {
        assert.deepEqual(await encryptedBy({ kmsKeyArn: other }), {
            keys: [],
            logs: other,
            images: other,
            told: other,
            decrypts: other,
        });
    });

    it("leaves out what it is not for, and what has another", async () => {
        const keys = ["aws:kms/alias:Alias", "aws:kms/key:Key"];
        assert.deepEqual(
            await encryptedBy({ customerKey: true, uses: ["logs", "parameters"] }, (config) => {
                config["spotter:logs"] = { kmsKeyArn: other };
            }),
            { ...none, keys, logs: other, decrypts: own },
        );
    });
});
