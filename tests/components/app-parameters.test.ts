import * as assert from "node:assert/strict";
import { Parameter } from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../aws/account";
import { AppParameters, type AppParametersSettings } from "../../components/app-parameters";
import type { AppVariable } from "../../components/app-variables";
import type { PreviewMode } from "../../preview/recorder";
import { account, build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";

const type = "aws:ssm/parameter:Parameter";
const given: AppVariable = { name: "SUPPORT_EMAIL", secret: false, description: "contact", from: "config", value: "a@b.cd" };
const givenSecret: AppVariable = { name: "AUTH_SECRET", secret: true, description: "signs", from: "config", value: "canary" };
const external: AppVariable = { name: "STRIPE_SECRET_KEY", secret: true, description: "key of Stripe", from: "external" };
const derivedFrom = (name: string, from: AppVariable["derivedFrom"]): AppVariable => ({
    name,
    secret: false,
    description: `derived ${name}`,
    from: "stack",
    derivedFrom: from,
});

const usual: AppParametersSettings = {
    prefix: "/spotter-app",
    variables: [given, givenSecret, external],
    derived: {
        region: "us-east-1",
        tables: { users: "spotter-users" },
        buckets: { uploads: "spotter-uploads" },
        model: undefined,
        sender: undefined,
    },
    encrypted: false,
    kmsKeyArn: undefined,
    tier: undefined,
    retainOnDelete: true,
};

/** Makes the parameters of an application; a test changes what it is about. */
function make({
    at = account,
    publicUrl = "https://app.example.com",
    overwrite = false,
    keyArn,
    ...settings
}: Partial<AppParametersSettings> & {
    readonly at?: Account;
    readonly publicUrl?: pulumi.Input<string>;
    readonly overwrite?: boolean;
    readonly keyArn?: pulumi.Input<string>;
}): AppParameters {
    const args = { account: at, publicUrl, versions: {}, overwrite, keyArn };
    return new AppParameters("web", { ...args, settings: { ...usual, ...settings } });
}

const parametersWith = (change: Parameters<typeof make>[0], mode: PreviewMode = "update") => build(() => make(change), mode);

describe("AppParameters", () => {
    it("makes every parameter of the tier that is given, which decides how much fits", async () => {
        const variables = [{ ...given, value: "é".repeat(4096) }, givenSecret];
        const resources = await parametersWith({ tier: "Advanced", variables });
        assert.deepEqual(
            ["web-SUPPORT_EMAIL", "web-AUTH_SECRET"].map((name) => inputsOf(resources, type, name).tier),
            ["Advanced", "Advanced"],
        );
        assert.equal("tier" in inputsOf(await parametersWith({}), type, "web-SUPPORT_EMAIL"), false);
        const message = (most: number, tier: string) =>
            `AppParameters: settings.variables.SUPPORT_EMAIL.value must be at most ${most} bytes in the tier ${tier}, got 8192`;
        await assert.rejects(parametersWith({ variables }), { message: message(4096, "Standard") });
        const larger = [{ ...given, value: `${"é".repeat(4096)}x` }];
        await assert.rejects(parametersWith({ tier: "Intelligent-Tiering", variables: larger }), {
            message: message(8192, "Intelligent-Tiering").replace("got 8192", "got 8193"),
        });
    });

    it("refers to what is kept elsewhere by its ARN, and makes nothing for it", async () => {
        const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme-AbCdEf:key::";
        const variables = [
            external,
            { ...external, name: "A", reference: "/acme/a" },
            { ...external, name: "B", reference: secret },
        ];
        let secrets: AppParameters["secrets"] = [];
        const resources = await build(() => {
            ({ secrets } = make({ variables }));
        });
        assert.deepEqual(
            secrets.map(({ valueFrom }) => valueFrom),
            [
                "arn:aws:ssm:us-east-1:123456789012:parameter/spotter-app/STRIPE_SECRET_KEY",
                "arn:aws:ssm:us-east-1:123456789012:parameter/acme/a",
                secret,
            ],
        );
        assert.deepEqual(childrenOf(resources, "spotter:ssm:AppParameters::web"), []);
    });

    for (const mode of modes) {
        it(`makes a parameter for each value that it knows, and none for others' (${mode})`, async () => {
            const resources = await parametersWith({}, mode);
            assert.deepEqual(childrenOf(resources, "spotter:ssm:AppParameters::web"), [
                `${type}::web-AUTH_SECRET`,
                `${type}::web-SUPPORT_EMAIL`,
            ]);
            assert.equal(resources.length, 3);
        });
    }

    it("gives the container all of them by ARN, in every preview", async () => {
        let secrets: AppParameters["secrets"] = [];
        await build(() => {
            ({ secrets } = make({ at: { ...account, partition: "aws-us-gov", region: "us-gov-west-1" } }));
        }, "preview");
        const arn = (name: string) => `arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/spotter-app/${name}`;
        assert.deepEqual(
            secrets,
            ["SUPPORT_EMAIL", "AUTH_SECRET", "STRIPE_SECRET_KEY"].map((name) => ({ name, valueFrom: arn(name) })),
        );
    });

    it("labels a plain value by its hash, which a preview knows, and every other by its version", async () => {
        const labelsWith = async (change: Parameters<typeof make>[0]) => {
            let found: Readonly<Record<string, string>> = {};
            await build(() => {
                const { labels } = make(change);
                labels.apply((each) => (found = each));
            });
            return found;
        };
        const plain = await labelsWith({});
        assert.deepEqual(plain, { AUTH_SECRET: "1", SUPPORT_EMAIL: plain.SUPPORT_EMAIL });
        assert.match(plain.SUPPORT_EMAIL ?? "", /^[0-9a-f]{8}$/);
        const [secret, ...others] = usual.variables.map((variable) =>
            variable.name === "SUPPORT_EMAIL" ? { ...variable, value: "another@example.com" } : variable,
        );
        const changed = await labelsWith({ variables: [...others, ...(secret === undefined ? [] : [secret])] });
        assert.notEqual(changed.SUPPORT_EMAIL, plain.SUPPORT_EMAIL);
        assert.deepEqual(await labelsWith({ encrypted: true }), { AUTH_SECRET: "1", SUPPORT_EMAIL: "1" });
    });

    it("shows what is no secret", async () => {
        assert.deepEqual(inputsOf(await parametersWith({}), type, "web-SUPPORT_EMAIL"), {
            description: "contact",
            insecureValue: "a@b.cd",
            name: "/spotter-app/SUPPORT_EMAIL",
            type: "String",
        });
    });

    it("hides a secret, and encrypts it with SSM's own key", async () => {
        assert.deepEqual(inputsOf(await parametersWith({}), type, "web-AUTH_SECRET"), {
            description: "signs",
            keyId: "alias/aws/ssm",
            name: "/spotter-app/AUTH_SECRET",
            type: "SecureString",
            value: "<secret>",
        });
    });

    it("encrypts a secret, and only a secret, with the customer's key where there is one", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        for (const [keys, used] of [
            [{ kmsKeyArn }, kmsKeyArn],
            [{ keyArn }, keyArn],
            [{ keyArn, kmsKeyArn }, kmsKeyArn],
        ] as const) {
            const resources = await parametersWith(keys);
            assert.equal(inputsOf(resources, type, "web-AUTH_SECRET").keyId, used);
            assert.equal("keyId" in inputsOf(resources, type, "web-SUPPORT_EMAIL"), false);
        }
    });

    it("hides every value of a stack file that encrypts one of them, but nothing that the program derives", async () => {
        const variables = [given, derivedFrom("AWS_REGION", "region")];
        const resources = await parametersWith({ encrypted: true, variables });
        assert.deepEqual(inputsOf(resources, type, "web-SUPPORT_EMAIL"), {
            description: "contact",
            name: "/spotter-app/SUPPORT_EMAIL",
            type: "String",
            value: "<secret>",
        });
        assert.equal(inputsOf(resources, type, "web-AWS_REGION").insecureValue, "us-east-1");
    });

    it("derives what the program knows", async () => {
        const resources = await parametersWith({
            variables: [
                derivedFrom("AWS_REGION", "region"),
                derivedFrom("NEXTAUTH_URL", "publicUrl"),
                derivedFrom("DYNAMODB_USERS_TABLE", { table: "users" }),
                derivedFrom("UPLOADS_BUCKET", { bucket: "uploads" }),
                derivedFrom("BEDROCK_MODEL_ID", "model"),
                derivedFrom("SES_FROM_ADDRESS", "sender"),
            ],
            derived: { ...usual.derived, model: "amazon.titan-text-lite-v1", sender: "no-reply@example.com" },
        });
        assert.deepEqual(
            resources.filter((resource) => resource.type === type).map(({ name, inputs }) => [name, inputs.insecureValue]),
            [
                ["web-AWS_REGION", "us-east-1"],
                ["web-BEDROCK_MODEL_ID", "amazon.titan-text-lite-v1"],
                ["web-DYNAMODB_USERS_TABLE", "spotter-users"],
                ["web-NEXTAUTH_URL", "https://app.example.com"],
                ["web-SES_FROM_ADDRESS", "no-reply@example.com"],
                ["web-UPLOADS_BUCKET", "spotter-uploads"],
            ],
        );
    });

    it("makes no parameter of what the program does not know", async () => {
        const variables = [
            derivedFrom("DYNAMODB_GOALS_TABLE", { table: "goals" }),
            derivedFrom("EXPORTS_BUCKET", { bucket: "exports" }),
            derivedFrom("BEDROCK_MODEL_ID", "model"),
        ];
        assert.deepEqual(childrenOf(await parametersWith({ variables }), "spotter:ssm:AppParameters::web"), []);
    });

    it("registers a parameter whose value is not known yet", async () => {
        const resources = await build(() => {
            const { id } = new Parameter("later", { name: "later", type: "String" });
            return make({ variables: [derivedFrom("NEXTAUTH_URL", "publicUrl")], publicUrl: id });
        }, "preview");
        assert.equal(inputsOf(resources, type, "web-NEXTAUTH_URL").insecureValue, "<unknown>");
    });

    for (const retainOnDelete of [true, false]) {
        it(`${retainOnDelete ? "leaves" : "deletes"} a parameter that leaves the program where it ${retainOnDelete ? "" : "does not "}retain`, async () => {
            const { options } = resourceOf(await parametersWith({ retainOnDelete }), type, "web-AUTH_SECRET");
            assert.deepEqual(options, {
                deleteBeforeReplace: false,
                protect: false,
                retainOnDelete,
                ignoreChanges: ["overwrite"],
                dependsOn: [],
            });
        });
    }

    const writesOver: readonly (readonly [what: string, retainOnDelete: boolean, overwrite: boolean, expected: unknown])[] = [
        ["what it may have left in SSM", true, true, true],
        ["nothing where it leaves nothing", false, true, undefined],
        ["nothing where nothing asks whose it is", true, false, undefined],
    ];
    for (const [what, retainOnDelete, overwrite, expected] of writesOver) {
        it(`writes over ${what}`, async () => {
            const resources = await parametersWith({ retainOnDelete, overwrite });
            assert.equal(inputsOf(resources, type, "web-AUTH_SECRET").overwrite, expected);
        });
    }
});
