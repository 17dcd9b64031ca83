import type { LifecycleHook, ServiceDeployment } from "../aws/ecs";
import type { IntendedRelease } from "./api";
import { intendedServiceDeployment } from "./deployments";
import type { Snapshot } from "./snapshot";

/*
 * The stages of a service deployment that moves traffic, in their order:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
 */

const stages = [
    ["RECONCILE_SERVICE"],
    ["PRE_SCALE_UP"],
    ["SCALE_UP"],
    ["POST_SCALE_UP"],
    ["TEST_TRAFFIC_SHIFT"],
    ["POST_TEST_TRAFFIC_SHIFT"],
    ["PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"], // by turns, where there are several steps
    ["POST_PRODUCTION_TRAFFIC_SHIFT"],
    ["BAKE_TIME"],
    ["CLEAN_UP"],
] as const;

/** How far a stage is: a larger number comes later. -1 where there is none, or it is not known. */
export function stageOrder(stage: string | undefined): number {
    return stages.findIndex((each) => (each as readonly (string | undefined)[]).includes(stage));
}

/** The hook that waits until somebody lets the deployment go on. */
export function findAwaiting({ status, lifecycleHooks = [] }: ServiceDeployment): LifecycleHook | undefined {
    return /^(PENDING|IN_PROGRESS)$/.test(status) ? lifecycleHooks.find((hook) => hook.status === "AWAITING_ACTION") : undefined;
}

/**
 * Whether all of production has moved, and whoever waits for the verdict does not wait for the bake time. One that is asked to
 * stop meanwhile is about to go back.
 */
export function isShifted({ status, lifecycleStage }: ServiceDeployment, { trafficShift }: IntendedRelease): boolean {
    return (
        status === "IN_PROGRESS" && trafficShift?.verdictAt === "shift" && stageOrder(lifecycleStage) >= stageOrder("BAKE_TIME")
    );
}

/** Test traffic goes to the release, or begins to, and production does not yet. */
export function isTested({ status, lifecycleStage, productionTrafficWeight = 0 }: ServiceDeployment): boolean {
    return (
        status === "IN_PROGRESS" &&
        productionTrafficWeight === 0 &&
        /^((POST_)?TEST_TRAFFIC_SHIFT|PRE_PRODUCTION_TRAFFIC_SHIFT)$/.test(lifecycleStage ?? "")
    );
}

/**
 * The service deployment by which ECS comes back to the release, where the newest leads to another: it was stopped, or has
 * failed.
 */
export function findReturn(
    { serviceDeployment }: Snapshot,
    { taskDefinitionArn }: IntendedRelease,
): ServiceDeployment | undefined {
    const { status = "", taskDefinitionArn: left, rollback, sourceTaskDefinitionArns: sources = [] } = serviceDeployment ?? {};
    const to = rollback?.taskDefinitionArn ?? (sources.length === 1 ? sources[0] : undefined);
    return /^(STOP_REQUESTED|ROLLBACK)/.test(status) && left !== taskDefinitionArn && to === taskDefinitionArn
        ? serviceDeployment
        : undefined;
}

/** Target group of the release's tasks, where ECS says it. */
export function ownTargetGroup(snapshot: Snapshot, intent: IntendedRelease): string | undefined {
    const own = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
    return (own === undefined ? findReturn(snapshot, intent)?.rollback : own)?.targetGroupArns?.[0];
}

/**
 * Part of production's requests that goes to the release, 0 to 100: by the listener's rule, or where that may not be read by
 * what ECS has asked of it. Undefined where neither is known.
 */
export function productionWeight(snapshot: Snapshot, intent: IntendedRelease): number | undefined {
    const own = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
    const left = findReturn(snapshot, intent)?.productionTrafficWeight;
    return (
        weightByRule(snapshot, ownTargetGroup(snapshot, intent)) ??
        own?.productionTrafficWeight ??
        (left === undefined ? undefined : 100 - left)
    );
}

/** Weights of a rule are parts of their sum. */
function weightByRule({ productionWeights }: Snapshot, group: string | undefined): number | undefined {
    if (productionWeights === undefined || group === undefined) {
        return undefined;
    }
    const sum = productionWeights.reduce((total, { weight }) => total + weight, 0);
    const weight = productionWeights.find(({ arn }) => arn === group)?.weight ?? 0;
    return sum === 0 ? 0 : (100 * weight) / sum;
}
