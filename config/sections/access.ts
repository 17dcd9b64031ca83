import { z } from "zod";
import { derivedKeys, type CatalogueVariable } from "../catalogue";
import { formats } from "../../aws/formats";
import { findPartition } from "../../aws/regions";
import { baseName, shorten, toName } from "../names";
import type { StackConfig } from "../sections";
import { noneOf, type Section, type SectionContext, type Warning } from "../section";
import { didYouMean } from "../near-miss";
import { hostName, listOf, mapOf, section, text } from "../schema-kit";

const key = text("a key of letters, digits, _ and -, first a letter", /^[A-Za-z][\w-]*$/, 64);
const tableName = text("a DynamoDB table's name: 3 to 255 letters, digits and _ . -", /^[\w.-]{3,255}$/);
const bucketName = text(
    "an S3 bucket's name: 3 to 63 lower-case letters, digits, . and -",
    /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])$/,
);
const mailAddress = text("a mail address", /^[^\s@"*?]+@[^\s@"*?]+\.[^\s@"*?]+$/, 320);

/**
 * A wildcard may stand only behind a whole resource, so that no statement reaches a resource of another stack: a bucket is
 * one segment, everything else is its type and its name.
 */
const arn = text(
    "an ARN written out; a wildcard may only follow a whole resource, like arn:aws:s3:::my-bucket/*",
    /^arn:[a-z-]+:(?:s3:::[a-z0-9.-]+(?:\/[^*?\s/]+)*(?:\/\*)?|[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:[^*?\s/:]+(?:[/:]{1,2}[^*?\s/:]+)*(?:[/:]{1,2}[^*?\s/:]+[/:]\*)?)$/,
);

const statement = section({
    sid: text("letters and digits", /^[A-Za-z0-9]+$/, 64).describe("name of the statement, unique in the policy"),
    actions: listOf(
        text("an action written out, like sqs:SendMessage: wildcards are refused", /^[a-z0-9-]+:[A-Za-z0-9]+$/),
        "actions",
        { min: 1 },
    ).describe("what is allowed"),
    resources: listOf(arn, "ARNs", { min: 1 }).describe("on what it is allowed"),
    conditions: mapOf(
        text("an operator like StringEquals", /^[A-Za-z:]+$/, 64),
        mapOf(
            text("a condition key like aws:SourceVpc", /^[\w./-]+:[\w./:-]+$/, 256),
            z.union([z.string(), z.array(z.string()).min(1)], { error: "must be a text, or a list of texts" }),
            "condition keys",
        ),
        "operators",
    )
        .optional()
        .describe("IAM conditions: operator, condition key, value or values")
        .meta({ absent: "none" }),
});

const schema = section({
    tables: mapOf(key, tableName, "tables by key like { users: acme-users }")
        .optional()
        .describe("DynamoDB tables that the application reads and writes, by a key that the catalogue may refer to")
        .meta({ absent: "`<project>-<stack>-KEY` for every KEY that a variable derives from" }),
    buckets: mapOf(key, bucketName, "buckets by key like { uploads: acme-uploads }")
        .optional()
        .describe("S3 buckets whose objects the application reads and writes, by a key that the catalogue may refer to")
        .meta({ absent: "`<project>-<stack>-KEY-<account>` for every KEY that a variable derives from" }),
    bedrock: section({
        models: listOf(text("a foundation model's id", /^[a-z0-9-]+\.[\w.:-]+$/), "models")
            .default([])
            .describe("foundation models that the application may invoke in the stack's region"),
        profiles: listOf(
            text("an inference profile's id like us.anthropic.claude-…", /^[a-z-]+\.[a-z0-9-]+\.[\w.:-]+$/),
            "profiles",
        )
            .default([])
            .describe("cross-region inference profiles that the application may use"),
    }).optional(),
    mail: section({
        identity: z
            .union([hostName, mailAddress], { error: "must be a domain or a mail address that SES has verified" })
            .describe("SES identity"),
        sender: mailAddress.describe("the only address that mail may come from"),
        configurationSet: text("a configuration set's name: letters, digits, _ and -", /^[\w-]+$/, 64)
            .optional()
            .describe("SES configuration set that mail may name, which needs a permission of its own")
            .meta({ absent: "none" }),
    }).optional(),
    permissionsBoundary: text(formats.policyArn.allowed, formats.policyArn.pattern)
        .optional()
        .describe("policy that bounds what both roles may do, where an organisation demands one")
        .meta({ absent: "none" }),
    rolePath: text(formats.rolePath.allowed, formats.rolePath.pattern, 512)
        .default("/")
        .describe("path of both roles; another one gives their default names another ending, and so makes new roles"),
    statements: listOf(statement, "statements").default([]).describe("IAM statements for what has no section of its own"),
}).optional();

/** What the application may use in AWS, and nothing else. */
export interface Access {
    /** Name of each DynamoDB table, by key. */
    readonly tables: Readonly<Record<string, string>>;

    /** Name of each S3 bucket, by key. */
    readonly buckets: Readonly<Record<string, string>>;
    readonly bedrock: { readonly models: readonly string[]; readonly profiles: readonly string[] };

    /** Undefined where the application may send no mail. */
    readonly mail:
        { readonly identity: string; readonly sender: string; readonly configurationSet: string | undefined } | undefined;
    readonly statements: readonly AccessStatement[];

    /** ARN of the policy that bounds both roles; undefined where nothing does. */
    readonly permissionsBoundary: string | undefined;

    /** Path of both roles. */
    readonly rolePath: string;
}

/** An IAM statement of the task role that allows something. */
export interface AccessStatement {
    readonly sid: string;
    readonly actions: readonly string[];
    readonly resources: readonly string[];

    /** Operator, condition key, value or values. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

/** Permissions of the application. No pattern of one stack may match another stack's names. */
export const access: Section<z.infer<typeof schema>, Access> = {
    note: "Without `bedrock` the application may invoke no model, without `mail` it may send no mail.",
    schema: () => schema,
    resolve: (input, context) => ({
        tables: inOrder(input?.tables ?? defaultTables(context), derivedKeys(context.catalogue.variables, "table")),
        buckets: inOrder(input?.buckets ?? defaultBuckets(context), derivedKeys(context.catalogue.variables, "bucket")),
        bedrock: input?.bedrock ?? { models: [], profiles: [] },
        mail: input?.mail && { ...input.mail, configurationSet: input.mail.configurationSet },
        permissionsBoundary: input?.permissionsBoundary,
        rolePath: input?.rolePath ?? "/",
        statements: (input?.statements ?? []).map((each) => ({
            ...each,
            conditions: each.conditions && inOrder(mapValues(each.conditions, (values) => inOrder(values))),
        })),
    }),
    rules: [
        ...(["table", "bucket"] as const).map((kind) => ({
            path: `access.${kind}s`,
            reads: [],
            message: `must have every ${kind} that a required variable derives from`,
            ...noneOf((config) => missingKeys(config, kind)),
        })),
        {
            path: "access.mail.sender",
            reads: ["access.mail.identity"],
            message: "must be an address of access.mail.identity",
            detail: ({ access: { mail } }) => String(mail?.identity),
            holds: ({ access: { mail } }) =>
                mail === undefined || mail.sender === mail.identity || mail.sender.endsWith(`@${mail.identity}`),
        },
        {
            path: "access.permissionsBoundary",
            reads: ["aws:region", "aws:allowedAccountIds"],
            message: "must be a policy of the stack's account and partition, or of AWS",
            holds: ({ access: { permissionsBoundary }, aws }) =>
                permissionsBoundary === undefined ||
                [aws.accountId, "aws"].some((owner) =>
                    permissionsBoundary.startsWith(`arn:${findPartition(aws.region)}:iam::${owner}:`),
                ),
        },
        {
            path: "access.statements",
            reads: [],
            message: "must have a different sid each",
            ...noneOf(({ access: { statements } }) => repeatedSids(statements)),
        },
    ],
    warnings: (config) => {
        const { bedrock, mail } = config.access;
        const { variables } = config.parameters;
        const given = (source: CatalogueVariable["derivedFrom"]) =>
            variables.filter(({ derivedFrom }) => derivedFrom === source).map(({ name }) => name);
        return [
            ...(bedrock.models.length + bedrock.profiles.length === 0
                ? given("model").map((name) => ({
                      path: "access.bedrock",
                      message: `allows no model: the application may not invoke the one that ${name} names`,
                  }))
                : []),
            ...(mail === undefined
                ? given("sender").map((name) => ({
                      path: "access.mail",
                      message: `allows no sender: the application may not send mail from the address that ${name} names`,
                  }))
                : []),
            ...misspelled(config, "table"),
            ...misspelled(config, "bucket"),
        ];
    },
};

/**
 * A map in an order that does not depend on its file: the engine hands over keys sorted, a file has them as written, and a
 * policy is text. What the catalogue names comes first, in its order, and then the rest by name.
 */
function inOrder<T>(map: Readonly<Record<string, T>>, first: readonly string[] = []): Record<string, T> {
    const given = Object.keys(map);
    const keys = [...first.filter((each) => given.includes(each)), ...given.filter((each) => !first.includes(each)).sort()];
    return Object.fromEntries(keys.map((each) => [each, map[each] as T]));
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> {
    return Object.fromEntries(Object.entries(map).map(([each, value]) => [each, to(value)]));
}

function defaultTables(context: SectionContext): Record<string, string> {
    const keys = derivedKeys(context.catalogue.variables, "table");
    return Object.fromEntries(
        keys.map((each) => [each, shorten(`${baseName(context.project, context.stack, context.input)}-${each}`, 255)]),
    );
}

/** Names of buckets are global: without the account's id, a name could be taken by a bucket of any other account. */
function defaultBuckets(context: SectionContext): Record<string, string> {
    const account = context.input.aws.allowedAccountIds[0];
    const keys = derivedKeys(context.catalogue.variables, "bucket");
    return Object.fromEntries(
        keys.map((each) => [
            each,
            `${shorten(`${baseName(context.project, context.stack, context.input)}-${toName(each)}`, 50)}-${account}`,
        ]),
    );
}

function missingKeys({ catalogue, access: given }: StackConfig, kind: "table" | "bucket"): string[] {
    const required = catalogue.variables.filter((variable) => variable.required);
    return derivedKeys(required, kind).filter((each) => given[`${kind}s`][each] === undefined);
}

/** Keys are the stack's to choose, so that a misspelled one is legal, and its variable silently left out. */
function misspelled({ catalogue, access: given }: StackConfig, kind: "table" | "bucket"): Warning[] {
    const known = derivedKeys(catalogue.variables, kind);
    const absent = known.filter((each) => given[`${kind}s`][each] === undefined);
    return Object.keys(given[`${kind}s`])
        .filter((each) => !known.includes(each) && didYouMean(each, absent) !== "")
        .map((each) => ({
            path: `access.${kind}s.${each}`,
            message: `no variable derives from this ${kind}${didYouMean(each, absent)}`,
        }));
}

function repeatedSids(statements: readonly AccessStatement[]): string[] {
    const sids = statements.map(({ sid }) => sid);
    return [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
}
