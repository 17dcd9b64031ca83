import { before, completed, exited, failingTask, newAnswers, newTasks, oldTasks, rolling, servingTask, unstarted } from "./parts";
import type { Fault, Timeline } from "./timeline";

/** Two new tasks serve after 67 s, the old ones have drained after 117 s, and ECS says so at 120 s. */
export const success: Timeline = {
    name: "a release comes up",
    tasks: [...oldTasks(70), ...newTasks],
    service: [before, rolling, completed(120)],
    health: newAnswers(70),
    expected: { outcome: "SUCCEEDED", by: 130 },
};

/** Seconds between two tasks that the scheduler of ECS starts: 500 a minute at most for a service of Fargate. */
const secondsPerTask = 0.12;

/** Any number of tasks is replaced by as many, all at once as far as ECS starts them. */
export function replacing(count: number, name = `${count} tasks are replaced`): Timeline {
    const lastHealthy = 10 + count * secondsPerTask + 55;
    const drain = Math.ceil(lastHealthy + 5);
    return {
        ...success,
        name,
        desired: [{ at: -86_400, count }],
        tasks: [
            ...oldTasks(drain, count),
            ...Array.from({ length: count }, (_, index) => servingTask(`new-${index + 1}`, 10 + index * secondsPerTask)),
        ],
        service: [before, rolling, completed(drain + 50)],
        health: newAnswers(drain),
        expected: { outcome: "SUCCEEDED", by: drain + 60 + Math.ceil(count / 60) }, // a page takes its time, too
    };
}

function despite(name: string, faults: readonly Fault[], by = 130): Timeline {
    return { ...success, name, faults, expected: { outcome: "SUCCEEDED", by } };
}

export const succeeding: readonly Timeline[] = [
    success,
    {
        ...success,
        name: "a release that serves already is looked at again",
        watchedFrom: 3000,
        expected: { outcome: "SUCCEEDED", by: 3005 },
    },
    {
        ...success,
        name: "a first release comes up",
        tasks: newTasks,
        service: [
            {
                at: 0,
                deployments: [{ of: "new", status: "PRIMARY", state: "IN_PROGRESS" }],
                attempt: { of: "new", status: "IN_PROGRESS" },
            },
            completed(80),
        ],
        health: [{ at: 70, status: 200, of: "new" }],
        expected: { outcome: "SUCCEEDED", by: 90 },
    },
    {
        ...success,
        name: "one task of a release crashes, its replacement serves",
        tasks: [
            ...oldTasks(110),
            servingTask("new-1", 10),
            failingTask("new-2", 12, 40, exited(1, ["Error: connect ECONNREFUSED"])),
            servingTask("new-3", 55),
        ],
        service: [before, rolling, completed(160)],
        health: newAnswers(110),
        expected: { outcome: "SUCCEEDED", by: 170 },
    },
    {
        // "Fargate … intermittent API issues": https://repost.aws/knowledge-center/ecs-fargate-network-interface-errors
        ...success,
        name: "three of six tasks can't start for a moment, their replacements serve",
        desired: [{ at: -86_400, count: 6 }],
        rollbackEarly: true,
        tasks: [
            ...oldTasks(110),
            ...[0, 1, 2].map((n) => servingTask(`new-${n}`, 10 + n)),
            ...[0, 1, 2].map((n) =>
                failingTask(
                    `failed-${n}`,
                    15 + n,
                    30,
                    unstarted("Timeout waiting for network interface provisioning to complete."),
                ),
            ),
            ...[0, 1, 2].map((n) => servingTask(`next-${n}`, 60 + n)),
        ],
        service: [before, rolling, completed(170)],
        health: newAnswers(120),
        expected: { outcome: "SUCCEEDED", by: 180 },
    },
    {
        ...success,
        name: "ECS has finished, but the load balancer answers with the new release only later",
        health: newAnswers(200),
        expected: { outcome: "SUCCEEDED", by: 212 },
    },
    {
        ...success,
        name: "only the service deployment tells that it has succeeded, late and after many changes",
        tasks: [...oldTasks(70), servingTask("new-1", 10), servingTask("new-2", 60)],
        service: [
            before,
            {
                at: 0,
                deployments: [
                    { of: "new", status: "PRIMARY", state: "" },
                    { of: "old", status: "ACTIVE", state: "" },
                ],
                attempt: { of: "new", status: "IN_PROGRESS" },
            },
            {
                at: 170,
                deployments: [{ of: "new", status: "PRIMARY", state: "" }],
                attempt: { of: "new", status: "SUCCESSFUL" },
            },
        ],
        health: newAnswers(120),
        expected: { outcome: "SUCCEEDED", by: 195 },
    },
    {
        ...success,
        name: "ECS has finished, but the targets become healthy only later",
        tasks: [
            ...oldTasks(70),
            ...newTasks.map((task) => ({
                ...task,
                target: [
                    { at: 45, state: "initial", reason: "Elb.InitialHealthChecking" },
                    { at: 170, state: "healthy" },
                ],
            })),
        ],
        health: newAnswers(170),
        expected: { outcome: "SUCCEEDED", by: 200 },
    },
    despite("throttled", [{ calls: [2, 2], answer: "throttled" }]),
    despite("the service is throttled for longer than the SDK is patient", [
        { action: "DescribeServices", calls: [3, 6], answer: "throttled" },
    ]),
    despite(
        "connections are reset",
        [
            { calls: [2, 2], answer: "reset" },
            { action: "DescribeServices", calls: [5, 9], answer: "reset" },
        ],
        135,
    ),
    despite("AWS is unavailable for a moment", [{ action: "DescribeServices", calls: [3, 7], answer: "unavailable" }]),
    despite("answers are slow", [{ action: "DescribeServices", calls: [2, 6], answer: "slow", seconds: 8 }], 150),
    despite("reads are inconsistent: the state before the update is read at first", [
        { calls: [1, 3], answer: "stale", seconds: 40 },
    ]),
    despite(
        "reads are inconsistent: every other answer is old",
        [...[2, 4, 6, 8, 10].map((call) => ({ calls: [call, call], answer: "stale", seconds: 30 }) as const)],
        132,
    ),
    despite("the service is not found for a moment", [{ action: "DescribeServices", calls: [1, 2], answer: "missing" }]),
    despite("the verdict can't be recorded", [{ action: "TagResource", calls: [1, 9], answer: "denied" }]),
];
