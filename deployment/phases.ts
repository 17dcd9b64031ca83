import { shiftMinutes, type ShiftTimes } from "./shift-minutes";
import { mergedSnapshot, type DeploymentState } from "./state";
import { areHealthy } from "./task-health";
import { plannedMinutes, type TrafficShift } from "./traffic-shift";
import { newestDeployment } from "./deployments";
import type { IntendedRelease, Phase } from "./api";
import { isShifting } from "../aws/deployment-strategies";
import type { Task } from "../aws/ecs";

/** The phases of a deployment in their order. */
export const phases: readonly Phase[] = ["schedule", "pull", "start", "health", "drain"];

/** What the length of a deployment depends on; the names are those of the stack file. */
export interface DeploymentSettings {
    readonly service: {
        readonly cpu: number;
        readonly tasks: { readonly min: number };
        readonly minimumHealthyPercent: number;
        readonly maximumPercent: number;
        readonly stopTimeoutSeconds: number;
    };

    /**
     * What sends requests to the tasks.
     *
     * @default - nothing does
     */
    readonly loadBalancer?: {
        readonly healthCheck: { readonly intervalSeconds: number; readonly timeoutSeconds: number };
        readonly deregistrationDelaySeconds: number;
    };

    /**
     * How ECS moves requests to the release, and whether it is waited for to the end.
     *
     * @default - it replaces tasks some at a time
     */
    readonly deployment?: ShiftTimes & { readonly verdictAt?: TrafficShift["verdictAt"] | undefined };

    /**
     * Tasks that are replaced.
     *
     * @default - `service.tasks.min`
     */
    readonly tasks?: number;

    /**
     * Compressed size of the image.
     *
     * @default 200
     */
    readonly imageMiB?: number;
}

/** Seconds that the phases should take: estimates, to compare a deployment with. The parts that are settings are exact. */
export function expectedSeconds(settings: DeploymentSettings): Readonly<Record<Phase, number>> {
    const { service, loadBalancer, imageMiB = 200 } = settings;
    const { healthCheck, deregistrationDelaySeconds = 0 } = loadBalancer ?? {};
    const waves = countWaves(settings);
    const phase = (seconds: number) => Math.ceil(seconds) * waves;
    return {
        schedule: phase(25), // network interface and microVM of Fargate
        pull: phase(5 + imageMiB / 12), // about 12 MiB/s: Fargate keeps no images
        start: phase(Math.min(30, (2.5 * 1024) / Math.min(service.cpu, 1024))), // Next.js boots in 1–4 s on a whole vCPU
        // A newly registered target needs one passing check, and the scheduler of ECS checks every 10 s:
        // docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
        health: healthCheck === undefined ? 0 : phase(healthCheck.intervalSeconds + healthCheck.timeoutSeconds + 10),
        // Until ECS finds itself steady: meanwhile it waits, where it moves requests.
        drain: phase(deregistrationDelaySeconds + Math.min(5, service.stopTimeoutSeconds) + 20) + waitingSeconds(settings),
    };
}

/**
 * What each phase took, where it is known: the slowest task of each, as they run side by side. Either AWS's clock measures a
 * phase or the watch's own: a difference between the two would be the difference of the clocks.
 */
export function measurePhases(state: DeploymentState, intent: IntendedRelease): Readonly<Partial<Record<Phase, number>>> {
    const { runningAt, healthyAt, completedAt, followed } = state;
    const tasks = intendedTasks(state, intent);
    const serving = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
    const measured = serving.length > 0 ? serving : tasks;
    const taken = mapPhases((phase) => {
        switch (phase) {
            case "schedule":
                return slowest(
                    measured,
                    ({ createdAt }) => createdAt,
                    ({ pullStartedAt }) => pullStartedAt,
                );
            case "pull":
                return slowest(
                    measured,
                    ({ pullStartedAt }) => pullStartedAt,
                    ({ pullStoppedAt }) => pullStoppedAt,
                );
            case "start":
                return slowest(
                    measured,
                    ({ pullStoppedAt }) => pullStoppedAt,
                    ({ startedAt }) => startedAt,
                );
            case "health":
                return followed ? between(runningAt, healthyAt) : undefined;
            case "drain":
                return followed ? between(healthyAt, completedAt) : undefined;
        }
    });
    return Object.fromEntries(Object.entries(taken).filter(([, seconds]) => seconds !== undefined));
}

