import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import { readStack } from "../../config/read-stack";
import { describeSpotter } from "../support/own";
import { allows, type Request } from "../support/resource-policy";
import { previewOf } from "../stacks/preview-of";
import { providerCalls, type ProviderCall } from "./provider-calls";
import { accountId, recordDelivery, statementsOf, tooLong, withStackFile, type Registered } from "./record-delivery";

/** What is asked for: of one resource, or of several that each need a permission. */
type Asked = Request | ProviderCall;

const resourcesOf = (call: Asked) => ("resource" in call ? [call.resource] : call.resources);
const describeCall = (call: Asked) => `${call.action} on ${resourcesOf(call).join(", ")}`;

/** Actions in the tables of a section of docs/operations.md, which tests hold to what the commands and the program ask. */
function documented(heading: string): string[] {
    const [, section = ""] = readFileSync("docs/operations.md", "utf8").split(new RegExp(`^#+ ${heading}$`, "m"));
    const [own = ""] = section.split(/^#+ /m);
    return [...new Set([...own.matchAll(/`([a-z0-9-]+:[A-Z]\w+)`/g)].map(([, action = ""]) => action))];
}

describeSpotter("what a role of delivery may do", () => {
    let resources: readonly Registered[] = [];
    const documents: Record<string, PreviewDocument> = {};
    const calls: Record<string, readonly ProviderCall[]> = {};
    const roleOf: Readonly<Record<string, string>> = { staging: "deploy-staging", prod: "deploy-prod", "pr-12": "review" };

    before(async () => {
        ({ resources } = await recordDelivery());
        documents.staging = await previewOf("staging", "update");
        documents.prod = await previewOf("prod", "update");
        documents["pr-12"] = await withStackFile("pr-12", "pr", {}, (folder) => offlinePreview(folder, "pr-12", "update"));
        Object.entries(documents).forEach(([stack, document]) => (calls[stack] = providerCalls(document)));
    });
    const may = (role: string, call: Asked) =>
        resourcesOf(call).every((resource) => allows(statementsOf(resources, role), { ...call, resource }));
    const refused = (role: string, asked: readonly Asked[]) => asked.filter((call) => !may(role, call)).map(describeCall);
    const allowed = (role: string, asked: readonly Asked[]) =>
        [...new Set(asked.filter((call) => may(role, call)).map(({ action }) => action))].sort();

    describe("who deploys", () => {
        for (const [stack, role] of Object.entries(roleOf)) {
            it(`may make, change, read and delete all of its stack: ${role}`, () => {
                assert.ok((calls[stack]?.length ?? 0) > 100);
                assert.deepEqual(refused(role, calls[stack] ?? []), []);
            });

            it(`may change nothing of another stack: ${role}`, () => {
                for (const other of Object.keys(roleOf).filter((each) => each !== stack)) {
                    const writes = (calls[other] ?? []).filter((call) => call.writes);
                    assert.deepEqual(
                        allowed(role, writes),
                        [
                            // AWS takes no resource for these.
                            ...[
                                "application-autoscaling:DeleteScalingPolicy",
                                "application-autoscaling:DeregisterScalableTarget",
                            ],
                            ...["application-autoscaling:PutScalingPolicy", "application-autoscaling:RegisterScalableTarget"],
                            ...["application-autoscaling:TagResource", "ecs:DeregisterTaskDefinition"],
                        ].filter((action) => writes.some((call) => call.action === action)),
                        other,
                    );
                }
            });

            it(`may hand over the roles of its tasks to ECS, and to no other service: ${role}`, () => {
                const names = (documents[stack]?.resources ?? [])
                    .filter(({ type }) => type === "aws:iam/role:Role")
                    .map(({ inputs }) => inputs.name as string);
                assert.equal(names.length >= 2, true);
                const pass = (name: string, service: string) =>
                    may(role, {
                        action: "iam:PassRole",
                        resource: `arn:aws:iam::${accountId}:role/${name}`,
                        context: { "iam:PassedToService": service },
                    });
                names.forEach((name) =>
                    assert.deepEqual(
                        [
                            pass(name, "ecs-tasks.amazonaws.com"),
                            pass(name, "ec2.amazonaws.com"),
                            pass(name, "lambda.amazonaws.com"),
                        ],
                        [true, false, false],
                        name,
                    ),
                );
                for (const name of ["OrganizationAccountAccessRole", "spotter-delivery-deploy-prod", `${role}x`, "admin"]) {
                    assert.equal(pass(name, "ecs-tasks.amazonaws.com"), false, name);
                }
            });
        }

        it("may change no role of delivery, no user and no provider of identities", () => {
            const of = (kind: string) => `arn:aws:iam::${accountId}:${kind}`;
            const actions = [
                "iam:PutRolePolicy",
                "iam:UpdateAssumeRolePolicy",
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:DeleteRole",
            ];
            const asked = [
                ...["preview", "deploy-staging", "deploy-prod", "review", "reaper", "promotion"].flatMap((name) =>
                    actions.map((action) => ({ action, resource: of(`role/spotter-delivery-${name}`), context: {} })),
                ),
                { action: "iam:CreateAccessKey", resource: of("user/x"), context: {} },
                { action: "iam:CreatePolicyVersion", resource: of("policy/spotter-delivery-deploy-prod-roles"), context: {} },
                {
                    action: "iam:UpdateOpenIDConnectProviderThumbprint",
                    resource: of("oidc-provider/token.actions.githubusercontent.com"),
                    context: {},
                },
            ];
            for (const role of [...Object.values(roleOf), "preview", "reaper", "promotion"]) {
                assert.deepEqual(allowed(role, asked), [], role);
            }
        });

        it("makes no role without the boundary, where there is one", async () => {
            const permissionsBoundary = `arn:aws:iam::${accountId}:policy/boundary`;
            const { resources: bounded } = await recordDelivery({
                stacks: { staging: { environment: "staging" } },
                github: { repository: "acme/shop" },
                permissionsBoundary,
            });
            const statements = statementsOf(bounded, "deploy-staging");
            const call = (boundary?: string): Request => ({
                action: "iam:CreateRole",
                resource: `arn:aws:iam::${accountId}:role/spotter-staging-task`,
                context: boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary },
            });
            assert.deepEqual(
                [
                    allows(statements, call(permissionsBoundary)),
                    allows(statements, call()),
                    allows(statements, call(`${permissionsBoundary}2`)),
                ],
                [true, false, false],
            );
            bounded
                .filter(({ type }) => type === "aws:iam/role:Role")
                .forEach(({ inputs }) => assert.equal(inputs.permissionsBoundary, permissionsBoundary));
        });
    });

    describe("a preview", () => {
        const secretOf = (stack: string) => readStack(".", stack).config.parameters;

        it("may read all of a stack but the values of secrets", () => {
            for (const stack of ["staging", "prod"]) {
                const reads = (calls[stack] ?? []).filter((call) => !call.writes);
                const secrets = (documents[stack]?.resources ?? [])
                    .filter(({ type, inputs }) => type === "aws:ssm/parameter:Parameter" && inputs.type === "SecureString")
                    .map(
                        ({ inputs }) =>
                            `ssm:GetParameter on arn:aws:ssm:us-east-1:${accountId}:parameter${inputs.name as string}`,
                    );
                assert.deepEqual(refused("preview", reads), secrets, stack);
            }
        });

        it("may change nothing, decrypt nothing, and read no item, object, log line or secret", () => {
            const writes = Object.values(calls)
                .flat()
                .filter((call) => call.writes);
            assert.deepEqual(allowed("preview", writes), []);
            const statements = statementsOf(resources, "preview");
            const actions = statements.flatMap(({ Action }) => Action);
            assert.deepEqual(
                actions.filter(
                    (action) =>
                        !/^[a-z0-9-]+:(?:Describe|Get|List|BatchGetImage$|BatchCheckLayerAvailability$|ViewBudget$)/.test(action),
                ),
                [],
            );
            const forbidden =
                /^(?:kms:(?:Decrypt|GenerateDataKey|ReEncrypt)|dynamodb:(?:Get|Scan|Query|BatchGet)|s3:GetObject|logs:(?:Get|Filter|Start)|secretsmanager:|ssm:GetParametersByPath|ssm:GetParameterHistory|ecs:ExecuteCommand|iam:Pass|sts:Assume)/;
            assert.deepEqual(
                actions.filter((action) => forbidden.test(action) || action.includes("*")),
                [],
            );
            for (const stack of ["staging", "prod"]) {
                const { prefix, variables } = secretOf(stack);
                const secrets = variables.filter(({ secret, from }) => secret || from === "external");
                assert.ok(secrets.length > 0);
                for (const { name } of secrets) {
                    for (const action of ["ssm:GetParameter", "ssm:GetParameters"]) {
                        const resource = `arn:aws:ssm:us-east-1:${accountId}:parameter${prefix}/${name}`;
                        assert.equal(may("preview", { action, resource, context: {} }), false, name);
                    }
                }
            }
        });

        it("may ask what the preflight and the look for taken names ask", () => {
            const asked = [...documented("What the preflight checks"), ...documented("Names that are taken")];
            assert.ok(asked.length > 25, asked.join(" "));
            for (const stack of ["staging", "prod"]) {
                assert.deepEqual(
                    refused(
                        "preview",
                        asked.map((action) => ({ action, resource: resourceFor(stack, action), context: {} })),
                    ),
                    [],
                );
                assert.deepEqual(
                    refused(
                        `deploy-${stack}`,
                        asked.map((action) => ({ action, resource: resourceFor(stack, action), context: {} })),
                    ),
                    [],
                );
            }
        });
    });

    it("lets who deploys run every command, which also watches the deployment", () => {
        const asked = documented("Permissions");
        assert.ok(asked.includes("ecs:UpdateService") && asked.includes("logs:GetLogEvents") && asked.length > 20);
        for (const stack of ["staging", "prod"]) {
            const { cluster } = readStack(".", stack).config.names;
            const context = {
                "ecs:cluster": `arn:aws:ecs:us-east-1:${accountId}:cluster/${cluster}`,
                "iam:PassedToService": "ecs-tasks.amazonaws.com",
            };
            assert.deepEqual(
                refused(
                    `deploy-${stack}`,
                    asked.map((action) => ({ action, resource: resourceFor(stack, action), context })),
                ),
                [],
                stack,
            );
        }
    });

    it("lets promote read both stacks and push an image into the other's repository, and change nothing else", () => {
        const push = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];
        const asked = [
            ...documented("Permissions").filter((action) => /:(?:Describe|List|Get\w*Policy|BatchGetImage)/.test(action)),
            ...push,
        ];
        for (const stack of ["staging", "prod"]) {
            assert.deepEqual(
                refused(
                    "promotion",
                    asked.map((action) => ({ action, resource: resourceFor(stack, action), context: {} })),
                ),
                [],
            );
        }
        assert.deepEqual(
            allowed(
                "promotion",
                Object.values(calls)
                    .flat()
                    .filter((call) => call.writes),
            ),
            [],
        );
    });

    it("lets the reaper delete all of a review stack, make nothing, and touch no other stack", () => {
        const review = (calls["pr-12"] ?? []).filter((call) => call.writes);
        const deletes = review.filter(({ action }) => /:(?:Delete|Deregister|Remove|Revoke)/.test(action));
        assert.ok(deletes.length > 30);
        assert.deepEqual(refused("reaper", deletes), []);
        assert.deepEqual(
            refused(
                "reaper",
                (calls["pr-12"] ?? []).filter((call) => !call.writes),
            ),
            [],
        );
        const makes = review.filter(({ action }) => /:(?:Create|Put|Register|Request|Authorize|Modify|Tag|AddTags)/.test(action));
        assert.deepEqual(allowed("reaper", makes), ["ecs:PutClusterCapacityProviders"]);
        const others = ["staging", "prod"].flatMap((stack) => calls[stack] ?? []).filter((call) => call.writes);
        assert.deepEqual(allowed("reaper", others), [
            "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeregisterScalableTarget",
            "ecs:DeregisterTaskDefinition",
        ]);
    });

    it("is enough for a stack with all that a stack file can turn on, and within AWS's limits for it", async () => {
        await withStackFile("full", "staging", everything, async (folder) => {
            const asked = providerCalls(await offlinePreview(folder, "full", "update"));
            const config = { stacks: { full: { environment: "full" } }, github: { repository: "acme/shop" } };
            const { resources: full } = await recordDelivery(config, folder);
            const missing = asked.filter((call) =>
                call.resources.some((resource) => !allows(statementsOf(full, "deploy-full"), { ...call, resource })),
            );
            assert.deepEqual(missing.map(describeCall), []);
            assert.deepEqual(tooLong(full), []);
        });
    });

    it("fits AWS's limits: a policy of 6,144 characters, ten of a role", () => {
        assert.deepEqual(tooLong(resources), []);
        const policies = resources.filter(({ type }) => type === "aws:iam/policy:Policy");
        const attached = resources.filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        assert.equal(attached.length, policies.length);
        for (const role of ["preview", "promotion", "deploy-staging", "deploy-prod", "review", "reaper"]) {
            assert.ok(attached.filter(({ name }) => name.startsWith(`${role}-`)).length <= 10);
        }
    });
});

