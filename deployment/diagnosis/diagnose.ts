import type { Cause, FailureContext } from "./causes";
import { failedSidecar, ofSidecar } from "./containers";
import { runCauses } from "./run";
import { isUnrelatedStop, toFailureContext, toHealthContext } from "./context";
import { decisionCauses, deploymentCauses, rolledBack } from "./decisions";
import { endpointCauses, isEndpointCause, scaledToZero } from "./endpoint";
import { badEvents, deploymentStart, serviceEvent } from "./events";
import { statedReasons } from "./service";
import { cannotStart, startCauses } from "./start";
import type { Diagnosis, IntendedRelease } from "../api";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** `cannot-start` comes after what a task's end is recognised by, as it says the least. */
const taskCauses = [...startCauses, ...runCauses, cannotStart];

const serviceCauses = [...decisionCauses, scaledToZero, ...endpointCauses, rolledBack, serviceEvent];

/** Every cause of a failed deployment, each once, in the order in which they are tried within their group. */
export const causes: readonly Cause[] = mergedById([...deploymentCauses, ...taskCauses, ...serviceCauses]);

/**
 * Why a deployment fails, as far as a snapshot shows it. The newest failed task comes before the service's events, and
 * those before its deployments.
 *
 * @param first id of a cause to try before all others, where the caller knows better
 */
export function diagnose(snapshot: Snapshot, intent: IntendedRelease, first?: string): Diagnosis | undefined {
    const service = serviceContext(snapshot, intent);
    const stated = { ...service, reasons: [...service.reasons, ...statedReasons(snapshot, intent.taskDefinitionArn)] };
    const named = causes.filter((cause) => cause.id === first || (first === "endpoint-silent" && isEndpointCause(cause)));
    const stops = failedStops(snapshot, intent);
    const stopped = stops.find((task) => !passesByItself(stopCause(task, snapshot, intent))) ?? stops[0];
    const unhealthy = snapshot.tasks.find((task) => isUnhealthy(task, snapshot, intent));
    const [interrupted] = ownTasks(snapshot, intent).filter((task) => task.lastStatus === "STOPPED" && isUnrelatedStop(task));
    const attempts: readonly (readonly [readonly Cause[], FailureContext | undefined])[] = [
        [named, service],
        [deploymentCauses, service],
        [taskCauses, stopped && toFailureContext(snapshot, intent, stopped)],
        [startCauses.filter(({ id }) => !passesByItself(id)), stated],
        [taskCauses, unhealthy && toFailureContext(snapshot, intent, unhealthy)],
        [taskCauses, interrupted && toFailureContext(snapshot, intent, interrupted)],
        [runCauses, toHealthContext(snapshot, intent)],
        [startCauses, stated],
        [[cannotStart], service],
        [serviceCauses, service],
    ];
    for (const [rows, context] of attempts) {
        const found = context && firstMatch(rows, context);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

/**
 * Whether a cause usually passes by itself, as ECS tries again: it is no reason to end a deployment early, and
 * what lasts explains a failure better.
 */
export function passesByItself(id: string | undefined): boolean {
    return ["aws-passing", "parameter-throttled", "pull-throttled", "scheduler-throttled", "no-capacity"].includes(id ?? "");
}

/** Id of what stopped one task, from that task alone; undefined where the stop has nothing to do with the release. */
export function stopCause(task: Task, snapshot: Snapshot, intent: IntendedRelease): string | undefined {
    if (task.lastStatus !== "STOPPED" || task.taskDefinitionArn !== intent.taskDefinitionArn || isUnrelatedStop(task)) {
        return undefined;
    }
    // A health check's reason is only known as long as the target is registered: such stops are one cause.
    const checked = /failed (ELB|container) health checks/i.exec(task.stoppedReason)?.[1];
    return checked === undefined
        ? firstMatch(taskCauses, { ...toFailureContext(snapshot, intent, task), logs: [] })?.id
        : `${checked} health checks`;
}

/** Tasks of the intended revision that stopped for a reason since its deployment began, the newest stop first. */
export function failedStops(snapshot: Snapshot, intent: IntendedRelease): readonly Task[] {
    return ownTasks(snapshot, intent).filter((task) => task.lastStatus === "STOPPED" && !isUnrelatedStop(task));
}

/** Why a task stopped that belongs to no service; undefined where nothing says so. */
export function diagnoseTask(task: Task, logs: readonly string[], intent: IntendedRelease): Diagnosis | undefined {
    return firstMatch(taskCauses, toFailureContext({ at: 0, tasks: [task], targets: [], logs }, intent, task));
}

/** A diagnosis as one line. */
export function formatDiagnosis({ cause, evidence, advice }: Diagnosis): string {
    return `${cause} ▸ ${evidence} ▸ ${advice}`;
}

function serviceContext(snapshot: Snapshot, intent: IntendedRelease): FailureContext {
    return { snapshot, intent, reasons: badEvents(snapshot, intent), logs: [] };
}

function ownTasks(snapshot: Snapshot, { taskDefinitionArn }: IntendedRelease): readonly Task[] {
    const beginning = deploymentStart(snapshot, taskDefinitionArn) ?? 0;
    return snapshot.tasks
        .filter((task) => task.taskDefinitionArn === taskDefinitionArn && (task.createdAt ?? beginning) >= beginning)
        .sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0));
}

function isUnhealthy(task: Task, { targets }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    return (
        task.taskDefinitionArn === taskDefinitionArn &&
        task.lastStatus === "RUNNING" &&
        targets.some(({ id, state }) => id === task.address && state === "unhealthy")
    );
}

/** Texts of several kinds may be one cause, with others between them. */
function mergedById(rows: readonly Cause[]): readonly Cause[] {
    return [...new Set(rows.map(({ id }) => id))].map((id) => {
        const same = rows.filter((row) => row.id === id);
        return { id, matches: (context) => same.map(({ matches }) => matches(context)).find((found) => found !== undefined) };
    });
}

function firstMatch(rows: readonly Cause[], context: FailureContext): Diagnosis | undefined {
    for (const { id, matches } of rows) {
        const finding = matches(context);
        if (finding !== undefined) {
            const sidecar = context.task && failedSidecar(context.task, context.intent);
            const diagnosis = { id, ...finding };
            return sidecar === undefined ? diagnosis : ofSidecar(diagnosis, sidecar, context.intent);
        }
    }
    return undefined;
}
