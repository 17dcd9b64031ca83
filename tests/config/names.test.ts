import * as assert from "node:assert/strict";
import fc from "fast-check";
import { nameLimits, type NameKey } from "../../aws/name-limits";
import { baseName, defaultNames } from "../../config/names";
import { configOf, problemsOf } from "./input";

const stackName = fc.string({
    unit: fc.constantFrom(...Array.from("abcxyzABCXYZ0189-_.")),
    minLength: 1,
    maxLength: 100,
});

/** Names that are unique in an account and region; service and policies are so only within cluster and role. */
const shared: readonly NameKey[] = [
    "repository",
    "cluster",
    "taskFamily",
    "logGroup",
    "executionRole",
    "taskRole",
    "loadBalancer",
];

describe("default names", () => {
    it("begin with the stack's", () => {
        assert.deepEqual(defaultNames("staging"), {
            repository: "spotter-staging",
            cluster: "spotter-staging",
            service: "spotter-web",
            taskFamily: "spotter-staging",
            container: "spotter-web",
            logGroup: "/ecs/spotter-staging",
            executionRole: "spotter-staging-execution",
            executionPolicy: "read-parameters",
            taskRole: "spotter-staging-task",
            taskPolicy: "use-services",
            loadBalancer: "spotter-staging",
        });
    });

    it("are what AWS takes, whatever the stack is called", () => {
        const odd = ["-", "_", ".", "--", "A", "Prod", "a_b", "a.b", "a--b", "x".repeat(100), "X".repeat(100), "internal-"];
        const keepsToLimits = (stack: string) => {
            for (const [key, name] of Object.entries(defaultNames(stack))) {
                const { length, alphabet } = nameLimits[key as NameKey];
                assert.ok(name.length <= length, `${key} of ${stack} is longer than ${length}: ${name}`);
                assert.match(name, alphabet, `${key} of ${stack}`);
            }
        };
        odd.forEach(keepsToLimits);
        fc.assert(fc.property(stackName, keepsToLimits), { numRuns: 300 });
    });

    it("are taken by the schema itself, with the path and tables that go with them", () => {
        fc.assert(
            fc.property(stackName, (stack) => {
                const { names, parameters, access } = configOf({}, { stack });
                assert.deepEqual(
                    problemsOf({
                        "spotter:names": names,
                        "spotter:parameters.prefix": parameters.prefix,
                        "spotter:access.tables": access.tables,
                    }),
                    [],
                );
            }),
            { numRuns: 50 },
        );
    });

    it("are never those of another stack", () => {
        const differ = (one: string, other: string) => {
            for (const key of shared) {
                assert.notEqual(defaultNames(one)[key], defaultNames(other)[key], `${key} of ${one} and ${other}`);
            }
        };
        const alike = stackName.chain((name) =>
            fc.tuple(
                fc.constant(name),
                fc.constantFrom(
                    name.toUpperCase(),
                    name.toLowerCase(),
                    name.replaceAll(/[_.]/g, "-"),
                    `${name}-`,
                    `${name}0`,
                    `-${name}`,
                    name.replaceAll("--", "-"),
                ),
            ),
        );
        fc.assert(
            fc.property(fc.oneof(fc.tuple(stackName, stackName), alike), ([one, other]) => {
                fc.pre(one !== other);
                differ(one, other);
            }),
            { numRuns: 500 },
        );
    });

    it("stay apart where two long stack names differ at the end only", () => {
        const stack = "a-branch-with-a-long-name-about-one-thing";
        const [one, other] = [defaultNames(`${stack}-1`).loadBalancer, defaultNames(`${stack}-2`).loadBalancer];
        assert.match(one, /^spotter-a-branch-with-a-l-[0-9a-f]{6}$/);
        assert.notEqual(one, other);
    });

    it("don't change where the stack's name can stay as it is", () => {
        assert.equal(baseName("pr-7"), "spotter-pr-7");
    });

    it("are never shared between the two roles of a stack", () => {
        fc.assert(
            fc.property(stackName, (stack) => {
                const { executionRole, taskRole } = defaultNames(stack);
                assert.notEqual(executionRole, taskRole);
            }),
        );
    });

    it("give way to configured ones, one by one", () => {
        const { names } = configOf({ "spotter:names.cluster": "Shared_1" });
        assert.deepEqual(names, { ...defaultNames("test"), cluster: "Shared_1" });
    });
});

describe("the partition", () => {
    for (const [region, partition] of Object.entries({
        "us-east-1": "aws",
        "eu-central-1": "aws",
        "ap-southeast-2": "aws",
        "cn-north-1": "aws-cn",
        "cn-northwest-1": "aws-cn",
        "us-gov-west-1": "aws-us-gov",
        "us-gov-east-1": "aws-us-gov",
    })) {
        it(`of ${region} is ${partition}`, () => {
            assert.equal(configOf({ "aws:region": region }).aws.partition, partition);
        });
    }
});
