import { createColors } from "picocolors";
import { nothingRead } from "../preview/document";
import type { Comparison, Operation, PropertyChange, ResourceChange } from "./compare";
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

/** How a comparison is shown. */
export interface ComparisonTextOptions {
    /** ANSI colours. */
    readonly colors: boolean;

    /** Values in full. */
    readonly verbose: boolean;

    /**
     * What was read from AWS.
     *
     * @default - nothing
     */
    readonly source?: string;

    /**
     * What else the change means.
     *
     * @default - nothing
     */
    readonly notes?: readonly Note[];
}

type Paint = ReturnType<typeof createColors>;

/** Values are cut to this length; a line is then as long as a wide terminal. */
const maxValueLength = 60;

/** A comparison as a person reads it, without a trailing line break. */
export function renderComparison(comparison: Comparison, against: Against, options: ComparisonTextOptions): string {
    const paint = createColors(options.colors);
    const { project, stack, outputs } = comparison;
    const [requests, refusal] = [describeRequests(comparison), describeRefusal(comparison)];
    const changes = shownChanges(comparison);
    const title = `${paint.bold(`${project} · ${stack}`)}     against ${describeAgainst(against)}`;
    return [
        `${title}     ${paint.dim(options.source ?? nothingRead)}`,
        "",
        ...(against.hasStack ? [] : [`  ${stack} does not exist there: everything is new`]),
        `  ${countChanges(comparison)}`,
        ...(refusal === undefined ? [] : [`  ${paint.dim("Refused")}   ${paint.red(refusal)}`]),
        `  ${paint.dim("Requests")}  ${impactPaint(requests.impact, paint)(requests.text)}`,
        ...(options.notes ?? []).flatMap((note) => noteLines(note, paint)),
        ...changes.flatMap((change) => ["", ...changeLines(change, options, paint)]),
        ...(outputs.length === 0 ? [] : ["", `  ${paint.bold("Outputs")}`, ...propertyLines(outputs, options, paint)]),
    ].join("\n");
}

function noteLines({ name, text, items }: Note, paint: Paint): string[] {
    return [`  ${paint.dim(name.padEnd(8))}  ${text}`, ...items.map((item) => `            ${paint.dim("▸")} ${item}`)];
}

const symbols: Readonly<Record<Operation, string>> = { create: "+ ", update: "~ ", replace: "+-", delete: "- " };

function changeLines(change: ResourceChange, options: ComparisonTextOptions, paint: Paint): string[] {
    const color = isGrave(change) ? paint.red : operationPaint(change.operation, paint);
    const title = isGrave(change) ? paint.red(titleOf(change)) : titleOf(change);
    const said = remarksOn(change).map((remark) => (remark.isGrave ? paint.red(remark.text) : remark.text));
    const facts = change.operation === "create" || change.operation === "delete" ? change.facts : [];
    const words = [...said, ...facts.map((fact) => paint.dim(fact))].join(" · ");
    return [
        `  ${color(symbols[change.operation])} ${paint.bold(title)}${words && `     ${words}`}`,
        ...propertyLines(change.properties, options, paint).map((line) => `   ${line}`),
        ...change.traffic.map(({ impact, statement }) => `     ${paint.dim("▸")} ${impactPaint(impact, paint)(statement)}`),
    ];
}

function propertyLines(properties: readonly PropertyChange[], { verbose }: ComparisonTextOptions, paint: Paint): string[] {
    const width = Math.max(0, ...properties.map(({ path }) => path.length).filter((length) => length <= maxValueLength));
    return properties.map((property) => {
        const [before, after] = describeSides(property, verbose ? Infinity : maxValueLength);
        const values = before === "" ? after : `${before} ${paint.dim("▸")} ${after}`;
        return `  ${paint.dim(property.path.padEnd(width))}  ${values}`;
    });
}

function operationPaint(operation: Operation, paint: Paint): (text: string) => string {
    return { create: paint.green, update: paint.yellow, replace: paint.magenta, delete: paint.red }[operation];
}

function impactPaint(impact: Impact, paint: Paint): (text: string) => string {
    const isBad = impact === "interrupted" || impact === "refused";
    return isBad ? paint.red : impact === "at once" || impact === "unknown" ? paint.yellow : (text) => text;
}
