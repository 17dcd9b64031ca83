import { toArn, type Account } from "../../../aws/account";
import { formats, type TextFormat } from "../../../aws/formats";
import { matchesAction } from "../../../aws/iam-policy";
import type { Allowance } from "./allowances";

/** What the sections of `access` can name, of all that a role allows without a condition. */
export interface AccessNames {
    readonly tables: readonly string[];
    readonly buckets: readonly string[];
    readonly models: readonly string[];
    readonly profiles: readonly string[];
}

/** Names of what is both read and written; a model is there to be invoked. */
export function findNames(allowances: readonly Allowance[], account: Account): AccessNames {
    const { partition, region } = account;
    const plain = allowances.filter(({ conditions }) => Object.keys(conditions).length === 0);
    const find = (start: string, format: TextFormat, actions: readonly string[]) => {
        const allowed = actions.map((action) =>
            plain
                .filter((each) => matchesAction(each.action, action))
                .flatMap(({ resource }) => nameBehind(resource, start, format) ?? []),
        );
        const [first = [], ...others] = allowed;
        return [...new Set(first)].filter((name) => others.every((names) => names.includes(name)));
    };
    const invoke = ["bedrock:InvokeModel"];
    return {
        tables: find(toArn(account, "dynamodb", "table/"), formats.tableName, ["dynamodb:GetItem", "dynamodb:PutItem"]),
        buckets: find(`arn:${partition}:s3:::`, formats.bucketName, ["s3:GetObject", "s3:PutObject"]),
        models: find(`arn:${partition}:bedrock:${region}::foundation-model/`, formats.model, invoke),
        profiles: find(toArn(account, "bedrock", "inference-profile/"), formats.inferenceProfile, invoke),
    };
}

/** The name of a bucket's objects is the bucket's. */
function nameBehind(resource: string, start: string, { pattern }: TextFormat): string | undefined {
    const name = resource.startsWith(start) ? resource.slice(start.length).replace(/\/\*$/, "") : "";
    return pattern.test(name) ? name : undefined;
}

/** The section `access.mail`. */
export interface AccessMail {
    readonly identity: string;
    readonly sender: string;
    readonly configurationSet?: string;
}

/** Mail needs one identity, and one address that it comes from. */
export function findMail(allowances: readonly Allowance[], account: Account): AccessMail | undefined {
    const sending = allowances.filter(({ action }) =>
        ["ses:SendEmail", "ses:SendRawEmail"].some((each) => matchesAction(action, each)),
    );
    const nameOf = (resource: string, kind: string, format: TextFormat) =>
        nameBehind(resource, toArn(account, "ses", `${kind}/`), format);
    for (const { resource, conditions } of sending) {
        const identity = nameOf(resource, "identity", formats.mailIdentity);
        const [sender = "", ...others] = findSenders(conditions);
        if (identity !== undefined && others.length === 0 && formats.mailAddress.pattern.test(sender)) {
            const [configurationSet] = sending.flatMap(
                (each) => nameOf(each.resource, "configuration-set", formats.configurationSet) ?? [],
            );
            return { identity, sender, ...(configurationSet === undefined ? {} : { configurationSet }) };
        }
    }
    return undefined;
}

/** Values of a condition on the sender, where there is no other condition. */
function findSenders(conditions: Allowance["conditions"]): readonly string[] {
    const [only, ...more] = Object.entries(conditions).flatMap(([operator, values]) =>
        Object.entries(values).map(([key, senders]) => ({ operator, key, senders })),
    );
    const isSender = only?.key === "ses:FromAddress" && /^String(?:Equals|Like)$/.test(only.operator) && more.length === 0;
    return isSender ? only.senders : [];
}
