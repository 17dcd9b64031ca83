import { toArn, type Account } from "./account";
import type { Clients } from "./clients";
import { describeAlarms } from "./cloudwatch";
import { describeLoadBalancers, findTags } from "./elb-load-balancers";
import { findCluster } from "./ecs-cluster";
import { undefinedIfMissing } from "./errors";
import { findLogGroup } from "./logs";
import { toTags, type Tags } from "./tags";

/** Something that exists under a name. */
export interface NamedResource {
    /** As `pulumi import` takes it. */
    readonly id: string;
    readonly tags: Tags;
}

/** @param name whole name of a parameter that exists */
export async function findParameterTags(clients: Clients, name: string): Promise<Tags> {
    const { TagList } = await (await clients.ssm()).listTagsForResource({ ResourceType: "Parameter", ResourceId: name });
    return toTags(TagList);
}

export async function findNamedLoadBalancer(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const [balancer] = (await undefinedIfMissing(() => describeLoadBalancers(clients, [name]))) ?? [];
    return balancer && { id: balancer.arn, tags: (await findTags(clients, [balancer.arn])).get(balancer.arn) ?? {} };
}

export async function findNamedLogGroup(clients: Clients, account: Account, name: string): Promise<NamedResource | undefined> {
    if ((await findLogGroup(clients, name)) === undefined) {
        return undefined;
    }
    const { tags = {} } = await (
        await clients.logs()
    ).listTagsForResource({ resourceArn: toArn(account, "logs", `log-group:${name}`) });
    return { id: name, tags };
}

export async function findNamedRepository(
    clients: Clients,
    { accountId: registryId }: Account,
    name: string,
): Promise<NamedResource | undefined> {
    const ecr = await clients.ecr();
    const found = await undefinedIfMissing(() => ecr.describeRepositories({ registryId, repositoryNames: [name] }));
    const resourceArn = found?.repositories?.[0]?.repositoryArn;
    if (resourceArn === undefined) {
        return undefined;
    }
    const { tags } = await ecr.listTagsForResource({ resourceArn });
    return { id: name, tags: toTags(tags) };
}

export async function findNamedRole(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const iam = await clients.iam();
    const found = await undefinedIfMissing(() => iam.getRole({ RoleName: name }));
    return found && { id: name, tags: toTags(found.Role?.Tags) };
}

/** An inline policy of a role; IAM gives those no tags. */
export async function findNamedRolePolicy(clients: Clients, role: string, name: string): Promise<NamedResource | undefined> {
    const iam = await clients.iam();
    const found = await undefinedIfMissing(() => iam.getRolePolicy({ RoleName: role, PolicyName: name }));
    return found && { id: `${role}:${name}`, tags: {} };
}

export async function findNamedCluster(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const found = await findCluster(clients, name);
    return found && { id: name, tags: found.tags };
}

/** A service that was deleted is `INACTIVE` for a while, and its name is free. */
export async function findNamedService(clients: Clients, cluster: string, name: string): Promise<NamedResource | undefined> {
    const ecs = await clients.ecs();
    const found = await undefinedIfMissing(async () => {
        const { services = [] } = await ecs.describeServices({ cluster, services: [name], include: ["TAGS"] });
        return services.find(({ status }) => status !== "INACTIVE");
    });
    return found && { id: `${cluster}/${name}`, tags: toTags(found.tags) };
}

export async function findNamedAlarm(clients: Clients, account: Account, name: string): Promise<NamedResource | undefined> {
    const [found] = await describeAlarms(clients, [name]);
    if (found === undefined) {
        return undefined;
    }
    const cloudwatch = await clients.cloudwatch();
    const ResourceARN = toArn(account, "cloudwatch", `alarm:${name}`);
    return { id: name, tags: toTags((await cloudwatch.listTagsForResource({ ResourceARN })).Tags) };
}

/** CloudWatch gives dashboards no tags that it could be told by whose they are. */
export async function findNamedDashboard(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const cloudwatch = await clients.cloudwatch();
    const found = await undefinedIfMissing(() => cloudwatch.getDashboard({ DashboardName: name }));
    return found && { id: name, tags: {} };
}

/**
 * The tags are those of the key behind it.
 *
 * @param name with `alias/`
 */
export async function findNamedKeyAlias(clients: Clients, name: string): Promise<NamedResource | undefined> {
    const kms = await clients.kms();
    const found = await undefinedIfMissing(() => kms.describeKey({ KeyId: name }));
    const KeyId = found?.KeyMetadata?.KeyId;
    if (KeyId === undefined) {
        return undefined;
    }
    const { Tags = [] } = await kms.listResourceTags({ KeyId });
    return { id: name, tags: Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])) };
}
