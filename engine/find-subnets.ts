import * as ec2 from "@pulumi/aws/ec2";
import type { SubnetFacts } from "./check-subnets";
import { lookUpFacts, refuseMistakes, type LookupContext } from "./look-up";

/**
 * Asks for the subnets that a key names. The first is asked for by itself: what AWS denies of one it denies of all.
 *
 * @param key of the stack file, without the namespace
 * @returns none where AWS may not be asked
 * @throws {pulumi.RunError} with a line for each that does not exist
 */
export async function findSubnets(context: LookupContext, key: string, ids: readonly string[]): Promise<SubnetFacts[]> {
    const find = async (id: string) => ({
        id,
        subnet: await lookUpFacts(context, { key, action: "ec2:DescribeSubnets" }, (opts) => ec2.getSubnet({ id }, opts)),
    });
    const [first = "", ...rest] = ids;
    const tried = await find(first);
    const found = tried.subnet === undefined ? [] : [tried, ...(await Promise.all(rest.map(find)))];
    const missing = found.filter(({ subnet }) => typeof subnet === "string").map(({ id }) => id);
    refuseMistakes(
        context,
        missing.map(
            (id) => `${key}: ${id} does not exist in ${context.serviceRef.account.region}, or is not shared with the account`,
        ),
    );
    return found.flatMap(({ id, subnet }) =>
        typeof subnet === "object"
            ? [{ id, vpcId: subnet.vpcId, zone: subnet.availabilityZone, zoneId: subnet.availabilityZoneId }]
            : [],
    );
}
