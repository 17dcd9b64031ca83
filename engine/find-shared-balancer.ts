import * as pulumi from "@pulumi/pulumi";
import type { SharedListener } from "../components/shared-load-balancer";
import type { DeploymentApi } from "../deployment/api";
import {
    describeMiss,
    keyOfBalancer,
    planRule,
    type BalancerMiss,
    type PlannedRule,
    type SharedBalancer,
} from "../deployment/shared-balancer";
import { refusal, refuse, refuseMistakes, type LookupContext } from "./look-up";

/** What a load balancer that stacks share is asked through. */
export type SharedBalancerContext = LookupContext & { readonly api: Pick<DeploymentApi, "sharedBalancer"> };

/** A load balancer that stacks share, as the program uses it and as AWS has it. */
export interface FoundBalancer {
    /** Where the rule goes. */
    readonly listener: SharedListener;

    /** Its VPC, in which the tasks must be too; empty where AWS was not asked. */
    readonly vpcId: string;

    /** Zones that it serves; empty where AWS was not asked. */
    readonly zones: readonly string[];
}

/**
 * Finds the listener of a load balancer that other stacks use, too, and a place among its rules.
 *
 * @throws {pulumi.RunError} with a line for each reason why it can't serve this stack, before anything is made
 */
export async function findSharedBalancer(context: SharedBalancerContext, planned: PlannedRule): Promise<FoundBalancer> {
    const balancer = await ask(context, planned);
    if ("matching" in balancer) {
        throw refuse(context, describeMiss(planned.balancer, balancer, context.serviceRef.account));
    }
    await Promise.all(balancer.refused.map((line) => pulumi.log.warn(`not checked: loadBalancer.existing: ${line}`)));
    const { priority, errors } = planRule(planned, balancer);
    refuseMistakes(context, errors);
    const { arn, dnsName, zoneId, ipAddressType, listenerArn = "", securityGroupIds, vpcId, zones } = balancer;
    const [securityGroupId = ""] = [...securityGroupIds].sort();
    return {
        listener: {
            loadBalancerArn: arn,
            listenerArn,
            dnsName,
            zoneId,
            ipAddressType: ipAddressType === "dualstack" ? "dualstack" : "ipv4",
            securityGroupId,
            priority,
        },
        vpcId,
        zones,
    };
}

async function ask(
    { api, serviceRef, namespace }: SharedBalancerContext,
    { balancer, tags }: PlannedRule,
): Promise<SharedBalancer | BalancerMiss> {
    try {
        return await api.sharedBalancer(serviceRef, { balancer, tags });
    } catch (error) {
        throw refusal([`${namespace}:${keyOfBalancer(balancer)}: ${(error as Error).message}`]);
    }
}

/**
 * Checks that the tasks are where the load balancer can reach them.
 *
 * @throws {pulumi.RunError} where that is another VPC
 */
export function checkBalancerVpc(context: LookupContext, { listener, vpcId }: FoundBalancer, own: string): void {
    if (vpcId !== "" && vpcId !== own) {
        const [, , name = ""] = listener.loadBalancerArn.split("/");
        throw refuse(
            context,
            `loadBalancer.existing: ${name} is in ${vpcId}, and the tasks in ${own}: set network to mode existing with subnets of ${vpcId}`,
        );
    }
}
