import { newAnswers, newTasks, oldAnswers, oldTasks } from "./parts";
import { targetGroupArn } from "./releases";
import { blueGreen, green, pause, prepared, returning, shifted, stage, standing, successful, unshifted } from "./shift-parts";
import type { DeploymentRow, HookRow, ServiceFrame, Timeline } from "./timeline";

// Releases that traffic is shifted to, whose turns come in other orders than usual.

const stoppedAt = (at: number, reason: string, attempt: object = {}) => [
    ...shifted.service.filter((frame) => frame.at <= 150),
    ...returning(at, at + 30, reason, attempt),
];
const wentBackAt = (at: number) => ({
    tasks: [...oldTasks(), ...newTasks],
    weights: [
        { at: 140, weight: 100 },
        { at, weight: 0 },
    ],
    health: [...newAnswers(140), { at, status: 200, of: "old" as const }],
});
const alarm = "Service deployment rolled back because alarm(s) triggered.";
const lambda = (status: HookRow["status"], extra: Partial<HookRow> = {}): HookRow => ({
    id: "1",
    type: "AWS_LAMBDA",
    status,
    target: "arn:aws:lambda:us-east-1:123456789012:function:smoke",
    ...extra,
});

/** Another release is asked for at a second, while this one is somewhere on its way. */
function overtakenAt(at: number): ServiceFrame {
    const rows: DeploymentRow[] = [
        { of: "other", status: "PRIMARY", state: "", created: at - 1 },
        { of: "new", status: "ACTIVE", state: "" },
        { of: "old", status: "ACTIVE", state: "" },
    ];
    return {
        at,
        deployments: rows,
        attempt: { of: "other", status: "IN_PROGRESS", stage: "RECONCILE_SERVICE", started: at - 1 },
    };
}

/** Orders in which the release serves in the end. */
export const servingByTurns: readonly Timeline[] = [
    {
        ...shifted,
        name: "every question is throttled for a minute while production moves",
        faults: [{ during: [110, 170], answer: "throttled" }],
        expected: { outcome: "SUCCEEDED", by: 600 },
    },
    {
        ...shifted,
        name: "the service deployment is throttled until the bake time ends",
        faults: [{ action: "DescribeServiceDeployments", during: [80, 440], answer: "throttled" }],
        expected: { outcome: "SUCCEEDED", by: 600 },
    },
    {
        ...shifted,
        name: "weights are read late, and say that production has not moved",
        faults: [{ action: "DescribeRules", during: [140, 200], answer: "stale", seconds: 60 }],
    },
    {
        ...shifted,
        name: "the release before serves in the second target group, and its weight is the other way round",
        groups: { old: green, new: targetGroupArn },
        faults: [{ action: "DescribeRules", during: [100, 150], answer: "slow", seconds: 15 }],
    },
    {
        ...shifted,
        name: "a hook that has timed out lets ECS go on",
        service: shifted.service.map((frame) =>
            frame.at === 100 && frame.attempt
                ? { ...frame, attempt: { ...frame.attempt, hooks: [lambda("TIMED_OUT", { then: "CONTINUE" })] } }
                : frame,
        ),
    },
    {
        ...shifted,
        name: "an approved hook is still listed while production moves",
        service: shifted.service.map((frame) =>
            frame.at >= 130 && frame.attempt
                ? { ...frame, attempt: { ...frame.attempt, hooks: [{ ...pause, status: "SUCCEEDED" }] } }
                : frame,
        ),
    },
];

/** Orders in which it does not. */
export const failingByTurns: readonly Timeline[] = [
    {
        ...shifted,
        ...wentBackAt(305),
        name: "an alarm goes off while the release bakes, and ECS is throttled until it is back",
        service: stoppedAt(300, alarm, { alarms: ["spotter-5xx"] }),
        faults: [{ during: [295, 335], answer: "throttled" }],
        expected: { outcome: "ROLLED_BACK", cause: "alarm", by: 420 },
    },
    {
        ...shifted,
        ...wentBackAt(465),
        name: "an alarm goes off while ECS cleans up",
        service: [...shifted.service.filter(({ at }) => at <= 450), ...returning(460, 490, alarm, { alarms: ["spotter-slow"] })],
        expected: { outcome: "ROLLED_BACK", cause: "alarm", line: /spotter-slow/, by: 510 },
    },
    {
        ...shifted,
        ...wentBackAt(210),
        name: "an alarm goes off right after the shift that is waited for was not yet seen",
        shift: { ...blueGreen, verdictAt: "shift" },
        service: [
            ...shifted.service.filter(({ at }) => at < 150),
            stage(150, "BAKE_TIME", { weight: 100, status: "ROLLBACK_REQUESTED", reason: alarm, alarms: ["spotter-5xx"] }),
            ...returning(200, 230, alarm, { alarms: ["spotter-5xx"] }),
        ],
        expected: { outcome: "ROLLED_BACK", cause: "alarm", by: 250 },
    },
    {
        ...unshifted,
        name: "a hook times out, and its rollback is all that is seen",
        service: [
            standing,
            ...returning(130, 131, "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) timed out.", {
                hooks: [lambda("TIMED_OUT")],
            }),
        ],
        watchedFrom: 200,
        expected: { outcome: "ROLLED_BACK", cause: "hook-failed", by: 230 },
    },
    {
        ...shifted,
        name: "another release is deployed while this one bakes",
        service: [...shifted.service.filter(({ at }) => at <= 150), overtakenAt(300)],
        expected: { outcome: "STOPPED", cause: "replaced", by: 330 },
    },
    {
        ...unshifted,
        name: "another release is deployed while this one waits for an approval, before it was looked at",
        service: [...prepared, stage(110, "POST_TEST_TRAFFIC_SHIFT", { hooks: [pause] }), overtakenAt(150)],
        watchedFrom: 160,
        expected: { outcome: "STOPPED", cause: "replaced", by: 190 },
    },
    {
        ...shifted,
        name: "the target group says that tasks are healthy, and they are those of the release before",
        tasks: oldTasks(),
        groups: { old: green, new: green },
        service: [...prepared, successful(200)],
        weights: [{ at: 140, weight: 100 }],
        health: oldAnswers,
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "unknown", by: 700 },
    },
    {
        ...unshifted,
        name: "the revision is gone from the service as soon as ECS has taken it",
        service: [standing, stage(0, "PRE_SCALE_UP"), { ...standing, at: 20 }],
        tasks: oldTasks(),
        timeoutMinutes: 3,
        expected: { outcome: "TIMED_OUT", cause: "stage-lasts", by: 560 },
    },
    {
        ...shifted,
        name: "ECS has succeeded, and half of production still goes to the release before",
        tasks: [...oldTasks(), ...newTasks],
        weights: [{ at: 140, weight: 50 }],
        timeoutMinutes: 5,
        expected: { outcome: "TIMED_OUT", cause: "production-elsewhere", line: /50 % of requests/, by: 620 },
    },
];
