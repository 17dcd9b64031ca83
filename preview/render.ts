import treeify from "object-treeify";
import { createColors } from "picocolors";
import { noDigest } from "../aws/image-digest";
import { describeResource } from "../resources";
import { resourceKey, type Resource } from "../resources/resource";
import { type BuildContext } from "./build-context";
import { groupComponents, type ComponentRow } from "./component-rows";
import { nothingRead, type PreviewDocument } from "./document";
import { describeValue, summarize } from "./stack-summary";

/** How a preview is shown. */
export interface RenderOptions {
    /** ANSI colours. */
    readonly colors: boolean;

    /** Every resource with its inputs, instead of the facts alone. */
    readonly verbose: boolean;

    /**
     * Command that an update runs before the service moves.
     *
     * @default - none
     */
    readonly before?: readonly string[];

    /**
     * What a build of the image would be given.
     *
     * @default - nothing is built
     */
    readonly context?: BuildContext;

    /**
     * What was read from AWS.
     *
     * @default - nothing
     */
    readonly source?: string;

    /**
     * What else is known of the stack, in one line each, below where it is found and how it is replaced.
     *
     * @default - none
     */
    readonly facts?: readonly (readonly [name: string, value: string])[];

    /**
     * Lines of more, each section after an empty line.
     *
     * @default - none
     */
    readonly sections?: readonly (readonly string[])[];
}

type Tree = { [line: string]: Tree };

/** A preview as a person reads it, without a trailing line break. */
export function render(document: PreviewDocument, options: RenderOptions): string {
    const { colors, verbose, before, context, source = nothingRead, facts = [], sections = [] } = options;
    const paint = createColors(colors);
    const remote = document.resources.filter(({ type }) => !type.startsWith("spotter:") && !type.startsWith("pulumi:"));
    const lines = [
        title(document, source, paint),
        "",
        ...table([...summarize(document, { context, before }), ...facts], paint),
        "",
        ...groupComponents(document).flatMap(([name, rows]) => [
            `  ${paint.bold(name)}`,
            ...branch(document, rows, verbose, paint),
        ]),
        "",
        `  ${count(remote.length, "resource")} · ${count(document.warnings.length, "warning")}`,
        ...document.warnings.map(({ path, message }) => `  ${paint.yellow("!")} ${path}: ${message}`),
        ...sections.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]),
        "",
        `  ${paint.bold("Outputs")}`,
        ...table(
            Object.entries(document.outputs).map(([name, value]) => [
                name,
                value === noDigest && context === undefined ? "none yet" : describeValue(value),
            ]),
            paint,
        ),
    ];
    return lines.join("\n");
}

type Paint = ReturnType<typeof createColors>;

/** Values in a column behind their names. */
function table(rows: readonly (readonly [name: string, value: string])[], paint: Paint): string[] {
    const width = Math.max(...rows.map(([name]) => name.length)) + 2;
    return rows.map(([name, value]) => `  ${paint.dim(name.padEnd(width))}${value}`);
}

function count(items: number, thing: string): string {
    return `${items} ${thing}${items === 1 ? "" : "s"}`;
}

function title({ project, stack, resources }: PreviewDocument, source: string, paint: Paint): string {
    const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
    const where = provider === undefined ? "" : describeResource(provider).facts.join(" · ");
    return `${paint.bold(`${project} · ${stack}`)}     ${where}     ${paint.dim(source)}`;
}

function branch(document: PreviewDocument, rows: readonly ComponentRow[], verbose: boolean, paint: Paint): string[] {
    const width = (key: "kind" | "name") => Math.max(...rows.map((row) => row[key].length)) + 2;
    const tree = Object.fromEntries(
        rows.map(({ component, kind, name, words }): [string, Tree] => [
            `${kind.padEnd(width("kind"))}${paint.cyan(name.padEnd(width("name")))}${paint.dim(words)}`,
            verbose ? children(document, component) : {},
        ]),
    );
    return treeify(tree, { joined: false }).map((line) => `  ${line}`.trimEnd());
}

function children(document: PreviewDocument, component: Resource): Tree {
    const own = document.resources.filter(({ parent }) => parent === resourceKey(component));
    return Object.fromEntries(
        own.map((resource) => [
            [`${resourceKey(resource)}${describeOptions(resource)}`, ...describeResource(resource).facts].join(" · "),
            { ...inputTree(resource.inputs), ...children(document, resource) },
        ]),
    );
}

function inputTree(inputs: Resource["inputs"]): Tree {
    return Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => [
            `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
            {},
        ]),
    );
}

function describeOptions({ options }: Resource): string {
    const set = [options.protect ? "protected" : "", options.retainOnDelete ? "kept in AWS" : ""].filter(Boolean);
    return set.length === 0 ? "" : ` (${set.join(", ")})`;
}
