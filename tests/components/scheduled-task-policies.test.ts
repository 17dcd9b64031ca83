import * as assert from "node:assert/strict";
import type { Resource } from "../../preview/document";
import { build, inputsOf, jsonOf } from "../support/build";
import { arn, makeSchedule } from "./make-schedule";

describe("what a ScheduledTask may do", () => {
    let usual: readonly Resource[] = [];
    before(async () => {
        usual = await build(() => makeSchedule());
    });

    it("may start tasks of its family in its cluster, with the two roles, and nothing else", () => {
        const policy = inputsOf(usual, "aws:iam/rolePolicy:RolePolicy", "web-nightly-scheduler");
        assert.equal(policy.role, "spotter-app-task-nightly-scheduler");
        assert.deepEqual((jsonOf(policy, "policy") as { Statement: unknown }).Statement, [
            {
                Sid: "RunTask",
                Effect: "Allow",
                Action: "ecs:RunTask",
                Resource: arn("ecs:us-east-1:123456789012:task-definition/spotter-app-task-nightly:*"),
                Condition: { ArnEquals: { "ecs:cluster": arn("ecs:us-east-1:123456789012:cluster/spotter-cluster") } },
            },
            {
                Sid: "TagTask",
                Effect: "Allow",
                Action: "ecs:TagResource",
                Resource: arn("ecs:us-east-1:123456789012:task/spotter-cluster/*"),
                Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
            },
            {
                Sid: "PassRoles",
                Effect: "Allow",
                Action: "iam:PassRole",
                Resource: [arn("iam::123456789012:role/Execution"), arn("iam::123456789012:role/Task")],
                Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
            },
            {
                Sid: "KeepMissedRuns",
                Effect: "Allow",
                Action: "sqs:SendMessage",
                Resource: arn("sqs:us-east-1:123456789012:spotter-app-task-nightly-dead-letters"),
            },
        ]);
    });

    it("has a role that this schedule alone may take on, within the bounds of the others", async () => {
        const bounds = { permissionsBoundary: arn("iam::123456789012:policy/boundary"), rolePath: "/teams/" };
        const { name, path, permissionsBoundary, ...own } = inputsOf(
            await build(() => makeSchedule({ bounds })),
            "aws:iam/role:Role",
            "web-nightly-scheduler",
        );
        assert.deepEqual(
            [name, path, permissionsBoundary],
            ["spotter-app-task-nightly-scheduler", "/teams/", bounds.permissionsBoundary],
        );
        assert.deepEqual(jsonOf(own, "assumeRolePolicy"), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "123456789012" },
                        ArnLike: {
                            "aws:SourceArn": arn("scheduler:us-east-1:123456789012:schedule-group/spotter-app-task-nightly"),
                        },
                    },
                },
            ],
        });
    });

    it("leaves what it could not start in an encrypted queue, for two weeks, that answers over TLS alone", () => {
        assert.deepEqual(inputsOf(usual, "aws:sqs/queue:Queue"), {
            messageRetentionSeconds: 1_209_600,
            name: "spotter-app-task-nightly-dead-letters",
            sqsManagedSseEnabled: true,
        });
        assert.deepEqual(jsonOf(inputsOf(usual, "aws:sqs/queuePolicy:QueuePolicy"), "policy"), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RequireTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sqs:*",
                    Resource: arn("sqs:us-east-1:123456789012:spotter-app-task-nightly-dead-letters"),
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });
});
