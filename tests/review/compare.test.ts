import * as assert from "node:assert/strict";
import type { Plain, PreviewDocument, Resource } from "../../preview/document";
import { compare, emptyPreview } from "../../review/compare";
import { resource } from "../preview/made-up";
import { previewOfExample, type StackKeys } from "../stacks/preview-of";
import { types, type Options, provider, documentOf, changeOf, operations } from "./documents";

describe("the comparison of two previews", () => {
    it("is empty for the same twice", async () => {
        const document = await previewOfExample("prod", "update");
        const { changes, unchanged, outputs } = compare(document, document);
        assert.deepEqual({ changes, outputs }, { changes: [], outputs: [] });
        assert.equal(unchanged, document.resources.filter(({ type }) => !/^(spotter|pulumi):/.test(type)).length);
    });

    it("makes everything of a stack that does not exist", async () => {
        const document = await previewOfExample("staging", "update");
        const { changes, unchanged } = compare(emptyPreview(document), document);
        assert.deepEqual(
            changes.map(({ type, name, operation }) => `${operation} ${type}::${name}`),
            document.resources.map(({ type, name }) => `create ${type}::${name}`),
        );
        assert.equal(unchanged, 0);
    });

    it("has both values of what is changed, added and removed", () => {
        const change = changeOf(
            types.alb,
            [{ idleTimeout: 60, tags: { a: "1", b: "2" } }],
            [{ idleTimeout: 70, tags: { b: "3" }, x: 1 }],
        );
        assert.equal(change?.operation, "update");
        assert.deepEqual(change.properties, [
            { path: "idleTimeout", before: 60, after: 70, forcesReplacement: false },
            { path: "tags.a", before: "1", forcesReplacement: false },
            { path: "tags.b", before: "2", after: "3", forcesReplacement: false },
            { path: "x", after: 1, forcesReplacement: false },
        ]);
    });

    it("shows no value that is secret on either side", () => {
        const hidden = { path: "value", before: "<secret>", after: "<secret>", forcesReplacement: false };
        assert.deepEqual(changeOf(types.parameter, [{ value: "plain" }], [{ value: "<secret>" }])?.properties, [hidden]);
        assert.deepEqual(changeOf(types.parameter, [{ value: "<secret>" }], [{ value: "plain" }])?.properties, [hidden]);
        assert.deepEqual(changeOf(types.parameter, [{}], [{ value: "<secret>" }])?.properties, [
            { path: "value", after: "<secret>", forcesReplacement: false },
        ]);
        assert.equal(changeOf(types.parameter, [{ value: "<secret>" }], [{ value: "<secret>" }]), undefined);
    });

    const paths: readonly (readonly [title: string, before: Plain, after: Plain, expected: Record<string, [Plain?, Plain?]>])[] =
        [
            ["inside JSON", '{"a":{"b":1}}', '{"a":{"b":2}}', { "p.a.b": [1, 2] }],
            ["JSON that is written otherwise, as a whole", '{"a":1}', '{ "a": 1 }', { p: ['{"a":1}', '{ "a": 1 }'] }],
            ["a text that only looks like JSON", "{a", "{b", { p: ["{a", "{b"] }],
            ["a list of texts as a whole", ["a"], ["a", "b"], { p: [["a"], ["a", "b"]] }],
            [
                "named things by their name, wherever they are in the list",
                [{ name: "B", value: "1" }],
                [
                    { name: "A", value: "0" },
                    { name: "B", value: "2" },
                ],
                { "p[A]": [undefined, "0"], "p[B]": ["1", "2"] },
            ],
            ["other things by their place", [{ port: 1 }, { port: 2 }], [{ port: 1 }], { "p[1]": [{ port: 2 }, undefined] }],
            [
                "statements by their id",
                '[{"Sid":"X","Action":"a","Effect":"Allow"}]',
                '[{"Sid":"X","Action":"b","Effect":"Allow"}]',
                { "p[X].Action": ["a", "b"] },
            ],
            ["keys that are no words in quotes", { "spotter:x": 1 }, { "spotter:x": 2 }, { 'p["spotter:x"]': [1, 2] }],
            ["another kind of value as a whole", { a: 1 }, [1], { p: [{ a: 1 }, [1]] }],
        ];
    for (const [title, before, after, expected] of paths) {
        it(`names ${title}`, () => {
            const { properties = [] } = changeOf(types.role, [{ p: before }], [{ p: after }]) ?? {};
            assert.deepEqual(Object.fromEntries(properties.map((each) => [each.path, [each.before, each.after]])), expected);
        });
    }

    it("has the outputs that change", () => {
        const [before, after] = [documentOf(), documentOf()];
        assert.deepEqual(compare({ ...before, outputs: { url: "a" } }, { ...after, outputs: { url: "b" } }).outputs, [
            { path: "url", before: "a", after: "b", forcesReplacement: false },
        ]);
    });
});

