import {
    before,
    breakerReason,
    completed,
    exited,
    failingTask,
    failingTasks,
    newAnswers,
    newTasks,
    oldAnswers,
    oldTasks,
    rollback,
    rolling,
    servingTask,
    unstarted,
} from "./parts";
import type { DeploymentRow, TaskLife, Timeline } from "./timeline";

// What ends a deployment from outside of its tasks: ECS itself, an alarm, a person, time, or missing rights.

export const crashes = failingTasks(8, 45, exited(1, ["Error: boom"]));
const alarm = "Service deployment rolled back because one or more alarms were triggered.";

/** The deployment that serves is of the same revision: only the service's subnets have changed. */
const first: DeploymentRow = { of: "new", status: "ACTIVE", state: "COMPLETED", id: "ecs-svc/first", created: -3700 };
const second: DeploymentRow = { of: "new", status: "PRIMARY", state: "IN_PROGRESS", id: "ecs-svc/second", created: 0 };
const noRoute = unstarted(
    "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: " +
        "There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
);
const unrouted = (id: string, created: number): TaskLife => ({ ...failingTask(id, created, 40, noRoute), by: "ecs-svc/second" });

/** The service is on the revision already, and its second deployment crashes. */
const crashingAgain: Omit<Timeline, "name"> = {
    tasks: [
        ...["a", "b"].map((id): TaskLife => ({ ...servingTask(id, -3600), by: "ecs-svc/first" })),
        ...crashes.map((task) => ({ ...task, by: "ecs-svc/second" })),
    ],
    service: [
        {
            at: -86_400,
            deployments: [{ ...first, status: "PRIMARY" }],
            attempt: { of: "new", status: "SUCCESSFUL", started: -3700 },
        },
        { at: 0, deployments: [second, first], attempt: { of: "new", status: "IN_PROGRESS" } },
    ],
    health: [{ at: -86_400, status: 200, of: "new" }],
    faults: [{ calls: [1, 2], answer: "stale", seconds: 8 }],
    expected: { outcome: "FAILED", cause: "process-exit", line: /boom/, by: 150 },
};

