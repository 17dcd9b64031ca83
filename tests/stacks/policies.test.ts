import * as assert from "node:assert/strict";
import { evaluate, findFailures } from "../../policies/evaluate";
import type { PreviewDocument } from "../../preview/document";
import { modes } from "../support/build";
import { withContainer, withResource, withStatement } from "./doctored";
import { matches } from "./permissions";
import { pairPolicies, policies } from "./policies";
import { previewOf, previewOfExample, stacks } from "./preview-of";

type Doctor = (document: PreviewDocument) => PreviewDocument;

const web = (type: string) => `${type}::web`;
const albIngress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http";

const resourceTo = (sid: string, resource: string): Doctor => {
    return (document) => withStatement(document, sid, (statement) => (statement.Resource = resource));
};
const inputTo = (key: string, input: string, value: string | number | object): Doctor => {
    return (document) => withResource(document, key, ({ inputs }) => (inputs[input] = value as string));
};

/** Of each policy, what must not pass it. */
const faults: Readonly<Record<string, Readonly<Record<string, Doctor>>>> = {
    "no secret's value is in a container's environment": {
        "a secret of the catalogue": (document) =>
            withContainer(document, (container) => {
                container.environment = [...container.environment, { name: "STRIPE_SECRET_KEY", value: "" }];
            }),
    },
    "every resource belongs to a component": {
        "a resource of the stack": (document) => withResource(document, albIngress, (draft) => (draft.parent = null)),
        "a resource of a resource without a component": (document) => {
            const orphan = withResource(document, web("aws:ecs/cluster:Cluster"), (draft) => (draft.parent = null));
            return withResource(orphan, albIngress, (draft) => (draft.parent = web("aws:ecs/cluster:Cluster")));
        },
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

    for (const stack of stacks) {
        it(`hold, and so does every mandatory control (${stack})`, () => {
            assert.deepEqual(
                modes.flatMap((mode) => findFailures(evaluate(documentOf(stack, mode)))),
                [],
            );
        });
    }

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
