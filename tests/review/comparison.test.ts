import * as assert from "node:assert/strict";
import type { Comparison, ResourceChange } from "../../review/compare";
import { renderComparison } from "../../review/comparison-text";
import { against, change, property, comparisonOf, release } from "./comparisons";

const text = (comparison: Comparison, options: Partial<Parameters<typeof renderComparison>[2]> = {}, where = against) =>
    renderComparison(comparison, where, { colors: false, verbose: false, ...options });

describe("a comparison for a terminal", () => {
    it("has what hurts most first, each property with both values, and what requests notice", () => {
        const lines = [
            "shop · prod     against main (e0a6cfd)     offline: nothing was read from AWS",
            "",
            "  3 deleted · 1 replaced · 2 changed in place · 1 made · 7 unchanged",
            "  Refused   the update would not begin, as it would replace or delete a protected resource",
            "  Requests  are touched at once, before a new release serves",
            "",
            "  -  Repository web     refused by protect · its images are lost · immutable tags · scan on push",
            "",
            "  -  LogGroup web     its log lines are lost",
            "",
            "  -  Parameter web     it stays in AWS",
            "",
            "  +- TaskDefinition web     replaced, forced by memory · made before the one before goes · the one before stays in AWS",
            "     memory  1024 ▸ 2048",
            "     tags.x  not set ▸ p, q",
            "",
            "  ~  Service web",
            "     taskDefinition  follows TaskDefinition web",
            "     ▸ new release",
            "",
            "  ~  Listener web     was called site",
            "     sslPolicy  a ▸ b",
            "     ▸ refuses some",
            "",
            "  +  Record web     A · alias",
            "",
            "  Outputs",
            "  url  a ▸ b",
        ];
        assert.deepEqual(text({ ...comparisonOf(...release), outputs: [property("url")] }).split("\n"), lines);
    });

    it("says in three lines that nothing changes", () => {
        assert.deepEqual(text(comparisonOf()).split("\n").slice(1), ["", "  7 unchanged", "  Requests  notice nothing"]);
    });

    it("says that everything is new of a stack that does not exist there", () => {
        assert.equal(
            text(comparisonOf(), {}, { ...against, hasStack: false }).split("\n")[2],
            "  prod does not exist there: everything is new",
        );
    });

    it("is red where what holds something goes, or is refused, kept or not, and nowhere else", () => {
        const red = "\u001b[31m";
        const painted = text(comparisonOf(...release), { colors: true }).split("\n");
        const titles = painted.filter((line) => line.includes(red) && line.includes("web"));
        assert.deepEqual(
            titles.map((line) => /(\w+) web/.exec(line.replaceAll(/\u001b\[\d+m/g, ""))?.[1]),
            ["Repository", "LogGroup", "Parameter"],
        );
        assert.ok(!text(comparisonOf(...release)).includes("\u001b"));
    });

    it("warns of what goes first only where that is noticed", () => {
        const replaced = {
            operation: "replace",
            order: "delete first",
            properties: [property("name", { forcesReplacement: true })],
        } as const;
        const remark = (more: Partial<ResourceChange>) =>
            text(comparisonOf(change("aws:iam/role:Role", { ...replaced, ...more })));
        assert.ok(!remark({}).includes("goes first"));
        assert.ok(remark({ holds: "images" }).includes("the one before goes first"));
        assert.ok(remark({ traffic: [{ impact: "interrupted", statement: "fails" }] }).includes("the one before goes first"));
    });

    it("cuts long values where they are the same, never where they differ, and not at all with --verbose", () => {
        const start = "x".repeat(100);
        const properties = [property("p", { before: `${start}1${"y".repeat(90)}`, after: `${start}2` })];
        const lines = (verbose: boolean) =>
            text(comparisonOf(change("t:t:T", { properties })), { verbose })
                .split("\n")
                .at(-1);
        assert.equal(lines(false), `     p  …${"x".repeat(12)}1${"y".repeat(45)}… ▸ …${"x".repeat(12)}2`);
        assert.equal(lines(true), `     p  ${start}1${"y".repeat(90)} ▸ ${start}2`);
    });

    it("lets no value command the terminal, end a line, or turn it around", () => {
        const properties = [property("p", { before: "a\u001b[2Jb\nc", after: "d\u202ee\u2028f\u0085" })];
        const lines = text(comparisonOf(change("t:t:T", { properties }))).split("\n");
        assert.equal(lines.at(-1), "     p  a\\u001b[2Jb\\nc ▸ d�e�f�");
    });

    it("names a secret, and what is known later", () => {
        const properties = [property("p", { before: "<secret>", after: "<unknown>" }), property("q", { after: { a: [1] } })];
        const lines = text(comparisonOf(change("t:t:T", { properties }))).split("\n");
        assert.deepEqual(lines.slice(-2), ["     p  a secret ▸ known after the update", '     q  a ▸ {"a":[1]}']);
    });

    it("names a commit once where it was typed", () => {
        assert.match(text(comparisonOf(), {}, { ...against, ref: "e0a6cfd0" }), /^shop · prod {5}against e0a6cfd {5}/);
    });
});
