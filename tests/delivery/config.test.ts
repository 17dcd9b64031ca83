import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readDeliveryConfig } from "../../delivery/config";
import { describeSpotter } from "../support/own";
import { project, recordDelivery, settings } from "./record-delivery";

const read = (config: object) =>
    readDeliveryConfig(
        Object.fromEntries(Object.entries(config).map(([key, value]) => [`${project}:${key}`, JSON.stringify(value)])),
        project,
    );
const { stacks, github } = settings;

describeSpotter("the configuration of delivery", () => {
    const mistakes: readonly (readonly [what: string, config: object, message: RegExp])[] = [
        ["an unknown key", { ...settings, githb: {} }, /^spotter-delivery:githb is not a known key; did you mean github\?/],
        [
            "a repository without an owner",
            { ...settings, github: { repository: "shop" } },
            /^spotter-delivery:github\.repository must be owner\/name of the repository on GitHub.*, got "shop"$/,
        ],
        [
            "a prefix of another repository",
            { ...settings, github: { ...github, subjectPrefix: "repo:evil@1/shop@2" } },
            /^spotter-delivery:github\.subjectPrefix must be of github\.repository: another repository would deploy$/,
        ],
        [
            "a prefix with a pattern",
            { ...settings, github: { ...github, subjectPrefix: "repo:acme/*" } },
            /^spotter-delivery:github\.subjectPrefix must be repo:OWNER/,
        ],
        [
            "one environment of two stacks",
            { ...settings, stacks: { staging: { environment: "live" }, prod: { environment: "live" } } },
            /^spotter-delivery:stacks must each have another environment/,
        ],
        [
            "an environment of another role",
            { ...settings, stacks: { prod: { environment: "review" } } },
            /^spotter-delivery:stacks must each have another environment/,
        ],
        [
            "deployments without an organisation",
            { github, stacks: { staging: { deployments: {} } } },
            /^spotter-delivery:organization must be given/,
        ],
        [
            "an environment without a repository",
            { stacks: { staging: { environment: "staging" } } },
            /^spotter-delivery:github must be given/,
        ],
        [
            "credentials of ESC without an environment",
            { ...settings, stacks: { staging: { deployments: { credentials: "esc" } } } },
            /must have escEnvironment/,
        ],
        [
            "a boundary that is no policy",
            { ...settings, permissionsBoundary: "admin" },
            /^spotter-delivery:permissionsBoundary must be the ARN of an IAM policy/,
        ],
    ];
    for (const [what, config, message] of mistakes) {
        it(`refuses ${what}`, () => assert.throws(() => read(config), { message }));
    }

    it("may name a provider that the account has, an immutable prefix, and no stack of Pulumi Cloud", async () => {
        const { resources } = await recordDelivery({
            stacks: { staging: { environment: "staging" } },
            github: {
                ...github,
                subjectPrefix: "repo:acme@1/shop@2",
                providerArn: "arn:aws:iam::920013187591:oidc-provider/token.actions.githubusercontent.com",
            },
        });
        assert.deepEqual(
            resources.filter(({ type }) => /openId|pulumiservice/i.test(type)),
            [],
        );
    });

    const refused: readonly (readonly [what: string, config: object, message: RegExp])[] = [
        [
            "a stack that does not exist",
            { stacks: { live: { environment: "live" } }, github },
            /^Pulumi\.live\.yaml does not exist/,
        ],
        ["no stack at all", { stacks: {}, github }, /^spotter-delivery:stacks must be at least one, and all of one account/],
    ];
    for (const [what, config, message] of refused) {
        it(`ends with ${what}`, async () => {
            await assert.rejects(recordDelivery(config), ({ message: said }: Error) => message.test(said));
        });
    }

    it("is, in the documents, one that is read and makes every role", async () => {
        const [, block = ""] =
            /```yaml\n(config:\n {4}spotter-delivery:[^]*?)```/.exec(readFileSync("docs/pulumi-deployments.md", "utf8")) ?? [];
        const { config } = parse(block) as { config: Record<string, unknown> };
        const own = Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(`${project}:`, ""), value]));
        const { outputs } = await recordDelivery(own);
        assert.deepEqual(Object.keys(outputs), ["preview", "promotion", "deploy-staging", "deploy-prod", "review", "reaper"]);
    });

    it("of this repository has the environments that its workflows deploy from", () => {
        assert.ok(stacks.prod.environment === "production");
    });
});
