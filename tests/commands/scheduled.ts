import { systemClock } from "../../deployment/clock";
import { stackFile, type Trial } from "./trial";

export const now = Date.parse("2026-11-27T09:30:00Z");
export const due = Date.parse("2026-11-27T08:00:00Z"); // three in the morning in New York
export const family = "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-test-nightly";
const cluster = "arn:aws:ecs:us-east-1:123456789012:cluster/spotter-test";
export const task = (id: string) => `arn:aws:ecs:us-east-1:123456789012:task/spotter-test/${id}`;
const at = (minutes: number) => new Date(due + minutes * 60_000).toISOString();

/** How EventBridge tells of a run that has ended. */
export const ended = (exitCode: number, id = "0f1e2d3c4b5a") => ({
    at: due + 240_000,
    detail: {
        taskArn: task(id),
        taskDefinitionArn: `${family}:3`,
        lastStatus: "STOPPED",
        stopCode: "EssentialContainerExited",
        stoppedReason: "Essential container in task exited",
        createdAt: at(0),
        startedAt: at(1),
        stoppedAt: at(4),
        containers: [{ name: "nightly", exitCode }],
    },
});

export const nightly = {
    Name: "spotter-test-nightly",
    GroupName: "spotter-test-nightly",
    ScheduleExpression: "cron(0 3 * * ? *)",
    ScheduleExpressionTimezone: "America/New_York",
    State: "ENABLED",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
        Arn: cluster,
        RoleArn: "arn:aws:iam::123456789012:role/spotter-test-nightly-scheduler",
        RetryPolicy: { MaximumRetryAttempts: 185 },
        EcsParameters: { TaskDefinitionArn: `${family}:3`, LaunchType: "FARGATE" },
    },
    CreationDate: due / 1000 - 864_000,
    LastModificationDate: due / 1000 - 86_400,
};

/** Gives a stack a schedule that ran well this morning. */
export function scheduleNightly(trial: Trial): void {
    trial.account.others = { "spotter-web-nightly": 3 };
    trial.account.schedules = [nightly];
    trial.account.deadLetters = { "spotter-test-nightly-dead-letters": [] };
    trial.account.runEvents = [ended(0)];
    trial.context = { clock: { ...systemClock, date: () => new Date(now) } };
    trial.write(
        "Pulumi.test.yaml",
        `${stackFile}    spotter:schedules: { nightly: { command: [node, job.js], schedule: "cron(0 3 * * ? *)", timezone: America/New_York } }\n`,
    );
}
