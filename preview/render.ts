import treeify from "object-treeify";
import { createColors } from "picocolors";
import { noDigest } from "../aws/image-digest";
import { describeSize, type BuildContext } from "./build-context";
import { resourceKey, unknown, type Plain, type PreviewDocument, type Resource } from "./document";
import { findContainer, componentSummaries } from "./component-summaries";
import { readInputs, queriesFor } from "./resource-queries";

/** How a preview is shown. */
export interface RenderOptions {
    /** ANSI colours. */
    readonly colors: boolean;

    /** Every resource with its inputs, instead of the facts alone. */
    readonly verbose: boolean;

    /**
     * What a build of the image would be given.
     *
     * @default - nothing is built
     */
    readonly context?: BuildContext;
}

type Tree = { [line: string]: Tree };

/** A preview as a person reads it, without a trailing line break. */
export function render(document: PreviewDocument, { colors, verbose, context }: RenderOptions): string {
    const paint = createColors(colors);
    const components = document.resources.filter(({ type, parent }) => parent === null && type.startsWith("spotter:"));
    const remote = document.resources.filter(({ type }) => !type.startsWith("spotter:") && !type.startsWith("pulumi:"));
    const lines = [
        title(document, paint),
        "",
        ...summary(document, context).map(([name, value]) => `  ${paint.dim(name.padEnd(10))}${value}`),
        "",
        ...groups(components).flatMap(([name, members]) => [
            `  ${paint.bold(name)}`,
            ...branch(document, members, verbose, paint),
        ]),
        "",
        `  ${remote.length} resources · ${document.warnings.length} warnings`,
        ...document.warnings.map(({ path, message }) => `  ${paint.yellow("!")} ${path}: ${message}`),
        "",
        `  ${paint.bold("Outputs")}`,
        ...Object.entries(document.outputs).map(([name, value]) => {
            const text = value === noDigest && context === undefined ? "none yet" : shown(value);
            return `  ${paint.dim(name.padEnd(19))}${text}`;
        }),
    ];
    return lines.join("\n");
}

type Paint = ReturnType<typeof createColors>;

function title({ project, stack, resources }: PreviewDocument, paint: Paint): string {
    const provider = readInputs(resources.find(({ type }) => type === "pulumi:providers:aws")?.inputs);
    const [account] = (provider.json("allowedAccountIds") ?? []) as string[];
    const where = `${provider.text("region")} · ${account}`;
    return `${paint.bold(`${project} · ${stack}`)}     ${where}     ${paint.dim("offline: nothing was read from AWS")}`;
}

/** What everybody wants to know first. */
function summary(document: PreviewDocument, context: BuildContext | undefined): [string, string][] {
    const any = (type: string) => document.resources.find((resource) => resource.type === type);
    const service = readInputs(any("aws:ecs/service:Service")?.inputs);
    const task = readInputs(any("aws:ecs/taskDefinition:TaskDefinition")?.inputs);
    const breaker = service.object("deploymentCircuitBreaker");
    const capacity = service.list("capacityProviderStrategies").map((entry) => entry.text("capacityProvider"));
    const rollback = breaker.flag("rollback") ? "rolls back on failure" : "no rollback";
    const end = service.flag("waitForSteadyState") ? "ends when ECS is steady" : "fails unless the release serves";
    const percents = `${service.text("deploymentMinimumHealthyPercent")}–${service.text("deploymentMaximumPercent")} %`;
    const size = `${Number(task.text("cpu")) / 1024} vCPU, ${Number(task.text("memory")) / 1024} GB`;
    return [
        ["URL", shown(document.outputs.url)],
        ["Release", describeRelease(document, context)],
        ["Tasks", `${service.text("desiredCount")} × ${size}, ${capacity.join(" + ")}`],
        ["Deployment", [`rolling ${percents}`, rollback, end].join(", ")],
    ];
}

function describeRelease(document: PreviewDocument, context: BuildContext | undefined): string {
    const container = findContainer({ any: (type) => document.resources.find((resource) => resource.type === type) });
    const digest = container?.image.split("@")[1];
    if (context !== undefined) {
        return `built by \`pulumi up\` from ${context.folder}: ${describeSize(context)}`;
    }
    return digest === undefined || digest === noDigest ? "none yet" : `${digest}     from Pulumi.${document.stack}.yaml`;
}

/** Components by name: each name is an application of its own. */
function groups(components: readonly Resource[]): [string, Resource[]][] {
    const names = [...new Set(components.map(({ name }) => name))];
    return names.map((name) => [name, components.filter((component) => component.name === name)]);
}

function branch(document: PreviewDocument, components: readonly Resource[], verbose: boolean, paint: Paint): string[] {
    const rows = [...components].sort(byOrder).map((component) => {
        const { name = "", details: words = [] } = componentSummaries[component.type]?.(queriesFor(document, component)) ?? {};
        return {
            component,
            kind: component.type.split(":").at(-1) ?? component.type,
            name,
            words: words.filter(Boolean).join(" · "),
        };
    });
    const width = (key: "kind" | "name") => Math.max(...rows.map((row) => row[key].length)) + 2;
    const tree = Object.fromEntries(
        rows.map(({ component, kind, name, words }): [string, Tree] => [
            `${kind.padEnd(width("kind"))}${paint.cyan(name.padEnd(width("name")))}${paint.dim(words)}`,
            verbose ? children(document, component) : {},
        ]),
    );
    return treeify(tree, { joined: false }).map((line) => `  ${line}`);
}

/** Components in the order in which the table of facts has them, so that a reader meets them from the outside in. */
function byOrder(a: Resource, b: Resource): number {
    const order = Object.keys(componentSummaries);
    return order.indexOf(a.type) - order.indexOf(b.type);
}

function children(document: PreviewDocument, component: Resource): Tree {
    const own = document.resources.filter(({ parent }) => parent === resourceKey(component));
    return Object.fromEntries(
        own.map((resource) => [
            `${resourceKey(resource)}${flags(resource)}`,
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

function flags({ options }: Resource): string {
    const set = [options.protect ? "protected" : "", options.retainOnDelete ? "kept in AWS" : ""].filter(Boolean);
    return set.length === 0 ? "" : ` (${set.join(", ")})`;
}

function shown(value: Plain | undefined): string {
    return value === unknown || value === undefined
        ? "known after the first update"
        : typeof value === "string"
          ? value
          : JSON.stringify(value);
}
