import * as assert from "node:assert/strict";
import type { PreviewDocument } from "../../preview/document";
import { modes } from "../support/build";
import { withContainer, withExtra, withJson, withResource, withStatement } from "./doctored";
import { matches } from "./permissions";
import { exceptions, pairPolicies, policies } from "./policies";
import { previewOf, previewOfExample, stacks } from "./preview-of";

type Doctor = (document: PreviewDocument) => PreviewDocument;

const web = (type: string) => `${type}::web`;
const albIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http";
const taskIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000";
const execution = "aws:iam/role:Role::web-execution";
const service = "spotter:ecs:FargateService::web";

const resourceTo = (sid: string, resource: string): Doctor => {
    return (document) => withStatement(document, sid, (statement) => (statement.Resource = resource));
};
const inputTo = (key: string, input: string, value: string | number | object): Doctor => {
    return (document) => withResource(document, key, ({ inputs }) => (inputs[input] = value as string));
};
const trust = (change: (statement: { Principal: object; Condition: Record<string, object> }) => void): Doctor => {
    return (document) =>
        withJson(document, execution, "assumeRolePolicy", (policy) => {
            (policy as { Statement: Parameters<typeof change>[0][] }).Statement.forEach(change);
        });
};

/** Of each policy, what must not pass it. */
const faults: Readonly<Record<string, Readonly<Record<string, Doctor>>>> = {
    "no permission has a wildcard without a listed reason": {
        "every parameter": resourceTo("ReadParameters", "arn:aws:ssm:us-east-1:920013187591:parameter/*"),
        "parameters that begin alike": resourceTo("ReadParameters", "arn:aws:ssm:us-east-1:920013187591:parameter/spotter-*"),
        "every table": resourceTo("UseTables", "arn:aws:dynamodb:us-east-1:920013187591:table/spotter-*"),
        "every repository": resourceTo("PullImage", "*"),
        "every log group": resourceTo("WriteLogs", "arn:aws:logs:us-east-1:920013187591:*"),
        "every action of a service": (document) =>
            withStatement(document, "UseTables", (statement) => (statement.Action = "dynamodb:*")),
        "a model in any region without its profile": (document) =>
            withStatement(document, "UseTables", (statement) => {
                statement.Action = "bedrock:InvokeModel";
                statement.Resource = "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-v1:0";
            }),
        "a second action under an excepted resource": (document) =>
            withStatement(document, "LogInToRegistry", (statement) => {
                statement.Action = ["ecr:GetAuthorizationToken", "ecr:DeleteRepository"];
            }),
    },
    "no role has permissions that this repository does not spell out": {
        "an attached policy": (document) =>
            withExtra(
                document,
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                { policyArn: "arn:aws:iam::aws:policy/x" },
                service,
            ),
        "a managed policy": inputTo(execution, "managedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
        "an inline policy": inputTo(execution, "inlinePolicies", [{ name: "x" }]),
    },
    "only tasks of this account and region may assume a role": {
        "any account": trust(({ Condition }) => delete Condition.StringEquals),
        "any cluster": trust(({ Condition }) => delete Condition.ArnLike),
        "any region": trust(({ Condition }) => (Condition.ArnLike = { "aws:SourceArn": "arn:aws:ecs:*:920013187591:*" })),
        "another service": trust((statement) => (statement.Principal = { Service: "ec2.amazonaws.com" })),
        "an account as principal": trust((statement) => (statement.Principal = { AWS: "*" })),
    },
    "no secret's value is in a container's environment": {
        "a secret of the catalogue": (document) =>
            withContainer(document, (container) => {
                container.environment = [...container.environment, { name: "STRIPE_SECRET_KEY", value: "" }];
            }),
    },
    "a container's secret is the ARN of a parameter": {
        "a value": (document) =>
            withContainer(document, (container) => {
                container.secrets = [{ name: "AUTH_SECRET", valueFrom: "hunter2" }];
            }),
    },
    "no image is named by a tag that moves": {
        "the image of the container": (document) =>
            withContainer(document, (container) => (container.image = container.image.replace(/@.*/, ":latest"))),
        "the image that is built": (document) =>
            withExtra(document, "docker:index/image:Image", { build: { cacheFrom: { images: ["x/y:latest"] } } }, service),
    },
    "every image runs by digest": {
        "a tag": (document) => withContainer(document, (container) => (container.image = container.image.replace(/@.*/, ":v1"))),
        "no tag": (document) => withContainer(document, (container) => (container.image = container.image.replace(/@.*/, ""))),
    },
    "every resource belongs to a component": {
        "a resource of the stack": (document) => withResource(document, albIngress, (draft) => (draft.parent = null)),
        "a resource of a resource without a component": (document) => {
            const orphan = withResource(document, web("aws:ecs/cluster:Cluster"), (draft) => (draft.parent = null));
            return withResource(orphan, albIngress, (draft) => (draft.parent = web("aws:ecs/cluster:Cluster")));
        },
    },
    "every rule of a security group says what it is for": {
        "ingress without words": inputTo(albIngress, "description", ""),
        "egress without a description": (document) =>
            withResource(document, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https", ({ inputs }) => {
                delete inputs.description;
            }),
    },
    "no security group has rules beside the resources that describe them": {
        "inline ingress": inputTo("aws:ec2/securityGroup:SecurityGroup::web-tasks", "ingress", []),
        "inline egress": inputTo("aws:ec2/securityGroup:SecurityGroup::web-alb", "egress", []),
        "a rule of the older type": (document) => withExtra(document, "aws:ec2/securityGroupRule:SecurityGroupRule", {}, service),
    },
    "only the load balancer is open to the world": {
        "tasks open to the world": inputTo(taskIngress, "cidrIpv4", "0.0.0.0/0"),
        "tasks open to IPv6": inputTo(taskIngress, "cidrIpv6", "::/0"),
        "tasks open to a list of addresses": inputTo(taskIngress, "prefixListId", "pl-01234567"),
        "a rule of the load balancer on another group": inputTo(albIngress, "securityGroupId", "sg-01234567"),
        "every protocol": inputTo(albIngress, "ipProtocol", "-1"),
        "another port": (document) =>
            withResource(document, albIngress, ({ inputs }) => Object.assign(inputs, { fromPort: 22, toPort: 22 })),
        "a range of ports": inputTo(albIngress, "toPort", 65535),
    },
};

