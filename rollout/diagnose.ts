import type { Cause, Scene } from "./causes";
import { runCauses } from "./causes-run";
import { beginningOf, eventsOf, isPassing, sceneOf } from "./causes-scene";
import { deploymentCauses, serviceCauses } from "./causes-service";
import { startCauses } from "./causes-start";
import type { Diagnosis, IntendedRelease } from "./release";
import type { Snapshot, Task } from "./snapshot";

const taskCauses = [...startCauses, ...runCauses];

/** Every cause that a roll-out is told, in the order in which they are tried within their group. */
export const causes: readonly Cause[] = [...deploymentCauses, ...taskCauses, ...serviceCauses];

/**
 * Why a roll-out does not get anywhere, as far as a snapshot tells. What the newest failed task says goes before what the
 * service's events say, and that before what its deployments say.
 *
 * @param first id of a cause to try before all others, where the caller knows better
 */
export function diagnose(snapshot: Snapshot, intent: IntendedRelease, first?: string): Diagnosis | undefined {
    const service = serviceSceneOf(snapshot, intent);
    const named = causes.filter(({ id }) => id === first);
    const stopped = newest(stopsOf(snapshot, intent));
    const unhealthy = snapshot.tasks.find((task) => isUnhealthy(task, snapshot, intent));
    const interrupted = newest(ownTasks(snapshot, intent).filter((task) => task.lastStatus === "STOPPED" && isPassing(task)));
    const scenes: readonly (readonly [readonly Cause[], Scene | undefined])[] = [
        [named, service],
        [deploymentCauses, service],
        [taskCauses, stopped && sceneOf(snapshot, intent, stopped)],
        [startCauses, service],
        [taskCauses, unhealthy && sceneOf(snapshot, intent, unhealthy)],
        [taskCauses, interrupted && sceneOf(snapshot, intent, interrupted)],
        [serviceCauses, service],
    ];
    for (const [rows, scene] of scenes) {
        const found = scene && firstOf(rows, scene);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

/** What stopped one task, from itself alone; undefined where it says nothing about the release. */
export function causeOfStop(task: Task, snapshot: Snapshot, intent: IntendedRelease): string | undefined {
    if (task.lastStatus !== "STOPPED" || task.taskDefinitionArn !== intent.taskDefinitionArn || isPassing(task)) {
        return undefined;
    }
    // A health check's reason is only known as long as the target is registered: such stops are one cause.
    const checked = /failed (ELB|container) health checks/i.exec(task.stoppedReason)?.[1];
    return checked === undefined
        ? firstOf(taskCauses, { ...sceneOf(snapshot, intent, task), logs: [] })?.id
        : `${checked} health checks`;
}

/** Tasks of the intended revision that stopped for a reason, since its deployment began. */
export function stopsOf(snapshot: Snapshot, intent: IntendedRelease): readonly Task[] {
    return ownTasks(snapshot, intent).filter((task) => task.lastStatus === "STOPPED" && !isPassing(task));
}

/** A diagnosis as one line. */
export function lineOf({ cause, evidence, advice }: Diagnosis): string {
    return `${cause} ▸ ${evidence} ▸ ${advice}`;
}

function serviceSceneOf(snapshot: Snapshot, intent: IntendedRelease): Scene {
    return { snapshot, intent, said: eventsOf(snapshot, intent), logs: [] };
}

function ownTasks(snapshot: Snapshot, { taskDefinitionArn }: IntendedRelease): readonly Task[] {
    const beginning = beginningOf(snapshot, taskDefinitionArn) ?? 0;
    return snapshot.tasks.filter(
        (task) => task.taskDefinitionArn === taskDefinitionArn && (task.createdAt ?? beginning) >= beginning,
    );
}

function isUnhealthy(task: Task, { targets }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    return (
        task.taskDefinitionArn === taskDefinitionArn &&
        task.lastStatus === "RUNNING" &&
        targets.some(({ id, state }) => id === task.address && state === "unhealthy")
    );
}

function newest(tasks: readonly Task[]): Task | undefined {
    return [...tasks].sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0))[0];
}

function firstOf(rows: readonly Cause[], scene: Scene): Diagnosis | undefined {
    for (const { id, matches } of rows) {
        const finding = matches(scene);
        if (finding !== undefined) {
            return { id, ...finding };
        }
    }
    return undefined;
}
