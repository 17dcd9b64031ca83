import * as assert from "node:assert/strict";
import { keysOfSchema } from "../../docs/schema-keys";
import { assertRows, problemsOf, project } from "../input";
import { neighboursOf } from "../neighbours";

const { sections } = keysOfSchema(project);
const values = "fitness:parameters.values";

describe("a message about a section", () => {
    const named = sections.filter(({ path }) => path.includes(":"));
    const pageOf = (path: string) => `docs/configuration.md#${(path.split(".")[0] ?? "").replace(":", "").toLowerCase()}`;

    it("suggests the nearest key", () => {
        assertRows(
            named.flatMap((section) =>
                section.keys.map((known) => {
                    const path = `${section.path}.${known}x`;
                    const found = problemsOf({ ...neighboursOf(section), [path]: 1 });
                    return [path, found, [{ path, message: `is not a known key; did you mean ${known}?` }]] as const;
                }),
            ),
        );
    });

    it("lists the keys where none is near", () => {
        assertRows(
            named.map((section) => {
                const path = `${section.path}.qqqqqqqqqqqqqqqq`;
                const known = section.path === values ? "the variables of app/parameters.json" : section.keys.join(", ");
                const found = problemsOf({ ...neighboursOf(section), [path]: 1 });
                const first = section.keys.slice(0, 4).join(", "); // all are equally far
                const list =
                    section.keys.length > 16 && section.path !== values
                        ? `nearest: ${first}; all are in ${pageOf(section.path)}`
                        : `known: ${known}`;
                return [section.key, found, [{ path, message: `is not a known key (${list})` }]] as const;
            }),
        );
    });

    it("names the keys where it is no object", () => {
        assertRows(
            named.map(({ path, key, keys, mode }) => {
                const received = path === "fitness:parameters" || path === values ? "" : ', got "text"';
                const list =
                    keys.length > 16
                        ? `keys like ${keys.slice(0, 4).join(", ")}: see ${pageOf(path)}`
                        : `the ${keys.length === 1 ? "key" : "keys"} ${keys.join(", ")}`;
                const what = path === values ? "the variables of app/parameters.json" : list;
                const must = mode === undefined ? `must be an object with ${what}` : "must be an object with the key mode";
                const parent = path.split(".").slice(0, -1).join(".");
                return [
                    key,
                    problemsOf({ ...neighboursOf({ path: parent }), [path]: "text" }),
                    [{ path, message: must + received }],
                ] as const;
            }),
        );
    });

    it("names a few keys of a section that has many, and the page that has all", () => {
        assert.deepEqual(problemsOf({ "fitness:service": 5 }), [
            {
                path: "fitness:service",
                message:
                    "must be an object with keys like cpu, memoryMiB, architecture, tasks: see docs/configuration.md#fitnessservice, got 5",
            },
        ]);
        assert.deepEqual(problemsOf({ "fitness:service.autoscaling": [] }), [
            {
                path: "fitness:service.autoscaling",
                message:
                    "is not a known key (nearest: entryPoint, command, memoryMiB, tasks; all are in docs/configuration.md#fitnessservice)",
            },
        ]);
    });

    it("guesses no key that has little in common with what was written", () => {
        const messages = (key: string) => problemsOf({ [`fitness:${key}`]: {} }).map(({ message }) => message.split("(")[0]);
        assert.deepEqual(messages("label"), ["is not a known key "]);
        assert.deepEqual(messages("lgos"), ["is not a known key; did you mean logs?"]);
        assert.deepEqual(messages("log"), ["is not a known key; did you mean logs?"]);
    });

    it("suggests the nearest section", () => {
        const known = sections.filter(({ path }) => !path.includes(":"));
        assert.deepEqual(
            known.map(({ path }) => path),
            ["aws", "fitness"],
        );
        assertRows(
            known.flatMap(({ path: namespace, keys }) =>
                keys
                    .filter((key) => key !== "profile")
                    .map((key) => {
                        const path = `${namespace}:${key}x`;
                        return [
                            path,
                            problemsOf({ [path]: 1 }),
                            [{ path, message: `is not a known key; did you mean ${key}?` }],
                        ] as const;
                    }),
            ),
        );
    });

    it("knows what other tools call a section", () => {
        assert.deepEqual(
            ["env", "vpc", "alb", "iam", "cron", "names.prefix", "constructor"].map(
                (word) => problemsOf({ [`fitness:${word}`]: {} })[0]?.message,
            ),
            [
                "is not a known key; did you mean parameters?",
                "is not a known key; did you mean network?",
                "is not a known key; did you mean loadBalancer?",
                "is not a known key; did you mean access?",
                "is not a known key; did you mean schedules?",
                "is not a known key; did you mean base?",
                "is not a known key (nearest: cluster, network, encryption, repository; all are in docs/configuration.md)",
            ],
        );
    });

    it("leads from an image that is not named by digest to the command that finds it", () => {
        for (const key of ["tag", "uri"]) {
            assert.match(
                problemsOf({ "fitness:image": { [key]: "v1" } })[0]?.message ?? "",
                /^is not supported, .*npm run pin -- /,
            );
        }
    });

    it("refuses every other key of the provider, which an explicit provider would ignore", () => {
        assert.deepEqual(problemsOf({ "aws:defaultTags": { tags: {} } }), [
            { path: "aws:defaultTags", message: "is not a known key (known: region, allowedAccountIds, profile, assumeRole)" },
        ]);
    });

    it("takes no list or object for the name of a profile", () => {
        assert.deepEqual(problemsOf({ "aws:profile": ["x"] }), [
            { path: "aws:profile", message: `must be the name of a profile, got ${JSON.stringify('["x"]')}` },
        ]);
    });
});
