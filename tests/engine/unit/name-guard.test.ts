import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { ResourceHook } from "@pulumi/pulumi";
import type { PlannedName } from "../../../deployment/api";
import { nameGuard } from "../../../engine/name-guard";
import type { StateResource } from "../../../engine/stack-state";
import { build } from "../../support/build";
import { DeploymentApiDouble, logged, serviceRef } from "./guard-fixture";

const role = "aws:iam/role:Role";
const parameter = "aws:ssm/parameter:Parameter";
const policy = "aws:iam/rolePolicy:RolePolicy";
const group = "aws:ec2/securityGroup:SecurityGroup";

interface Life {
    /** What the stack has already; undefined where the engine does not tell. */
    readonly state?: readonly StateResource[];
    readonly isPartial?: boolean;

    /** Names that exist; what AWS does not tell of. */
    readonly taken?: readonly string[];
    readonly unanswered?: readonly string[];
}

/** A program of two roles, a policy, a parameter, a task definition and a security group, under a guard; and what it asks AWS. */
async function guarded({ state, isPartial = false, taken = [], unanswered = [] }: Life) {
    const asked: string[][] = [];
    const api = Object.assign(new DeploymentApiDouble(), {
        findExisting: <Planned extends PlannedName>(_: unknown, planned: readonly Planned[]) => {
            asked.push(planned.map(({ name, within }) => (within === undefined ? name : `${within}:${name}`)));
            return Promise.resolve({
                found: planned
                    .filter(({ name }) => taken.includes(name))
                    .map((each) => ({ planned: each, id: each.name, tags: {} })),
                unanswered: planned
                    .filter(({ name }) => unanswered.includes(name))
                    .map((each) => ({ planned: each, reason: "no" })),
            });
        },
    });
    const hooks = new Map<string, readonly ResourceHook[] | undefined>();
    let later = (): void => undefined;
    await build(() => {
        const guard = nameGuard("web", {
            api,
            serviceRef: { ...serviceRef, stack: "prod" },
            tags: { Project: "spotter" },
            isPartial: () => isPartial,
            readState: () => Promise.resolve(state),
        });
        const own = new ResourceHook("own", () => undefined);
        const roleName = {}; // an output of the role
        const resource = { name: roleName } as unknown as pulumi.Resource;
        const register = (type: string, name: string, props: object, opts: pulumi.CustomResourceOptions = {}) => {
            const changed = guard({ type, name, props, opts, resource });
            hooks.set(`${type}::${name}`, changed?.opts.hooks?.beforeCreate as []);
        };
        register("pulumi:providers:aws", "aws", {});
        register(
            role,
            "web-task",
            { name: "task" },
            { hooks: { beforeCreate: [own], beforeUpdate: [own] }, deleteBeforeReplace: false },
        );
        register(role, "web-execution", { name: "execution" });
        register(policy, "web-use", { name: "use", role: roleName });
        register(parameter, "web-MODE", { name: "/app/MODE", type: "String", overwrite: true });
        register("aws:ecs/taskDefinition:TaskDefinition", "web", { family: "web" });
        register(group, "web-alb", { description: "d" });
        register("docker:index/image:Image", "web", { imageName: "web" });
        later = () => register(role, "web-later", { name: "later" });
    });
    const create = async (type: string, name: string) => {
        await hooks.get(`${type}::${name}`)?.[0]?.callback({ type, name } as pulumi.ResourceHookArgs);
    };
    return { asked, hooks, create, later };
}

const taken = "nothing is made, as names are taken by what is not in the stack:";
const taskRole = `role task, not made by this stack: import it as ${role} web-task, or give another name (names)`;
const mode = `parameter /app/MODE, not made by this stack: import it as ${parameter} web-MODE, or give another name (parameters.prefix)`;
const advice = "npm run adopt -- prod prepares the import of what this stack is to have";

