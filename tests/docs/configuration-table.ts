import { z } from "zod";
import { parameters } from "../../config/parameters";
import { parseConfig } from "../../config/parse";
import { valueAt } from "../../config/problems";
import { profileNames } from "../../config/profiles";
import { rules } from "../../config/rules";
import { keysOfSchema, schemaDefault, type Leaf } from "./schema-keys";

/** What happens without a key that has no value as default, or whose default is computed from other keys. */
const behaviour: Readonly<Record<string, string>> = {
    "aws:profile": "the AWS SDK's own search for credentials",
    "spotter:domain.zone": "either this or `certificateArn`",
    "spotter:domain.certificateArn": "either this or `zone`",
    "spotter:network.mode": "`default`, if there is no `spotter:network`",
    "spotter:network.subnetIds (default)": "default subnets of the first two zones",
    "spotter:image.digest": "what `build` makes; without it there is no image to run yet",
    "spotter:image.commit": "not known",
    "spotter:image.pinnedBy": "none",
    "spotter:service.architecture": "`ARM64` if `linux/arm64` is built, else `X86_64`",
    "spotter:service.availabilityZoneRebalancing": "`true`, unless `maximumPercent` is 100",
    "spotter:parameters.kmsKeyArn": "SSM's own key",
    "spotter:access.mail.configurationSet": "none may be named",
};

const modes: Readonly<Record<string, string>> = {
    default: "the account's default VPC",
    dedicated: "a VPC of the stack's own",
    existing: "a VPC that somebody else made",
};

/** What happens without a whole section, where its keys' defaults don't say it. */
const without: Readonly<Record<string, string>> = {
    "spotter:domain": "Without it the load balancer speaks HTTP only, and a warning says so.",
    "spotter:image": "Without it there is no image to run: the repository can be made, a service can't.",
    "spotter:access": "Without `bedrock` no model may be invoked, without `mail` no mail may be sent.",
};

const values = "spotter:parameters.values";

/** Every key of a stack file and every rule between keys, as `docs/configuration.md` shows them. */
export function configurationTables(): string {
    const leaves = keysOfSchema().leaves.filter(({ path }) => !path.startsWith(`${values}.`));
    const sections = [...new Set(leaves.map(headingOf))].map((heading) => {
        const rows = leaves.filter((leaf) => headingOf(leaf) === heading);
        const note = without[heading.replaceAll("`", "")];
        const rowsOfKeys = table(["key", "allowed", "default", "meaning"], rows.map(rowOf));
        return [`## ${heading}`, ...(note === undefined ? [] : [note]), rowsOfKeys].join("\n\n");
    });
    return [...sections, catalogue(), ruleTable()].join("\n\n");
}

function headingOf({ path, mode }: Leaf): string {
    const section = path.startsWith("aws:") ? "aws" : (/^[^.]+/.exec(path)?.[0] ?? path);
    return mode === undefined ? `\`${section}\`` : `\`${section}\` with \`mode: ${mode}\`: ${modes[mode] ?? ""}`;
}

function rowOf(leaf: Leaf): string[] {
    return [`\`${leaf.path}\``, allowedBy(leaf), defaultOf(leaf), leaf.description];
}

/** What the schema's own message says about a value that is wrong in every way. */
function allowedBy({ path, schema }: Leaf): string {
    const wrong = schema.safeParse(path === "spotter:network.mode" ? {} : null);
    const allowed = wrong.error?.issues[0]?.message.replace(/^must be /, "") ?? "";
    const longest = longestOf(schema);
    return longest === undefined || allowed.includes(" to ") ? allowed : `${allowed}; at most ${longest} characters`;
}

/** The limit of a text that has one of its own; 2048 is that of every other. */
function longestOf(schema: z.ZodType): number | undefined {
    if (schema instanceof z.ZodOptional) {
        return longestOf(schema.unwrap() as z.ZodType);
    }
    return schema instanceof z.ZodString && schema.maxLength !== null && schema.maxLength < 2048 ? schema.maxLength : undefined;
}

function defaultOf({ key, path, schema, required }: Leaf): string {
    const said = behaviour[key];
    if (said !== undefined) {
        return said;
    }
    if (required) {
        return "required";
    }
    const constant = schemaDefault(schema);
    const [dev, staging, prod] = profileNames.map((profile) => shown(constant ?? resolvedDefault(path, profile), key));
    return dev === staging && staging === prod ? String(dev) : `dev ${dev}, staging ${staging}, prod ${prod}`;
}

/** What the program itself makes of a stack file that says nothing about a key. */
function resolvedDefault(path: string, profile: (typeof profileNames)[number]): unknown {
    const raw = { "aws:region": "us-east-1", "aws:allowedAccountIds": '["123456789012"]', "spotter:profile": profile };
    return valueAt(parseConfig(raw, [], "anystack"), (path.split(":")[1] ?? "").split("."));
}

function shown(value: unknown, key: string): string {
    if (value === undefined) {
        throw new Error(`${key} has no default: say in tests/docs/configuration-table.ts what happens without it`);
    }
    const text = typeof value === "string" ? value.replace("anystack", "<stack>") : JSON.stringify(value);
    return text === "[]" ? "none" : `\`${text}\``;
}

function catalogue(): string {
    const rows = parameters.map(({ name, category, secret, required, source, assumed, description }) => {
        const kind = [secret ? "secret" : "plain", ...(required ? ["required"] : []), ...(assumed ? ["name assumed"] : [])];
        return [`\`${name}\``, category, kind.join(", "), source, description];
    });
    return `## \`${values}\`

The catalogue of variables. \`stack\`: derived by the program, and refused here. \`config\`: usually a value here. \`external\`:
usually set in SSM by somebody else and listed under \`parameters.external\`.

${table(["variable", "category", "kind", "from", "meaning"], rows)}`;
}

function ruleTable(): string {
    const rows = rules.map(({ path, message, reads }) => [
        `\`${path}\``,
        message,
        reads.map((key) => `\`${key.replace(/^spotter:/, "")}\``).join(", "),
    ]);
    return `## Rules between keys

Checked with the defaults filled in, so that a default takes part too.

${table(["key", "rule", "reads"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
