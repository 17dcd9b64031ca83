import type { Clients } from "../aws/clients";
import { describeService } from "../aws/ecs";
import { describeTargets } from "../aws/elb";
import { describeWeights } from "../aws/elb-listeners";
import { describeTargetGroup, listTargetGroups } from "../aws/elb-target-groups";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { ShiftChange, ShiftFacts } from "./shift-change";

/** Asks AWS which of two target groups requests go to. */
export async function gatherShiftFacts(clients: Clients, change: ShiftChange): Promise<ShiftFacts> {
    const refused: string[] = [];
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refused);
    const { serviceRef, targetGroupArn, leavingRuleArn } = change;
    if (leavingRuleArn === undefined) {
        return { healthy: await ask(() => countHealthy(clients, targetGroupArn)), refused };
    }
    const [service, weights] = await Promise.all([
        ask(() => describeService(clients, serviceRef)),
        ask(() => describeWeights(clients, leavingRuleArn)),
    ]);
    const running = service?.deployments.filter(({ status }) => status !== "INACTIVE");
    return {
        isDeploying: running && running.length > 1,
        weights: weights && Object.fromEntries(weights.map(({ arn, weight }) => [arn, weight])),
        refused,
    };
}

async function countHealthy(clients: Clients, targetGroupArn: string): Promise<ShiftFacts["healthy"]> {
    const [loadBalancerArn] = (await describeTargetGroup(clients, targetGroupArn))?.loadBalancerArns ?? [];
    if (loadBalancerArn === undefined) {
        return undefined; // nothing sends requests to it yet
    }
    const arns = (await listTargetGroups(clients, loadBalancerArn)).map(({ arn }) => arn);
    const counts = await Promise.all(
        arns.map(async (arn) => {
            const targets = await describeTargets(clients, arn);
            return { arn, healthy: targets.filter(({ state }) => state === "healthy").length };
        }),
    );
    const sum = (isFirst: boolean) =>
        counts.filter(({ arn }) => (arn === targetGroupArn) === isFirst).reduce((total, { healthy }) => total + healthy, 0);
    return { first: sum(true), others: sum(false) };
}
