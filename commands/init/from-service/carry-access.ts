import type { Statement } from "../../../aws/iam-policy";
import { invokeModels, sendMail, useBuckets, useTables } from "../../../components/access-policies";
import { findMail, findNames } from "./access-names";
import { toStatements } from "./access-statements";
import { listAllowances, shorten, type Allowance } from "./allowances";
import type { Carry } from "./carry";
import { findWidened, isGranted, isPartlyGranted } from "./granted-access";
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
    const from = `taskRole.${taskRole.name}`;
    const at = (policy: string) => `${from}.${policy}`;
    const { allowances, odd } = listAllowances(taskRole);
    for (const { policy, why } of odd) {
        carry.leave(at(policy), why);
    }
    carry.key(
        "access.permissionsBoundary",
        taskRole.permissionsBoundary,
        `${from}.permissionsBoundary`,
        "bounds the execution role, too",
    );
    const { tables, buckets, models, profiles } = findNames(allowances, account);
    const mail = findMail(allowances, account);
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

/** A key for each name: what a variable has already, or the name itself in the letters that a key may have. */
function byKey(names: readonly string[], keys: ReadonlyMap<string, string>): Record<string, string> {
    return Object.fromEntries(names.map((name) => [keys.get(name) ?? toKey(name), name]));
}

function toKey(name: string): string {
    const legal = name.replace(/[^\w-]/g, "-").slice(0, 63);
    return /^[A-Za-z]/.test(legal) ? legal : `t${legal}`;
}

/** One line for each policy and service: what it allowed by patterns, and whether a key allows a part of it. */
function leaveUnsaid(
    unsaid: readonly Allowance[],
    granted: readonly Statement[],
    carry: Carry,
    at: (policy: string) => string,
): void {
    const isPartly = (each: Allowance) => isPartlyGranted(each, granted);
    for (const group of groupBy(unsaid, (each) => `${each.policy}\n${serviceOf(each.action)}\n${isPartly(each)}`)) {
        const [first] = group;
        if (first !== undefined) {
            const section = sectionOf[serviceOf(first.action)] ?? "access.statements";
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
    for (const group of groupBy(findWidened(allowances, granted), serviceOf)) {
        const section = sectionOf[serviceOf(group[0] ?? "")] ?? "";
        carry.leave(from, `${section} also allows ${shorten(group)}, which the role does not allow now`);
    }
}

function serviceOf(action: string): string {
    return action.split(":")[0] ?? "";
}
