import { before, completed, exited, failingTask, newAnswers, newTasks, oldAnswers, oldTasks, rolling } from "./parts";
import { success } from "./succeeding";
import type { DeploymentRow, TaskLife, Timeline } from "./timeline";

// What the service is on, and whether ECS has brought it there: reads that miss the moment, or lag behind it.

const boom = exited(1, ["Error: boom"]);

/** Three tasks crash before ECS gives up, at 58 s. */
const crashes: readonly TaskLife[] = [10, 11, 12].map((created, index) => failingTask(`new-${index}`, created, 40, boom));

const denied = [{ action: "ListServiceDeployments", answer: "denied" } as const];

/**
 * As ECS writes them, 1 ms apart, when its circuit breaker goes back: read in records of three such drills, where the second
 * names the deployment that is complete a moment later (file:56523002981, file:68436144412, file:69058706924).
 */
const told = (to: string) => [
    { at: 58, message: "(deployment ecs-svc/7) deployment failed: tasks failed to start." },
    { at: 58, message: `rolling back to deployment ${to}.` },
];

function betweenPolls(name: string, back: Partial<DeploymentRow>, events = told("ecs-svc/6")): Timeline {
    return {
        name,
        tasks: [...oldTasks(), ...crashes],
        service: [before, rolling, { at: 58, deployments: [{ of: "old", status: "PRIMARY", state: "COMPLETED", ...back }] }],
        health: oldAnswers,
        events,
        faults: denied,
        maxFailuresOfSameCause: 50,
        expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /is on spotter-test:6: .*boom/, by: 75 },
    };
}

/** A task of the release before that the load balancer has let go, and that does not stop. */
const hanging = oldTasks(70).map((task): TaskLife => ({ ...task, stopping: 100, stopped: undefined }));

const failedBefore: DeploymentRow = { of: "old", status: "ACTIVE", state: "FAILED" };

export const returning: readonly Timeline[] = [
    betweenPolls("ECS goes back between two polls, and may not be asked for service deployments", { id: "ecs-svc/back" }),
    betweenPolls("ECS goes back to the deployment of before itself between two polls", {}),
    betweenPolls(
        "ECS goes back between two polls, and only the deployment that it goes back to is named",
        {},
        told("ecs-svc/6").slice(1),
    ),
    betweenPolls(
        "ECS goes back between two polls, and only the failure is told",
        { id: "ecs-svc/back" },
        told("ecs-svc/6").slice(0, 1),
    ),
    {
        ...betweenPolls("somebody deploys the release before after it has failed", { id: "ecs-svc/9", created: 57 }, []),
        expected: { outcome: "STOPPED", cause: "replaced", line: /was replaced/, by: 75 },
    },
    {
        ...success,
        name: "the first seven reads of the service are of before",
        faults: [{ action: "DescribeServices", calls: [1, 7], answer: "stale", seconds: 60 }],
        expected: { outcome: "SUCCEEDED", by: 130 },
    },
    {
        ...success,
        name: "everything that is read for 40 s is of before",
        faults: [{ during: [0, 40], answer: "stale", seconds: 60 }],
        expected: { outcome: "SUCCEEDED", by: 130 },
    },
    {
        ...success,
        name: "the service stays on the release before, and ECS shows no deployment of this one",
        tasks: oldTasks(),
        service: [before],
        health: oldAnswers,
        expected: {
            outcome: "ROLLED_BACK",
            cause: "not-deployed",
            line: /is on spotter-test:6.*no deployment of this release/,
            by: 90,
        },
    },
    {
        name: "old tasks hang while they stop",
        tasks: [...hanging, ...newTasks],
        service: [before, rolling],
        health: newAnswers(70),
        timeoutMinutes: 6,
        expected: { outcome: "TIMED_OUT", cause: "old-tasks-remain", line: /2 tasks of spotter-test:6 .*DEACTIVATING/, by: 370 },
    },
    {
        name: "a second try fails where no deployment has ever completed",
        tasks: crashes,
        service: [
            { at: -86_400, deployments: [{ ...failedBefore, status: "PRIMARY" }], attempt: { of: "old", status: "STOPPED" } },
            {
                at: 0,
                deployments: [{ of: "new", status: "PRIMARY", state: "IN_PROGRESS" }, failedBefore],
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
                    failedBefore,
                ],
                attempt: {
                    of: "new",
                    status: "STOPPED",
                    reason: "Service deployment stopped because the circuit breaker threshold was exceeded.",
                },
            },
        ],
        health: [{ at: -86_400, status: 503 }],
        maxFailuresOfSameCause: 50,
        expected: { outcome: "FAILED", cause: "process-exit", line: /nothing serves.*boom/, by: 145 },
    },
    {
        ...success,
        name: "the targets fall back to unhealthy every 20 s once ECS has finished",
        tasks: [...oldTasks(70), ...newTasks.map((task, index) => flapping(task, index * 3, 1000))],
        service: [before, rolling, completed(120)],
        timeoutMinutes: 6,
        expected: { outcome: "TIMED_OUT", cause: "health-slow", line: /timed out/, by: 370 },
    },
    {
        ...success,
        name: "the targets fall back to unhealthy twice, and then stay healthy",
        tasks: [...oldTasks(70), ...newTasks.map((task, index) => flapping(task, index * 3, 160))],
        service: [before, rolling, completed(120)],
        expected: { outcome: "SUCCEEDED", by: 240 },
    },
];

/** Unhealthy and healthy by turns of 20 s from 118 s on, until a second. */
function flapping(task: TaskLife, offset: number, until: number): TaskLife {
    const turns = Array.from({ length: 100 }, (_, index) => index).filter((index) => 118 + index * 20 < until);
    return {
        ...task,
        health: undefined,
        target: [
            ...(task.target ?? []),
            ...turns.map((index) => ({
                at: 118 + offset + index * 20,
                ...(index % 2 === 0
                    ? { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" }
                    : { state: "healthy" }),
            })),
            { at: until + offset, state: "healthy" },
        ],
    };
}
