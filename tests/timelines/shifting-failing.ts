import { exited, failingTasks, newAnswers, newTasks, oldAnswers, oldTasks } from "./parts";
import { canary } from "./shifting";
import {
    blueGreen,
    mixedAnswers,
    pause,
    prepared,
    returning,
    shifted,
    stage,
    standing,
    successful,
    unshifted,
} from "./shift-parts";
import type { AttemptRow, Timeline } from "./timeline";

// Releases that traffic is to be shifted to, and that do not serve.

/** ECS goes back while only test traffic reaches the release. */
function takenBack(
    name: string,
    reason: string,
    expected: Partial<Timeline["expected"]>,
    attempt: Partial<AttemptRow> = {},
): Timeline {
    return {
        ...unshifted,
        name,
        service: [...prepared, ...returning(130, 160, reason, attempt)],
        expected: { outcome: "ROLLED_BACK", by: 175, ...expected },
    };
}

/** ECS would go on: only the watch keeps production from it. */
function failsTest(name: string, test: Timeline["test"], line: RegExp): Timeline {
    return {
        ...unshifted,
        name,
        service: [...prepared, stage(200, "PRODUCTION_TRAFFIC_SHIFT")],
        test,
        expected: { outcome: "ROLLED_BACK", cause: "test-traffic", line, by: 160 },
    };
}

const crashes = failingTasks(8, 40, exited(1, ["Error: boom"]));

