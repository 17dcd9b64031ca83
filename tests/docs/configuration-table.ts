import { z } from "zod";
import { catalogueSchema } from "../../config/catalogue";
import { parseConfig } from "../../config/parse";
import { valueAt, withNamespace } from "../../config/problems";
import { profileNames } from "../../config/profiles";
import { rules, sectionList } from "../../config/sections";
import { sidecar } from "../../config/sections/service-sidecars";
import { schedule } from "../../config/sections/schedules";
import { worker } from "../../config/sections/workers";
import { keysOfSchema, schemaDefault, type Leaf, type Section } from "./schema-keys";

/** Every key of a stack file and every rule between keys, as `docs/configuration.md` shows them. */
export function configurationTables(project: string): string {
    const { leaves, sections } = keysOfSchema(project);
    const keys = leaves.filter(({ path }) => !path.startsWith(`${project}:parameters.values.`));
    const headings = [...new Set(keys.map((leaf) => toHeading(leaf, sections)))].map((heading) => {
        const rows = keys.filter((leaf) => toHeading(leaf, sections) === heading);
        const note = sectionList.find(({ name }) => heading === `\`${project}:${name}\``)?.section.note;
        const rowsOfKeys = table(
            ["key", "allowed", "default", "meaning"],
            rows.map((leaf) => toRow(leaf, project)),
        );
        return [`## ${heading}`, ...(note === undefined ? [] : [note]), rowsOfKeys].join("\n\n");
    });
    const tables = [sidecarTable, workerTable, scheduleTable].map((toTable) => toTable(project));
    return [...headings, ...tables, catalogueTable(), ruleTable(project)].join("\n\n");
}

function toHeading({ path, mode }: Leaf, sections: readonly Section[]): string {
    const section = path.startsWith("aws:") ? "aws" : (/^[^:]+:[^.]+/.exec(path)?.[0] ?? path);
    const title = sections.find((each) => each.mode === mode && each.path === section)?.title;
    return mode === undefined ? `\`${section}\`` : `\`${section}\` with \`mode: ${mode}\`: ${title ?? ""}`;
}

function toRow(leaf: Leaf, project: string): string[] {
    return [`\`${leaf.path}\``, describeAllowed(leaf), describeDefault(leaf, project), leaf.description];
}

/** What the schema's own message says about a value that is wrong in every way. */
function describeAllowed({ path, schema }: Pick<Leaf, "path" | "schema">): string {
    const wrong = schema.safeParse(path.endsWith(":network.mode") ? {} : null);
    const allowed = wrong.error?.issues[0]?.message.replace(/^must be /, "") ?? "";
    const longest = findMaxLength(schema);
    return longest === undefined || allowed.includes(" to ") ? allowed : `${allowed}; at most ${longest} characters`;
}

/** The limit of a text that has one of its own; 2048 is that of every other. */
function findMaxLength(schema: z.ZodType): number | undefined {
    if (schema instanceof z.ZodOptional) {
        return findMaxLength(schema.unwrap() as z.ZodType);
    }
    return schema instanceof z.ZodString && schema.maxLength !== null && schema.maxLength < 2048 ? schema.maxLength : undefined;
}

function describeDefault({ key, path, schema, required, absent }: Leaf, project: string): string {
    if (absent !== undefined) {
        return absent;
    }
    if (required) {
        return "required";
    }
    const constant = schemaDefault(schema);
    const [dev, staging, prod] = profileNames.map((profile) => show(constant ?? resolvedDefault(path, profile, project), key));
    return dev === staging && staging === prod ? String(dev) : `dev ${dev}, staging ${staging}, prod ${prod}`;
}

/** What the program itself makes of a stack file that says nothing about a key. */
function resolvedDefault(path: string, profile: (typeof profileNames)[number], project: string): unknown {
    const raw = { "aws:region": "us-east-1", "aws:allowedAccountIds": '["123456789012"]', [`${project}:profile`]: profile };
    const catalogue = { file: "app/parameters.json", variables: [] };
    return valueAt(parseConfig(raw, [], { project, stack: "anystack", catalogue }), (path.split(":")[1] ?? "").split("."));
}

function show(value: unknown, key: string): string {
    if (value === undefined) {
        throw new Error(`${key} has no default: say in the schema's meta what happens without it`);
    }
    const text = typeof value === "string" ? value.replace("anystack", "<stack>") : JSON.stringify(value);
    return text === "[]" ? "none" : `\`${text}\``;
}

function catalogueTable(): string {
    const { variables } = catalogueSchema.shape;
    return `## The catalogue: keys of a variable in \`app/parameters.json\`

${table(["key", "allowed", "default", "meaning"], rowsOf(variables.element))}`;
}

function sidecarTable(project: string): string {
    const { healthCheck, ...shape } = sidecar.shape;
    const check = rowsOf(healthCheck.unwrap()).map(([key = "", ...row]) => [key.replace("`", "`healthCheck."), ...row]);
    return `## A sidecar: keys below \`${project}:service.sidecars.NAME\`

${table(["key", "allowed", "default", "meaning"], [...rowsOf(z.object(shape)), ...check])}`;
}

function workerTable(project: string): string {
    return `## A worker: keys below \`${project}:workers.NAME\`

${table(["key", "allowed", "default", "meaning"], rowsOf(worker))}`;
}

function scheduleTable(project: string): string {
    return `## A schedule: keys below \`${project}:schedules.NAME\`

${table(["key", "allowed", "default", "meaning"], rowsOf(schedule))}`;
}

function rowsOf({ shape }: z.ZodObject): string[][] {
    return Object.entries<z.ZodType>(shape).map(([key, schema]) => {
        const constant = schemaDefault(schema);
        const optional = schema.safeParse(undefined).success;
        const shown = !optional ? "required" : constant === undefined ? "none" : `\`${JSON.stringify(constant)}\``;
        const { absent = shown } = (schema.meta() ?? {}) as { absent?: string };
        return [`\`${key}\``, describeAllowed({ path: key, schema }), absent, schema.description ?? ""];
    });
}

function ruleTable(project: string): string {
    const rows = rules.map(({ path, message, reads }) => [
        `\`${withNamespace(path, project)}\``,
        message,
        reads.map((key) => `\`${key}\``).join(", "),
    ]);
    return `## Rules between keys

Checked with the defaults filled in, so that a default takes part too.

${table(["key", "rule", "reads"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
