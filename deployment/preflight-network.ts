import type { FoundSubnets } from "../aws/ec2";
import type { PlannedRelease } from "./api";

/** A load balancer needs eight free addresses in a subnet to grow; tasks come on top where they share it. */
const addressesLeft = 8;

/** Subnets that do not exist: nothing starts there. */
export function findSubnetErrors({ missing }: Pick<FoundSubnets, "missing">): string[] {
    return missing.map((id) => `subnet ${id} does not exist in this region and account`);
}

/** Few free addresses are momentary. */
export function findSubnetWarnings({ maxNewTasks }: PlannedRelease, { subnets }: Pick<FoundSubnets, "subnets">): string[] {
    const share = Math.ceil(maxNewTasks / Math.max(subnets.length, 1));
    return subnets
        .filter(({ freeAddresses }) => freeAddresses < share + addressesLeft)
        .map(
            ({ id, freeAddresses }) => `subnet ${id} has ${freeAddresses} free addresses; a deployment may need ${share} of them`,
        );
}
