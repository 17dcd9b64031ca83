import * as assert from "node:assert/strict";
import fc from "fast-check";
import { nameLimits, type NameKey } from "../../aws/name-limits";
import { baseName, defaultNames } from "../../config/names";
import { assertRows, configOf, problemsOf, project } from "./input";

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
    "monitoring",
];

describe("default names", () => {
    it("begin with a base of the stack's own, where it has one", () => {
        const { names, access, parameters } = configOf({ "fitness:names": { base: "team-shop", cluster: "shared" } });
        assert.deepEqual(names, {
            repository: "team-shop",
            cluster: "shared",
            service: "team-shop-web",
            taskFamily: "team-shop",
            container: "team-shop-web",
            logGroup: "/ecs/team-shop",
            executionRole: "team-shop-execution",
            executionPolicy: "read-parameters",
            taskRole: "team-shop-task",
            taskPolicy: "use-services",
            infrastructureRole: "team-shop-infrastructure",
            loadBalancer: "team-shop",
            monitoring: "team-shop",
        });
        assert.equal(parameters.prefix, "/team-shop");
        assert.ok(Object.values(access.tables).every((table) => table.startsWith("team-shop-")));
    });

    it("of roles end differently for each path but the usual one, as AWS can't move a role", () => {
        const rolesAt = (rolePath?: string) => {
            const { executionRole, taskRole } = configOf({ "fitness:access.rolePath": rolePath }).names;
            return [executionRole, taskRole];
        };
        assert.deepEqual(rolesAt("/"), rolesAt());
        const paths = ["/", "/teams/", "/teams/web/"].map((path) => rolesAt(path));
        assert.equal(new Set(paths.flat()).size, 6);
        assert.match(paths[1]?.[0] ?? "", /^fitness-test-execution-[0-9a-f]{6}$/);
    });

    it("of services in a cluster that stacks share are different in each stack", () => {
        const service = (stack: string) =>
            configOf({ "fitness:cluster.existing": true, "fitness:names.cluster": "shared" }, { stack }).names.service;
        assert.deepEqual([service("one"), service("two")], ["fitness-one-web", "fitness-two-web"]);
    });

    it("begin with the stack's", () => {
        assert.deepEqual(defaultNames(project, "staging"), {
            repository: "fitness-staging",
            cluster: "fitness-staging",
            service: "fitness-web",
            taskFamily: "fitness-staging",
            container: "fitness-web",
            logGroup: "/ecs/fitness-staging",
            executionRole: "fitness-staging-execution",
            executionPolicy: "read-parameters",
            taskRole: "fitness-staging-task",
            taskPolicy: "use-services",
            infrastructureRole: "fitness-staging-infrastructure",
            loadBalancer: "fitness-staging",
            monitoring: "fitness-staging",
        });
    });

    it("are what AWS takes, whatever the stack is called", () => {
        const odd = ["-", "_", ".", "--", "A", "Prod", "a_b", "a.b", "a--b", "x".repeat(100), "X".repeat(100), "internal-"];
        const keepsToLimits = (stack: string, ofProject = project) => {
            for (const [key, name] of Object.entries(defaultNames(ofProject, stack))) {
                const { length, alphabet } = nameLimits[key as NameKey];
                assert.ok(name.length <= length, `${key} of ${ofProject} ${stack} is longer than ${length}: ${name}`);
                assert.match(name, alphabet, `${key} of ${ofProject} ${stack}`);
            }
        };
        odd.forEach((stack) => {
            keepsToLimits(stack);
            keepsToLimits("prod", stack); // a project's name may be as odd
        });
        fc.assert(fc.property(stackName, stackName, keepsToLimits), { numRuns: 150 });
    });

    it("begin with what SSM and Elastic Load Balancing accept, whatever the project is called", () => {
        assert.equal(defaultNames("internal", "prod").loadBalancer, "app-internal-prod");
        assert.equal(baseName("aws-tools", "prod"), "app-aws-tools-prod");
        assert.equal(baseName("SSM", "prod").startsWith("app-ssm-"), true);
    });

    it("are taken by the schema itself, with the path and tables that go with them", () => {
        fc.assert(
            fc.property(stackName, (stack) => {
                const { names, parameters, access } = configOf({}, { stack });
                assert.deepEqual(
                    problemsOf({
                        "fitness:names": names,
                        "fitness:parameters.prefix": parameters.prefix,
                        "fitness:access.tables": access.tables,
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
                assert.notEqual(
                    defaultNames(project, one)[key],
                    defaultNames(project, other)[key],
                    `${key} of ${one} and ${other}`,
                );
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
        const [one, other] = [defaultNames(project, `${stack}-1`).loadBalancer, defaultNames(project, `${stack}-2`).loadBalancer];
        assert.match(one, /^fitness-a-branch-with-a-l-[0-9a-f]{6}$/);
        assert.notEqual(one, other);
    });

    it("don't change where the stack's name can stay as it is", () => {
        assert.equal(baseName(project, "pr-7"), "fitness-pr-7");
    });

    it("are never shared between the two roles of a stack", () => {
        fc.assert(
            fc.property(stackName, (stack) => {
                const { executionRole, taskRole } = defaultNames(project, stack);
                assert.notEqual(executionRole, taskRole);
            }),
        );
    });

    it("give way to configured ones, one by one", () => {
        const { names } = configOf({ "fitness:names.cluster": "Shared_1" });
        assert.deepEqual(names, { ...defaultNames(project, "test"), cluster: "Shared_1" });
    });
});

describe("the partition", () => {
    it("is not guessed where there is no such region", () => {
        assert.deepEqual(problemsOf({ "aws:region": "eu-west-11" }), [
            { path: "aws:region", message: 'must be a region like us-east-1, got "eu-west-11"' },
        ]);
        assert.deepEqual(problemsOf({ "aws:region": "eu-wset-1" }), [
            { path: "aws:region", message: 'must be a region of AWS; did you mean eu-west-1?, got "eu-wset-1"' },
        ]);
        assert.deepEqual(problemsOf({ "aws:region": "xx-nowhere-9" }), [
            { path: "aws:region", message: 'must be a region of AWS, got "xx-nowhere-9"' },
        ]);
    });

    it("follows from the region", () => {
        const partitions = {
            "us-east-1": "aws",
            "eu-central-1": "aws",
            "ap-southeast-2": "aws",
            "cn-north-1": "aws-cn",
            "cn-northwest-1": "aws-cn",
            "us-gov-west-1": "aws-us-gov",
            "us-gov-east-1": "aws-us-gov",
            "eusc-de-east-1": "aws-eusc",
            "us-iso-east-1": "aws-iso",
            "us-isob-west-1": "aws-iso-b",
            "eu-isoe-west-1": "aws-iso-e",
            "us-isof-south-1": "aws-iso-f",
        };
        assertRows(
            Object.entries(partitions).map(([region, partition]) => [
                region,
                configOf({ "aws:region": region }).aws.partition,
                partition,
            ]),
        );
    });
});
