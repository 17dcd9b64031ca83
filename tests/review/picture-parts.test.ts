import * as assert from "node:assert/strict";
import type { Plain, PreviewDocument, Resource } from "../../preview/document";
import { describePorts } from "../../review/picture/ports";
import { describeRoles } from "../../review/picture/roles";
import { describeService } from "../../review/picture/service";
import { flatten, isFrame } from "../../review/picture/graph";

type Inputs = Record<string, Plain>;

function toResource(type: string, name: string, inputs: Inputs, dependsOn: readonly string[] = []): Resource {
    const options = { protect: false, retainOnDelete: false, ignoreChanges: [], dependsOn };
    return { type, name, parent: null, inputs, options };
}

function toDocument(...resources: Resource[]): PreviewDocument {
    return { project: "shop", stack: "dev", resources, outputs: {}, warnings: [] };
}

const allow = (Action: Plain, Resource: Plain, Condition: Plain = {}) => ({ Effect: "Allow", Action, Resource, Condition });

/** Boxes of the task role whose one policy has `statements`. */
function describeTaskRole(statements: readonly Plain[], ...more: Resource[]) {
    const policy = JSON.stringify({ Statement: statements });
    const roles = describeRoles(
        toDocument(
            toResource("aws:iam/role:Role", "shop-task", { name: "task" }),
            toResource("aws:iam/rolePolicy:RolePolicy", "shop-use", { role: "task", policy }),
            toResource("aws:iam/rolePolicy:RolePolicy", "another", { role: "other", policy: '{"Statement":[]}' }),
            ...more,
        ),
    );
    return roles.flatMap(({ children }) => children).map((box) => (isFrame(box) ? [] : [box.kind, box.name, ...box.facts]));
}

