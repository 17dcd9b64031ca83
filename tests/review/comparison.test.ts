import * as assert from "node:assert/strict";
import type { Comparison, PropertyChange, ResourceChange } from "../../review/compare";
import { comparisonMarkdown } from "../../review/comparison-markdown";
import { renderComparison } from "../../review/comparison-text";
import type { Against } from "../../review/comparison/words";

const against: Against = { ref: "main", commit: `e0a6cfd${"0".repeat(33)}`, hasStack: true };

const change = (type: string, more: Partial<ResourceChange>): ResourceChange => ({
    type,
    name: "web",
    operation: "update",
    facts: [],
    properties: [],
    isKept: false,
    traffic: [],
    ...more,
});

const property = (path: string, more: Partial<PropertyChange> = {}): PropertyChange => ({
    path,
    before: "a",
    after: "b",
    forcesReplacement: false,
    ...more,
});

const comparisonOf = (...changes: readonly ResourceChange[]): Comparison => ({
    project: "shop",
    stack: "prod",
    changes,
    unchanged: 7,
    outputs: [],
});

const release = [
    change("aws:ecs/service:Service", {
        properties: [property("taskDefinition", { after: "<unknown>", from: "aws:ecs/taskDefinition:TaskDefinition::web" })],
        traffic: [{ impact: "moved", statement: "new release" }],
    }),
    change("aws:ecs/taskDefinition:TaskDefinition", {
        operation: "replace",
        order: "create first",
        isKept: true,
        properties: [
            property("memory", { before: "1024", after: "2048", forcesReplacement: true }),
            property("tags.x", { before: undefined, after: ["p", "q"] }),
        ],
    }),
    change("spotter:ecr:ImageRepository", { operation: "delete" }),
    change("aws:ecr/repository:Repository", {
        operation: "delete",
        facts: ["immutable tags", "scan on push"],
        holds: "images",
        refused: "refused by protect",
    }),
    change("aws:cloudwatch/logGroup:LogGroup", { operation: "delete", holds: "log lines" }),
    change("aws:ssm/parameter:Parameter", { operation: "delete", holds: "value", isKept: true }),
    change("aws:lb/listener:Listener", {
        formerName: "site",
        properties: [property("sslPolicy")],
        traffic: [{ impact: "at once", statement: "refuses some" }],
    }),
    change("aws:route53/record:Record", { operation: "create", facts: ["A", "alias"] }),
];

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
