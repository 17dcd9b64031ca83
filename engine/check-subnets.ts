import { findFargateZones } from "../aws/fargate";

/** A subnet as AWS has it; what a look-up does not say is not checked. */
export interface SubnetFacts {
    /** For example `subnet-0123456789abcdef0`. */
    readonly id: string;

    /** VPC that it belongs to; undefined where AWS does not say. */
    readonly vpcId: string | undefined;

    /** Name of its zone, for example `us-east-1a`; undefined where AWS does not say. */
    readonly zone: string | undefined;

    /** Id of its zone, as a name stands for another zone in each account: `use1-az4`; undefined where AWS does not say. */
    readonly zoneId: string | undefined;
}

/** Subnets that one key of the stack file names. */
export interface NamedSubnets {
    /** The key, without the namespace. */
    readonly key: string;

    /** Empty where AWS may not be asked. */
    readonly subnets: readonly SubnetFacts[];
}

/** Finds the subnets of another VPC. */
export function findStrangers({ key, subnets }: NamedSubnets, vpcId: string, vpcKey: string): string[] {
    return subnets
        .filter((subnet) => subnet.vpcId !== undefined && subnet.vpcId !== vpcId)
        .map((subnet) => `${key}: ${subnet.id} is in ${subnet.vpcId}, and not in ${vpcId}, ${vpcKey}`);
}

/** Finds what a load balancer can't be attached to: it takes one subnet in each zone, and two zones or more. */
export function findBalancerMistakes({ key, subnets }: NamedSubnets): string[] {
    if (subnets.length === 0 || subnets.some(({ zone }) => zone === undefined)) {
        return [];
    }
    const byZone = groupByZone(subnets);
    if (byZone.size < 2) {
        const [zone] = byZone.keys();
        return [`${key}: a load balancer needs subnets in two zones or more, all of these are in ${zone}: ${idsOf(subnets)}`];
    }
    return [...byZone]
        .filter(([, inZone]) => inZone.length > 1)
        .map(([zone, inZone]) => `${key}: a load balancer takes one subnet of a zone, choose one in ${zone}: ${idsOf(inZone)}`);
}

/** Finds where tasks can't run, or would get no requests: a load balancer serves its own zones alone. */
export function findTaskMistakes(tasks: NamedSubnets, balancer: NamedSubnets, region: string): string[] {
    const offered = findFargateZones(region);
    const served: readonly (string | undefined)[] =
        balancer.subnets.length === 0 ? [undefined] : balancer.subnets.map(({ zone }) => zone);
    const zones = [...groupByZone(tasks.subnets).keys()];
    const oneZone =
        tasks.subnets.length > 1 && zones.length === 1 && zones[0] !== ""
            ? [`${tasks.key}: all of these are in ${zones[0]}, name one or choose subnets in two zones: ${idsOf(tasks.subnets)}`]
            : [];
    const each = tasks.subnets.flatMap(({ id, zone, zoneId }) => [
        ...(offered !== undefined && zoneId !== undefined && !offered.includes(zoneId)
            ? [`${tasks.key}: ${id} is in ${zone} (${zoneId}), which has no Fargate: choose subnets in ${offered.join(", ")}`]
            : []),
        ...(zone === undefined || served.includes(undefined) || served.includes(zone)
            ? []
            : [
                  `${tasks.key}: ${id} is in ${zone}, where the load balancer has no subnet, so that its tasks would get no requests: ` +
                      `choose subnets in ${[...new Set(served)].sort().join(", ")}, or add one in ${zone} to ${balancer.key}`,
              ]),
    ]);
    return [...oneZone, ...each];
}

function groupByZone(subnets: readonly SubnetFacts[]): Map<string, SubnetFacts[]> {
    const groups = new Map<string, SubnetFacts[]>();
    for (const subnet of subnets) {
        const { zone = "" } = subnet;
        groups.set(zone, [...(groups.get(zone) ?? []), subnet]);
    }
    return groups;
}

function idsOf(subnets: readonly SubnetFacts[]): string {
    return subnets.map(({ id }) => id).join(", ");
}
