import { areHealthy, evidenceOf, type Known } from "./known";
import { deploymentOf } from "./causes-service";
import type { IntendedRelease, Phase } from "./release";
import type { Task } from "./snapshot";

/** The phases of a roll-out in their order. */
export const phases: readonly Phase[] = ["schedule", "pull", "start", "health", "drain"];

/** What the length of a roll-out depends on; the names are those of the stack file. */
export interface RolloutSettings {
    readonly cpu: number;
    readonly tasks: number;
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
    readonly health: { readonly intervalSeconds: number; readonly timeoutSeconds: number };
    readonly deregistrationDelaySeconds: number;
    readonly stopTimeoutSeconds: number;

    /**
     * Compressed size of the image.
     *
     * @default 200
     */
    readonly imageMiB?: number;
}

/** How long a phase should take, and why. */
export interface Expected {
    readonly seconds: number;
    readonly reason: string;
}

/** What the phases should take. Estimates, to compare a roll-out with; the parts that are settings are exact. */
export function expectedPhases(settings: RolloutSettings): Readonly<Record<Phase, Expected>> {
    const { cpu, health, deregistrationDelaySeconds, stopTimeoutSeconds, imageMiB = 200 } = settings;
    const waves = wavesOf(settings);
    const often = waves === 1 ? "" : `, in ${waves} waves`;
    const phase = (seconds: number, reason: string): Expected => ({
        seconds: Math.ceil(seconds) * waves,
        reason: reason + often,
    });
    // Next.js boots in 1–4 s on a whole CPU.
    const boot = Math.min(30, (2.5 * 1024) / Math.min(cpu, 1024));
    const stop = Math.min(5, stopTimeoutSeconds);
    return {
        schedule: phase(25, "network interface and microVM of Fargate"),
        pull: phase(5 + imageMiB / 12, `${imageMiB} MiB at about 12 MiB/s: Fargate keeps no images`),
        start: phase(boot, `boot on ${cpu / 1024} vCPU`),
        // A newly registered target needs one passing check: docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
        health: phase(
            health.intervalSeconds + health.timeoutSeconds + 10,
            `one check every ${health.intervalSeconds} s, and the scheduler of ECS looks every 10 s`,
        ),
        drain: phase(
            deregistrationDelaySeconds + stop + 20,
            `${deregistrationDelaySeconds} s of deregistration delay, up to ${stopTimeoutSeconds} s to stop, and ECS finds itself steady`,
        ),
    };
}

/** {@link expectedPhases} without the reasons. */
export function expectedSeconds(settings: RolloutSettings): Readonly<Record<Phase, number>> {
    const expected = expectedPhases(settings);
    return { ...mapPhases((phase) => expected[phase].seconds) };
}

/** What each phase took, where it is known: the slowest task of each, as they run side by side. */
export function phasesOf(known: Known, intent: IntendedRelease): Readonly<Partial<Record<Phase, number>>> {
    const { healthyAt, completedAt, followed } = known;
    const tasks = ownTasks(known, intent);
    const serving = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
    const measured = serving.length > 0 ? serving : tasks;
    const started = Math.max(...measured.map(({ startedAt }) => startedAt ?? -Infinity));
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
                return followed && Number.isFinite(started) ? between(started, healthyAt) : undefined;
            case "drain":
                return followed ? between(healthyAt, completedAt) : undefined;
        }
    });
    return Object.fromEntries(Object.entries(taken).filter(([, seconds]) => seconds !== undefined));
}

/** The phase that a roll-out is in. */
export function phaseNow(known: Known, intent: IntendedRelease): Phase {
    const live = ownTasks(known, intent).filter(
        ({ lastStatus, stoppedAt }) => lastStatus !== "STOPPED" && stoppedAt === undefined,
    );
    const evidence = evidenceOf(known);
    const own = deploymentOf(evidence, intent.taskDefinitionArn);
    if (known.healthyAt !== undefined && (areHealthy(evidence, intent) || known.standing.name === "complete")) {
        return "drain";
    }
    if (own !== undefined && own.desiredCount > 0 && own.runningCount >= own.desiredCount) {
        return "health";
    }
    const coming = live.filter(({ startedAt }) => startedAt === undefined);
    if (live.length > 0 && coming.every(({ pullStoppedAt }) => pullStoppedAt !== undefined)) {
        return "start";
    }
    return coming.some(({ pullStartedAt }) => pullStartedAt !== undefined) ? "pull" : "schedule";
}

/** `schedule 21 s (expected 25) · pull 18 s (expected 22) · …`, of what is known. */
export function timesLine(seconds: Readonly<Partial<Record<Phase, number>>>, expected: Readonly<Record<Phase, number>>): string {
    return phases
        .filter((phase) => seconds[phase] !== undefined)
        .map((phase) => `${phase} ${seconds[phase] ?? 0} s (expected ${expected[phase]})`)
        .join(" · ");
}

/** Rounds in which ECS replaces the tasks: as many at once as the percentages leave room for. */
function wavesOf({ tasks, minimumHealthyPercent, maximumPercent }: RolloutSettings): number {
    const most = Math.floor((tasks * maximumPercent) / 100);
    const least = Math.ceil((tasks * minimumHealthyPercent) / 100);
    return Math.ceil(tasks / Math.max(1, Math.min(tasks, most - least)));
}

function ownTasks({ tasks, ...known }: Known, { taskDefinitionArn }: IntendedRelease): readonly Task[] {
    const beginning = deploymentOf(evidenceOf({ tasks, ...known }), taskDefinitionArn)?.createdAt ?? 0;
    return [...tasks.values()].filter(
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

function mapPhases<T>(of: (phase: Phase) => T): Record<Phase, T> {
    return { schedule: of("schedule"), pull: of("pull"), start: of("start"), health: of("health"), drain: of("drain") };
}
