import {
    before,
    completed,
    exited,
    failingTask,
    newAnswers,
    newTasks,
    oldAnswers,
    oldTasks,
    rolling,
    servingTask,
} from "./parts";
import { replacing, success } from "./succeeding";
import type { DateMove, Fault, TaskLife, Timeline } from "./timeline";

// Releases that ECS brings up although something happens meanwhile: none of them may be stopped.

function despite(name: string, changes: Partial<Timeline>, by: number): Timeline {
    return { ...success, rollbackEarly: true, name, ...changes, expected: { outcome: "SUCCEEDED", by } };
}

const scaled = { stopCode: "ServiceSchedulerInitiated", exitCode: 143 };

/** A task that serves until the service wants one fewer. */
function leaving(id: string, created: number, at: number, stoppedReason: string): TaskLife {
    const task = servingTask(id, created);
    return {
        ...task,
        ...scaled,
        stoppedReason,
        stopping: at,
        stopped: at + 20,
        target: [...(task.target ?? []), { at, state: "draining" }, { at: at + 15, state: "gone" }],
    };
}

const scaling: readonly Timeline[] = [
    despite(
        "the service scales from two tasks to four in the middle",
        {
            desired: [{ at: -86_400, count: 2 }, { at: 60, count: 4 }], // prettier-ignore
            tasks: [...oldTasks(125), ...newTasks, servingTask("new-3", 62), servingTask("new-4", 63)],
            service: [before, rolling, completed(172)],
            health: newAnswers(70),
        },
        185,
    ),
    despite(
        "the service scales from four tasks to two in the middle",
        {
            desired: [{ at: -86_400, count: 4 }, { at: 90, count: 2 }], // prettier-ignore
            tasks: [
                ...oldTasks(110, 4),
                ...newTasks,
                ...["new-3", "new-4"].map((id) => leaving(id, 12, 92, "Scaling activity initiated by (deployment ecs-svc/7)")),
            ],
            service: [before, rolling, completed(160)],
            health: newAnswers(70),
        },
        172,
    ),
    despite(
        "a third task starts in another zone before one stops, as ECS balances the zones",
        {
            tasks: [
                ...oldTasks(70),
                leaving("new-1", 10, 112, "Service rebalancing initiated by (service spotter-web)"),
                servingTask("new-2", 12),
                servingTask("new-3", 52),
            ],
            // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
            events: [
                {
                    at: 51,
                    message:
                        "is not AZ balanced with 2 tasks in us-east-1a, and 0 tasks in us-east-1b. AZ Rebalancing in progress.",
                },
                { at: 111, message: "is AZ balanced with 1 tasks in us-east-1a, 1 tasks in us-east-1b." },
            ],
        },
        145,
    ),
    despite(
        "a task is retired by Fargate's maintenance just before ECS has finished",
        {
            tasks: [
                ...oldTasks(70),
                leaving("new-1", 10, 116, "ECS is performing maintenance on the underlying infrastructure hosting the task."),
                servingTask("new-2", 12),
                servingTask("new-3", 118),
            ],
        },
        185,
    ),
    despite(
        "two tasks crash once each, then both serve",
        {
            tasks: [
                ...oldTasks(190),
                ...["crashed-1", "crashed-2"].map((id, index) =>
                    failingTask(id, 10 + index, 45, exited(1, ["Error: connect ECONNREFUSED"])),
                ),
                servingTask("new-1", 125),
                servingTask("new-2", 126),
            ],
            service: [before, rolling, completed(240)],
            health: newAnswers(190),
        },
        265,
    ),
    { ...replacing(60), name: "60 tasks are replaced by 60" },
    { ...replacing(120), name: "120 tasks are replaced, more than a page of AWS holds" },
];

