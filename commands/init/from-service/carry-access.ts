import { toArn, type Account } from "../../../aws/account";
import { formats, type TextFormat } from "../../../aws/formats";
import { isPattern, matchesAction, matchesResource, type Statement } from "../../../aws/iam-policy";
import { invokeModels, sendMail, useBuckets, useTables } from "../../../components/access-policies";
import { toStatements } from "./access-statements";
import { listAllowances, shorten, type Allowance } from "./allowances";
import type { Carry } from "./carry";
import { groupBy } from "./group-by";
import type { LiveService } from "./live-service";

/** What the task role allows, in the words of the section `access`. */
export interface CarriedAccess {
    /** Names by key. */
    readonly tables: Readonly<Record<string, string>>;
    readonly buckets: Readonly<Record<string, string>>;
    readonly models: readonly string[];
    readonly profiles: readonly string[];
    readonly sender: string | undefined;
}

/** Sections of the stack file by the service that they allow. */
const sectionOf: Readonly<Record<string, string>> = {
    dynamodb: "access.tables",
    s3: "access.buckets",
    bedrock: "access.bedrock",
    ses: "access.mail",
};

/** Allowances of ECS Exec: the program makes them where service.enableExecuteCommand is on. */
const ofExec = /^ssmmessages:/;

/**
 * The task role's policies. A table, a bucket, a model or a sender that is named becomes a key; what else is written out, a
 * statement; a pattern is left behind, as it reaches what belongs to others.
 *
 * @param keys by which variables name tables and buckets already
 */
export function carryAccess({ account, taskRole }: LiveService, carry: Carry, keys: ReadonlyMap<string, string>): CarriedAccess {
    if (taskRole === undefined) {
        return { tables: {}, buckets: {}, models: [], profiles: [], sender: undefined };
    }
    const at = (policy: string) => `taskRole.${taskRole.name}.${policy}`;
    const { allowances, odd } = listAllowances(taskRole);
    for (const { policy, why } of odd) {
        carry.leave(at(policy), why);
    }
    if (taskRole.permissionsBoundary !== undefined) {
        carry.leave(
            `taskRole.${taskRole.name}.permissionsBoundary`,
            `${taskRole.permissionsBoundary}: the program's roles have none`,
        );
    }
    const plain = allowances.filter(({ conditions }) => Object.keys(conditions).length === 0);
    const tables = named(plain, tableOf(account), ["dynamodb:GetItem", "dynamodb:PutItem"]);
    const buckets = named(plain, bucketOf(account), ["s3:GetObject", "s3:PutObject"]);
    const models = named(plain, modelOf(account), ["bedrock:InvokeModel"]);
    const profiles = named(plain, profileOf(account), ["bedrock:InvokeModel"]);
    const mail = findMail(allowances, account);
    const from = `taskRole.${taskRole.name}`;
    const access = { tables: byKey(tables, keys), buckets: byKey(buckets, keys), models, profiles, sender: mail?.sender };
    carry.key("access.tables", tables.length > 0 ? access.tables : undefined, from);
    carry.key("access.buckets", buckets.length > 0 ? access.buckets : undefined, from);
    carry.key("access.bedrock.models", models.length > 0 ? models : undefined, from);
    carry.key("access.bedrock.profiles", profiles.length > 0 ? profiles : undefined, from);
    carry.key("access.mail", mail, from);

    const granted = [
        ...useTables(account, tables),
        ...useBuckets(account, buckets),
        ...invokeModels(account, { models, profiles }),
        ...sendMail(account, mail),
    ];
    const rest = allowances.filter((each) => !isGranted(each, granted));
    const { statements, unsaid } = toStatements(rest.filter(({ action }) => !ofExec.test(action)));
    carry.key("access.statements", statements.length > 0 ? statements : undefined, from);
    leaveUnsaid(unsaid, granted, carry, at);
    leaveWidened(allowances, granted, carry, from);
    return access;
}

/** Names of what every one of the actions is allowed on. */
function named(
    allowances: readonly Allowance[],
    nameOf: (resource: string) => string | undefined,
    actions: readonly string[],
): string[] {
    const allowed = actions.map((action) =>
        allowances.filter((each) => matchesAction(each.action, action)).flatMap(({ resource }) => nameOf(resource) ?? []),
    );
    const [first = [], ...others] = allowed;
    return [...new Set(first)].filter((name) => others.every((names) => names.includes(name)));
}

function tableOf(account: Account) {
    return (resource: string) => nameBehind(resource, toArn(account, "dynamodb", "table/"), formats.tableName);
}

function bucketOf({ partition }: Account) {
    return (resource: string) => nameBehind(resource.replace(/\/\*$/, ""), `arn:${partition}:s3:::`, formats.bucketName);
}

function modelOf({ partition, region }: Account) {
    return (resource: string) => nameBehind(resource, `arn:${partition}:bedrock:${region}::foundation-model/`, formats.model);
}

function profileOf(account: Account) {
    return (resource: string) => nameBehind(resource, toArn(account, "bedrock", "inference-profile/"), formats.inferenceProfile);
}

function nameBehind(resource: string, start: string, { pattern }: TextFormat): string | undefined {
    const name = resource.startsWith(start) ? resource.slice(start.length) : "";
    return pattern.test(name) ? name : undefined;
}

