/** One statement of an IAM policy. */
export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: StatementConditions;
}

/** Values by condition key, by operator: `{ StringEquals: { "ses:FromAddress": "no-reply@example.com" } }`. */
export type StatementConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The policy document of `statements`. */
export function policyDocument(statements: readonly object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Refuses every call of a resource without TLS, for its policy. A wildcard stands in it, as a refusal must cover each action, those
 * too that AWS will add.
 *
 * @param actions all of the service, `sqs:*`, or those that its policies take
 */
export function requireTls(actions: string, resources: string | readonly string[]) {
    return {
        Sid: "RequireTls",
        Effect: "Deny",
        Principal: "*",
        Action: actions,
        Resource: resources,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
}

/**
 * Longest text of all inline policies of a role together, in characters without white space.
 *
 * From https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const maxInlinePolicyLength = 10_240;

/** What IAM allows as id of a statement: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
export const statementId = { pattern: /^[A-Za-z0-9]+$/, allowed: "letters and digits" } as const;

/** An action that is written out. A pattern would grow with every action that AWS adds to the service. */
export const writtenOutAction = {
    pattern: /^[a-z0-9-]+:[A-Za-z0-9]+$/,
    allowed: "an action written out, like sqs:SendMessage",
} as const;

/**
 * The ARN of one resource, or of what is in it: a `*` may only follow a whole name, so that the ARN of `orders` does not
 * match `orders-staging` of another stack. `-??????` are the six characters that Secrets Manager puts behind a name.
 */
export const writtenOutResource = {
    pattern: new RegExp(
        [
            String.raw`^arn:[\w-]+:(?:`,
            String.raw`s3:::[^*?:/]+(?:/[^*?]+)?(?:/\*)?`,
            String.raw`|secretsmanager:[\w-]+:\d{12}:secret:[^*?]+-\?{6}`,
            String.raw`|[\w-]+:[\w-]*:\d{0,12}:[^*?:/]+[:/][^*?]*[^*?:/](?:[:/]\*)?`,
            String.raw`|[\w-]+:[\w-]*:\d{0,12}:[^*?:/]+`,
            ")$",
        ].join(""),
    ),
    allowed: "an ARN written out, with * only behind the whole name of a resource, like arn:aws:s3:::uploads/*",
} as const;

/**
 * Whether a pattern of IAM matches all that a text stands for: `*` is any characters, `?` is one. The text may be a pattern, too,
 * of which only a `*` matches a `*`. Case counts, as it does in ARNs:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResource(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, "[^*]");
    return new RegExp(`^${source}$`, "s").test(text);
}

/** The same of actions, whose case does not count: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function matchesAction(pattern: string, text: string): boolean {
    return matchesResource(pattern.toLowerCase(), text.toLowerCase());
}

/** Whether a text of IAM stands for more than one thing. */
export function isPattern(text: string): boolean {
    return /[*?]/.test(text);
}

/** Whether two conditions ask for the same, in whatever order: a value that is no pattern is compared alike by either operator. */
export function isSameCondition(one: StatementConditions | undefined, other: StatementConditions | undefined): boolean {
    return describeCondition(one) === describeCondition(other);
}

function describeCondition(condition: StatementConditions = {}): string {
    const lines = Object.entries(condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => {
            const list = [values].flat();
            const isExact = operator === "StringLike" && !list.some(isPattern);
            return JSON.stringify([isExact ? "StringEquals" : operator, key, ...[...list].sort()]);
        }),
    );
    return lines.sort().join("\n");
}