const answers: readonly Timeline[] = [
    despite(
        "the load balancer answers 503 for a minute once ECS has finished",
        { health: [...oldAnswers, { at: 118, status: 503 }, { at: 180, status: 200, of: "new" }] },
        195,
    ),
    despite(
        "the load balancer breaks connections for a minute once ECS has finished",
        { health: [...oldAnswers, { at: 118, status: 0 }, { at: 180, status: 200, of: "new" }] },
        195,
    ),
    despite(
        "the old release and the new one answer by turns until traffic has moved",
        {
            health: [
                ...oldAnswers,
                ...Array.from({ length: 400 }, (_, index) => ({
                    at: 60 + index / 4,
                    status: 200,
                    of: index % 2 === 0 ? ("new" as const) : ("old" as const),
                })),
                { at: 160, status: 200, of: "new" },
            ],
        },
        175,
    ),
    despite(
        "a target is unhealthy for a moment before ECS has finished",
        {
            tasks: [
                ...oldTasks(70),
                ...newTasks.map((task) => ({
                    ...task,
                    target: [
                        ...(task.target ?? []),
                        { at: 90, state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" },
                        { at: 105, state: "healthy" },
                    ],
                })),
            ],
        },
        170, // a minute after it was last seen unhealthy: verdict.ts
    ),
];

const always = (action: string, fault: Omit<Fault, "action">): Fault => ({ ...fault, action });
const denied = (...actions: readonly string[]) => actions.map((action) => always(action, { answer: "denied" }));
const lag = (seconds: number, ...actions: readonly string[]) =>
    actions.map((action) => always(action, { answer: "stale", seconds }));

const asking: readonly Timeline[] = [
    despite("AWS throttles everything for 30 s in the middle", { faults: [{ during: [40, 70], answer: "throttled" }] }, 130),
    despite("AWS throttles everything for 30 s at the end", { faults: [{ during: [110, 140], answer: "throttled" }] }, 160),
    despite("the network is down for a minute in the middle", { faults: [{ during: [40, 100], answer: "reset" }] }, 130),
    despite("the network is down for a minute at the end", { faults: [{ during: [115, 175], answer: "reset" }] }, 195),
    despite("service deployments may not be listed", { faults: denied("ListServiceDeployments") }, 130),
    despite("service deployments may not be described", { faults: denied("DescribeServiceDeployments") }, 130),
    despite("service revisions may not be described", { faults: denied("DescribeServiceRevisions") }, 130),
    despite("the list of tasks is always 25 s behind", { faults: lag(25, "ListTasks") }, 155),
    despite("tasks are always 25 s behind", { faults: lag(25, "ListTasks", "DescribeTasks") }, 155),
    despite("the service is always 20 s behind", { faults: lag(20, "DescribeServices") }, 155),
    despite("targets are always 25 s behind", { faults: lag(25, "DescribeTargetHealth") }, 155),
    despite(
        "answers come out of order: each read of the service is older or younger than the one before",
        {
            faults: Array.from({ length: 60 }, (_, index) =>
                always("DescribeServices", {
                    calls: [index + 1, index + 1],
                    answer: "stale",
                    seconds: [0, 18, 6, 25, 2][index % 5] ?? 0,
                }),
            ),
        },
        135,
    ),
];

const moved = (name: string, dateMoves: readonly DateMove[]) =>
    despite(`the machine's date is set ${name}`, { dateMoves }, success.expected.by);

const dates: readonly Timeline[] = [
    moved("back by ten minutes in the middle", [{ at: 60, by: -600 }]),
    moved("forward by half an hour in the middle", [{ at: 60, by: 1800 }]),
    moved(
        "back and forward by minutes and hours every ten seconds",
        Array.from({ length: 20 }, (_, index) => ({ at: index * 10, by: (index % 2 === 0 ? 1 : -1) * 60 * 3 ** (index % 6) })),
    ),
    moved("three hours ahead", [{ at: -1, by: 10_800 }]),
    moved("three hours behind", [{ at: -1, by: -10_800 }]),
];

export const enduring: readonly Timeline[] = [...scaling, ...answers, ...asking, ...dates];
