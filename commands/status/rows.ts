import { revisionName } from "../../aws/arn";
import type { Deployment } from "../../aws/ecs";
import { isUnrelatedStop } from "../../deployment/diagnosis/context";
import type { LatestDeployment } from "../../deployment/latest-deployment";
import { formatDuration, formatTime } from "../shared/output";
import { describeRelease } from "../shared/release";
import type { ServiceDescription } from "./describe-service";
import { formatSchedule } from "./schedule-lines";
import { formatWorker } from "./workers";

/** A title, and the lines beside it. */
export type Row = readonly [title: string, ...lines: readonly string[]];

/**
 * What is always shown of a service.
 *
 * @param stack its name, for commands
 */
export function describeRows(description: ServiceDescription, stack: string, now: number, verbose: boolean): Row[] {
    const { release, alarms, workers, schedules } = description;
    const commit = release?.commit === undefined ? "" : ` · commit ${release.commit}`;
    return [
        ["Release", release === undefined ? "not known" : `${describeRelease(release)}${commit}`],
        ["Digest", describeDigest(description)],
        ["Tasks", ...describeTasks(description)],
        ["Targets", describeTargets(description)],
        ["Deployment", ...describeDeployment(description, now, verbose)],
        ...describeApproval(description, stack),
        ...describeCause(description),
        ...(workers.length === 0 ? [] : [["Workers", ...workers.map(formatWorker)] as Row]),
        ...(schedules.length === 0 ? [] : [["Schedules", ...schedules.flatMap(formatSchedule)] as Row]),
        ["Before", describeBefore(description)],
        ...(alarms?.length === 0 && !verbose ? [] : [["Alarms", ...describeAlarms(description, verbose)] as Row]),
    ];
}

function describeDigest({ release }: ServiceDescription): string {
    return release === undefined ? "not known" : (release.digest ?? "not known: the revision refers to its image by tag");
}

function describeBefore({ before }: ServiceDescription): string {
    return before === undefined ? "not known" : before === null ? "no earlier release succeeded" : describeRelease(before);
}

function describeTasks({ service, size, tasks = [], stopped = [] }: ServiceDescription): string[] {
    const { runningCount, pendingCount, desiredCount } = service;
    const pending = pendingCount === 0 ? "" : `, ${pendingCount} pending`;
    const each = size === undefined ? "" : ` · ${size.cpu / 1024} vCPU, ${size.memoryMiB / 1024} GB each`;
    const revisions = [...new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn))];
    const count = (arn: string) => tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === arn).length;
    const failed = stopped.filter((task) => !isUnrelatedStop(task)).length;
    return [
        `${runningCount} of ${desiredCount} running${pending}${desiredCount === 0 ? ": the service is scaled to 0 tasks" : each}`,
        ...(revisions.length < 2 ? [] : [revisions.map((arn) => `${count(arn)} of ${revisionName(arn)}`).join(", ")]),
        ...(failed === 0 ? [] : [`${failed} failed in the last hour (why: --verbose)`]),
    ];
}

function describeTargets({ targets }: ServiceDescription): string {
    if (targets === undefined) {
        return "not known";
    }
    const states = [...new Set(targets.map(({ state }) => state))].sort();
    const unhealthy = targets.filter(({ state }) => state === "unhealthy");
    const reasons = [...new Set(unhealthy.map(({ description, reason }) => description || reason))].filter((text) => text !== "");
    const counts = states.map((state) => `${targets.filter((target) => target.state === state).length} ${state}`).join(", ");
    return `${counts || "none"}${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}`;
}

/** How many are in which state, and of those in ALARM what to do. */
function describeAlarms({ alarms, service }: ServiceDescription, verbose: boolean): string[] {
    if (alarms === undefined) {
        return ["not known"];
    }
    const ofState = (state: string) => alarms.filter((alarm) => alarm.state === state);
    const states = [...new Set(alarms.map(({ state }) => state))].sort();
    return [
        ...(alarms.length === 0 ? [] : [states.map((state) => `${ofState(state).length} ${state}`).join(", ")]),
        ...ofState("ALARM").map(({ name, description }) => (description === undefined ? name : `${name} ▸ ${description}`)),
        ...(service.alarms.length === 0 && verbose ? ["none guard the deployment"] : []),
    ];
}