describe("a replacement", () => {
    it("names what forces it, and what only changes with it", () => {
        const change = changeOf(types.alb, [{ name: "a", idleTimeout: 1 }], [{ name: "b", idleTimeout: 2 }]);
        assert.equal(change?.operation, "replace");
        assert.deepEqual(
            change.properties.map(({ path, forcesReplacement }) => [path, forcesReplacement]),
            [
                ["idleTimeout", false],
                ["name", true],
            ],
        );
    });

    it("is made of a rule for another kind of source", () => {
        const change = changeOf(types.rule, [{ cidrIpv4: "10.0.0.0/8" }], [{ referencedSecurityGroupId: "sg-1" }]);
        assert.deepEqual(
            [change?.operation, change?.properties.map((each) => each.forcesReplacement)],
            ["replace", [true, true]],
        );
    });

    const orders: readonly (readonly [title: string, type: string, name: string, options: Options, order: string])[] = [
        ["by the provider, which deletes what is named", types.alb, "name", {}, "delete first"],
        ["by the provider, which names it itself", types.targets, "namePrefix", {}, "create first"],
        ["by the program before the provider", types.alb, "name", { deleteBeforeReplace: false }, "create first"],
        ["by the program, the other way round", types.targets, "namePrefix", { deleteBeforeReplace: true }, "delete first"],
    ];
    for (const [title, type, name, options, order] of orders) {
        it(`is ordered ${title}`, () => {
            assert.equal(changeOf(type, [{ [name]: "a" }], [{ [name]: "b" }, options])?.order, order);
        });
    }

    it("is forced by replaceOnChanges, and by nothing beside it", () => {
        const options = { replaceOnChanges: ["healthCheck.path", 'tags["a.b"]'] };
        const forced = (inputs: Resource["inputs"]) => changeOf(types.targets, [{}], [inputs, options])?.operation;
        assert.equal(forced({ healthCheck: { path: "/" } }), "update"); // all of the health check is new
        const change = changeOf(types.targets, [{ healthCheck: { path: "/" } }], [{ healthCheck: { path: "/x" } }, options]);
        assert.equal(change?.operation, "replace");
        assert.equal(
            changeOf(types.targets, [{ healthCheck: { port: 1 } }], [{ healthCheck: { port: 2 } }, options])?.operation,
            "update",
        );
        assert.equal(
            changeOf(types.targets, [{ tags: { "a.b": "1" } }], [{ tags: { "a.b": "2" } }, options])?.operation,
            "replace",
        );
        assert.equal(changeOf(types.targets, [{ x: 1 }], [{ x: 2 }, { replaceOnChanges: ["*"] }])?.operation, "replace");
    });

    it("of a load balancer is refused, or interrupts requests where the stack accepts a gap", async () => {
        const impactsOf = async (deployment: Record<string, unknown>) => {
            const before = await previewOfExample("staging", "update");
            const after = await previewOfExample("staging", "update", (config) => {
                config["spotter:names"] = { loadBalancer: "another" };
                config["spotter:deployment"] = deployment;
            });
            const change = compare(before, after).changes.find(({ type }) => type === types.alb);
            return [change?.order, change?.traffic.map(({ impact }) => impact)];
        };
        assert.deepEqual(await impactsOf({}), ["create first", ["refused"]]);
        assert.deepEqual(await impactsOf({ acceptGap: "nobody uses it yet" }), ["delete first", ["interrupted"]]);
    });

    it("of a provider's region replaces all that it has", () => {
        const role = resource(types.role, "web", null, { name: "a" });
        const before = { ...documentOf(), resources: [provider("us-east-1"), role] };
        const after = { ...documentOf(), resources: [provider("eu-west-1"), role] };
        assert.deepEqual(operations(before, after), {
            "pulumi:providers:aws::aws": "replace",
            [`${types.role}::web`]: "replace",
        });
        const change = compare(before, after).changes.find(({ type }) => type === types.role);
        assert.deepEqual(change?.properties, [
            { path: "provider.region", before: "us-east-1", after: "eu-west-1", forcesReplacement: true },
        ]);
    });
});

