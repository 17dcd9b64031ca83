import * as fc from "fast-check";
import { before, completed, exited, failingTask, oldAnswers, oldTasks, rollback, rolling } from "./parts";
import { success } from "./succeeding";
import { holding, type TaskLife, type Timeline } from "./timeline";

/** A second at which something happens, or, in one of ten cases, that it never does. */
const mostly = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: undefined, freq: 9 });

/** A second at which something happens in one of four cases. */
const sometimes = (min: number, max: number) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min, max }) });

/** @param stopped seconds after its start at which a task ends */
const toLife = (stopped: fc.Arbitrary<number | undefined>) =>
    fc
        .record({
            created: fc.integer({ min: 2, max: 60 }),
            boot: fc.integer({ min: 10, max: 60 }),
            healthy: mostly(1, 60),
            stopped,
        })
        .map(({ created, boot, healthy, stopped }): Omit<TaskLife, "id"> => {
            const started = created + boot;
            const end = stopped === undefined ? undefined : started + stopped;
            const target = [
                { at: started + 1, state: "initial" },
                ...(healthy === undefined ? [] : [{ at: started + healthy, state: "healthy" }]),
            ];
            const gone = end === undefined ? [] : [{ at: end, state: "draining" }, { at: end + 30, state: "gone" }]; // prettier-ignore
            const life = failingTask("", created, 0, { ...exited(1, ["Error: boom"]), started: boot, stopped: end });
            return { ...life, target: [...target.filter(({ at }) => end === undefined || at < end), ...gone] };
        });

const task = toLife(sometimes(1, 300));
const crashing = toLife(fc.integer({ min: 1, max: 60 }));

/** Deployments of every kind: that serve, that never do, or that look for a while as if they would. */
export const anyTimeline: fc.Arbitrary<Timeline> = fc
    .record({
        tasks: fc.oneof(
            { weight: 3, arbitrary: fc.tuple(task, task) },
            { weight: 1, arbitrary: fc.array(task, { minLength: 2, maxLength: 5 }) },
            { weight: 1, arbitrary: fc.array(crashing, { minLength: 3, maxLength: 5 }) },
        ),
        drain: fc.integer({ min: 60, max: 160 }),
        completedAt: mostly(150, 320),
        rollbackAt: sometimes(60, 400),
        answersFrom: mostly(60, 400),
        answersWith: fc.constantFrom("new" as const, "new" as const, "other" as const),
    })
    .map(({ tasks, drain, completedAt, rollbackAt = Infinity, answersFrom, answersWith }) => ({
        ...success,
        name: "any",
        tasks: [...oldTasks(drain), ...tasks.map((life, index) => ({ ...life, id: `new-${index}` }))],
        service: [
            before,
            rolling,
            ...(completedAt !== undefined && completedAt < rollbackAt ? [completed(completedAt)] : []),
            ...(rollbackAt < Infinity ? rollback(rollbackAt, rollbackAt + 40) : []),
        ],
        health: [...oldAnswers, ...(answersFrom === undefined ? [] : [{ at: answersFrom, status: 200, of: answersWith }])],
    }));

/** The intended release is complete, runs alone, and all its tasks are healthy. */
export function standsAt({ tasks, service, desired = [] }: Timeline, second: number): boolean {
    const [primary] = holding(service, second)?.deployments ?? [];
    const running = tasks.filter(
        ({ started = Infinity, stopping, stopped = Infinity }) => started <= second && second < (stopping ?? stopped),
    );
    return (
        primary?.of === "new" &&
        primary.state === "COMPLETED" &&
        running.length === (holding(desired, second)?.count ?? 2) &&
        running.every(({ of, target = [] }) => of === "new" && holding(target, second)?.state === "healthy")
    );
}

/** The intended release answers through the load balancer. */
export function answersAt({ health }: Timeline, second: number): boolean {
    const { status, of = "new" } = holding(health, second) ?? {};
    return status === 200 && of === "new";
}
