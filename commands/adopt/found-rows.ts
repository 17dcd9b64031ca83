import type { LiveAccount } from "../../adoption/account";
import type { Plan } from "../../adoption/plan";
import type { Role } from "../../aws/iam";

/** What an account has, a row for each kind of thing. */
export function foundRows(account: LiveAccount, { serving }: Plan): (readonly [what: string, text: string])[] {
    const { repository, cluster, logGroup, zone, revisions, parameters } = account;
    const { service, loadBalancer, targetGroup } = serving;
    const groups = account.securityGroups ?? [];
    const scaling = account.scaling?.find((each) => each.service === service?.name);
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
                ({ name, desiredCount, launchType, taskDefinition }) =>
                    `${name}, ${launchType ?? "capacity providers"}, ${desiredCount} wanted, ${taskDefinition}`,
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
                ["listener", `${protocol} on ${port}, ${certificateArns.length} certificates, ${rules} rules`] as const,
        ),
        [
            "target group",
            describe(
                account.targetGroups && (targetGroup ?? null),
                ({ name, targetType, healthCheckPath }) => `${name}, ${targetType}, health check ${healthCheckPath}`,
            ),
        ],
        ...groups.map(({ id, name, rules }) => ["security group", `${id} ${name}, ${rules.length} rules`] as const),
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
        ...(account.certificates ?? []).map(
            ({ arn, names: [name] = [], status }) => ["certificate", `${name ?? arn}, ${status}`] as const,
        ),
        [
            "DNS records",
            describe(zone, ({ records }) =>
                list(
                    records.map(({ type, alias, values = [] }) => `${type} ${alias?.dnsName ?? values.join(" ")}`),
                    "none",
                ),
            ),
        ],
        ["alarms", describe(alarms, (texts) => list(texts, "none"))],
    ];
}

function describePolicies({ policies }: Role): string {
    const names = policies.map(({ name, arn }) => (arn === undefined ? name : `${name} (attached)`));
    return list(names, "no policies");
}

function describe<T>(found: T | null | undefined, text: (found: T) => string): string {
    return found === undefined ? "not seen" : found === null ? "none" : text(found);
}

function list(items: readonly string[], none: string): string {
    return items.length === 0 ? none : items.join(", ");
}
