import * as assert from "node:assert/strict";
import { comparisonMarkdown } from "../../review/comparison-markdown";
import { against, change, property, comparisonOf, release } from "./comparisons";

describe("a comparison for a pull request", () => {
    it("is a table of what changes, and a list of what requests notice", () => {
        assert.deepEqual(
            comparisonMarkdown({ ...comparisonOf(...release.slice(0, 4)), outputs: [property("url")] }, against).split("\n"),
            [
                "### shop · prod against main (e0a6cfd)",
                "",
                "🔴 **Refused**: the update would not begin, as it would replace or delete a protected resource.",
                "",
                "**1 deleted · 1 replaced · 1 changed in place · 7 unchanged.** Requests are answered by other tasks or addresses, and none is lost.",
                "",
                "|  | resource | property | before | after |",
                "| --- | --- | --- | --- | --- |",
                "| 🔴 delete | **Repository web**<br>**refused by protect**<br>**its images are lost**<br>immutable tags<br>scan on push |  |  |  |",
                "| replace | **TaskDefinition web**<br>replaced, forced by memory<br>made before the one before goes<br>the one before stays in AWS " +
                    "| <code>memory</code> | <code>1024</code> | <code>2048</code> |",
                "|  |  | <code>tags.x</code> | <code>not set</code> | <code>p, q</code> |",
                "| update | **Service web** | <code>taskDefinition</code> |  | <code>follows TaskDefinition web</code> |",
                "|  | output | <code>url</code> | <code>a</code> | <code>b</code> |",
                "",
                "#### Requests",
                "",
                "- **Service web**: new release",
                "",
                "<sub>Offline: nothing was read from AWS.</sub>",
                "",
            ],
        );
    });

    const values: readonly (readonly [title: string, value: string, written: string])[] = [
        ["a pipe", "a|b", "a&#124;b"],
        ["a backtick", "`a`", "&#96;a&#96;"],
        ["an element", "<img src=x onerror='y'>", "&#60;img src=x onerror='y'&#62;"],
        ["an entity", "&amp;", "&#38;amp;"],
        ["emphasis", "*a* _b_ ~~c~~", "&#42;a&#42; &#95;b&#95; &#126;&#126;c&#126;&#126;"],
        ["a link", "[a](https://b)", "&#91;a&#93;(https&#58;//b)"],
        ["an address", "https://a www.b.c", "https&#58;//a www&#46;b.c"],
        ["a mention or an issue", "@team #1", "&#64;team &#35;1"],
        ["a line break", "a\r\nb", "a&#92;r&#92;nb"],
        ["a formula", "$a$", "&#36;a&#36;"],
        ["an emoji's name", ":tada:", "&#58;tada&#58;"],
        ["letters of any script", "über 日本", "über 日本"],
    ];
    for (const [title, value, written] of values) {
        it(`shows ${title} in a value as it is`, () => {
            const properties = [property("p", { before: value, after: "b" })];
            const rows = comparisonMarkdown(comparisonOf(change("t:t:T", { properties })), against).split("\n");
            assert.ok(
                rows.includes(`| update | **T web** | <code>p</code> | <code>${written}</code> | <code>b</code> |`),
                rows.join("\n"),
            );
        });
    }

    it("breaks what GitHub would link, unless it is in code, where a reader copies it from", () => {
        const properties = [property("p", { before: "@team", after: "GH-12 #7" })];
        const changes = comparisonOf(change("t:t:T", { name: "@team #7 GH-12 RGH-1 # @", properties }));
        const rows = comparisonMarkdown(changes, against).split("\n");
        const name = "&#64;&#8203;team &#35;&#8203;7 GH-&#8203;12 RGH-1 &#35; &#64;";
        const values = "<code>&#64;team</code> | <code>GH-12 &#35;7</code>";
        assert.ok(rows.includes(`| update | **T ${name}** | <code>p</code> | ${values} |`), rows.join("\n"));
    });

    it("reads no name as Markdown either", () => {
        const odd = { ...comparisonOf(change("t:t:T<b>", { name: "*", formerName: "|" })), stack: "a`b" };
        const markdown = comparisonMarkdown(odd, { ...against, ref: "x|y", hasStack: false });
        assert.match(
            markdown,
            /^### shop · a&#96;b against x&#124;y \(e0a6cfd\)\n\na&#96;b does not exist there: everything is new\.\n/,
        );
        assert.ok(markdown.includes("| update | **T&#60;b&#62; &#42;**<br>was called &#124; |"));
    });

    it("fits into a comment, whatever changes, and says what it leaves out", () => {
        const traffic = [{ impact: "at once", statement: "|".repeat(100) }] as const;
        const properties = Array.from({ length: 20 }, (_, index) =>
            property(`p${index}`, { before: "|".repeat(500), after: "`".repeat(500) }),
        );
        const changes = Array.from({ length: 100 }, (_, index) => change("t:t:T", { name: String(index), properties, traffic }));
        const markdown = comparisonMarkdown(comparisonOf(...changes), against);
        assert.ok(markdown.length < 65_536, String(markdown.length));
        const rows = markdown.split("\n").filter((line) => line.startsWith("| ")).length - 2;
        assert.ok(markdown.includes(`\n\n${2000 - rows} more rows: <code>npm run preview -- prod --against main</code>\n`));
    });
});