describe("the guard of names", () => {
    it("looks before anything of AWS is made, in a preview too, and leaves task definitions and other providers alone", async () => {
        const { hooks } = await guarded({});
        const names = [...hooks].map(([key, binding]) => [key, binding?.map(({ name }) => name)]);
        assert.deepEqual(Object.fromEntries(names), {
            "pulumi:providers:aws::aws": undefined,
            [`${role}::web-task`]: ["web-names", "own"],
            [`${role}::web-execution`]: ["web-names"],
            [`${policy}::web-use`]: ["web-names"],
            [`${parameter}::web-MODE`]: ["web-names"],
            [`${group}::web-alb`]: ["web-names"],
            "aws:ecs/taskDefinition:TaskDefinition::web": undefined,
            "docker:index/image:Image::web": undefined,
        });
        assert.equal(hooks.get(`${role}::web-task`)?.[0]?.opts?.onDryRun, true);
    });

    it("asks once for all names, and lets everything be made where all are free", async () => {
        const { create, asked } = await guarded({ state: [] });
        await create(group, "web-alb");
        await create(role, "web-task");
        assert.deepEqual(asked, [["task", "execution", "task:use", "/app/MODE"]]);
    });

    it("asks for the name of a resource that the program has later, and for no other again", async () => {
        const { create, asked, later } = await guarded({ state: [], taken: ["later"] });
        await create(group, "web-alb");
        later();
        await assert.rejects(create(role, "web-task"), /role later, not made by this stack/);
        assert.deepEqual(asked, [["task", "execution", "task:use", "/app/MODE"], ["later"]]);
    });

    it("refuses the first resource for every name that is taken, whatever it is, and the others with a word", async () => {
        const { create } = await guarded({ state: [], taken: ["task", "/app/MODE"] });
        await assert.rejects(create(group, "web-alb"), (error: Error) => {
            assert.equal(error.message, [taken, `  - ${taskRole}`, `  - ${mode}`, advice].join("\n"));
            assert.equal(error.stack, error.message);
            return true;
        });
        await assert.rejects(create(role, "web-execution"), { message: "nothing is made, for the reason that web-alb gives" });
    });

    it("does not ask for what the stack has, under whatever logical name, if it was not imported without its component", async () => {
        const state = [
            { urn: `urn:pulumi:prod::fitness::spotter:iam:TaskRoles$${role}::web-former`, type: role, outputs: { name: "task" } },
            { urn: `urn:pulumi:prod::fitness::${role}::web-execution`, type: role, outputs: { name: "execution" } },
        ];
        const { create, asked } = await guarded({ state, taken: ["task"] });
        await create(group, "web-alb");
        assert.deepEqual(asked, [["execution", "task:use", "/app/MODE"]]);
    });

    it("refuses to replace what has its name, by what AWS can't change, unless it goes first or is written over", async () => {
        const has = (type: string, logicalName: string, name: string) => ({
            urn: `urn:pulumi:prod::fitness::a$${type}::${logicalName}`,
            type,
            outputs: { name },
        });
        const rows = [
            has(role, "web-task", "task"),
            has(role, "web-execution", "execution"),
            has(parameter, "web-MODE", "/app/MODE"),
        ];
        const { create } = await guarded({ state: rows });
        await create(role, "web-execution");
        await create(parameter, "web-MODE");
        await assert.rejects(create(role, "web-task"), {
            message:
                "role task would be replaced, as AWS can't change its path (access.rolePath), and a second one of that name would be " +
                "refused: take the change back, or give another name (names)",
        });
    });

    for (const [why, life] of Object.entries({
        "where the engine does not tell what the stack has": {},
        "where only some of the resources can be made": { state: [], isPartial: true },
    })) {
        it(`asks for a resource's own name alone ${why}`, async () => {
            const { create, asked } = await guarded({ ...life, taken: ["task"] });
            await create(role, "web-execution");
            await assert.rejects(create(role, "web-task"), { message: [taken, `  - ${taskRole}`, advice].join("\n") });
            assert.deepEqual(asked, [["execution"], ["task"]]);
        });
    }

    it("goes on with one warning where AWS does not tell, but for what would be written over", async () => {
        const { create } = await guarded({ state: [], unanswered: ["task"] });
        const warnings = await logged(async () => {
            await create(group, "web-alb");
            await create(role, "web-task");
        });
        assert.deepEqual(warnings, ["names: not checked whether they exist already: role task (no)"]);
        const { create: createOver } = await guarded({ state: [], unanswered: ["/app/MODE"] });
        await assert.rejects(
            createOver(group, "web-alb"),
            /not known whether they exist, and whose they are: parameter \/app\/MODE/,
        );
    });
});
