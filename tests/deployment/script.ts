import type { Deployment, ServiceDeployment, Task } from "../../aws/ecs";
import type { Target } from "../../aws/elb";
import type { Snapshot } from "../../deployment/snapshot";
import { at, deployment, event, releaseId, service, serviceDeployment, target, task } from "./builders";

/** How a scripted deployment goes; seconds after ECS was asked for it. What is absent never happens. */
export interface Script {
    /** Tasks of the intended revision, by name. */
    readonly tasks: readonly {
        readonly name: string;
        readonly created: number;
        readonly started?: number;
        readonly healthy?: number;
        readonly unhealthy?: number;
        readonly stopped?: number;
        readonly how?: Partial<Task>;
        readonly log?: readonly string[];
    }[];

    /** There is no release before. @default false */
    readonly first?: boolean;

    /** The tasks of the release before begin to drain, and have stopped. @default never */
    readonly drain?: readonly [number, number];
    readonly completed?: number;

    /** ECS begins and ends to roll back. */
    readonly rollback?: readonly [number, number];

    /** The release that answers from a second on. @default the one before */
    readonly answers?: number;
    readonly answerOf?: string;
}

/** Two tasks come up in a minute, and the old ones drain for another two. */
export const success: Script = {
    tasks: [
        { name: "1", created: 6, started: 52, healthy: 72 },
        { name: "2", created: 7, started: 55, healthy: 75 },
    ],
    drain: [85, 165],
    completed: 180,
    answers: 85,
};

/** What is true at one second, all of it. */
export function truthAt(script: Script, second: number): Snapshot {
    const past = (moment: number | undefined): boolean => moment !== undefined && moment <= second;
    const back = past(script.rollback?.[0]);
    const tasks: Task[] = script.tasks
        .filter(({ created }) => past(created))
        .map(({ name, created, started, stopped, how }) => {
            const since = (moment: number | undefined) => (past(moment) ? at(moment ?? 0) : undefined);
            const times = {
                createdAt: at(created),
                pullStartedAt: since(started === undefined ? created + 15 : Math.min(created + 20, started)),
                pullStoppedAt: since(started === undefined ? created + 30 : Math.max(created, started - 4)),
                startedAt: since(started),
            };
            const status = past(started) ? "RUNNING" : "PENDING";
            return past(stopped)
                ? task(name, { ...times, lastStatus: "STOPPED", stoppedAt: at(stopped ?? 0), ...how })
                : task(name, { ...times, lastStatus: status, healthStatus: "UNKNOWN" });
        });
    const old = (script.first === true ? [] : ["8", "9"]).map((name) => {
        const gone = past(script.drain?.[1]);
        return task(name, {
            taskDefinitionArn: deployment(6).taskDefinitionArn,
            lastStatus: gone ? "STOPPED" : "RUNNING",
            createdAt: at(-86_400),
            ...(gone
                ? { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Scaling activity initiated by (deployment ecs-svc/7)" }
                : {}),
        });
    });
    const running = (of: readonly Task[]) => of.filter(({ lastStatus }) => lastStatus === "RUNNING").length;
    const targets: Target[] = [
        ...script.tasks.flatMap(({ name, started, healthy, unhealthy, stopped }) => {
            if (!past(started) || past((stopped ?? Infinity) + 30)) {
                return [];
            }
            const failure = ["Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]"] as const;
            return [
                past(stopped)
                    ? target(name, "draining")
                    : past(unhealthy)
                      ? target(name, "unhealthy", ...failure)
                      : target(name, past(healthy) ? "healthy" : "initial"),
            ];
        }),
        ...old
            .filter(({ lastStatus }) => lastStatus === "RUNNING")
            .map(({ address = "" }) => ({ ...target("8", past(script.drain?.[0]) ? "draining" : "healthy"), id: address })),
    ];
    const failedTasks = tasks.filter(({ lastStatus }) => lastStatus === "STOPPED").length;
    const own = deployment(7, {
        status: back ? "ACTIVE" : "PRIMARY",
        rolloutState: back ? "FAILED" : past(script.completed) ? "COMPLETED" : "IN_PROGRESS",
        rolloutStateReason: back
            ? "ECS deployment circuit breaker: tasks failed to start."
            : "ECS deployment ecs-svc/7 in progress.",
        runningCount: running(tasks),
        failedTasks,
        updatedAt: at(Math.max(0, ...[script.completed ?? 0, script.rollback?.[0] ?? 0].filter(past))),
    });
    const ended = past(script.rollback?.[1]);
    const deployments: Deployment[] = [
        ...(back
            ? [
                  deployment(6, {
                      id: "ecs-svc/back",
                      createdAt: at(script.rollback?.[0] ?? 0),
                      rolloutState: ended ? "COMPLETED" : "IN_PROGRESS",
                      rolloutStateReason: ended
                          ? "completed."
                          : "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/6.",
                      runningCount: running(old),
                      updatedAt: at(script.rollback?.[ended ? 1 : 0] ?? 0),
                  }),
              ]
            : []),
        ...(ended ? [] : [own]),
        ...(past(script.completed) || back || script.first === true
            ? []
            : [deployment(6, { status: "ACTIVE", rolloutState: "COMPLETED", runningCount: running(old) })]),
    ];
    const status = back
        ? ended
            ? "ROLLBACK_SUCCESSFUL"
            : "ROLLBACK_IN_PROGRESS"
        : past(script.completed)
          ? "SUCCESSFUL"
          : "IN_PROGRESS";
    const told: ServiceDeployment = serviceDeployment(status, {
        statusReason: back ? "Service deployment rolled back because the circuit breaker threshold was exceeded." : "",
    });
    const answering = past(script.answers) ? (script.answerOf ?? releaseId) : "000000000000";
    return {
        at: at(second),
        service: service(deployments, {
            runningCount: running([...tasks, ...old]),
            pendingCount: tasks.filter(({ lastStatus }) => lastStatus === "PENDING").length,
            events: script.tasks
                .filter(({ created }) => past(created))
                .map(({ name, created }) => event(created, `has started 1 tasks: (task ${name}).`))
                .reverse(),
        }),
        serviceDeployment: told,
        tasks: [...tasks, ...old],
        targets,
        logs: [],
        healthResponse: { status: 200, releaseId: answering, consecutive: answering === releaseId ? 3 : 0 },
    };
}

/** The intended release stands: complete, alone and healthy. */
export function standsAt({ completed, tasks, rollback, drain }: Script, second: number): boolean {
    const live = tasks.filter(({ started = Infinity, stopped = Infinity }) => started <= second && second < stopped);
    return (
        (completed ?? Infinity) <= second &&
        (rollback?.[0] ?? Infinity) > second &&
        (drain?.[1] ?? Infinity) <= second &&
        live.length === 2 &&
        live.every(({ healthy = Infinity, unhealthy = Infinity }) => healthy <= second && unhealthy > second)
    );
}

/** The intended release answers through the load balancer. */
export function answersAt({ answers = Infinity, answerOf = releaseId }: Script, second: number): boolean {
    return answers <= second && answerOf === releaseId;
}
