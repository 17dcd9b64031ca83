import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { parseJson } from "./json";
import { pages } from "./pages";

/** A role with everything that it allows: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export interface Role {
    readonly arn: string;
    readonly name: string;

    /** Who may assume it. */
    readonly trust: readonly PolicyStatement[];

    /** ARN of the policy that limits it. */
    readonly permissionsBoundary?: string;
    readonly policies: readonly RolePolicy[];
}

/** A policy of a role, its own or one that is attached to it. */
export interface RolePolicy {
    readonly name: string;

    /** Of an attached policy; absent for one of the role's own. */
    readonly arn?: string;
    readonly statements: readonly PolicyStatement[];
}

/** A statement as any tool may have written it: a text alone where a list is allowed is a list here. */
export interface PolicyStatement {
    readonly sid?: string;
    readonly effect: string;
    readonly actions: readonly string[];
    readonly resources: readonly string[];

    /** Values by condition key, by operator. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

    /** Who may do it, in a trust policy: services, accounts and roles. */
    readonly principals?: readonly string[];

    /** `NotAction`, `NotResource`, `Principal`, …: what else the statement has. */
    readonly otherKeys: readonly string[];
}

/** A role with its policies; undefined where there is none of that name. */
export function findRole(clients: Clients, name: string): Promise<Role | undefined> {
    return undefinedIfMissing(async () => {
        const iam = await clients.iam();
        const { Role: role } = await iam.getRole({ RoleName: name });
        const policies = [...(await listOwnPolicies(clients, name)), ...(await listAttachedPolicies(clients, name))];
        return (
            role && {
                arn: role.Arn ?? "",
                name,
                trust: parseStatements(role.AssumeRolePolicyDocument),
                permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
                policies,
            }
        );
    });
}

async function listOwnPolicies(clients: Clients, RoleName: string): Promise<RolePolicy[]> {
    const iam = await clients.iam();
    const names: string[] = [];
    for await (const page of pages(async (Marker) => withToken(await iam.listRolePolicies({ RoleName, Marker })))) {
        names.push(...(page.PolicyNames ?? []));
    }
    return Promise.all(
        names.map(async (name) => {
            const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName: name });
            return { name, statements: parseStatements(PolicyDocument) };
        }),
    );
}

async function listAttachedPolicies(clients: Clients, RoleName: string): Promise<RolePolicy[]> {
    const iam = await clients.iam();
    const attached: { readonly name: string; readonly arn: string }[] = [];
    for await (const page of pages(async (Marker) => withToken(await iam.listAttachedRolePolicies({ RoleName, Marker })))) {
        attached.push(
            ...(page.AttachedPolicies ?? []).map(({ PolicyName = "", PolicyArn = "" }) => ({ name: PolicyName, arn: PolicyArn })),
        );
    }
    return Promise.all(
        attached.map(async ({ name, arn }) => {
            const { Policy } = await iam.getPolicy({ PolicyArn: arn });
            const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId });
            return { name, arn, statements: parseStatements(PolicyVersion?.Document) };
        }),
    );
}

/** IAM ends a page with `Marker`, where others take a token that goes by the name of one. */
function withToken<T extends { readonly Marker?: string | undefined }>(page: T): T & { readonly NextToken?: string } {
    return page.Marker === undefined ? page : { ...page, NextToken: page.Marker };
}

/** IAM answers with a document that is URL-encoded; CloudFormation and others keep it as it is. */
export function parseStatements(document: string | undefined): PolicyStatement[] {
    const text = document ?? "";
    const policy = (parseJson(text) ?? parseJson(decode(text))) as { readonly Statement?: unknown } | undefined;
    return [policy?.Statement].flat().filter(isObject).map(toStatement);
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return "";
    }
}

const knownKeys = ["Sid", "Effect", "Action", "Resource", "Condition"];

function toStatement(statement: Readonly<Record<string, unknown>>): PolicyStatement {
    const { Sid, Effect, Action, Resource, Condition, Principal } = statement;
    const principals = isObject(Principal) ? Object.values(Principal).flatMap(texts) : texts(Principal);
    const conditions = Object.entries(isObject(Condition) ? Condition : {}).map(([operator, values]) => [
        operator,
        Object.fromEntries(Object.entries(isObject(values) ? values : {}).map(([key, value]) => [key, texts(value)])),
    ]);
    return {
        ...(typeof Sid === "string" && Sid !== "" ? { sid: Sid } : {}),
        effect: typeof Effect === "string" ? Effect : "",
        actions: texts(Action),
        resources: texts(Resource),
        conditions: Object.fromEntries(conditions) as PolicyStatement["conditions"],
        ...(principals.length > 0 ? { principals } : {}),
        otherKeys: Object.keys(statement).filter((key) => !knownKeys.includes(key)),
    };
}

/** A number or a truth value may stand in a condition without quotes. */
function texts(value: unknown): string[] {
    return [value]
        .flat()
        .flatMap((each) =>
            ["string", "number", "boolean"].includes(typeof each) ? [String(each as string | number | boolean)] : [],
        );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
