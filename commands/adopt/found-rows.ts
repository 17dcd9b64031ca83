import { findScaling, type LiveAccount } from "../../adoption/account";
import { describeTarget } from "../../adoption/dns";
import type { Plan } from "../../adoption/plan";
import type { Role } from "../../aws/iam";

/** What an account has, a row for each kind of thing. */
export function foundRows(account: LiveAccount, { serving }: Plan): (readonly [what: string, text: string])[] {
    const { repository, cluster, logGroup, zone, revisions, parameters } = account;
    const { service, loadBalancer, targetGroup } = serving;
    const scaling = service && findScaling(account.scaling, service);
    const alarms = account.alarms?.map(({ name, on }) => `${name} on ${on}`);
    return [
        [
            "repository",
            describe(
                repository,
                ({ name, mutability, images, hasLifecyclePolicy }) =>
                    `${name}, ${mutability.toLowerCase()}, ${images} images, ${hasLifecyclePolicy ? "a" : "no"} lifecycle policy`,
            ),
        ],
        [
            "cluster",
            describe(cluster, ({ name, capacityProviders }) => `${name}, ${list(capacityProviders, "no capacity providers")}`),
        ],
        [
            "service",
            describe(
                account.services && (service ?? null),
                ({ name, desiredCount, launchType, capacityProviders, taskDefinition }) =>
                    `${name}, ${launchType ?? capacityProviders.join(" and ")}, ${desiredCount} wanted, ${taskDefinition}`,
                `none in cluster ${account.servingCluster}`,
            ),
        ],
        [
            "scaling",
            describe(
                account.scaling && (scaling ?? null),
                ({ min, max, policies }) => `${min} to ${max}, ${list(policies, "no policies")}`,
            ),
        ],
        ["revisions", describe(revisions, ({ length }) => `${length} of the family`)],
        [
            "load balancer",
            describe(
                account.loadBalancers && (loadBalancer ?? null),
                ({ name, type, scheme, dnsName }) => `${name}, ${type}, ${scheme}, ${dnsName}`,
            ),
        ],
        ...(loadBalancer?.listeners ?? []).map(
            ({ protocol, port, certificateArns, rules }) =>
                ["listener", `${protocol} on ${port}, ${certificateArns.length} certificates, ${rules.length} rules`] as const,
        ),
        [
            "target group",
            describe(
                account.targetGroups && (targetGroup ?? null),
                ({ name, targetType, healthCheck }) => `${name}, ${targetType}, health check ${healthCheck.path ?? ""}`,
            ),
        ],
        ...each("security group", account.securityGroups, ({ id, name, rules }) => `${id} ${name}, ${rules.length} rules`),
        ...Object.entries(account.roles ?? {}).map(
            ([name, role]) => ["role", `${name}, ${describe(role, describePolicies)}`] as const,
        ),
        [
            "log group",
            describe(
                logGroup,
                ({ name, retentionDays }) =>
                    `${name}, ${retentionDays === undefined ? "kept for good" : `${retentionDays} days`}`,
            ),
        ],
        ["parameters", describe(parameters, ({ length }) => String(length))],
        ...each("certificate", account.certificates, ({ arn, names, status }) => `${names?.[0] ?? arn}, ${status}`),
        [
            "DNS records",
            describe(zone, ({ records }) =>
                list(
                    records.map((record) => `${record.type} ${describeTarget(record)}`),
                    "none",
                ),
            ),
        ],
        ["alarms", describe(alarms, (texts) => list(texts, "none"))],
    ];
}

/** A row for each of some things, or one that says that there are none. */
function each<T>(what: string, found: readonly T[] | undefined, text: (one: T) => string): (readonly [string, string])[] {
    return found === undefined || found.length === 0
        ? [[what, describe(found && null, text)]]
        : found.map((one) => [what, text(one)] as const);
}

function describePolicies({ policies }: Role): string {
    const names = policies.map(({ name, arn }) => (arn === undefined ? name : `${name} (attached)`));
    return list(names, "no policies");
}

function describe<T>(found: T | null | undefined, text: (found: T) => string, none = "none"): string {
    return found === undefined ? "not seen" : found === null ? none : text(found);
}

function list(items: readonly string[], none: string): string {
    return items.length === 0 ? none : items.join(", ");
}