export const outside: readonly Timeline[] = [
    {
        name: "the circuit breaker rolls back",
        tasks: [...oldTasks(), ...crashes],
        service: [
            before,
            rolling,
            ...rollback(130, 160, undefined, { breaker: { status: "TRIGGERED", failureCount: 3, threshold: 3 } }),
        ],
        health: oldAnswers,
        maxFailuresOfSameCause: 50,
        expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /boom/, by: 170 },
    },
    {
        name: "an alarm rolls back",
        tasks: [...oldTasks(), ...newTasks.map((task) => ({ ...task, stopping: 125, stopped: 150 }))],
        service: [before, rolling, ...rollback(120, 160, alarm, { alarms: ["spotter-5xx"] })],
        health: [...newAnswers(70), { at: 120, status: 200, of: "old" }],
        expected: { outcome: "ROLLED_BACK", cause: "alarm", line: /spotter-5xx/, by: 170 },
    },
    {
        name: "another deployment replaces this one",
        tasks: [...oldTasks(), ...newTasks.map((task) => ({ ...task, stopping: 60, stopped: 70 }))],
        service: [
            before,
            rolling,
            {
                at: 45,
                deployments: [
                    { of: "other", status: "PRIMARY", state: "IN_PROGRESS" },
                    { of: "new", status: "ACTIVE", state: "IN_PROGRESS" },
                    { of: "old", status: "ACTIVE", state: "COMPLETED" },
                ],
                attempt: { of: "other", status: "IN_PROGRESS" },
            },
        ],
        health: oldAnswers,
        expected: { outcome: "STOPPED", cause: "replaced", line: /spotter-test:8/, by: 65 },
    },
    {
        name: "a person stops the deployment",
        tasks: [...oldTasks(), ...newTasks.map((task) => ({ ...task, stopping: 50, stopped: 60 }))],
        service: [before, rolling, ...rollback(45, 75, "Service deployment rollback requested by the user.")],
        health: oldAnswers,
        expected: { outcome: "STOPPED", cause: "stopped-by-hand", by: 85 },
    },
    {
        name: "a first deployment fails: there is nothing to go back to",
        tasks: crashes,
        service: [
            {
                at: 0,
                deployments: [{ of: "new", status: "PRIMARY", state: "IN_PROGRESS" }],
                attempt: { of: "new", status: "IN_PROGRESS" },
            },
            {
                at: 130,
                deployments: [
                    {
                        of: "new",
                        status: "PRIMARY",
                        state: "FAILED",
                        reason: "ECS deployment circuit breaker: tasks failed to start.",
                    },
                ],
                attempt: {
                    of: "new",
                    status: "STOPPED",
                    reason: "Service deployment stopped because the circuit breaker threshold was exceeded.",
                },
            },
        ],
        health: [{ at: 0, status: 503 }],
        maxFailuresOfSameCause: 50,
        expected: { outcome: "FAILED", cause: "process-exit", line: /boom/, by: 140 },
    },
    {
        name: "a rollback fails",
        tasks: [...oldTasks(), ...crashes],
        service: [
            before,
            rolling,
            ...rollback(130, 160).slice(0, 1),
            {
                ...(rollback(130, 160)[1] ?? rolling),
                attempt: { of: "new", status: "ROLLBACK_FAILED", reason: "Rollback failed." },
            },
        ],
        health: oldAnswers,
        maxFailuresOfSameCause: 50,
        expected: { outcome: "FAILED", cause: "process-exit", line: /so did its rollback/, by: 170 },
    },
    {
        name: "Spot takes every task back",
        tasks: [
            ...oldTasks(),
            ...failingTasks(8, 90, {
                started: 32,
                stopCode: "SpotInterruption",
                stoppedReason: "Your Spot Task was interrupted.",
                exitCode: 143,
            }),
        ],
        service: [before, rolling],
        health: oldAnswers,
        timeoutMinutes: 8,
        expected: { outcome: "TIMED_OUT", cause: "spot-interruption", line: /Spot/, by: 490 }, // says nothing about the release
    },
    {
        name: "nothing happens",
        tasks: oldTasks(),
        service: [before, rolling],
        health: oldAnswers,
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "unknown", line: /in progress/, by: 310 },
    },
    {
        name: "ECS has finished, but the load balancer keeps answering with the old release",
        tasks: [...oldTasks(70), ...newTasks],
        service: [before, rolling, completed(120)],
        health: oldAnswers,
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "other-release", line: /000000000000/, by: 310 },
    },
    {
        name: "the caller may not look at the service",
        tasks: [...oldTasks(70), ...newTasks],
        service: [before, rolling, completed(120)],
        health: newAnswers(70),
        faults: [{ action: "DescribeServices", calls: [1, 1000], answer: "denied" }],
        expected: { outcome: "FAILED", cause: "caller-denied", line: /ecs:DescribeServices/, by: 5 },
    },
    {
        name: "the caller may not look at the targets, without which nothing is certain",
        tasks: [...oldTasks(70), ...newTasks],
        service: [before, rolling, completed(120)],
        health: newAnswers(70),
        faults: [{ action: "DescribeTargetHealth", calls: [1, 1000], answer: "denied" }],
        expected: { outcome: "FAILED", cause: "caller-denied", line: /DescribeTargetHealth/, by: 130 },
    },
    {
        name: "the caller may not read the log, which the diagnosis does without",
        tasks: [...oldTasks(), ...crashes],
        service: [before, rolling],
        health: oldAnswers,
        faults: [{ action: "GetLogEvents", calls: [1, 1000], answer: "denied" }],
        expected: { outcome: "FAILED", cause: "process-exit", line: /exit code 1/, by: 125 },
    },
    {
        name: "the service is deleted",
        tasks: oldTasks(20),
        service: [before, rolling, { at: 20, status: "INACTIVE", deployments: [] }],
        health: oldAnswers,
        expected: { outcome: "FAILED", cause: "service-missing", by: 50 },
    },
    {
        name: "the service was never there",
        tasks: [],
        service: [before],
        health: [{ at: 0, status: 503 }],
        faults: [{ action: "DescribeServices", calls: [1, 1000], answer: "missing" }],
        expected: { outcome: "FAILED", cause: "service-missing", by: 60 },
    },
    {
        name: "the caller's credentials expire meanwhile",
        tasks: [...oldTasks(70), ...newTasks],
        service: [before, rolling, completed(120)],
        health: newAnswers(70),
        faults: [{ calls: [4, 1000], answer: "expired" }],
        expected: { outcome: "FAILED", cause: "caller-credentials", line: /expired/, by: 40 },
    },
    {
        name: "only subnets have changed, and ECS goes back to the same revision",
        desired: [{ at: -86_400, count: 1 }],
        tasks: [
            {
                ...servingTask("a", -3600),
                by: "ecs-svc/first",
                stopping: 240,
                stopped: 250,
                stopCode: "ServiceSchedulerInitiated",
                stoppedReason: "Scaling activity initiated by (deployment ecs-svc/back)",
                target: [
                    { at: -3500, state: "healthy" },
                    { at: 215, state: "draining" },
                    { at: 240, state: "gone" },
                ],
            },
            unrouted("n-0", 10),
            unrouted("n-1", 60),
            unrouted("n-2", 110),
            { ...servingTask("b", 157), by: "ecs-svc/back" },
        ],
        service: [
            {
                at: -86_400,
                deployments: [{ ...first, status: "PRIMARY" }],
                attempt: { of: "new", status: "SUCCESSFUL", started: -3700 },
            },
            { at: 0, deployments: [second, first], attempt: { of: "new", status: "IN_PROGRESS" } },
            {
                at: 152,
                deployments: [
                    {
                        ...second,
                        id: "ecs-svc/back",
                        created: 152,
                        reason: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/first.",
                    },
                    { ...second, status: "ACTIVE", state: "FAILED" },
                    first,
                ],
                attempt: { of: "new", status: "ROLLBACK_IN_PROGRESS", rollback: { reason: breakerReason, to: "new" } },
            },
            {
                at: 255,
                deployments: [{ ...second, id: "ecs-svc/back", created: 152, state: "COMPLETED" }],
                attempt: { of: "new", status: "ROLLBACK_SUCCESSFUL", rollback: { reason: breakerReason, to: "new" } },
            },
        ],
        health: [{ at: -86_400, status: 200, of: "new" }],
        maxFailuresOfSameCause: 50,
        faults: [], // without a deployment's id, a read of before can't be told from the end
        expected: { outcome: "ROLLED_BACK", cause: "no-route", line: /rolled back.*connection issue/, by: 265 },
    },
    { ...crashingAgain, name: "tasks are restarted and crash, and the first read is of before", deploymentId: "ecs-svc/second" },
    {
        ...crashingAgain,
        name: "only subnets have changed, new tasks crash, and the first read is of before",
        justChanged: true,
    },
    {
        name: "a schedule has scaled the service to zero",
        desired: [{ at: -86_400, count: 0 }],
        tasks: [],
        service: [before, rolling, completed(10)],
        health: [{ at: 0, status: 503 }],
        expected: { outcome: "FAILED", cause: "scaled-to-zero", by: 40 },
    },
];
