import * as ec2 from "@pulumi/aws/ec2";
import { describeTags } from "../aws/tags";
import type { NetworkLayout } from "../components/network-layout";
import { findBalancerMistakes, findStrangers, findTaskMistakes, type NamedSubnets } from "./check-subnets";
import { findSubnets } from "./find-subnets";
import { lookUp, lookUpFacts, refuse, refuseMistakes, type LookupContext } from "./look-up";

type Tags = Readonly<Record<string, string>>;

/** A VPC and subnets that are managed elsewhere: each by id or by tags. */
export interface WantedExistingNetwork {
    /** Nothing is made. */
    readonly mode: "existing";

    /** Id of the VPC; undefined for one that is found by its tags. */
    readonly vpcId: string | undefined;

    /** Tags that only this VPC of the region has. */
    readonly vpcTags: Tags | undefined;

    /** Subnets of the load balancer; undefined for those that are found by tags, and for an internal one. */
    readonly publicSubnetIds: readonly string[] | undefined;

    /** Tags of the load balancer's subnets. */
    readonly publicSubnetTags: Tags | undefined;

    /** Subnets of the tasks; undefined for those that are found by tags. */
    readonly serviceSubnetIds: readonly string[] | undefined;

    /** Tags of the tasks' subnets. */
    readonly serviceSubnetTags: Tags | undefined;

    /** Gives the tasks public addresses. */
    readonly assignPublicIp: boolean;
}

/** What a network is used for. */
export interface NetworkUse {
    /** The load balancer is in the subnets of the tasks. */
    readonly internal: boolean;

    /**
     * Zones of a load balancer that stacks share, which is elsewhere.
     *
     * @default - the load balancer is the stack's own
     */
    readonly sharedZones?: readonly string[] | undefined;

    /** The tasks must be in two zones. */
    readonly isProduction: boolean;
}

/**
 * Finds what is only tagged, and checks all of it.
 *
 * @throws {pulumi.RunError} with one line for each thing that AWS does not have
 */
export async function findExistingNetwork(
    context: LookupContext,
    wanted: WantedExistingNetwork,
    { internal, sharedZones, isProduction }: NetworkUse,
): Promise<NetworkLayout> {
    const { region } = context.serviceRef.account;
    const { vpcTags, publicSubnetIds, publicSubnetTags, serviceSubnetIds, serviceSubnetTags, assignPublicIp } = wanted;
    const vpcId = await findVpc(context, wanted);
    const find = (role: "public" | "service", ids: readonly string[] = [], tags?: Tags) =>
        tags === undefined
            ? findByIds(context, `network.${role}SubnetIds`, ids)
            : findByTags(context, `network.${role}SubnetTags`, vpcId, tags);
    const [ofBalancer, ofTasks] = await Promise.all([
        internal || sharedZones !== undefined ? undefined : find("public", publicSubnetIds, publicSubnetTags),
        find("service", serviceSubnetIds, serviceSubnetTags),
    ]);
    const named = [...(ofBalancer === undefined ? [] : [ofBalancer]), ofTasks];
    const vpcKey = vpcTags === undefined ? "network.vpcId" : "network.vpcTags";
    refuseMistakes(
        context,
        named.flatMap((each) => findStrangers(each, vpcId, vpcKey)),
    );
    refuseMistakes(context, [
        ...(sharedZones === undefined ? findBalancerMistakes(ofBalancer ?? ofTasks) : []),
        ...findTaskMistakes(ofTasks, sharedZones === undefined ? (ofBalancer ?? ofTasks) : toServed(sharedZones), region),
        ...(isProduction && ofTasks.ids.length === 1
            ? [
                  `${ofTasks.key}: must be at least 2 subnets in production, in different zones, ${ofTasks.ids.join()} alone is found`,
              ]
            : []),
    ]);
    return {
        mode: "existing",
        vpcId,
        ...(ofBalancer === undefined ? {} : { publicSubnetIds: ofBalancer.ids }),
        serviceSubnetIds: ofTasks.ids,
        assignPublicIp,
    };
}

/** A load balancer that is elsewhere, as the checks of subnets know one. */
function toServed(zones: readonly string[]): NamedSubnets {
    const subnets = zones.map((zone) => ({ id: "", vpcId: undefined, zone, zoneId: undefined }));
    return { key: "the subnets of the load balancer", subnets };
}

async function findVpc(context: LookupContext, { vpcId, vpcTags = {} }: WantedExistingNetwork): Promise<string> {
    const { region, accountId } = context.serviceRef.account;
    const action = "ec2:DescribeVpcs";
    const hint = "aws ec2 describe-vpcs lists those that do";
    if (vpcId !== undefined) {
        const found = await lookUpFacts(context, { key: "network.vpcId", action }, (opts) => ec2.getVpc({ id: vpcId }, opts));
        if (typeof found === "string") {
            throw refuse(
                context,
                `network.vpcId: ${vpcId} does not exist in ${region}, or is not shared with account ${accountId}: ${hint}`,
            );
        }
        return vpcId;
    }
    const key = "network.vpcTags";
    const found = await lookUp(context, { key, action }, (opts) => ec2.getVpc({ tags: { ...vpcTags } }, opts));
    if (found === "several") {
        throw refuse(context, `${key}: several VPCs in ${region} have ${describeTags(vpcTags)}: add a tag, or set network.vpcId`);
    }
    if (found === "none") {
        throw refuse(
            context,
            `${key}: no VPC of account ${accountId} in ${region} has ${describeTags(vpcTags)}: ${describeSharing("network.vpcId")}`,
        );
    }
    return found.id;
}

/** Subnets that a key names, and those among them that AWS tells of. */
type FoundSubnets = NamedSubnets & { readonly ids: readonly string[] };

async function findByIds(context: LookupContext, key: string, ids: readonly string[]): Promise<FoundSubnets> {
    return { key, ids, subnets: await findSubnets(context, key, ids) };
}

/** Sorted, so that AWS's order changes nothing. */
async function findByTags(context: LookupContext, key: string, vpcId: string, tags: Tags): Promise<FoundSubnets> {
    const found = await lookUp(context, { key, action: "ec2:DescribeSubnets" }, (opts) =>
        ec2.getSubnets({ filters: [{ name: "vpc-id", values: [vpcId] }], tags: { ...tags } }, opts),
    );
    const ids = typeof found === "string" ? [] : [...found.ids].sort();
    if (ids.length === 0) {
        const alternative = describeSharing(key.replace("Tags", "Ids"));
        throw refuse(context, `${key}: no subnet of ${vpcId} has ${describeTags(tags)}: ${alternative}`);
    }
    return findByIds(context, key, ids);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html */
function describeSharing(key: string): string {
    return `correct the tags, or set ${key}, as the tags of what another account shares are not seen here`;
}
