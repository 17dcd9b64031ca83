import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { describeLoadBalancer } from "./elb-load-balancers";
import { describeTargetGroup } from "./elb-target-groups";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export interface Target {
    /** Private address of the task. */
    readonly id: string;
    readonly port: number;

    /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable`. */
    readonly state: string;

    /** For example `Target.ResponseCodeMismatch`, `Target.Timeout`, `Target.FailedHealthChecks`. */
    readonly reason: string;

    /** For example `Health checks failed with these codes: [404]`. */
    readonly description: string;
}

function toTarget({ Target: target, TargetHealth: health }: TargetHealthDescription): Target {
    return {
        id: target?.Id ?? "",
        port: target?.Port ?? 0,
        state: health?.State ?? "",
        reason: health?.Reason ?? "",
        description: health?.Description ?? "",
    };
}

/** Targets of a group, which ELB answers with in one page. */
export async function describeTargets(clients: Clients, targetGroupArn: string, abortSignal?: AbortSignal): Promise<Target[]> {
    const elb = await clients.elb();
    const answer = await elb.describeTargetHealth({ TargetGroupArn: targetGroupArn }, { abortSignal });
    return (answer.TargetHealthDescriptions ?? []).map(toTarget);
}

/** DNS name of the load balancer that sends requests to a target group; undefined where none does. */
export async function findLoadBalancerDns(clients: Clients, targetGroupArn: string): Promise<string | undefined> {
    const [arn] = (await describeTargetGroup(clients, targetGroupArn))?.loadBalancerArns ?? [];
    return arn === undefined ? undefined : (await describeLoadBalancer(clients, arn))?.dnsName;
}
