import * as assert from "node:assert/strict";
import { describeSpotter } from "../support/own";
import { admits } from "../support/resource-policy";
import { accountId, recordDelivery, settings, trustOf, type Registered } from "./record-delivery";

const roles = ["preview", "promotion", "deploy-staging", "deploy-prod", "review", "reaper"];
const github = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;
const pulumi = `arn:aws:iam::${accountId}:oidc-provider/api.pulumi.com/oidc`;

/** Roles that a token of GitHub's is let into. */
function rolesOf(
    resources: readonly Registered[],
    sub: string,
    { aud = "sts.amazonaws.com", principal = github } = {},
): string[] {
    const issuer = principal.slice(principal.indexOf("oidc-provider/") + "oidc-provider/".length);
    const context = { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud };
    const caller = { principal, action: "sts:AssumeRoleWithWebIdentity", resource: "*", context };
    return roles.filter((role) => admits(trustOf(resources, role), caller));
}

describeSpotter("who may assume a role of delivery", () => {
    let resources: readonly Registered[] = [];
    before(async () => ({ resources } = await recordDelivery()));

    const rights: readonly (readonly [subject: string, ...roles: string[]])[] = [
        ["repo:acme/shop:pull_request", "preview"],
        ["repo:acme/shop:ref:refs/heads/main", "preview"],
        ["repo:acme/shop:environment:staging", "deploy-staging"],
        ["repo:acme/shop:environment:production", "deploy-prod"],
        ["repo:acme/shop:environment:promotion", "promotion"],
        ["repo:acme/shop:environment:review", "review"],
        ["repo:acme/shop:environment:reaper", "reaper"],
    ];
    for (const [subject, ...into] of rights) {
        it(`is for ${subject}: ${into.join(", ")}`, () => assert.deepEqual(rolesOf(resources, subject), into));
    }

    it("is none for another repository, branch, environment, tag, audience, issuer or account", () => {
        for (const [subject] of rights) {
            const others = [
                subject.replace("acme/shop", "acme/shop2"),
                subject.replace("acme/shop", "evil/shop"),
                subject.replace("acme/shop", "acme@1/shop@2"),
                subject.replace("acme/", "acme/x/"),
                subject.toUpperCase(),
                `${subject}x`,
                `${subject}:x`,
                ` ${subject}`,
            ];
            assert.deepEqual(
                others.flatMap((other) => rolesOf(resources, other)),
                [],
                subject,
            );
            assert.deepEqual(rolesOf(resources, subject, { aud: "https://github.com/acme" }), []);
            assert.deepEqual(rolesOf(resources, subject, { principal: pulumi }), []);
            assert.deepEqual(rolesOf(resources, subject, { principal: github.replace(accountId, "111111111111") }), []);
        }
        const others = [
            "ref:refs/heads/dev",
            "ref:refs/heads/main2",
            "ref:refs/tags/main",
            "environment:prod",
            "environment:Staging",
            "ref:refs/pull/1/merge",
        ];
        assert.deepEqual(
            others.flatMap((rest) => rolesOf(resources, `repo:acme/shop:${rest}`)),
            [],
        );
    });

    it("is no user, role or service of any account", () => {
        for (const principal of [
            `arn:aws:iam::${accountId}:root`,
            `arn:aws:iam::${accountId}:role/spotter-staging-task`,
            "ecs-tasks.amazonaws.com",
        ]) {
            for (const action of ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]) {
                const context = {
                    "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:production",
                    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                };
                assert.deepEqual(
                    roles.filter((role) => admits(trustOf(resources, role), { principal, action, resource: "*", context })),
                    [],
                );
            }
        }
    });

    it("of a repository with immutable subjects is that form alone", async () => {
        const subjectPrefix = "repo:acme@123456/shop@456789";
        const { resources: immutable } = await recordDelivery({ ...settings, github: { ...settings.github, subjectPrefix } });
        assert.deepEqual(rolesOf(immutable, `${subjectPrefix}:environment:production`), ["deploy-prod"]);
        for (const prefix of [
            "repo:acme/shop",
            "repo:acme@123456/shop@1",
            "repo:acme@1/shop@456789",
            "repo:acme-123456/shop-456789",
        ]) {
            assert.deepEqual(rolesOf(immutable, `${prefix}:environment:production`), []);
        }
    });

    describe("from Pulumi Cloud", () => {
        const deploys = (
            operation: string,
            stack = "staging",
            { organization = "acme", project = "spotter", aud = "acme" } = {},
        ) =>
            rolesOf(
                resources,
                `pulumi:deploy:org:${organization}:project:${project}:stack:${stack}:operation:${operation}:scope:write`,
                { principal: pulumi, aud },
            );

        it("is a deployment of that stack, and no preview of it", () => {
            assert.deepEqual(
                ["update", "refresh", "destroy"].map((operation) => deploys(operation)),
                [["deploy-staging"], ["deploy-staging"], ["deploy-staging"]],
            );
            assert.deepEqual(deploys("preview"), []);
        });

        it("is no other stack, project or organisation, and none without deployments of its own", () => {
            assert.deepEqual(deploys("update", "prod"), []);
            assert.deepEqual(deploys("update", "staging2"), []);
            assert.deepEqual(deploys("update", "staging", { project: "other" }), []);
            assert.deepEqual(deploys("update", "staging", { organization: "evil", aud: "evil" }), []);
            assert.deepEqual(deploys("update", "staging", { aud: "aws:acme" }), []);
        });

        it("is the one environment of ESC", () => {
            const esc = (environment: string, aud = "aws:acme") =>
                rolesOf(resources, `pulumi:environments:org:acme:env:${environment}`, { principal: pulumi, aud });
            assert.deepEqual(esc("spotter/staging"), ["deploy-staging"]);
            assert.deepEqual([esc("spotter/prod"), esc("spotter/staging", "acme"), esc("spotter/staging-2")], [[], [], []]);
        });
    });
});
