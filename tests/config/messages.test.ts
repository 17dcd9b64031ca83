import * as assert from "node:assert/strict";
import { keysOfSchema, type Leaf } from "../docs/schema-keys";
import { problemsOf, problemsOfRaw, rawOf } from "./input";
import { leafCases, neighboursOf } from "./leaf-cases";

const { leaves, sections } = keysOfSchema();
const isValue = ({ path }: Pick<Leaf, "path">) => path.startsWith("spotter:parameters.values.");
const isText = (path: string) => ["aws:region", "aws:profile", "spotter:profile"].includes(path);

/** The secrets of the catalogue are encrypted, so that only what a case is about is wrong. */
const secretKeys = ["spotter:parameters.values"];

describe("a message about a value", () => {
    it("is tried for every key of the schema", () => {
        assert.deepEqual(Object.keys(leafCases).sort(), leaves.map(({ key }) => key).sort());
    });

    for (const leaf of leaves.filter((each) => !isValue(each))) {
        const { path, key } = leaf;
        const { must = "", wrongType, illegal, item } = leafCases[key] ?? {};

        it(`names ${key}, what is allowed and what was received`, () => {
            assert.deepEqual(problemsOf({ ...neighboursOf(leaf), [path]: wrongType }), [
                { path, message: `${must}, got ${JSON.stringify(wrongType)}` },
            ]);
            const [below, itemMust, received] = item ?? ["", must, illegal];
            assert.deepEqual(problemsOf({ ...neighboursOf(leaf), [path]: illegal }), [
                { path: path + below, message: `${itemMust}, got ${JSON.stringify(received)}` },
            ]);
        });
    }

    for (const { path } of leaves.filter(isValue)) {
        it(`names ${path} and what is allowed, never what was received`, () => {
            const messages = (value: unknown) => problemsOf({ [path]: value }, { secretKeys });
            assert.deepEqual(messages(7), [{ path, message: "must be a text: quote it" }]);
            assert.deepEqual(messages(""), [{ path, message: "must not be empty: SSM refuses it" }]);
            assert.deepEqual(messages("é".repeat(2049)), [
                { path, message: "must be at most 4 KB, the size of a standard parameter" },
            ]);
        });
    }

    it("shows at most a hundred characters of what was received", () => {
        const [only] = problemsOf({ "spotter:image.digest": "x".repeat(200) });
        assert.equal(only?.message, `must be an image digest: sha256: and 64 hex digits, got "${"x".repeat(96)}…`);
    });

    it("is one, where a value is wrong in more than one way", () => {
        assert.deepEqual(problemsOf({ "spotter:names.loadBalancer": "-".repeat(40) }), [
            {
                path: "spotter:names.loadBalancer",
                message: "must be letters, digits and inner hyphens, not starting with internal-, " + `got "${"-".repeat(40)}"`,
            },
        ]);
    });

    it("says that a list has an item twice", () => {
        const subnetId = "subnet-0123456789abcdef0";
        assert.deepEqual(problemsOf({ "spotter:network": { mode: "default", subnetIds: [subnetId, subnetId] } }), [
            {
                path: "spotter:network.subnetIds",
                message: `must be a list of at least 2 subnets, each of them once, got ["${subnetId}","${subnetId}"]`,
            },
        ]);
    });

    for (const [key, longest] of Object.entries({
        repository: 256,
        cluster: 255,
        service: 255,
        taskFamily: 255,
        container: 255,
        logGroup: 512,
        executionRole: 64,
        executionPolicy: 128,
        taskRole: 64,
        taskPolicy: 128,
        loadBalancer: 32,
    })) {
        it(`says that a name is longer than the ${longest} characters of names.${key}`, () => {
            assert.deepEqual(problemsOf({ [`spotter:names.${key}`]: "a".repeat(longest) }), []);
            const [only, ...others] = problemsOf({ [`spotter:names.${key}`]: "a".repeat(longest + 1) });
            assert.deepEqual(others, []);
            assert.match(only?.message ?? "", new RegExp(`^must be .*, at most ${longest} characters long, got "a+`));
        });
    }
});

