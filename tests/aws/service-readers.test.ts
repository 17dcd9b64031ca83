import * as assert from "node:assert/strict";
import { findServiceScaling } from "../../aws/autoscaling";
import { describeClusterServices, findCluster } from "../../aws/ecs-cluster";
import { readService } from "../../aws/ecs-description";
import { findRole, parseStatements } from "../../aws/iam";
import { findLogGroup } from "../../aws/logs";
import { describeParameters } from "../../aws/ssm";
import { page, refuse, StubClients, type Input } from "./stub-clients";

const allow = (action: unknown) => JSON.stringify({ Statement: { Effect: "Allow", Action: action, Resource: "*" } });

/** Answers with one item a page. */
const paged =
    (field: string, items: readonly unknown[], asked: string, token = asked) =>
    (input: Input) => {
        const { items: found, next } = page(items, 1, input[asked]);
        return { [field]: found, ...(next === undefined ? {} : { [token]: next, IsTruncated: true }) };
    };

describe("what is read of a service and its surroundings", () => {
    it("is a role with every policy, its own and those attached, over several pages", async () => {
        const { clients } = new StubClients({
            iam: {
                getRole: () => ({
                    Role: {
                        Arn: "arn:r",
                        AssumeRolePolicyDocument: encodeURIComponent(allow("sts:AssumeRole")),
                        PermissionsBoundary: { PermissionsBoundaryArn: "arn:b" },
                    },
                }),
                listRolePolicies: paged("PolicyNames", ["a", "b"], "Marker"),
                getRolePolicy: ({ PolicyName }) => ({ PolicyDocument: encodeURIComponent(allow(`s3:${String(PolicyName)}`)) }),
                listAttachedRolePolicies: paged(
                    "AttachedPolicies",
                    ["c", "d"].map((name) => ({ PolicyName: name, PolicyArn: `arn:${name}` })),
                    "Marker",
                ),
                getPolicy: () => ({ Policy: { DefaultVersionId: "v7" } }),
                getPolicyVersion: ({ PolicyArn, VersionId }) => ({
                    PolicyVersion: { Document: allow([`sqs:${String(PolicyArn).slice(4)}${String(VersionId)}`]) },
                }),
            },
        });
        const role = await findRole(clients, "web");
        assert.deepEqual(
            [
                role?.permissionsBoundary,
                role?.trust[0]?.actions,
                role?.policies.map(({ name, arn, statements }) => [name, arn, statements[0]?.actions[0]]),
            ],
            [
                "arn:b",
                ["sts:AssumeRole"],
                [
                    ["a", undefined, "s3:a"],
                    ["b", undefined, "s3:b"],
                    ["c", "arn:c", "sqs:cv7"],
                    ["d", "arn:d", "sqs:dv7"],
                ],
            ],
        );
    });

    it("is no role where IAM has none of the name", async () => {
        const { clients } = new StubClients({ iam: { getRole: () => refuse("NoSuchEntityException") } });
        assert.equal(await findRole(clients, "gone"), undefined);
    });

    it("is a statement in whichever form it was written", () => {
        const document = {
            Statement: [
                { Effect: "Deny", NotAction: "iam:*", Resource: ["*"] },
                { Sid: "A", Effect: "Allow", Action: ["a:B"], Resource: "r", Condition: { StringEquals: { "k:v": "one" } } },
            ],
        };
        assert.deepEqual(parseStatements(JSON.stringify(document)), [
            { effect: "Deny", actions: [], resources: ["*"], conditions: {}, otherKeys: ["NotAction"] },
            {
                sid: "A",
                effect: "Allow",
                actions: ["a:B"],
                resources: ["r"],
                conditions: { StringEquals: { "k:v": ["one"] } },
                otherKeys: [],
            },
        ]);
        assert.deepEqual(parseStatements("% no document"), []);
    });

    it("is what scales it, and nothing where nothing does", async () => {
        const { clients } = new StubClients({
            autoscaling: {
                describeScalableTargets: ({ ResourceIds }) => ({
                    ScalableTargets: String(ResourceIds) === "service/c/s" ? [{ MinCapacity: 2, MaxCapacity: 9 }] : [],
                }),
                describeScalingPolicies: paged("ScalingPolicies", [{ PolicyName: "cpu" }, { PolicyName: "rq" }], "NextToken"),
                describeScheduledActions: paged("ScheduledActions", [{ ScheduledActionName: "night" }], "NextToken"),
            },
        });
        assert.deepEqual(await findServiceScaling(clients, { cluster: "c", service: "s" }), {
            min: 2,
            max: 9,
            policies: ["cpu", "rq"],
            scheduledActions: ["night"],
        });
        assert.equal(await findServiceScaling(clients, { cluster: "c", service: "other" }), undefined);
    });

    it("is the log group of that very name, which comes before all that its name begins", async () => {
        const groups = [{ logGroupName: "/a", retentionInDays: 7 }, { logGroupName: "/a/b" }];
        const { clients } = new StubClients({
            logs: {
                describeLogGroups: ({ logGroupNamePrefix, limit, nextToken }) =>
                    nextToken === undefined
                        ? { nextToken: "after an empty page" }
                        : {
                              logGroups: groups
                                  .filter(({ logGroupName }) => logGroupName.startsWith(String(logGroupNamePrefix)))
                                  .slice(0, Number(limit)),
                          },
            },
        });
        assert.deepEqual(await findLogGroup(clients, "/a"), { name: "/a", retentionDays: 7 });
        assert.equal(await findLogGroup(clients, "/a/"), undefined);
    });

    it("is a cluster with its tags, as long as it has its name", async () => {
        const find = (status: string) => {
            const cluster = { status, capacityProviders: ["FARGATE"], tags: [{ key: "Project", value: "a" }] };
            return findCluster(new StubClients({ ecs: { describeClusters: () => ({ clusters: [cluster] }) } }).clients, "a");
        };
        const found = { name: "a", capacityProviders: ["FARGATE"], tags: { Project: "a" } };
        assert.deepEqual(await Promise.all(["ACTIVE", "DEPROVISIONING", "INACTIVE"].map(find)), [found, found, undefined]);
    });

    it("is of a service that others deploy by task sets what is in the one that serves", async () => {
        const taskSets = [
            { status: "ACTIVE", taskDefinition: "web:2", loadBalancers: [{ targetGroupArn: "green" }] },
            { status: "PRIMARY", taskDefinition: "web:1", loadBalancers: [{ targetGroupArn: "blue" }] },
        ];
        const { clients } = new StubClients({
            ecs: {
                listServices: () => ({ serviceArns: ["arn:aws:ecs:us-east-1:1:service/a/web"] }),
                describeServices: () => ({ services: [{ serviceName: "web", loadBalancers: [], taskSets }] }),
            },
        });
        const [listed, ...others] = await describeClusterServices(clients, "a");
        assert.deepEqual(others, []);
        for (const service of [listed, await readService(clients, { cluster: "a", service: "web" })]) {
            assert.deepEqual([service?.taskDefinition, service?.loadBalancers], ["web:1", [{ targetGroupArn: "blue" }]]);
        }
    });

    it("are parameters by their full names, asked fifty at a time", async () => {
        const stub = new StubClients({
            ssm: {
                describeParameters: ({ ParameterFilters }) => {
                    const [{ Values }] = ParameterFilters as [{ readonly Values: readonly string[] }];
                    return { Parameters: Values.map((Name) => ({ Name, Type: "String", Version: 1 })) };
                },
            },
        });
        const names = Array.from({ length: 51 }, (_, at) => `/p/${at}`);
        assert.deepEqual([...(await describeParameters(stub.clients, names)).keys()], names);
        assert.equal(stub.calls.length, 2);
    });
});