const pairFaults: Readonly<Record<string, Readonly<Record<string, Doctor>>>> = {
    "no two stacks want the same physical name": {
        "a repository": inputTo(web("aws:ecr/repository:Repository"), "name", "spotter-staging"),
        "a log group": inputTo(web("aws:cloudwatch/logGroup:LogGroup"), "name", "/ecs/spotter-staging"),
        "a role": inputTo("aws:iam/role:Role::web-task", "name", "spotter-staging-task"),
        "a load balancer": inputTo(web("aws:lb/loadBalancer:LoadBalancer"), "name", "spotter-staging"),
        "a task family": inputTo(web("aws:ecs/taskDefinition:TaskDefinition"), "family", "spotter-staging"),
        "a parameter": inputTo("aws:ssm/parameter:Parameter::web-AWS_REGION", "name", "/spotter-staging/AWS_REGION"),
        "a cluster and its service": (document) => {
            const cluster = inputTo(web("aws:ecs/cluster:Cluster"), "name", "spotter-staging")(document);
            return inputTo(web("aws:ecs/service:Service"), "name", "spotter-web")(cluster);
        },
    },
    "no permission of one stack reaches what is another's": {
        "all parameters that begin alike": resourceTo("ReadParameters", "arn:aws:ssm:us-east-1:920013187591:parameter/spotter-*"),
        "all tables that begin alike": resourceTo("UseTables", "arn:aws:dynamodb:us-east-1:920013187591:table/spotter-*"),
        "a table of the other": resourceTo("UseTables", "arn:aws:dynamodb:us-east-1:920013187591:table/spotter-staging-users"),
        "the other's repository": resourceTo("PullImage", "arn:aws:ecr:us-east-1:920013187591:repository/spotter-staging"),
        "the other's log group": resourceTo("WriteLogs", "arn:aws:logs:us-east-1:920013187591:log-group:/ecs/spotter-*"),
        everything: resourceTo("UseTables", "*"),
    },
};

