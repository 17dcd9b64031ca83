import { before, completed, exited, failingTask, newAnswers, oldTasks, rolling, servingTask } from "./parts";
import type { TaskLife, Timeline } from "./timeline";

// Releases that lose tasks on their way up, and that ECS completes nevertheless: none of them may be stopped.

const refused = exited(1, ["Error: connect ECONNREFUSED 10.0.3.7:5432"]);

/** A task that is up 32 s after its creation, and ends a few seconds later. */
const crashing = (id: string, created: number, seconds = 9): TaskLife =>
    failingTask(id, created, 32 + seconds, { ...refused, started: 32 });

const serving = (prefix: string, count: number, created: number): TaskLife[] =>
    Array.from({ length: count }, (_, index) => servingTask(`${prefix}-${index}`, created));

function struggle(name: string, count: number, tasks: readonly TaskLife[], drain: number): Timeline {
    return {
        name,
        desired: [{ at: -86_400, count }],
        rollbackEarly: true,
        tasks: [...oldTasks(drain), ...tasks],
        service: [before, rolling, completed(drain + 50)],
        health: newAnswers(drain),
        expected: { outcome: "SUCCEEDED", by: drain + 80 },
    };
}

export const struggling: readonly Timeline[] = [
    struggle(
        "3 of 20 tasks crash once",
        20,
        [...serving("new", 17, 10), ...[0, 1, 2].map((index) => crashing(`crashed-${index}`, 10)), ...serving("next", 3, 60)],
        150,
    ),
    struggle(
        "9 of 20 tasks crash once, one fewer than the circuit breaker counts",
        20,
        [
            ...Array.from({ length: 9 }, (_, index) => crashing(`crashed-${index}`, 10)),
            ...serving("new", 11, 40),
            ...serving("next", 9, 60),
        ],
        150,
    ),
    struggle(
        "3 of 6 tasks crash once while the others are not healthy yet",
        6,
        [...serving("new", 3, 12), ...[0, 1, 2].map((index) => crashing(`crashed-${index}`, 10, 2)), ...serving("next", 3, 60)],
        150,
    ),
    struggle(
        "one task crashes again and again while the other serves, and then both do",
        2,
        [
            servingTask("new-1", 10),
            ...[0, 1, 2, 3, 4].map((index) => crashing(`crashed-${index}`, 12 + index * 50)),
            servingTask("new-2", 270),
        ],
        340,
    ),
    struggle(
        "failed health checks stop 4 of 10 tasks, whose replacements serve",
        10,
        [
            ...serving("new", 6, 10),
            ...[0, 1, 2, 3].map((index): TaskLife => ({
                ...failingTask(`slow-${index}`, 10, 120, { started: 32, exitCode: 143 }),
                stopCode: "ServiceSchedulerInitiated",
                stoppedReason: "Task failed container health checks",
                health: "UNHEALTHY",
            })),
            ...serving("next", 4, 140),
        ],
        230,
    ),
];