describe("a message about a section", () => {
    for (const section of sections.filter(({ path }) => path.includes(":"))) {
        const { path, key, keys } = section;

        it(`suggests the nearest key of ${key}`, () => {
            for (const known of keys) {
                assert.deepEqual(problemsOf({ ...neighboursOf(section), [`${path}.${known}x`]: 1 }), [
                    { path: `${path}.${known}x`, message: `is not a known key; did you mean ${known}?` },
                ]);
            }
        });

        it(`lists the keys of ${key} where none is near, unless they are many`, () => {
            const known = keys.length > 12 ? "" : ` (known: ${keys.join(", ")})`;
            assert.deepEqual(problemsOf({ ...neighboursOf(section), [`${path}.qqqqqqqqqq`]: 1 }), [
                { path: `${path}.qqqqqqqqqq`, message: `is not a known key${known}` },
            ]);
        });

        it(`names the keys of ${key} where it is no object`, () => {
            const received = path === "spotter:parameters" || path === "spotter:parameters.values" ? "" : ', got "text"';
            const must = section.mode === undefined ? listOf(keys) : "must be an object with the key mode";
            assert.deepEqual(problemsOf({ [path]: "text" }), [{ path, message: must + received }]);
        });
    }

    for (const [namespace, known] of [
        ["aws", ["region", "allowedAccountIds", "profile"]],
        [
            "spotter",
            [
                "names",
                "domain",
                "network",
                "repository",
                "image",
                "loadBalancer",
                "service",
                "parameters",
                "access",
                "deployment",
                "logs",
            ],
        ],
    ] as const) {
        it(`suggests the nearest key of ${namespace}:`, () => {
            for (const key of known) {
                assert.deepEqual(problemsOf({ [`${namespace}:${key}x`]: 1 }), [
                    { path: `${namespace}:${key}x`, message: `is not a known key; did you mean ${key}?` },
                ]);
            }
        });
    }

    it("refuses every other key of the provider, which an explicit provider would ignore", () => {
        assert.deepEqual(problemsOf({ "aws:defaultTags": { tags: {} } }), [
            { path: "aws:defaultTags", message: "is not a known key (known: region, allowedAccountIds, profile)" },
        ]);
    });
});

describe("a message about a namespace", () => {
    it("suggests the nearest", () => {
        assert.deepEqual(problemsOf({ "asw:region": "us-east-1", "sporter:service": {}, "gcp:project": "x" }), [
            { path: "asw:region", message: "is not in a known namespace; did you mean aws?" },
            { path: "sporter:service", message: "is not in a known namespace; did you mean spotter?" },
            { path: "gcp:project", message: "is not in a known namespace" },
        ]);
    });

    it("is not about those that Pulumi and its Docker provider read themselves", () => {
        assert.deepEqual(problemsOf({ "pulumi:tags": { team: "fit" }, "docker:host": "unix:///run/docker.sock" }), []);
    });

    it("is about names that every object has, too", () => {
        const raw = { ...rawOf({}), "constructor:a": "1", "toString:b": "1", "__proto__:c": "1" };
        assert.deepEqual(
            problemsOfRaw(raw),
            ["constructor:a", "toString:b", "__proto__:c"].map((path) => ({ path, message: "is not in a known namespace" })),
        );
        assert.equal("c" in {}, false, "no prototype was written to");
    });

    it("lets no key be inherited", () => {
        const known =
            "profile, names, domain, network, repository, image, loadBalancer, service, parameters, access, deployment, logs";
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "spotter:__proto__": '{"logs":{"retentionDays":7}}' }), [
            { path: "spotter:__proto__", message: `is not a known key (known: ${known})` },
        ]);
        assert.deepEqual(problemsOfRaw({ ...rawOf({}), "spotter:repository": '{"__proto__":{"keepImages":2}}' }), [
            { path: "spotter:repository.__proto__", message: "is not a known key (known: existing, keepImages, protect)" },
        ]);
    });
});

describe("a message about a key that is missing", () => {
    const required = leaves.filter(({ required: isRequired }) => isRequired);

    it("is tried for all that are required", () => {
        assert.deepEqual(
            required.map(({ key }) => key),
            [
                "aws:region",
                "aws:allowedAccountIds",
                "spotter:profile",
                "spotter:domain.name",
                "spotter:network.mode",
                "spotter:network.vpcId (existing)",
                "spotter:network.publicSubnetIds (existing)",
                "spotter:network.serviceSubnetIds (existing)",
                "spotter:access.mail.identity",
                "spotter:access.mail.sender",
            ],
        );
    });

    for (const leaf of required) {
        it(`says what ${leaf.key} must be`, () => {
            assert.deepEqual(problemsOf({ ...neighboursOf(leaf), [leaf.path]: undefined }), [
                { path: leaf.path, message: `${leafCases[leaf.key]?.must ?? ""}, got nothing` },
            ]);
        });
    }

    it("names all three of an empty file", () => {
        assert.deepEqual(
            problemsOfRaw({}).map(({ path }) => path),
            ["aws:region", "aws:allowedAccountIds", "spotter:profile"],
        );
    });
});

describe("text that is no JSON", () => {
    it("stays text where text is wanted, whatever it looks like", () => {
        assert.deepEqual(leaves.filter(({ path }) => isText(path)).length, 3);
        assert.deepEqual(problemsOf({ "aws:profile": "7" }), []);
        assert.deepEqual(problemsOf({ "aws:profile": "true" }), []);
    });

    it("is named where an object is wanted", () => {
        assert.deepEqual(problemsOf({ "spotter:logs": "{retentionDays: 7}" }), [
            {
                path: "spotter:logs",
                message: 'must be an object with the keys retentionDays, protect, got "{retentionDays: 7}"',
            },
        ]);
    });
});

function listOf(keys: readonly string[]): string {
    return `must be an object with ${keys.length > 12 ? "keys of the catalogue" : `the keys ${keys.join(", ")}`}`;
}