describe("the policies", () => {
    const documents = new Map<string, PreviewDocument>();
    let prod: PreviewDocument;
    let staging: PreviewDocument;
    const documentOf = (stack: string, mode: string) => {
        const document = documents.get(`${stack} ${mode}`);
        assert.ok(document);
        return document;
    };
    before(async () => {
        for (const stack of stacks) {
            for (const mode of modes) {
                documents.set(`${stack} ${mode}`, await previewOf(stack, mode));
            }
        }
        prod = await previewOfExample("prod", "update");
        staging = await previewOfExample("staging", "update");
    });

    for (const [name, policy] of Object.entries(policies)) {
        for (const stack of stacks) {
            it(`hold: ${name} (${stack})`, () => {
                assert.deepEqual(
                    modes.flatMap((mode) => policy(documentOf(stack, mode))),
                    [],
                );
            });
        }
    }

    for (const [name, policy] of Object.entries(pairPolicies)) {
        for (const one of stacks) {
            it(`hold: ${name} (${one})`, () => {
                for (const other of stacks.filter((stack) => stack !== one)) {
                    for (const mode of modes) {
                        assert.deepEqual(policy(documentOf(one, mode), documentOf(other, mode)), [], other);
                    }
                }
            });
        }
    }

    for (const [name, cases] of Object.entries(faults)) {
        for (const [what, doctor] of Object.entries(cases)) {
            it(`find ${what}: ${name}`, () => {
                assert.notDeepEqual(policies[name]?.(doctor(prod)), []);
            });
        }
    }

    for (const [name, cases] of Object.entries(pairFaults)) {
        for (const [what, doctor] of Object.entries(cases)) {
            it(`find ${what}: ${name}`, () => {
                const doctored = doctor(prod);
                assert.notDeepEqual(pairPolicies[name]?.(doctored, staging), []);
            });
        }
    }

    it("are each seen to find something", () => {
        assert.deepEqual(Object.keys(faults), Object.keys(policies));
        assert.deepEqual(Object.keys(pairFaults), Object.keys(pairPolicies));
    });

    it("let a model be used in any region through its profile", () => {
        const profile = withStatement(prod, "UseTables", (statement) => {
            statement.Action = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
            statement.Resource = "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-v1:0";
            statement.Condition = { StringEquals: { "bedrock:InferenceProfileArn": "arn" } };
        });
        assert.deepEqual(policies["no permission has a wildcard without a listed reason"]?.(profile), []);
    });

    it("have a reason for every exception", () => {
        assert.deepEqual(
            exceptions.filter(({ reason }) => reason.length < 20),
            [],
        );
    });
});

describe("a pattern of IAM", () => {
    it("takes * for any text, separators included, and ? for one character", () => {
        assert.equal(matches("parameter/spotter-*", "parameter/spotter-staging/AUTH_SECRET"), true);
        assert.equal(matches("table/spotter-?", "table/spotter-a"), true);
        assert.equal(matches("table/spotter-?", "table/spotter-"), false);
    });

    it("takes every other character for itself", () => {
        assert.equal(matches("table/a.b", "table/aXb"), false);
        assert.equal(matches("table/a", "table/ab"), false);
        assert.equal(matches("parameter/spotter-app/*", "parameter/spotter-app-2/A"), false);
    });
});
