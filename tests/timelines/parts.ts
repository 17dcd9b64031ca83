import type { AttemptRow, DeploymentRow, HealthFrame, ServiceFrame, TargetFrame, TaskLife } from "./timeline";

// The usual parts of time lines. Texts of AWS are quoted from its documentation or from issues, linked beside them.

const yesterday = -86_400;

/** The tasks that serve the release before; `drain` is when they go. */
export function oldTasks(drain?: number, count = 2): TaskLife[] {
    return Array.from({ length: count }, (_, index) => ({
        id: `old-${index + 1}`,
        of: "old",
        created: yesterday,
        pull: [yesterday, yesterday],
        started: yesterday,
        ...(drain === undefined ? {} : { stopping: drain + 30, stopped: drain + 45 }),
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: "Scaling activity initiated by (deployment ecs-svc/7)",
        exitCode: 143,
        health: "HEALTHY",
        target: [
            { at: yesterday, state: "healthy" },
            ...(drain === undefined
                ? []
                : [
                      { at: drain, state: "draining" },
                      { at: drain + 30, state: "gone" },
                  ]),
        ],
    }));
}

/** A task of the new release that comes up: 32 s to its start, 55 s until the load balancer sends it requests. */
export function servingTask(id: string, created: number): TaskLife {
    return {
        id,
        of: "new",
        created,
        pull: [created + 15, created + 30],
        started: created + 32,
        health: "HEALTHY",
        target: [
            { at: created + 35, state: "initial", reason: "Elb.InitialHealthChecking" },
            { at: created + 55, state: "healthy" },
        ],
    };
}

export const newTasks: readonly TaskLife[] = [servingTask("new-1", 10), servingTask("new-2", 12)];

/** A task of the new release that ends `after` seconds; `how.started` counts from its creation, too. */
export function failingTask(id: string, created: number, after: number, how: Partial<TaskLife>): TaskLife {
    const started = how.started === undefined ? undefined : created + how.started;
    return { id, of: "new", created, pull: [created + 15, created + 30], stopped: created + after, ...how, started };
}

/** One after the other, as the scheduler starts them: two at once, then another pair. */
export function failingTasks(count: number, after: number, how: Partial<TaskLife>): TaskLife[] {
    return Array.from({ length: count }, (_, index) =>
        failingTask(`new-${index + 1}`, 10 + Math.floor(index / 2) * (after + 10) + index, after, how),
    );
}

/** Never gets as far as a container. */
export function unstarted(stoppedReason: string): Partial<TaskLife> {
    return { stopCode: "TaskFailedToStart", stoppedReason, pull: undefined };
}

/** Ends by itself. */
export function exited(exitCode: number, log: readonly string[], containerReason?: string): Partial<TaskLife> {
    return {
        started: undefined,
        stopCode: "EssentialContainerExited",
        stoppedReason: "Essential container in task exited",
        exitCode,
        containerReason,
        log,
    };
}

/** Runs, fails the load balancer's checks and is replaced: `after` is when, counted from its creation. */
export function unhealthyTasks(
    count: number,
    after: number,
    target: Omit<TargetFrame, "at">,
    how: Partial<TaskLife> = {},
): TaskLife[] {
    return failingTasks(count, after, {}).map((task) => ({
        ...task,
        started: task.created + 32,
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: `Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1)`,
        exitCode: 143,
        target: [
            { at: task.created + 35, state: "initial", reason: "Elb.InitialHealthChecking" },
            { at: task.created + 65, ...target },
            { at: task.created + after, state: "draining", reason: "Target.DeregistrationInProgress" },
            { at: task.created + after + 30, state: "gone" },
        ],
        ...how,
    }));
}

const previous: DeploymentRow = { of: "old", status: "ACTIVE", state: "COMPLETED" };

/** Before ECS was asked: what a stale read still says. */
export const before: ServiceFrame = {
    at: yesterday,
    deployments: [{ of: "old", status: "PRIMARY", state: "COMPLETED" }],
    attempt: { of: "old", status: "SUCCESSFUL" },
};

export const rolling: ServiceFrame = {
    at: 0,
    deployments: [{ of: "new", status: "PRIMARY", state: "IN_PROGRESS" }, previous],
    attempt: { of: "new", status: "IN_PROGRESS" },
};

export function completed(at: number): ServiceFrame {
    return {
        at,
        deployments: [{ of: "new", status: "PRIMARY", state: "COMPLETED" }],
        attempt: { of: "new", status: "SUCCESSFUL" },
    };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
export const breakerReason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";

/** ECS goes back to the old release: it begins at one second and has ended at another. */
export function rollback(at: number, end: number, reason = breakerReason, attempt: Partial<AttemptRow> = {}): ServiceFrame[] {
    const told = { of: "new", reason, rollback: { reason, to: "old" }, ...attempt } as const;
    const back = { of: "old", status: "PRIMARY", id: "ecs-svc/back" } as const;
    const failed: DeploymentRow = {
        of: "new",
        status: "ACTIVE",
        state: "FAILED",
        reason: "ECS deployment circuit breaker: tasks failed to start.",
    };
    const rollingBack = "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/6.";
    return [
        {
            at,
            deployments: [{ ...back, state: "IN_PROGRESS", reason: rollingBack }, failed],
            attempt: { status: "ROLLBACK_IN_PROGRESS", ...told },
        },
        { at: end, deployments: [{ ...back, state: "COMPLETED" }], attempt: { status: "ROLLBACK_SUCCESSFUL", ...told } },
    ];
}

/** What answers while the old release serves. */
export const oldAnswers: readonly HealthFrame[] = [{ at: yesterday, status: 200, of: "old" }];

/** The new release answers from a second on. */
export function newAnswers(at: number): HealthFrame[] {
    return [...oldAnswers, { at, status: 200, of: "new" }];
}