describe("what follows from a replacement", () => {
    const made = (namePrefix: string, ...dependsOn: readonly string[]) => {
        const arn = `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${namePrefix}0000000000000000/0000000000000000`;
        return documentOf(
            resource(types.targets, "web", null, { namePrefix, port: dependsOn.length }),
            resource(types.listener, "web", null, { defaultActions: [{ targetGroupArn: arn }], port: 80 }, { dependsOn }),
        );
    };

    it("is a change of what is made of it, though a preview shows the same placeholder", () => {
        const { changes } = compare(made("web-"), made("web-", `${types.targets}::web`));
        assert.deepEqual(
            changes.map(({ type, operation }) => [type, operation]),
            [
                [types.listener, "update"],
                [types.targets, "replace"],
            ],
        );
        const [{ properties } = { properties: [] }] = changes;
        assert.equal(properties.length, 1);
        const [{ path, after, from } = { path: "", after: "", from: "" }] = properties;
        assert.deepEqual([path, after, from], ["defaultActions[0].targetGroupArn", "<unknown>", `${types.targets}::web`]);
    });

    it("is nothing for what only waits for it", () => {
        const [before, after] = [1, 2].map((port) =>
            documentOf(
                resource(types.targets, "web", null, { namePrefix: "web-", port }),
                resource(types.role, "web", null, { name: "x" }, { dependsOn: [`${types.targets}::web`] }),
            ),
        );
        assert.deepEqual(operations(before as PreviewDocument, after as PreviewDocument), {
            [`${types.targets}::web`]: "replace",
        });
    });

    it("is another replacement where what is made of it can't be changed", () => {
        const [before, after] = ["a", "b"].map((name) =>
            documentOf(
                resource(types.role, "web", null, { name }),
                resource(types.policy, "web", null, { name: "p", role: name }, { dependsOn: [`${types.role}::web`] }),
            ),
        );
        assert.deepEqual(operations(before as PreviewDocument, after as PreviewDocument), {
            [`${types.policy}::web`]: "replace",
            [`${types.role}::web`]: "replace",
        });
    });

    it("is nothing of an input that is ignored", () => {
        const ignoring = made("web-", `${types.targets}::web`);
        const resources = ignoring.resources.map((each) => ({
            ...each,
            options: { ...each.options, ignoreChanges: ["defaultActions[*].targetGroupArn"] },
        }));
        assert.deepEqual(operations(made("web-"), { ...ignoring, resources }), { [`${types.targets}::web`]: "replace" });
    });

    it("is a new release of an image that is built again", async () => {
        const built = (contextDigest: string) => async () => {
            const document = await previewOfExample("staging", "update", building);
            const resources = document.resources.map((each) =>
                each.type === "docker:index/image:Image" ? { ...each, inputs: { ...each.inputs, contextDigest } } : each,
            );
            return { ...document, resources };
        };
        assert.deepEqual(operations(await built("1")(), await built("2")()), {
            "docker:index/image:Image::web": "update",
            "aws:ecs/taskDefinition:TaskDefinition::web": "replace",
            "aws:ecs/service:Service::web": "update",
        });
    });
});

const building = (config: StackKeys) => {
    config["spotter:image"] = { build: { context: "app", platform: "linux/amd64", target: "runner" } };
};