/** Keys that give a stack a resource of every type that a role here may make. */
const everything = {
    "spotter:image": { digest: `sha256:${"1".repeat(64)}` },
    "spotter:domain": {
        name: "full.example.com",
        zone: "example.com",
        alternativeNames: ["*.other.example.com"],
        redirectFrom: ["www.example.com"],
        routing: { policy: "latency", healthCheck: true },
    },
    "spotter:budget": { monthlyUsd: 500, notify: true },
    "spotter:access": { buckets: { uploads: "spotter-full-uploads" } },
    "spotter:data": { tables: ["users"], buckets: ["uploads"], replicaRegions: ["us-west-2"] },
    "spotter:schedules": { nightly: { command: ["node", "nightly.js"], schedule: "cron(0 3 * * ? *)" } },
    "spotter:workers": { mailer: { command: ["node", "mailer.js"] } },
    "spotter:encryption": { customerKey: true },
    "spotter:webAcl": { mode: "count" },
    "spotter:audit": { accessLogs: true },
    "spotter:alarms": { set: "all", emails: ["ops@example.com"], dashboard: true },
    "spotter:deployment": { strategy: "blueGreen" },
    "spotter:scaling": { schedules: { night: { schedule: "cron(0 20 * * ? *)", min: 1, max: 1 } } },
};

