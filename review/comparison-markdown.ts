import { nothingRead } from "../preview/document";
import type { Comparison, ResourceChange } from "./compare";
import {
    countChanges,
    describeAgainst,
    describeRefusal,
    describeRequests,
    describeSides,
    isGrave,
    remarksOn,
    shownChanges,
    titleOf,
    type Against,
    type Note,
} from "./comparison/words";
import type { Impact } from "./traffic";

/** What a comment shows beside the changes. */
export interface MarkdownOptions {
    /**
     * What else the change means.
     *
     * @default - nothing
     */
    readonly notes?: readonly Note[];

    /**
     * What was read from AWS.
     *
     * @default - nothing
     */
    readonly source?: string;
}

/** A comment of GitHub has 65,536 characters, in which one of a value may take seven. */
const maxRowsLength = 45_000;
const maxItemsLength = 15_000;
const maxValueLength = 100;

/** A comparison as a comment of a pull request, in GitHub's Markdown. Nothing in a value is read as Markdown or HTML. */
export function comparisonMarkdown(
    comparison: Comparison,
    against: Against,
    { notes = [], source = nothingRead }: MarkdownOptions = {},
): string {
    const { project, stack, outputs } = comparison;
    const [requests, refusal] = [describeRequests(comparison), describeRefusal(comparison)];
    const changes = shownChanges(comparison);
    const rows = [
        ...changes.flatMap(changeRows),
        ...outputs.map((output) => ["", "output", code(output.path), ...describeSides(output, maxValueLength).map(code)]),
    ].map(row);
    const shown = fitting(rows, maxRowsLength);
    const hidden = rows.length - shown.length;
    const all = code(`npm run preview -- ${stack} --against ${against.ref}`);
    return [
        `### ${plain(`${project} · ${stack}`)} against ${plain(describeAgainst(against))}`,
        "",
        ...(against.hasStack ? [] : [`${plain(stack)} does not exist there: everything is new.`, ""]),
        ...(refusal === undefined ? [] : [`🔴 **Refused**: ${refusal}.`, ""]),
        `**${countChanges(comparison)}.** ${marks[requests.impact]}Requests ${requests.text}.`,
        ...notes.flatMap(({ name, text }) => ["", `**${plain(name)}**: ${plain(text)}.`]),
        ...(rows.length === 0 ? [] : ["", row(header), row(header.map(() => "---")), ...shown]),
        ...(hidden > 0 ? ["", `${hidden} more rows: ${all}`] : []),
        ...section("Requests", fitting(changes.flatMap(trafficItems), maxItemsLength)),
        ...notes.flatMap(({ name, items }) =>
            section(
                plain(name),
                fitting(
                    items.map((item) => `- ${plain(item)}`),
                    maxItemsLength / 3,
                ),
            ),
        ),
        "",
        `<sub>${source.charAt(0).toUpperCase()}${source.slice(1)}.</sub>`,
        "",
    ].join("\n");
}

const header = ["", "resource", "property", "before", "after"];

const marks: Readonly<Record<Impact, string>> = {
    none: "",
    moved: "",
    "at once": "🟡 ",
    unknown: "🟡 ",
    interrupted: "🔴 ",
    refused: "🔴 ",
};

function changeRows(change: ResourceChange): string[][] {
    const mark = isGrave(change) ? "🔴 " : "";
    const said = remarksOn(change).map((remark) => (remark.isGrave ? `**${plain(remark.text)}**` : plain(remark.text)));
    const facts = change.operation === "create" || change.operation === "delete" ? change.facts.map(plain) : [];
    const [first = ["", "", ""], ...more] = change.properties.map((property) => [
        code(property.path),
        ...describeSides(property, maxValueLength).map(code),
    ]);
    return [
        [`${mark}${change.operation}`, [`**${plain(titleOf(change))}**`, ...said, ...facts].join("<br>"), ...first],
        ...more.map((cells) => ["", "", ...cells]),
    ];
}

function trafficItems(change: ResourceChange): string[] {
    return change.traffic
        .filter(({ impact }) => impact !== "none")
        .map(({ impact, statement }) => `- ${marks[impact]}**${plain(titleOf(change))}**: ${plain(statement)}`);
}

function section(title: string, items: readonly string[]): string[] {
    return items.length === 0 ? [] : ["", `#### ${title}`, "", ...items];
}

function row(cells: readonly string[]): string {
    return `| ${cells.join(" | ")} |`;
}

/** The first lines, as many as a length has room for. */
function fitting(lines: readonly string[], length: number): readonly string[] {
    let taken = 0;
    return lines.filter((line) => (taken += line.length) <= length);
}

/** Text of which GitHub makes no link, mention, emphasis or element. */
function plain(text: string): string {
    return escaped(text.replaceAll(/[@#](?=\w)|\bGH-(?=\d)/gi, `$&${invisible}`));
}

/** Mentions and numbers of issues are looked for in what is rendered, where an escape is gone, but never in code. */
const invisible = "\u200b";

function escaped(text: string): string {
    return text
        .replaceAll(/[^\p{L}\p{N} ,;/=.()"'+?%·▸…–-]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`)
        .replaceAll(/(https?|www)\./gi, "$1&#46;");
}

function code(text: string): string {
    return text === "" ? "" : `<code>${escaped(text)}</code>`;
}
