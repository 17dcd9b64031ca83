import * as assert from "node:assert/strict";
import type { ServiceState } from "../../aws/ecs";
import { detailsToRead, pollInterval, type PollMoment } from "../../deployment/poll-plan";
import { deployment, event, intent, previous, service } from "./builders";

const everything = ["deployment", "running", "stopped", "targets"];
const progress = ["running", "targets"];

/** Tasks of the release come up, and nothing has moved since the poll before. */
const comingUp = service([deployment(7), previous]);
const running = (count: number, changes: Parameters<typeof deployment>[1] = {}) =>
    service([deployment(7, { runningCount: count, ...changes }), previous]);
const complete = running(2, { rolloutState: "COMPLETED" });

const calm: PollMoment = { previous: comingUp, isNewStage: false, pollsSinceDetails: 1, idleMs: 30_000, isLast: false };

describe("what a poll reads beside the service", () => {
    interface Row {
        readonly when: string;
        readonly service?: ServiceState;
        readonly moment?: Partial<PollMoment>;
        readonly read: readonly string[];
    }
    const rows: readonly Row[] = [
        { when: "tasks come up and nothing moves", read: [] },
        { when: "nothing has moved for several polls", moment: { pollsSinceDetails: 9 }, read: [] },
        { when: "it is the first poll", moment: { previous: undefined, isNewStage: true }, read: progress },
        { when: "a task has started", service: running(1), read: progress },
        { when: "a task runs, at every poll", service: running(1), moment: { previous: running(1) }, read: [] },
        {
            when: "a task runs, at every other poll",
            service: running(1),
            moment: { previous: running(1), pollsSinceDetails: 2 },
            read: progress,
        },
        {
            when: "ECS has finished just now",
            service: complete,
            moment: { previous: running(2), isNewStage: true },
            read: progress,
        },
        {
            when: "ECS has finished, and a task is missing",
            service: { ...complete, runningCount: 1 },
            moment: { previous: complete, pollsSinceDetails: 2 },
            read: everything,
        },
        { when: "nothing has moved for two minutes", moment: { idleMs: 120_000 }, read: everything },
        { when: "the minutes of the deployment are over", moment: { isLast: true }, read: everything },
        {
            when: "a task has failed, at every other poll",
            service: running(0, { failedTasks: 1 }),
            moment: { pollsSinceDetails: 2 },
            read: everything,
        },
        { when: "a task has failed, at every poll", service: running(0, { failedTasks: 1 }), read: [] },
        {
            when: "fewer tasks run than before",
            service: running(1),
            moment: { previous: running(2), pollsSinceDetails: 2 },
            read: everything,
        },
        {
            when: "more tasks were started than are wanted",
            service: { ...comingUp, events: [event(9, "has started 3 tasks: (task 1) (task 2) (task 3).")] },
            moment: { pollsSinceDetails: 2 },
            read: everything,
        },
        {
            when: "an event says something bad",
            service: { ...comingUp, events: [event(9, "was unable to place a task.")] },
            moment: { pollsSinceDetails: 2 },
            read: everything,
        },
        {
            when: "an event said something bad before the deployment",
            service: { ...comingUp, events: [event(-9, "was unable to place a task.")] },
            moment: { pollsSinceDetails: 2 },
            read: progress,
        },
        {
            when: "deployments don't tell how far they are",
            service: running(0, { rolloutState: "" }),
            moment: { pollsSinceDetails: 2 },
            read: everything,
        },
        {
            when: "ECS rolls back to the same revision",
            service: running(0, {
                rolloutStateReason: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.",
            }),
            moment: { isNewStage: true },
            read: everything,
        },
        {
            when: "the deployment has failed",
            service: running(0, { rolloutState: "FAILED" }),
            moment: { isNewStage: true },
            read: everything,
        },
        {
            when: "the service is on another revision",
            service: service([deployment(6)]),
            moment: { isNewStage: true },
            read: everything,
        },
        { when: "the service lists no deployments", service: service([]), moment: { isNewStage: true, isLast: true }, read: [] },
    ];
    for (const { when, service: state = comingUp, moment, read } of rows) {
        it(`is ${read.length === 0 ? "nothing" : read.join(", ")} when ${when}`, () => {
            assert.deepEqual(detailsToRead(state, intent, { ...calm, ...moment }), read);
        });
    }
});

describe("the interval between polls", () => {
    it("is 5 s, or 15 s when nothing has moved for two minutes, and up to a tenth longer at random", () => {
        assert.deepEqual([pollInterval(0, 0), pollInterval(119_999, 0), pollInterval(120_000, 0)], [5_000, 5_000, 15_000]);
        assert.deepEqual([pollInterval(0, 0.5), pollInterval(0, 1), pollInterval(200_000, 1)], [5_250, 5_500, 16_500]);
    });
});