export const unshiftable: readonly Timeline[] = [
    failsTest(
        "test traffic reaches another release",
        [{ at: 80, status: 200, of: "old" }],
        /is on spotter-test:6: the release does not answer test traffic ▸ \/api\/health with x-spotter-test: true gives release 000000000000, not 111111111111/,
    ),
    failsTest("test traffic gets a server error", [{ at: 80, status: 500 }], /gives status 500/),
    failsTest("test traffic gets no answer", [{ at: 80, status: 0 }], /gives connection reset/),
    {
        ...unshifted,
        name: "test traffic fails on the first release",
        tasks: newTasks,
        service: prepared
            .filter(({ at }) => at >= 0)
            .map((frame) => ({ ...frame, deployments: frame.deployments.filter(({ of }) => of === "new") })),
        test: [{ at: 80, status: 500 }],
        health: [{ at: 0, status: 503 }],
        expected: { outcome: "FAILED", cause: "test-traffic", line: /failed its test: the release does not answer/, by: 130 },
    },
    {
        ...shifted,
        name: "somebody stops it while it bakes, which nobody waits for",
        shift: { ...blueGreen, verdictAt: "shift" },
        watchedFrom: 160,
        tasks: [...oldTasks(), ...newTasks],
        service: [
            ...prepared,
            stage(150, "BAKE_TIME", { weight: 100, status: "STOP_REQUESTED" }),
            ...returning(200, 230, "Service deployment stopped by a request of the user."),
        ],
        weights: [
            { at: 140, weight: 100 },
            { at: 205, weight: 0 },
        ],
        health: [...newAnswers(140), { at: 205, status: 200, of: "old" }],
        expected: { outcome: "STOPPED", cause: "stopped-by-hand", by: 260 },
    },
    {
        ...shifted,
        name: "ECS says that it has succeeded, and production goes to the release before",
        tasks: [...oldTasks(), ...newTasks],
        weights: [],
        health: oldAnswers,
        timeoutMinutes: 6,
        expected: { outcome: "TIMED_OUT", cause: "production-elsewhere", line: /0 % of requests go to the release/, by: 670 },
    },
    {
        ...canary,
        name: "a canary gets all of production, and another release still answers",
        health: mixedAnswers(140, 3000),
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "other-release", by: 1000 },
    },
    takenBack(
        "a lifecycle hook fails",
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.",
        { cause: "hook-failed", line: /POST_TEST_TRAFFIC_SHIFT lifecycle hook/ },
    ),
    takenBack(
        "nobody approves in time",
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) timed out.",
        { cause: "approval-missing", line: /nobody approved the release in time/ },
        { hooks: [{ ...pause, status: "TIMED_OUT" }] },
    ),
    takenBack(
        "the release is rejected",
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.",
        { cause: "approval-rejected", line: /the release was rejected/ },
        { hooks: [{ ...pause, status: "FAILED" }] },
    ),
    takenBack("somebody stops the deployment", "Service deployment stopped by a request of the user.", {
        outcome: "STOPPED",
        cause: "stopped-by-hand",
    }),
    {
        ...shifted,
        name: "an alarm goes off while the release bakes",
        tasks: [...oldTasks(), ...newTasks],
        service: [
            ...shifted.service.filter(({ at }) => at <= 150),
            ...returning(300, 330, "Service deployment rolled back because alarm(s) triggered.", { alarms: ["spotter-5xx"] }),
        ],
        weights: [
            { at: 140, weight: 100 },
            { at: 300, weight: 0 },
        ],
        health: [...shifted.health, { at: 300, status: 200, of: "old" }],
        expected: { outcome: "ROLLED_BACK", cause: "alarm", line: /spotter-5xx/, by: 345 },
    },
    {
        ...unshifted,
        name: "going back fails, too",
        service: [
            ...prepared,
            ...returning(130, 160, "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed.").map(
                (frame) =>
                    frame.at === 160 && frame.attempt
                        ? { ...frame, attempt: { ...frame.attempt, status: "ROLLBACK_FAILED" } }
                        : frame,
            ),
        ],
        expected: { outcome: "FAILED", cause: "hook-failed", line: /failed, and so did its rollback/, by: 175 },
    },
    {
        ...unshifted,
        name: "a shortage fails the scale-up",
        tasks: oldTasks(),
        service: [
            standing,
            stage(0, "PRE_SCALE_UP"),
            stage(8, "SCALE_UP"),
            ...returning(300, 320, "Service deployment rolled back because the service did not reach a steady state."),
        ],
        events: [
            {
                at: 60,
                message:
                    "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
            },
        ],
        expected: { outcome: "ROLLED_BACK", cause: "no-capacity", by: 345 },
    },
    {
        ...unshifted,
        name: "the process crashes while the release is scaled up",
        tasks: [...oldTasks(), ...crashes],
        service: [standing, stage(0, "PRE_SCALE_UP"), stage(8, "SCALE_UP")],
        expected: { outcome: "FAILED", cause: "process-exit", line: /boom/, by: 180 },
    },
    {
        ...unshifted,
        name: "the first release crashes, and there is nothing to go back to",
        tasks: crashes,
        maxFailuresOfSameCause: 50,
        service: [
            { ...stage(0, "SCALE_UP"), deployments: [{ of: "new", status: "PRIMARY", state: "" }] },
            {
                ...stage(200, "SCALE_UP", { status: "STOPPED", reason: "Service deployment stopped because it failed." }),
                deployments: [{ of: "new", status: "PRIMARY", state: "" }],
            },
        ],
        health: [{ at: 0, status: 503 }],
        expected: {
            outcome: "FAILED",
            cause: "process-exit",
            line: /as the first deployment it leaves ECS nothing to roll back to/,
            by: 220,
        },
    },
    {
        ...unshifted,
        name: "a lifecycle hook never answers",
        timeoutMinutes: 5,
        service: [
            ...prepared.slice(0, -1),
            stage(100, "POST_TEST_TRAFFIC_SHIFT", { hooks: [{ id: "1", type: "AWS_LAMBDA", status: "IN_PROGRESS" }] }),
        ],
        expected: {
            outcome: "TIMED_OUT",
            cause: "stage-lasts",
            line: /stage POST_TEST_TRAFFIC_SHIFT, 0 % .*hook has not answered/,
            by: 610,
        },
    },
    {
        ...unshifted,
        name: "another release is deployed before production moves",
        service: [
            ...prepared,
            {
                at: 140,
                deployments: [
                    { of: "other", status: "PRIMARY", state: "", created: 139 },
                    { of: "new", status: "ACTIVE", state: "" },
                    { of: "old", status: "ACTIVE", state: "" },
                ],
                attempt: { of: "other", status: "IN_PROGRESS", stage: "RECONCILE_SERVICE", started: 139 },
            },
        ],
        expected: { outcome: "STOPPED", cause: "replaced", by: 165 },
    },
    {
        ...unshifted,
        name: "service deployments may not be listed, so that nothing is certain",
        service: [...prepared, successful(200)],
        faults: [{ action: "ListServiceDeployments", answer: "denied" }],
        expected: { outcome: "FAILED", cause: "caller-denied", line: /ecs:ListServiceDeployments/, by: 15 },
    },
];
