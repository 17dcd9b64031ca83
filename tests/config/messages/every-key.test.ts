import * as assert from "node:assert/strict";
import { nameLimits } from "../../../aws/name-limits";
import { keysOfSchema, type Leaf } from "../../docs/schema-keys";
import { assertRows, problemsOf, problemsOfRaw, project } from "../input";
import { leafCases } from "../leaf-cases";
import { neighboursOf } from "../neighbours";

const { leaves } = keysOfSchema(project);
const values = "fitness:parameters.values";
const isValue = ({ path }: Pick<Leaf, "path">) => path.startsWith(`${values}.`);
const isText = (path: string) => ["aws:region", "aws:profile", "fitness:profile"].includes(path);

/** The secrets of the catalogue are encrypted, so that only what a case is about is wrong. */
const secretKeys = [values];

describe("a message about a value", () => {
    it("is tried for every key of the schema", () => {
        assert.deepEqual(Object.keys(leafCases).sort(), leaves.map(({ key }) => key).sort());
    });

    it("names the key, what is allowed and what was received", () => {
        assertRows(
            leaves
                .filter((leaf) => !isValue(leaf))
                .flatMap((leaf) => {
                    const { path, key } = leaf;
                    const { must = "", wrongType, illegal, item } = leafCases[key] ?? {};
                    const isLegal = (value: unknown) =>
                        problemsOf({ ...neighboursOf(leaf), [path]: value }).every(
                            (each) => each.path !== path || !each.message.startsWith(must),
                        );
                    const isQuoted = typeof wrongType === "string" && /^(?:true|\d+)$/.test(wrongType) && !isText(path);
                    const advice =
                        typeof wrongType === "number" && isLegal(String(wrongType))
                            ? ": quote it"
                            : isQuoted && isLegal(JSON.parse(wrongType))
                              ? ": write it without quotes"
                              : "";
                    const [below, itemMust, received] = item ?? ["", must, illegal];
                    return [
                        [
                            `${key} of another type`,
                            problemsOf({ ...neighboursOf(leaf), [path]: wrongType }),
                            [{ path, message: `${must}${advice}, got ${JSON.stringify(wrongType)}` }],
                        ],
                        [
                            `${key} with an illegal value`,
                            problemsOf({ ...neighboursOf(leaf), [path]: illegal }),
                            [{ path: path + below, message: `${itemMust}, got ${JSON.stringify(received)}` }],
                        ],
                    ] as const;
                }),
        );
    });

    it("of a variable names what is allowed, never what was received", () => {
        const messages = (path: string, value: unknown) => problemsOf({ [path]: value }, { secretKeys });
        assertRows(
            leaves.filter(isValue).map(
                ({ path }) =>
                    [
                        path,
                        [7, "", "é".repeat(4097), "a {{ssm:x}}"].flatMap((value) => messages(path, value)),
                        [
                            { path, message: "must be a text: quote it" },
                            { path, message: "must not be empty: SSM refuses it" },
                            { path, message: "must be at most 8 KB, the size of an advanced parameter" },
                            { path, message: "must not have {{…}}: SSM refuses it as a reference to another parameter" },
                        ],
                    ] as const,
            ),
        );
    });

    it("says that a name is longer than AWS allows, at one character more", () => {
        assertRows(
            Object.entries(nameLimits).map(([key, { length }]) => {
                const messages = (count: number) => problemsOf({ [`fitness:names.${key}`]: "a".repeat(count) });
                const [only, ...others] = messages(length + 1);
                const end = new RegExp(`^must be .*, at most ${length} characters long, got "a+`);
                return [key, [messages(length), end.test(only?.message ?? ""), others], [[], true, []]] as const;
            }),
        );
    });
});

describe("a message about a key that is missing", () => {
    const required = leaves.filter(({ required: isRequired }) => isRequired);

    it("says what it must be", () => {
        assert.deepEqual(
            required.map(({ key }) => key),
            [
                "aws:region",
                "aws:allowedAccountIds",
                "aws:assumeRole.roleArn",
                "fitness:profile",
                "fitness:domain.name",
                "fitness:domain.routing.policy",
                "fitness:network.mode",
                "fitness:loadBalancer.maintenance.message",
                "fitness:webAcl.mode",
                "fitness:access.mail.identity",
                "fitness:access.mail.sender",
            ],
        );
        assertRows(
            required.map((leaf) => [
                leaf.key,
                problemsOf({ ...neighboursOf(leaf), [leaf.path]: undefined }),
                [{ path: leaf.path, message: `${leafCases[leaf.key]?.must ?? ""}, got nothing` }],
            ]),
        );
    });

    it("names all three of an empty file", () => {
        assert.deepEqual(
            problemsOfRaw({}).map(({ path }) => path),
            ["aws:region", "aws:allowedAccountIds", "fitness:profile"],
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
        assert.deepEqual(problemsOf({ "fitness:logs": "{retentionDays: 7}" }), [
            {
                path: "fitness:logs",
                message: 'must be an object with the keys retentionDays, kmsKeyArn, protect, got "{retentionDays: 7}"',
            },
        ]);
    });
});