describe("what a role may use", () => {
    const bucket = "arn:aws:s3:::shop-uploads";

    it("counts each thing once, whatever stands behind its name", () => {
        const index = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/*";
        assert.deepEqual(
            describeTaskRole([allow(["dynamodb:GetItem", "dynamodb:Query"], [index.replace("/index/*", ""), index])]),
            [["1 DynamoDB table", undefined, "orders", "reads only"]],
        );
    });

    it("says whether buckets may be written to", () => {
        assert.deepEqual(describeTaskRole([allow("s3:GetObject", `${bucket}/*`), allow("s3:ListBucket", bucket)]), [
            ["1 S3 bucket", undefined, "shop-uploads", "reads only"],
        ]);
        assert.deepEqual(describeTaskRole([allow(["s3:GetObject", "s3:PutObject"], `${bucket}/*`)]), [
            ["1 S3 bucket", undefined, "shop-uploads", "reads and writes"],
        ]);
    });

    it("counts no pattern as one, and says when nothing is excluded", () => {
        const pattern = "arn:aws:dynamodb:eu-west-1:123456789012:table/shop-*";
        assert.deepEqual(describeTaskRole([allow("dynamodb:PutItem", pattern)]), [
            ["DynamoDB tables", undefined, "shop-*", "reads and writes"],
        ]);
        assert.deepEqual(describeTaskRole([allow("dynamodb:Scan", "*")]), [["All DynamoDB tables", undefined, "reads only"]]);
    });

    it("tells of a model by the profile that it is invoked through, without the version", () => {
        const profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0";
        const model = "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0";
        const through = { StringEquals: { "bedrock:InferenceProfileArn": profile } };
        assert.deepEqual(
            describeTaskRole([allow("bedrock:InvokeModel", profile), allow("bedrock:InvokeModel", model, through)]),
            [["1 Bedrock model", undefined, "us.anthropic.claude-sonnet-4…"]],
        );
    });

    it("shows actions and names of any other service, and each service of a statement", () => {
        const queue = "arn:aws:sqs:eu-west-1:123456789012:orders";
        assert.deepEqual(describeTaskRole([allow(["sqs:SendMessage", "sns:Publish"], queue)]), [
            ["SQS", undefined, "sqs:SendMessage", "orders"],
            ["SNS", undefined, "sns:Publish", "orders"],
        ]);
    });

    it("leaves out what is denied, and shows managed policies by name", () => {
        const attach = (role: string, policy: string) =>
            toResource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", policy, {
                role,
                policyArn: `arn:aws:iam::aws:policy/${policy}`,
            });
        const attachments = [attach("task", "AdministratorAccess"), attach("other", "ReadOnlyAccess")];
        assert.deepEqual(describeTaskRole([{ ...allow("s3:*", "*"), Effect: "Deny" }], ...attachments), [
            ["Managed policy", "AdministratorAccess"],
        ]);
    });

    it("says that a role without permissions may use nothing", () => {
        const [frame] = describeRoles(toDocument(toResource("aws:iam/role:Role", "shop-task", { name: "task" })));
        assert.deepEqual([frame?.title, frame?.note, frame?.children], ["Task role", "may use nothing", []]);
    });

    it("keeps the two roles apart when both may use the same service", () => {
        const policy = JSON.stringify({ Statement: [allow("sqs:SendMessage", "*")] });
        const roles = describeRoles(
            toDocument(
                ...["task", "execution"].flatMap((role) => [
                    toResource("aws:iam/role:Role", `shop-${role}`, { name: role }),
                    toResource("aws:iam/rolePolicy:RolePolicy", role, { role, policy }),
                ]),
            ),
        );
        const ids = roles.flatMap(({ children }) => children).map(({ id }) => id);
        assert.deepEqual(ids, ["execution-role-sqs", "task-role-sqs"]);
    });

    it("follows the task definition once ARNs are known, whatever the roles are called", () => {
        const roles = describeRoles(
            toDocument(
                toResource("aws:ecs/taskDefinition:TaskDefinition", "shop", {
                    taskRoleArn: "arn:aws:iam::123456789012:role/mine",
                }),
                toResource("aws:iam/role:Role", "old-task", { name: "old" }),
                toResource("aws:iam/role:Role", "shop", { name: "mine" }),
            ),
        );
        assert.deepEqual(
            roles.map(({ title, name }) => [title, name]),
            [["Task role", "mine"]],
        );
    });
});

describe("the ports of a picture", () => {
    const group = "aws:ec2/securityGroup:SecurityGroup";
    const rule = (name: string, direction: "Ingress" | "Egress", groups: readonly string[], inputs: Inputs) => {
        const type = `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`;
        return toResource(
            type,
            name,
            inputs,
            groups.map((key) => `${group}::${key}`),
        );
    };
    const tcp = (port: number, more: Inputs = {}) => ({ ipProtocol: "tcp", fromPort: port, toPort: port, ...more });
    const describeRules = (...rules: Resource[]) =>
        describePorts(
            toDocument(
                toResource("aws:lb/loadBalancer:LoadBalancer", "shop", {}, [`${group}::shop-alb`]),
                toResource(group, "shop-alb", {}),
                toResource(group, "shop-tasks", {}),
                ...rules,
            ),
        );

    it("belong to the groups that a rule depends on, IPv4 and IPv6 being one", () => {
        const ports = describeRules(
            rule("https6", "Ingress", ["shop-alb"], tcp(443, { cidrIpv6: "::/0" })),
            rule("https", "Ingress", ["shop-alb"], tcp(443, { cidrIpv4: "0.0.0.0/0" })),
            rule("http", "Ingress", ["shop-alb"], tcp(80, { cidrIpv4: "0.0.0.0/0" })),
            rule("in", "Ingress", ["shop-alb", "shop-tasks"], tcp(8080)),
            rule("to-tasks", "Egress", ["shop-alb", "shop-tasks"], tcp(8081)),
            rule("out", "Egress", ["shop-tasks"], tcp(443, { cidrIpv4: "0.0.0.0/0" })),
        );
        assert.deepEqual(ports, { toLoadBalancer: "TCP 80, 443", toTasks: "TCP 8080", fromTasks: "TCP 443" });
    });

    it("name what may come in, where that is not everything", () => {
        const ports = describeRules(
            rule("office", "Ingress", ["shop-alb"], tcp(443, { cidrIpv4: "192.0.2.0/24" })),
            rule("range", "Egress", ["shop-tasks"], { ipProtocol: "udp", fromPort: 1000, toPort: 2000 }),
            rule("all", "Egress", ["shop-tasks"], { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
        );
        assert.deepEqual(ports, {
            toLoadBalancer: "TCP 443 (192.0.2.0/24)",
            toTasks: undefined,
            fromTasks: "any port · UDP 1000–2000",
        });
    });
});

describe("the service of a picture", () => {
    const describeFacts = (inputs: Inputs) => {
        const item = describeService(toDocument(toResource("aws:ecs/service:Service", "shop", inputs)));
        const [box] = item === undefined ? [] : flatten(item);
        return box === undefined || isFrame(box) ? undefined : box.facts;
    };
    const provider = (capacityProvider: string, base: number, weight: number) => ({ capacityProvider, base, weight });

    it("says how its tasks share the capacity", () => {
        const cases: [Inputs[], string][] = [
            [[provider("FARGATE", 2, 1)], "all on demand"],
            [[provider("FARGATE_SPOT", 0, 1)], "all on Spot"],
            [[provider("FARGATE", 1, 0), provider("FARGATE_SPOT", 0, 1)], "first 1 on demand, then Spot"],
            [[provider("FARGATE", 2, 1), provider("FARGATE_SPOT", 0, 3)], "first 2 on demand, then 1 on demand : 3 Spot"],
            [[provider("FARGATE", 0, 1), provider("FARGATE_SPOT", 0, 3)], "1 on demand : 3 Spot"],
        ];
        for (const [capacityProviderStrategies, expected] of cases) {
            assert.deepEqual(describeFacts({ capacityProviderStrategies }), [expected]);
        }
    });

    it("says nothing of what is absent", () => {
        assert.deepEqual(describeFacts({}), []);
    });
});
