import { crashes } from "./outside";
import {
    before,
    breakerReason,
    completed,
    newTasks,
    oldAnswers,
    oldTasks,
    rollback,
    rolling,
    servingTask,
    unhealthyTasks,
} from "./parts";
import type { Timeline } from "./timeline";

// Releases whose failure only one sentence of ECS or of the load balancer explains: the operator must read it.

/** No task comes, and ECS says why from second 20 on. */
function told(cause: string, message: string, line: RegExp): Timeline {
    return {
        name: `no task starts: ${message.slice(0, 60)}`,
        tasks: oldTasks(),
        service: [before, rolling],
        health: oldAnswers,
        events: [20, 80, 140, 200].map((at) => ({ at, message })),
        timeoutMinutes: 4,
        expected: { outcome: "TIMED_OUT", cause, line, by: 260 },
    };
}

const timedOut = { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" };

export const telling: readonly Timeline[] = [
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
    told(
        "role-unassumable",
        "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::123456789012:role/spotter-execution' that was provided for this task.).",
        /spotter-execution/,
    ),
    told("cannot-start", "was unable to place a task. Reason: Internal error.", /Internal error/),
    told("scheduler-throttled", "operations are being throttled on ELB. Will try again later.", /throttled/),
    told("revision-inactive", "failed to launch a task with (error TaskDefinition is inactive).", /inactive/),
    told("cannot-start", "could not launch 3 tasks for deployment ecs-svc/7.", /could not launch 3 tasks/),
    {
        name: "one zone can't be reached, the task in the other serves",
        tasks: [...oldTasks(), servingTask("new-0", 10), ...unhealthyTasks(12, 100, timedOut, { health: "HEALTHY" })],
        service: [before, rolling, ...rollback(330, 345)],
        health: oldAnswers,
        maxFailuresOfSameCause: 50,
        expected: { outcome: "ROLLED_BACK", cause: "some-unreachable", line: /reaches another task of the release/, by: 360 },
    },
    {
        name: "ECS has finished, and the load balancer redirects the health path",
        tasks: [...oldTasks(70), ...newTasks],
        service: [before, rolling, completed(120)],
        health: [...oldAnswers, { at: 70, status: 301, location: "https://www.spotter.example/api/health" }],
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "endpoint-redirects", line: /301.*www\.spotter\.example/, by: 310 },
    },
    {
        name: "tasks crash, and every read is 20 s behind",
        tasks: [...oldTasks(), ...crashes],
        service: [before, rolling, ...rollback(130, 160, breakerReason)],
        health: oldAnswers,
        maxFailuresOfSameCause: 50,
        faults: [{ answer: "stale", seconds: 20 }],
        expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /boom/, by: 190 },
    },
];