/** A resource of a stack that a call is about; `*` where AWS takes none, or the metadata of anything is read. */
function resourceFor(stack: string, action: string): string {
    const { names } = readStack(".", stack).config;
    const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;
    const repository = arn("ecr", `repository/${names.repository}`);
    const deployment = arn("ecs", `service-deployment/${names.cluster}/${names.service}/abc`);
    const exact: Readonly<Record<string, string>> = {
        "ecs:ContinueServiceDeployment": deployment,
        "ecs:UpdateService": arn("ecs", `service/${names.cluster}/${names.service}`),
        "ecs:StopServiceDeployment": deployment,
        "ecs:TagResource": arn("ecs", `task-definition/${names.taskFamily}:3`),
        "ecs:RunTask": arn("ecs", `task-definition/${names.taskFamily}:3`),
        "logs:GetLogEvents": arn("logs", `log-group:${names.logGroup}:log-stream:ecs/web/abc`),
        "logs:FilterLogEvents": arn("logs", `log-group:${names.logGroup}`),
        "iam:GetRole": `arn:aws:iam::${accountId}:role/${names.taskRole}`,
        "iam:GetRolePolicy": `arn:aws:iam::${accountId}:role/${names.taskRole}`,
        "iam:PassRole": `arn:aws:iam::${accountId}:role/${names.taskRole}`,
    };
    return exact[action] ?? (/^ecr:(?:Batch|GetDownload|Put|Initiate|Upload|Complete)/.test(action) ? repository : "*");
}
