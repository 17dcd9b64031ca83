import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { findFargateZones } from "../aws/fargate";
import type { DedicatedNetworkArgs, NetworkLayout } from "../components/network-layout";
import { findBalancerMistakes, findStrangers, findTaskMistakes } from "./check-subnets";
import { findExistingNetwork, type NetworkUse, type WantedExistingNetwork } from "./find-existing-network";
import { findSubnets } from "./find-subnets";
import { lookUp, refuse, refuseMistakes, type LookupContext } from "./look-up";

/** The network that a stack file asks for. */
export type WantedNetwork = WantedDefaultNetwork | DedicatedNetworkArgs | WantedExistingNetwork;

interface WantedDefaultNetwork {
    readonly mode: "default";

    /**
     * Subnets of the default VPC.
     *
     * @default - the default subnets of the first two zones
     */
    readonly subnetIds?: readonly string[];
}

/**
 * Finds the VPC and the subnets in the account, and checks that a load balancer and tasks can be in them.
 *
 * @throws {pulumi.RunError} with one line for each thing that AWS does not have, before anything is made
 */
export async function findNetwork(
    context: LookupContext,
    wanted: WantedNetwork,
    use: NetworkUse = { internal: false, isProduction: false },
): Promise<NetworkLayout> {
    switch (wanted.mode) {
        case "default":
            return findDefaultNetwork(context, wanted);
        case "dedicated":
            return findZonesOf(context, wanted);
        case "existing":
            return findExistingNetwork(context, wanted, use);
    }
}

async function findDefaultNetwork(context: LookupContext, { subnetIds }: WantedDefaultNetwork): Promise<NetworkLayout> {
    const { region, accountId } = context.serviceRef.account;
    const vpc = await lookUp(context, { key: "network", action: "ec2:DescribeVpcs" }, (opts) =>
        ec2.getVpc({ default: true }, opts),
    );
    if (typeof vpc === "string") {
        throw refuse(
            context,
            `network: account ${accountId} has no default VPC in ${region}: set network.mode to dedicated (a VPC of the stack's own) or existing`,
        );
    }
    const vpcId = vpc.id;
    if (subnetIds !== undefined) {
        const key = "network.subnetIds";
        const named = { key, subnets: await findSubnets(context, key, subnetIds) };
        refuseMistakes(context, [
            ...findStrangers(named, vpcId, "the default VPC"),
            ...findBalancerMistakes(named),
            ...findTaskMistakes(named, named, region),
        ]);
        return { mode: "default", vpcId, subnetIds };
    }
    return { mode: "default", vpcId, subnetIds: await findDefaultSubnets(context, vpcId) };
}

/** The default subnets of the first two zones, so that the choice stays the same from one run to the next. */
async function findDefaultSubnets(context: LookupContext, vpcId: string): Promise<string[]> {
    const zones = (await findZones(context)).filter(({ hasFargate }) => hasFargate);
    const subnets = await Promise.all(
        zones.map(async ({ name }) => {
            const subnet = await lookUp(context, { key: "network", action: "ec2:DescribeSubnets" }, (opts) =>
                ec2.getSubnet({ vpcId, defaultForAz: true, availabilityZone: name }, opts),
            );
            return { zone: name, id: typeof subnet === "string" ? undefined : subnet.id };
        }),
    );
    const first = subnets.slice(0, 2);
    const chosen = first.flatMap(({ id }) => (id === undefined ? [] : [id]));
    if (chosen.length === 2) {
        return chosen;
    }
    const lacking = first.filter(({ id }) => id === undefined).map(({ zone }) => zone);
    const rest = subnets.flatMap(({ zone, id }) => (id === undefined ? [] : [`${id} (${zone})`]));
    throw refuse(
        context,
        subnets.length < 2
            ? `network: a load balancer needs two zones, ${context.serviceRef.account.region} has ${subnets.length} with Fargate`
            : `network: ${vpcId}, the default VPC, has no default subnet in ${lacking.join(" and ")}: ` +
                  (rest.length < 2 ? "" : `set network.subnetIds to two of ${rest.join(", ")}, `) +
                  `make it again (aws ec2 create-default-subnet --availability-zone ${lacking[0]}), ` +
                  "or set network.mode to dedicated or existing",
    );
}

/** awsx takes the first zones by name; they are named only where it must not. */
async function findZonesOf(context: LookupContext, wanted: DedicatedNetworkArgs): Promise<NetworkLayout> {
    const zones = await findZones(context);
    const usable = zones.filter(({ hasFargate }) => hasFargate).map(({ name }) => name);
    if (usable.length < wanted.zones) {
        throw refuse(
            context,
            `network.zones: must be at most ${usable.length} in ${context.serviceRef.account.region}, whose zones with Fargate are ${usable.join(", ")}, got ${wanted.zones}`,
        );
    }
    const isPlain = zones.slice(0, wanted.zones).every(({ hasFargate }) => hasFargate);
    return isPlain ? wanted : { ...wanted, zoneNames: usable.slice(0, wanted.zones) };
}

/** Zones by name; local ones are left out, and so the choice stays the same from one run to the next. */
async function findZones(context: LookupContext): Promise<{ readonly name: string; readonly hasFargate: boolean }[]> {
    const found = await lookUp(context, { key: "network", action: "ec2:DescribeAvailabilityZones" }, (opts) =>
        getAvailabilityZones({ state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] }, opts),
    );
    const { names, zoneIds = [] } = typeof found === "string" ? { names: [] } : found;
    const offered = findFargateZones(context.serviceRef.account.region);
    return names
        .map((name, at) => ({ name, hasFargate: offered?.includes(zoneIds[at] ?? offered[0] ?? "") ?? true }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}