function describeDeployment({ service, latest }: ServiceDescription, now: number, verbose: boolean): string[] {
    const others = service.deployments.filter(({ status }) => status !== "PRIMARY");
    return [
        ...(latest === undefined ? ["not known"] : describeStage(latest, service.primary, now)),
        ...(verbose || others.length > 1 ? others.map((deployment) => `beside ${describeCounts(deployment)}`) : []),
    ];
}

function describeStage(latest: LatestDeployment, primary: Deployment, now: number): string[] {
    const what =
        latest.taskDefinitionArn === undefined ? "a revision that ECS has forgotten" : revisionName(latest.taskDefinitionArn);
    const to = latest.returnsTo === undefined ? "the release before" : revisionName(latest.returnsTo);
    const span = latest.since === undefined ? "" : formatDuration(now - latest.since);
    const step = latest.lifecycleStage === undefined ? "" : ` (${latest.lifecycleStage.toLowerCase().replaceAll("_", " ")})`;
    const since = latest.since === undefined ? [] : [`since ${formatTime(latest.since)}, ${span}: ${counts(primary)}`];
    const ended = latest.since === undefined ? [] : [`${formatTime(latest.since)}, ${span} ago`];
    switch (latest.stage) {
        case "completed":
            return ["none in progress"];
        case "in progress":
            return [
                `in progress for ${span}${step}: ${what}, ${counts(primary)}`,
                ...(latest.productionTrafficWeight === undefined
                    ? []
                    : [`${latest.productionTrafficWeight} % of requests go to ${what}`]),
            ];
        case "stopping":
            return [`${what} is being stopped`, ...since];
        case "going back":
            return [`ECS goes back from ${what} to ${to}${step}`, ...since];
        case "rolled back":
            return [`none in progress: ECS went back from ${what} to ${to}`, ...ended];
        case "rollback failed":
            return [`${what} failed, and so did going back to ${to}`, ...ended];
        case "failed":
            return [`${what} failed: ${counts(primary)}`, ...ended];
        case "stopped":
            return [`none in progress: that of ${what} was stopped`, ...ended];
    }
}

/** What somebody has to decide. */
function describeApproval({ latest }: ServiceDescription, stack: string): Row[] {
    if (latest?.awaiting === undefined) {
        return [];
    }
    const { expiresAt, timeoutAction } = latest.awaiting;
    const until = expiresAt === undefined ? "" : ` until ${formatTime(expiresAt)}`;
    const then = timeoutAction === "CONTINUE" ? "goes on" : "goes back";
    return [
        [
            "Approval",
            `ECS waits for it${until}, and then ${then}`,
            `▸ npm run approve -- ${stack}, or npm run reject -- ${stack}`,
        ],
    ];
}

function describeCounts(deployment: Deployment): string {
    const state = deployment.rolloutState.toLowerCase().replace("_", " ") || deployment.status.toLowerCase();
    return `${revisionName(deployment.taskDefinitionArn)}, ${state}, ${counts(deployment)}`;
}

function counts({ runningCount, desiredCount, failedTasks }: Deployment): string {
    return `${runningCount} of ${desiredCount} running${failedTasks === 0 ? "" : `, ${failedTasks} failed`}`;
}

/** The diagnosis, and ECS's own words unless the evidence quotes them. */
function describeCause({ latest, diagnosis }: ServiceDescription): Row[] {
    const reason = latest?.reason ?? "";
    const { cause, evidence = "", advice = "" } = diagnosis ?? {};
    return [
        ...(reason === "" || evidence.includes(reason.slice(0, 60)) ? [] : [["Reason", reason] as Row]),
        ...(cause === undefined
            ? []
            : [["Cause", cause, `▸ ${evidence}`, ...(advice.includes("npm run status") ? [] : [`▸ ${advice}`])] as Row]),
    ];
}