/** The phase that a deployment is in. */
export function currentPhase(state: DeploymentState, intent: IntendedRelease): Phase {
    const live = intendedTasks(state, intent).filter(
        ({ lastStatus, stoppedAt }) => lastStatus !== "STOPPED" && stoppedAt === undefined,
    );
    const snapshot = mergedSnapshot(state);
    const intended = newestDeployment(snapshot, intent.taskDefinitionArn);
    if (state.healthyAt !== undefined && (areHealthy(snapshot, intent) || state.status.name === "complete")) {
        return "drain";
    }
    if (intended !== undefined && intended.desiredCount > 0 && intended.runningCount >= intended.desiredCount) {
        return "health";
    }
    const coming = live.filter(({ startedAt }) => startedAt === undefined);
    if (live.length > 0 && coming.every(({ pullStoppedAt }) => pullStoppedAt !== undefined)) {
        return "start";
    }
    return coming.some(({ pullStartedAt }) => pullStartedAt !== undefined) ? "pull" : "schedule";
}

/** `schedule 21 s (expected 25) · pull 18 s (expected 22) · …`, of what is known. */
export function formatPhases(
    seconds: Readonly<Partial<Record<Phase, number>>>,
    expected: Readonly<Record<Phase, number>>,
): string {
    return phases
        .filter((phase) => seconds[phase] !== undefined)
        .map((phase) => `${phase} ${seconds[phase] ?? 0} s (expected ${expected[phase]})`)
        .join(" · ");
}

/** Rounds in which ECS replaces the tasks: as many at once as the percentages leave room for. */
function countWaves({ service, deployment, tasks = service.tasks.min }: DeploymentSettings): number {
    if (deployment !== undefined && isShifting(deployment.strategy)) {
        return 1; // all tasks of the release start beside those before
    }
    const { minimumHealthyPercent, maximumPercent } = service;
    const most = Math.floor((tasks * maximumPercent) / 100);
    const least = Math.ceil((tasks * minimumHealthyPercent) / 100);
    return Math.ceil(tasks / Math.max(1, Math.min(tasks, most - least)));
}

/** Seconds that ECS waits by itself between two steps by which requests move, and before it stops the release before. */
export function waitingSeconds({ deployment }: Pick<DeploymentSettings, "deployment">): number {
    if (deployment === undefined) {
        return 0;
    }
    const { verdictAt = "bake" } = deployment;
    return 60 * plannedMinutes({ ...shiftMinutes(deployment), verdictAt });
}

/** Tasks of the release since its newest deployment began. */
function intendedTasks(state: DeploymentState, { taskDefinitionArn }: IntendedRelease): readonly Task[] {
    const beginning = newestDeployment(mergedSnapshot(state), taskDefinitionArn)?.createdAt ?? 0;
    return [...state.tasks.values()].filter(
        (task) => task.taskDefinitionArn === taskDefinitionArn && (task.createdAt ?? 0) >= beginning,
    );
}

function slowest(
    tasks: readonly Task[],
    from: (task: Task) => number | undefined,
    to: (task: Task) => number | undefined,
): number | undefined {
    const seconds = tasks.map((task) => between(from(task), to(task))).filter((taken) => taken !== undefined);
    return seconds.length === 0 ? undefined : Math.max(...seconds);
}

function between(from: number | undefined, to: number | undefined): number | undefined {
    return from === undefined || to === undefined ? undefined : Math.max(0, Math.round((to - from) / 1000));
}

function mapPhases<T>(map: (phase: Phase) => T): Record<Phase, T> {
    return { schedule: map("schedule"), pull: map("pull"), start: map("start"), health: map("health"), drain: map("drain") };
}