interface Mail {
    readonly identity: string;
    readonly sender: string;
    readonly configurationSet?: string;
}

/** Mail needs one identity, and one address that it comes from. */
function findMail(allowances: readonly Allowance[], account: Account): Mail | undefined {
    const sending = allowances.filter(({ action }) =>
        ["ses:SendEmail", "ses:SendRawEmail"].some((each) => matchesAction(action, each)),
    );
    for (const { resource, conditions } of sending) {
        const identity = nameBehind(resource, toArn(account, "ses", "identity/"), formats.mailIdentity);
        const [sender = "", ...others] = findSenders(conditions);
        if (identity !== undefined && others.length === 0 && formats.mailAddress.pattern.test(sender)) {
            const set = sending
                .flatMap(
                    (each) =>
                        nameBehind(each.resource, toArn(account, "ses", "configuration-set/"), formats.configurationSet) ?? [],
                )
                .at(0);
            return { identity, sender, ...(set === undefined ? {} : { configurationSet: set }) };
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

/** A key for each name: what a variable has already, or the name itself in the letters that a key may have. */
function byKey(names: readonly string[], keys: ReadonlyMap<string, string>): Record<string, string> {
    return Object.fromEntries(names.map((name) => [keys.get(name) ?? toKey(name), name]));
}

function toKey(name: string): string {
    const legal = name.replace(/[^\w-]/g, "-").slice(0, 63);
    return /^[A-Za-z]/.test(legal) ? legal : `t${legal}`;
}

/** Whether the sections allow it already. What they allow under another condition may be less. */
function isGranted({ action, resource, conditions }: Allowance, granted: readonly Statement[]): boolean {
    return granted.some(
        ({ Action, Resource, Condition }) =>
            (Condition === undefined || isSameCondition(Condition, conditions)) &&
            [Action].flat().some((one) => matchesAction(one, action)) &&
            [Resource].flat().some((each) => isSamePlace(each, resource) || matchesResource(each, resource)),
    );
}

function isSameCondition(one: Statement["Condition"], other: Statement["Condition"]): boolean {
    return describeCondition(one) === describeCondition(other);
}

/** In any order; a value that is no pattern is compared the same by either operator. */
function describeCondition(condition: Statement["Condition"] = {}): string {
    const lines = Object.entries(condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => {
            const list = [values].flat();
            const isExact = operator === "StringLike" && !list.some(isPattern);
            return JSON.stringify([isExact ? "StringEquals" : operator, key, ...[...list].sort()]);
        }),
    );
    return lines.sort().join("\n");
}

/** A bucket and what is in it are one place: a statement that names both allows little of what its product says. */
function isSamePlace(one: string, other: string): boolean {
    const place = (arn: string) => (/^arn:[\w-]+:s3:::/.test(arn) ? arn.replace(/\/\*$/, "") : arn);
    return place(one) === place(other);
}

/** One line for each policy and service: what it allowed by patterns, and whether a key allows a part of it. */
function leaveUnsaid(
    unsaid: readonly Allowance[],
    granted: readonly Statement[],
    carry: Carry,
    at: (policy: string) => string,
): void {
    const serviceOf = ({ action }: Allowance) => action.split(":")[0] ?? "";
    const isPartly = ({ action, resource }: Allowance) =>
        granted.some(
            (each) =>
                [each.Resource].flat().some((place) => isSamePlace(place, resource)) &&
                [each.Action].flat().some((one) => matchesAction(action, one)),
        );
    for (const group of groupBy(unsaid, (each) => `${each.policy}\n${serviceOf(each)}\n${isPartly(each)}`)) {
        const [first] = group;
        if (first !== undefined) {
            const section = sectionOf[serviceOf(first)] ?? "access.statements";
            const what = `${shorten(group.map(({ action }) => action))} on ${shorten(group.map(({ resource }) => resource))}`;
            carry.leave(
                at(first.policy),
                isPartly(first)
                    ? `${what}: ${section} allows a part of it`
                    : `${what}: patterns are not carried over; name what is used in ${section}`,
            );
        }
    }
}

/** A key allows all that its section does: what the role could not do until now is said. */
function leaveWidened(allowances: readonly Allowance[], granted: readonly Statement[], carry: Carry, from: string): void {
    const added = granted.flatMap(({ Action, Resource, Condition }) =>
        [Action].flat().filter((action) => ![Resource].flat().some((place) => isAllowed(allowances, action, place, Condition))),
    );
    for (const group of groupBy([...new Set(added)], (action) => action.split(":")[0] ?? "")) {
        const section = sectionOf[group[0]?.split(":")[0] ?? ""] ?? "";
        carry.leave(from, `${section} also allows ${shorten(group)}, which the role does not allow now`);
    }
}

/** Whether the role allows it without a condition, or under the same one. */
function isAllowed(
    allowances: readonly Allowance[],
    action: string,
    resource: string,
    condition: Statement["Condition"],
): boolean {
    return allowances.some(
        (each) =>
            (Object.keys(each.conditions).length === 0 || isSameCondition(each.conditions, condition)) &&
            matchesAction(each.action, action) &&
            matchesResource(each.resource, resource),
    );
}
