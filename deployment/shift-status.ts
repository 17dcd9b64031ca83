import { lastSegment } from "../aws/arn";
import type { ServiceDeployment } from "../aws/ecs";
import type { Diagnosis, IntendedRelease, Verdict } from "./api";
import { intendedServiceDeployment } from "./deployments";
import { findAwaiting, findReturn, isTested, productionWeight } from "./lifecycle";
import { ownCommand } from "./own-command";
import type { Snapshot } from "./snapshot";
import { areHealthy } from "./task-health";
import { mergedSnapshot, type DeploymentState } from "./state";

/** What a deployment that shifts traffic is doing; undefined while its tasks come up, which is as everywhere. */
export function describeShift(state: DeploymentState, intent: IntendedRelease): string | undefined {
    const { trafficShift, taskDefinitionArn } = intent;
    const snapshot = mergedSnapshot(state);
    const own = intendedServiceDeployment(snapshot, taskDefinitionArn);
    if (trafficShift === undefined || own === undefined) {
        const isBack = findReturn(snapshot, intent) !== undefined;
        return isBack ? `ECS goes back to the release: ${describeWeight(snapshot, intent)}` : undefined;
    }
    const stage = describeStage(own, snapshot, state, intent);
    const hook = own.lifecycleHooks?.find(({ status }) => status === "IN_PROGRESS");
    const name = hook?.targetArn === undefined ? "" : ` ${lastSegment(hook.targetArn.replaceAll(":", "/"))}`;
    return stage === undefined || hook === undefined ? stage : `${stage}, waiting for the lifecycle hook${name}`;
}

function describeStage(
    { lifecycleStage }: ServiceDeployment,
    snapshot: Snapshot,
    state: DeploymentState,
    intent: IntendedRelease,
): string | undefined {
    switch (lifecycleStage) {
        case "RECONCILE_SERVICE":
            return "reconcile: ECS ends what an earlier deployment has left";
        case "SCALE_UP":
        case "POST_SCALE_UP":
            if (!areHealthy(snapshot, intent)) {
                return undefined;
            }
            return "scaled up: the new tasks are healthy, no requests go to them yet";
        case "TEST_TRAFFIC_SHIFT":
        case "POST_TEST_TRAFFIC_SHIFT":
            return `test traffic: ${describeTest(state, intent)}`;
        case "PRE_PRODUCTION_TRAFFIC_SHIFT":
        case "PRODUCTION_TRAFFIC_SHIFT":
        case "POST_PRODUCTION_TRAFFIC_SHIFT":
            return `production: ${describeWeight(snapshot, intent)}`;
        case "BAKE_TIME":
            return `bake: ${describeWeight(snapshot, intent)}, the release before is kept${describeEnd(state, intent)}`;
        case "CLEAN_UP":
            return `clean up: ${describeWeight(snapshot, intent)}, ECS stops the tasks of the release before`;
        default:
            return undefined;
    }
}

function describeTest({ testTraffic }: DeploymentState, { trafficShift, probe }: IntendedRelease): string {
    if (trafficShift?.testHeader === undefined || probe === undefined) {
        return "the release is not asked by it";
    }
    return testTraffic === undefined
        ? "asking the release"
        : testTraffic.passed
          ? "the release answers"
          : "the release does not answer";
}

function describeWeight(snapshot: Snapshot, intent: IntendedRelease): string {
    const weight = productionWeight(snapshot, intent);
    return weight === undefined
        ? "requests move to the release"
        : `${Math.round(weight * 10) / 10} % of requests go to the release`;
}

/** ` until 2026-11-24 13:42 UTC`, at the latest; empty while the bake time was not seen. */
export function describeEnd({ bakesSince }: DeploymentState, { trafficShift }: IntendedRelease): string {
    return bakesSince === undefined || trafficShift === undefined
        ? ""
        : ` until ${formatMoment(bakesSince + trafficShift.bakeMinutes * 60_000)}`;
}

/** A moment as everyone reads it, whatever zone this machine is in. */
export function formatMoment(milliseconds: number): string {
    return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/**
 * What somebody has to decide before the deployment goes on; undefined where nothing waits, or the release has still to
 * answer test traffic.
 */
export function describeApproval(state: DeploymentState, intent: IntendedRelease): string | undefined {
    const { trafficShift, taskDefinitionArn, probe, serviceRef } = intent;
    const own = intendedServiceDeployment(mergedSnapshot(state), taskDefinitionArn);
    const hook = own && findAwaiting(own);
    if (trafficShift === undefined || own === undefined || hook === undefined || hook.id === intent.answeredHookId) {
        return undefined;
    }
    const isAsked = trafficShift.testHeader !== undefined && probe !== undefined && isTested(own);
    if (isAsked && state.testTraffic?.passed !== true) {
        return undefined;
    }
    const then = hook.timeoutAction === "CONTINUE" ? "goes on" : "goes back";
    const until = hook.expiresAt === undefined ? "" : ` until ${formatMoment(hook.expiresAt)}, when ECS ${then} by itself`;
    const commands = `${ownCommand("approve", serviceRef)}, or ${ownCommand("reject", serviceRef)}`;
    return `waits for approval at ${own.lifecycleStage ?? "a lifecycle hook"}${until}: ${commands}`;
}

/** It is no end of the deployment, and no failure: what waits for the release has to be done again after it. */
export function toApprovalVerdict(line: string, { releaseId }: IntendedRelease, seconds: Verdict["seconds"]): Verdict {
    return { outcome: "AWAITING_APPROVAL", seconds, line: `release ${releaseId} ${line}` };
}

/** Why a deployment that shifts traffic is not over: what ECS waits for, or where production's requests go instead. */
export function whyUnshifted(snapshot: Snapshot, intent: IntendedRelease): Diagnosis | undefined {
    const own = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
    if (intent.trafficShift === undefined || own?.lifecycleStage === undefined) {
        return undefined;
    }
    const weight = productionWeight(snapshot, intent) ?? 0;
    const evidence = `stage ${own.lifecycleStage}, ${describeWeight(snapshot, intent)}`;
    if (own.status === "SUCCESSFUL") {
        return weight === 100
            ? undefined
            : {
                  id: "production-elsewhere",
                  cause: "ECS has finished, and production's requests go to another target group",
                  evidence,
                  advice: "run the update again, which restores the listener's rule; something else may write its weights",
              };
    }
    return {
        id: "stage-lasts",
        cause: "ECS has not finished a stage of the deployment",
        evidence: `${evidence}${own.lifecycleHooks?.some(({ status }) => status === "IN_PROGRESS") === true ? ", a lifecycle hook has not answered" : ""}`,
        advice: `check the service's events and the hook's log; ${ownCommand("rollback", intent.serviceRef)} goes back`,
    };
}
