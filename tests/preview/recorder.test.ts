import * as assert from "node:assert/strict";
import { Cluster } from "@pulumi/aws/ecs";
import { Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { record, type PreviewMode, type RecordOptions } from "../../preview/recorder";
import { account } from "../support/build";

const recordingOf = (program: () => unknown, mode: PreviewMode = "update", options: Partial<RecordOptions> = {}) =>
    record(program, { project: "spotter", stack: "test", mode, account, ...options });

const type = "aws:ecs/cluster:Cluster";

class Group extends pulumi.ComponentResource {
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:test:Group", name, {}, opts);
        new Cluster(name, { name: "a" }, { parent: this, protect: true, retainOnDelete: true, ignoreChanges: ["name"] });
        this.registerOutputs({});
    }
}

class Outer extends pulumi.ComponentResource {
    public readonly inner = new pulumi.ComponentResource("spotter:test:Inner", "inner", {}, { parent: this });

    constructor(name: string) {
        super("spotter:test:Outer", name);
        this.registerOutputs({});
    }
}

describe("a recording", () => {
    it("has every resource with its parent and options, sorted by type and name, without the stack", async () => {
        const { resources } = await recordingOf(() => {
            const group = new Group("web");
            new Parameter("last", { type: "String", insecureValue: "x" }, { dependsOn: [group] });
            new Cluster("first", {});
        });
        const none = { protect: false, retainOnDelete: false, ignoreChanges: [], dependsOn: [] };
        assert.deepEqual(resources, [
            { type, name: "first", parent: null, inputs: {}, options: none },
            {
                type,
                name: "web",
                parent: "spotter:test:Group::web",
                inputs: { name: "a" },
                options: { protect: true, retainOnDelete: true, ignoreChanges: ["name"], dependsOn: [] },
            },
            {
                type: "aws:ssm/parameter:Parameter",
                name: "last",
                parent: null,
                inputs: { insecureValue: "x", type: "String" },
                options: { ...none, dependsOn: [`${type}::web`] },
            },
            { type: "spotter:test:Group", name: "web", parent: null, inputs: {}, options: none },
        ]);
    });

    it("has the other options where the program sets them, and former names with the types of former parents", async () => {
        const { resources } = await recordingOf(() => {
            const group = new Group("web", { aliases: [{ name: "site" }] });
            new Parameter("order", { type: "String" }, { deleteBeforeReplace: false, replaceOnChanges: ["type", "tags.a"] });
            const urn = "urn:pulumi:test::spotter::spotter:test:Former$aws:ssm/parameter:Parameter::c";
            new Parameter(
                "moved",
                { type: "String" },
                { aliases: [{ parent: group }, { name: "b" }, urn], parent: new Outer("o").inner },
            );
        });
        const options = Object.fromEntries(resources.map((resource) => [resource.name, resource.options]));
        const none = { protect: false, retainOnDelete: false, ignoreChanges: [], dependsOn: [] };
        assert.deepEqual(options.order, { ...none, deleteBeforeReplace: false, replaceOnChanges: ["type", "tags.a"] });
        assert.deepEqual(options.moved, {
            ...none,
            aliases: [
                "spotter:test:Group$aws:ssm/parameter:Parameter::moved",
                "spotter:test:Outer$spotter:test:Inner$aws:ssm/parameter:Parameter::b",
                "spotter:test:Former$aws:ssm/parameter:Parameter::c",
            ],
        });
        assert.deepEqual(resources.find(({ type: each }) => each === "spotter:test:Group")?.options.aliases, [
            "spotter:test:Group::site",
        ]);
    });

    it("has dependencies by input beside those by option, each once and sorted", async () => {
        const { resources } = await recordingOf(() => {
            const [b, a] = [new Cluster("b", { name: "b" }), new Cluster("a", { name: "a" })];
            new Parameter("both", { type: "String", insecureValue: pulumi.interpolate`${b.arn} ${a.arn}` }, { dependsOn: [a] });
        });
        assert.deepEqual(resources.at(-1)?.options.dependsOn, [`${type}::a`, `${type}::b`]);
    });

    it("has what a program returns", async () => {
        const { outputs } = await recordingOf(() => ({
            plain: "x",
            later: pulumi.output(1),
            arn: new Cluster("web", { name: "spotter" }).arn,
            nested: { z: [true, null], a: pulumi.secret("canary") },
        }));
        assert.deepEqual(outputs, {
            arn: "arn:aws:ecs:us-east-1:123456789012:cluster/spotter",
            later: 1,
            nested: { a: "<secret>", z: [true, null] },
            plain: "x",
        });
        assert.deepEqual(Object.keys(outputs), ["arn", "later", "nested", "plain"]);
    });

    it("has no outputs where a program returns nothing", async () => {
        assert.deepEqual(await recordingOf(() => undefined), { resources: [], outputs: {} });
    });

    it("marks what AWS chooses as unknown in a preview, and knows the rest", async () => {
        const { resources, outputs } = await recordingOf(() => {
            const { arn, name } = new Cluster("web", { name: "spotter" });
            new Parameter("web", { type: "String", name, insecureValue: arn });
            return { arn, name };
        }, "preview");
        assert.deepEqual(resources[1]?.inputs, { insecureValue: "<unknown>", name: "spotter", type: "String" });
        assert.deepEqual(outputs, { arn: "<unknown>", name: "spotter" });
    });

    for (const mode of ["preview", "update"] as const) {
        it(`hides secrets, alone, inside, and in a text made of them (${mode})`, async () => {
            const canary = pulumi.secret("hunter2");
            const { resources, outputs } = await recordingOf(() => {
                new Parameter("alone", { type: "String", value: canary });
                new Parameter("text", { type: "String", value: pulumi.interpolate`before ${canary}` });
                new Parameter("json", { type: "String", value: pulumi.jsonStringify({ a: [canary] }) });
                new Cluster("inside", { tags: { open: "x", hidden: canary } });
                return { canary };
            }, mode);
            assert.equal(JSON.stringify({ resources, outputs }).includes("hunter2"), false);
            assert.deepEqual(
                resources.map(({ inputs }) => inputs.value ?? inputs.tags),
                [{ hidden: "<secret>", open: "x" }, "<secret>", "<secret>", "<secret>"],
            );
            assert.deepEqual(outputs, { canary: "<secret>" });
        });
    }

    it("runs with the given configuration, and knows which of it is secret", async () => {
        const { outputs } = await recordingOf(
            () => {
                const config = new pulumi.Config("spotter");
                return { open: config.require("open"), hidden: config.requireSecret("hidden"), stack: pulumi.getStack() };
            },
            "update",
            { config: { "spotter:open": "x", "spotter:hidden": "canary" }, secretKeys: ["spotter:hidden"] },
        );
        assert.deepEqual(outputs, { hidden: "<secret>", open: "x", stack: "test" });
    });

    it("is not held up by hooks", async () => {
        const { resources } = await recordingOf(() => {
            const hook = new pulumi.ResourceHook("refuse", () => {
                throw new Error("no engine calls it");
            });
            new Cluster("web", {}, { hooks: { beforeCreate: [hook], beforeUpdate: [hook] } });
        });
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["web"],
        );
    });

    it("has the resources that an asynchronous program makes last", async () => {
        const { resources } = await recordingOf(async () => {
            await Promise.resolve();
            let { arn } = new Cluster("c0", {});
            for (const name of ["c1", "c2", "c3", "c4", "c5"]) {
                ({ arn } = new Cluster(name, { name: arn }));
            }
        });
        assert.equal(resources.length, 6);
    });

    it("writes no warning of the program into the output", async () => {
        const { warn } = pulumi.log;
        const written: unknown[] = [];
        const { stdout, stderr } = process;
        const [out, err] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
        Object.assign(stdout, { write: (text: unknown) => written.push(text) > 0 });
        Object.assign(stderr, { write: (text: unknown) => written.push(text) > 0 });
        try {
            await recordingOf(() => pulumi.log.warn("careful"));
        } finally {
            Object.assign(stdout, { write: out });
            Object.assign(stderr, { write: err });
        }
        assert.deepEqual(written, []);
        assert.equal(pulumi.log.warn, warn);
    });
});
