import type { LoadBalancer as Described, LoadBalancerAttribute } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { batches, pages } from "./pages";
import { hasTags, toTags, type Tags } from "./tags";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
    readonly arn: string;
    readonly name: string;
    readonly dnsName: string;

    /** Route 53 hosted zone of that name, for aliases. */
    readonly zoneId: string;

    /** `application`, `network` or `gateway`. */
    readonly type: string;

    /** `internet-facing` or `internal`. */
    readonly scheme: string;

    /** `ipv4`, `dualstack`, … */
    readonly ipAddressType: string;
    readonly vpcId: string;

    /** Where it listens: `us-east-1a`, … */
    readonly zones: readonly string[];
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
}

/** Undefined where there is none. */
export async function describeLoadBalancer(clients: Clients, arn: string): Promise<LoadBalancer | undefined> {
    const elb = await clients.elb();
    const found = await undefinedIfMissing(() => elb.describeLoadBalancers({ LoadBalancerArns: [arn] }));
    return found?.LoadBalancers?.map(toLoadBalancer)[0];
}

/** Load balancers of the account in a region; by name, where names are given that all exist. */
export async function describeLoadBalancers(clients: Clients, names?: readonly string[]): Promise<LoadBalancer[]> {
    const elb = await clients.elb();
    const found: LoadBalancer[] = [];
    const filter = names === undefined ? {} : { Names: [...names] };
    for await (const page of pages((Marker) => elb.describeLoadBalancers({ ...filter, Marker }))) {
        found.push(...(page.LoadBalancers ?? []).map(toLoadBalancer));
    }
    return found;
}

/** Load balancers that carry all of the tags, whatever they are called. */
export async function findTaggedLoadBalancers(clients: Clients, tags: Tags): Promise<LoadBalancer[]> {
    const all = await describeLoadBalancers(clients);
    const byArn = await findTags(
        clients,
        all.map(({ arn }) => arn),
    );
    return all.filter(({ arn }) => hasTags(byArn.get(arn) ?? {}, tags));
}

/** Tags by ARN of load balancers, listeners, rules or target groups. */
export async function findTags(clients: Clients, arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
    const elb = await clients.elb();
    const answers = await Promise.all(
        batches(arns, tagsPerCall).map((ResourceArns) => elb.describeTags({ ResourceArns: [...ResourceArns] })),
    );
    return new Map(
        answers
            .flatMap(({ TagDescriptions = [] }) => TagDescriptions)
            .map(({ ResourceArn = "", Tags }) => [ResourceArn, toTags(Tags)]),
    );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const tagsPerCall = 20;

/** Attributes by key: `idle_timeout.timeout_seconds`, `deletion_protection.enabled`, … */
export async function loadBalancerAttributes(clients: Clients, arn: string): Promise<ReadonlyMap<string, string>> {
    const { Attributes = [] } = await (await clients.elb()).describeLoadBalancerAttributes({ LoadBalancerArn: arn });
    return toAttributes(Attributes);
}

/** Attributes of a load balancer or a target group by key. */
export function toAttributes(attributes: readonly LoadBalancerAttribute[]): Map<string, string> {
    return new Map(attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}

function toLoadBalancer({ AvailabilityZones = [], SecurityGroups = [], ...described }: Described): LoadBalancer {
    return {
        arn: described.LoadBalancerArn ?? "",
        name: described.LoadBalancerName ?? "",
        dnsName: described.DNSName ?? "",
        zoneId: described.CanonicalHostedZoneId ?? "",
        type: described.Type ?? "",
        scheme: described.Scheme ?? "",
        ipAddressType: described.IpAddressType ?? "",
        vpcId: described.VpcId ?? "",
        zones: AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []).sort(),
        subnetIds: AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? []),
        securityGroupIds: SecurityGroups,
    };
}
