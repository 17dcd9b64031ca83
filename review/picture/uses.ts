import { canWrite, findNames, type Grant } from "./grants";
import type { Box } from "./graph";
import type { IconName } from "./icons";
import { fonts, listNames } from "./text";

interface Service {
    readonly icon: IconName;
    readonly name: string;

    /** Singular and plural of what a role is allowed to use. */
    readonly nouns: readonly [string, string];
    readonly isReadOrWritten: boolean;
}

const services: Readonly<Record<string, Service>> = {
    dynamodb: { icon: "table", name: "DynamoDB", nouns: ["table", "tables"], isReadOrWritten: true },
    s3: { icon: "bucket", name: "S3", nouns: ["bucket", "buckets"], isReadOrWritten: true },
    bedrock: { icon: "model", name: "Bedrock", nouns: ["model", "models"], isReadOrWritten: false },
};

/** What a role may do with one service. */
export function describeUses(id: string, service: string, grants: readonly Grant[]): Box {
    const box = { id, column: "permission" } as const;
    const known = services[service];
    if (service === "ses") {
        return { ...box, icon: "mail", ...describeSender(grants) };
    }
    if (known === undefined) {
        const actions = grants.flatMap((grant) => grant.actions.map((action) => `${service}:${action}`));
        return { ...box, icon: "other", kind: service.toUpperCase(), facts: [...list(actions), ...list(findNames(grants))] };
    }
    const names = findNames(grants.filter(isDirect)).map(withoutVersion);
    const access = canWrite(grants) ? "reads and writes" : "reads only";
    return {
        ...box,
        icon: known.icon,
        kind: describeCount(known, grants, names),
        facts: [...list(names), ...(known.isReadOrWritten ? [access] : [])],
    };
}

/** A pattern matches any number of names, so it is not counted. */
function describeCount({ name, nouns: [one, many] }: Service, grants: readonly Grant[], names: readonly string[]): string {
    if (grants.some(({ resources }) => resources.includes("*"))) {
        return `All ${name} ${many}`;
    }
    return names.some((item) => item.includes("*"))
        ? `${name} ${many}`
        : `${names.length} ${name} ${names.length === 1 ? one : many}`;
}

/** A model that can only be invoked through an inference profile is represented by the profile. */
function isDirect({ conditions }: Grant): boolean {
    return conditions.text("bedrock:InferenceProfileArn") === undefined;
}

/** `anthropic.claude-sonnet-4-20250514-v1:0` is long, and the end matters least. */
function withoutVersion(name: string): string {
    return name.replace(/-\d{8}-v\d+:\d+$/, "…");
}

function describeSender(grants: readonly Grant[]): Pick<Box, "kind" | "name" | "facts"> {
    const sender = grants.map(({ conditions }) => conditions.text("ses:FromAddress")).find((address) => address !== undefined);
    return { kind: "SES", name: sender, facts: sender === undefined ? list(findNames(grants)) : ["the only sender"] };
}

function list(names: readonly string[]): readonly string[] {
    return listNames([...new Set(names)], fonts.fact, 225, 2);
}
