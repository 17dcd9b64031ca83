import type { LoadBalancer as Described } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { batches, pages } from "./pages";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
    readonly arn: string;
    readonly name: string;
    readonly dnsName: string;

    /** `internet-facing` or `internal`. */
    readonly scheme: string;
    readonly vpcId: string;

    /** Where it listens: `us-east-1a`, … */
    readonly zones: readonly string[];
    readonly securityGroupIds: readonly string[];
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
export async function findTaggedLoadBalancers(clients: Clients, tags: Readonly<Record<string, string>>): Promise<LoadBalancer[]> {
    const all = await describeLoadBalancers(clients);
    const byArn = await findTags(
        clients,
        all.map(({ arn }) => arn),
    );
    return all.filter(({ arn }) => Object.entries(tags).every(([key, value]) => byArn.get(arn)?.[key] === value));
}

/** Tags by ARN of load balancers, listeners, rules or target groups. */
export async function findTags(
    clients: Clients,
    arns: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const elb = await clients.elb();
    const answers = await Promise.all(
        batches(arns, tagsPerCall).map((ResourceArns) => elb.describeTags({ ResourceArns: [...ResourceArns] })),
    );
    return new Map(
        answers
            .flatMap(({ TagDescriptions = [] }) => TagDescriptions)
            .map(({ ResourceArn = "", Tags = [] }) => [
                ResourceArn,
                Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
            ]),
    );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const tagsPerCall = 20;

function toLoadBalancer({ AvailabilityZones = [], SecurityGroups = [], ...described }: Described): LoadBalancer {
    return {
        arn: described.LoadBalancerArn ?? "",
        name: described.LoadBalancerName ?? "",
        dnsName: described.DNSName ?? "",
        scheme: described.Scheme ?? "",
        vpcId: described.VpcId ?? "",
        zones: AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []).sort(),
        securityGroupIds: SecurityGroups,
    };
}
