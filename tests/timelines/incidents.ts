import { crashes } from "./outside";
import {
    before,
    breakerReason,
    completed,
    exited,
    failingTask,
    newAnswers,
    newTasks,
    oldAnswers,
    oldTasks,
    rollback,
    rolling,
    servingTask,
} from "./parts";
import type { DateMove, Expected, Fault, TaskLife, Timeline } from "./timeline";

// Releases that never serve, as they went in real incidents, and what stands between us and AWS meanwhile.

/** Crashes, of which ECS's circuit breaker makes an end at 130 s. */
const crashing: Timeline = {
    name: "",
    tasks: [...oldTasks(), ...crashes],
    service: [before, rolling, ...rollback(130, 160, breakerReason, { breaker: { status: "TRIGGERED", failureCount: 3, threshold: 3 } })], // prettier-ignore
    health: oldAnswers,
    maxFailuresOfSameCause: 50,
    expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /is on spotter-test:6: .*boom/, by: 170 },
};

function whileCrashing(name: string, faults: readonly Fault[], by = 170): Timeline {
    return { ...crashing, name, faults, expected: { ...crashing.expected, by } };
}

/** Its tasks are gone from the lists as soon as ECS is back on the release before, which it is at once. */
const betweenPolls: Timeline = {
    ...crashing,
    name: "ECS goes back and is there between two polls",
    service: [
        before,
        rolling,
        {
            at: 58,
            deployments: [{ of: "old", status: "PRIMARY", state: "COMPLETED", id: "ecs-svc/back" }],
            attempt: { of: "new", status: "ROLLBACK_SUCCESSFUL", rollback: { reason: breakerReason, to: "old" } },
        },
    ],
    expected: { ...crashing.expected, by: 70 },
};

const whole: Pick<Timeline, "tasks" | "service" | "health"> = {
    tasks: [...oldTasks(70), ...newTasks],
    service: [before, rolling, completed(120)],
    health: newAnswers(70),
};

function denied(action: string): Timeline {
    return {
        ...whole,
        name: `the caller may not call ${action}, and is told so at once`,
        faults: [{ action, answer: "denied" }],
        expected: { outcome: "FAILED", cause: "caller-denied", line: new RegExp(`ecs:${action}`), by: 3 },
    };
}

/** The date of the machine has nothing to do with a failure either. */
function moved(name: string, dateMoves: readonly DateMove[]): Timeline {
    return { ...crashing, name: `tasks crash, and the machine's date is set ${name}`, dateMoves };
}

/** A process that ends for one reason, then another, then the first again. */
const changing: readonly TaskLife[] = [
    failingTask("new-1", 10, 45, exited(1, ["Error: the first"])),
    failingTask("new-2", 60, 45, exited(137, ["▲ Next.js 16.0.1"], "OutOfMemoryError: Container killed due to memory usage")),
    failingTask("new-3", 110, 45, exited(1, ["Error: the third"])),
];

function unanswered(name: string, health: Timeline["health"], expected: Omit<Expected, "outcome" | "by">): Timeline {
    return {
        ...whole,
        name: `ECS has finished, and ${name}`,
        health: [...oldAnswers, ...health],
        timeoutMinutes: 5,
        expected: { ...expected, outcome: "TIMED_OUT", by: 310 },
    };
}

export const incidents: readonly Timeline[] = [
    betweenPolls,
    {
        ...crashing,
        name: "a rollback is looked at two hours later, when ECS has forgotten its tasks",
        watchedFrom: 7200,
        expected: { outcome: "ROLLED_BACK", cause: "circuit-breaker", line: /circuit breaker threshold/, by: 7220 },
    },
    {
        ...crashing,
        name: "the service is scaled to zero in the middle",
        desired: [{ at: -86_400, count: 2 }, { at: 60, count: 0 }], // prettier-ignore
        tasks: [
            ...oldTasks(60),
            ...newTasks.map((task) => ({
                ...task,
                stopping: 62,
                stopped: 80,
                stopCode: "ServiceSchedulerInitiated",
                stoppedReason: "Scaling activity initiated by (deployment ecs-svc/7)",
                target: [...(task.target ?? []).slice(0, 1), { at: 62, state: "gone" }],
            })),
        ],
        service: [before, rolling, completed(120)],
        health: [...oldAnswers, { at: 60, status: 503 }],
        expected: { outcome: "FAILED", cause: "scaled-to-zero", by: 150 },
    },
    {
        ...crashing,
        name: "somebody deploys the release before in the middle",
        tasks: [...oldTasks(), ...newTasks.map((task) => ({ ...task, stopping: 60, stopped: 70 }))],
        service: [
            before,
            rolling,
            {
                at: 45,
                deployments: [
                    { of: "old", status: "PRIMARY", state: "IN_PROGRESS", id: "ecs-svc/9", created: 45 },
                    { of: "new", status: "ACTIVE", state: "IN_PROGRESS" },
                ],
                attempt: { of: "old", status: "IN_PROGRESS", started: 45 },
            },
        ],
        expected: { outcome: "STOPPED", cause: "replaced", line: /spotter-test:6/, by: 65 },
    },
    {
        ...crashing,
        name: "the newest crash has another reason than the one before, and the same as the first",
        tasks: [...oldTasks(), ...changing],
        service: [before, rolling, ...rollback(170, 190)],
        expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /the third/, by: 200 },
    },
    whileCrashing("tasks crash, and service deployments may not be listed", [
        { action: "ListServiceDeployments", answer: "denied" },
    ]),
    whileCrashing("tasks crash, and service revisions may not be described", [
        { action: "DescribeServiceRevisions", answer: "denied" },
    ]),
    whileCrashing(
        "tasks crash, and the list of tasks is 40 s behind",
        [{ action: "ListTasks", answer: "stale", seconds: 40 }],
        180,
    ),
    whileCrashing("tasks crash, and the network is down while ECS goes back", [{ during: [125, 165], answer: "reset" }], 190),
    whileCrashing(
        "tasks crash, and AWS throttles every other second",
        [...Array.from({ length: 100 }, (_, index): Fault => ({ during: [index * 2, index * 2 + 1], answer: "throttled" }))],
        190,
    ),
    moved("back by ten minutes in the middle", [{ at: 60, by: -600 }]),
    moved("forward by half an hour in the middle", [{ at: 60, by: 1800 }]),
    moved("three hours ahead", [{ at: -1, by: 10_800 }]),
    denied("ListTasks"),
    denied("DescribeTasks"),
    {
        ...whole,
        name: "the credentials expire a moment before the end",
        faults: [{ during: [115, Infinity], answer: "expired" }],
        expected: { outcome: "FAILED", cause: "caller-credentials", line: /expired/, by: 125 },
    },
    unanswered("the load balancer breaks every connection", [{ at: 70, status: 0 }], {
        cause: "endpoint-silent",
        line: /connection reset/,
    }),
    {
        ...crashing,
        name: "one of two tasks serves, the other never becomes healthy",
        tasks: [
            ...oldTasks(),
            servingTask("new-1", 10),
            ...[0, 1, 2, 3, 4, 5].map((index): TaskLife => ({
                ...failingTask(`slow-${index}`, 12 + index * 60, 55, exited(1, ["Error: no lock"])),
            })),
        ],
        service: [before, rolling],
        timeoutMinutes: 6,
        expected: { outcome: "TIMED_OUT", cause: "process-exit", line: /no lock/, by: 370 },
    },
];
