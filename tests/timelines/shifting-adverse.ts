import { newTasks, oldTasks } from "./parts";
import { prepared, returning, shifted, stage, standing, unshifted } from "./shift-parts";
import type { AttemptRow, Timeline } from "./timeline";

// Releases that traffic is shifted to, told in other words, in another order, or with answers missing.

const untilBake = shifted.service.filter(({ at }) => at <= 150);
const byHand = "Service deployment stopped by a request of the user.";

/** ECS goes back while the release bakes, and has all of production. */
function takenFromBake(
    name: string,
    reason: string,
    expected: Pick<Timeline["expected"], "outcome" | "cause">,
    attempt: Partial<AttemptRow> = {},
): Timeline {
    return {
        ...shifted,
        name,
        tasks: [...oldTasks(), ...newTasks],
        service: [...untilBake, ...returning(300, 330, reason, attempt)],
        weights: [
            { at: 140, weight: 100 },
            { at: 300, weight: 0 },
        ],
        health: [...shifted.health, { at: 300, status: 200, of: "old" }],
        expected: { ...expected, by: 345 },
    };
}

/** ECS goes back while only test traffic reaches the release. */
function takenBack(name: string, reason: string, cause: string, attempt: Partial<AttemptRow> = {}): Timeline {
    return {
        ...unshifted,
        name,
        service: [...prepared, ...returning(130, 160, reason, attempt)],
        expected: { outcome: "ROLLED_BACK", cause, by: 175 },
    };
}

/** Something is not answered, and the release serves all the same. */
function servesWithout(name: string, ...faults: NonNullable<Timeline["faults"]>): Timeline {
    return { ...shifted, name, faults, expected: { outcome: "SUCCEEDED", by: 560 } };
}

/** Releases that serve. */
export const servingInOtherWords: readonly Timeline[] = [
    servesWithout("AWS throttles for two minutes while production moves", { during: [100, 220], answer: "throttled" }),
    servesWithout("service revisions are not found", { action: "DescribeServiceRevisions", answer: "missing" }),
    servesWithout("the service deployment is not found at first", {
        action: "DescribeServiceDeployments",
        during: [0, 60],
        answer: "missing",
    }),
    servesWithout("rules may not be described", { action: "DescribeRules", answer: "denied" }),
    servesWithout("answers are a minute old while it bakes", { during: [400, 460], answer: "stale", seconds: 60 }),
    {
        ...shifted,
        name: "a status that nobody knows comes by",
        service: shifted.service.map((frame) =>
            frame.at === 150 && frame.attempt ? { ...frame, attempt: { ...frame.attempt, status: "VALIDATING" } } : frame,
        ),
    },
];

/** Releases that do not. */
export const failingInOtherWords: readonly Timeline[] = [
    takenBack("a hook exceeds its time", "Lifecycle hook POST_SCALE_UP exceeded its timeout of 60 minutes", "hook-failed"),
    takenBack(
        "a hook's function is timed out",
        "Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) timed out.",
        "hook-failed",
        { hooks: [{ id: "1", type: "AWS_LAMBDA", status: "TIMED_OUT" }] },
    ),
    takenBack("ECS gives no reason", "", "rolled-back"),
    takenFromBake("somebody rolls back while it bakes", "Service deployment rolled back by a request of the user.", {
        outcome: "STOPPED",
        cause: "stopped-by-hand",
    }),
    takenFromBake("tasks fail while it bakes", "Service deployment rolled back because tasks failed to start.", {
        outcome: "ROLLED_BACK",
        cause: "circuit-breaker",
    }),
    takenFromBake(
        "an alarm goes off while it bakes, in other words",
        "Alarms were triggered during bake time: spotter-5xx",
        { outcome: "ROLLED_BACK", cause: "alarm" },
        { alarms: ["spotter-5xx"] },
    ),
    {
        ...shifted,
        name: "somebody stops it without a rollback while it bakes",
        tasks: [...oldTasks(), ...newTasks],
        service: [
            ...untilBake,
            stage(300, "BAKE_TIME", { weight: 100, status: "STOP_REQUESTED" }),
            stage(310, "BAKE_TIME", { weight: 100, status: "STOPPED", reason: byHand }),
        ],
        expected: { outcome: "STOPPED", cause: "stopped-by-hand", by: 340 },
    },
    {
        ...shifted,
        name: "another release is deployed while it bakes",
        tasks: [...oldTasks(), ...newTasks],
        service: [
            ...untilBake,
            {
                at: 250,
                deployments: [
                    { of: "other", status: "PRIMARY", state: "", created: 249 },
                    { of: "new", status: "ACTIVE", state: "" },
                ],
                attempt: { of: "other", status: "PENDING", started: 249 },
            },
        ],
        expected: { outcome: "STOPPED", cause: "replaced", by: 275 },
    },
    {
        ...unshifted,
        name: "the list ends with an earlier success of the same revision",
        service: [
            {
                ...standing,
                deployments: [
                    { of: "new", status: "PRIMARY", state: "", created: 0 },
                    { of: "old", status: "ACTIVE", state: "" },
                ],
                attempt: { of: "new", status: "SUCCESSFUL", started: -4000, finished: -3000, weight: 100 },
            },
        ],
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "unknown", by: 610 },
    },
];
