import * as assert from "node:assert/strict";
import { findLatestDeployment, type DeploymentFacts, type LatestDeployment } from "../../deployment/latest-deployment";
import { at, deployment, event, exited, previous, revision, service, serviceDeployment } from "./builders";

const completed = (number: number) => deployment(number, { rolloutState: "COMPLETED", rolloutStateReason: "completed." });
const failed = (number: number, status = "ACTIVE") =>
    deployment(number, {
        status,
        rolloutState: "FAILED",
        rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
        updatedAt: at(90),
    });
/** With the reason that README.md of the package @wanews/pulumi-wait-for-ecs-deploy shows of a rollback. */
const goingBack = deployment(6, {
    rolloutStateReason: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/6.",
    createdAt: at(95),
});
/** Newest first: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const rollbackEvents = [
    event(100, "rolling back to deployment ecs-svc/6."),
    event(100, "(deployment ecs-svc/7) deployment failed: tasks failed to start."),
    event(5, "has started 1 tasks: (task 1)."),
];
const backOnSix = event(130, "(deployment ecs-svc/6) deployment completed.");
const rolledBack = {
    stage: "rolled back",
    taskDefinitionArn: revision(7),
    returnsTo: revision(6),
    since: at(100),
    reason: "tasks failed to start",
} as const;

interface Row {
    readonly when: string;
    readonly facts: DeploymentFacts;
    readonly found: Partial<LatestDeployment> & Pick<LatestDeployment, "stage">;
}

const withoutServiceDeployment: readonly Row[] = [
    {
        when: "the new primary deployment is a rollback, and the failed one is still listed",
        facts: { service: service([goingBack, failed(7)], { events: rollbackEvents }) },
        found: { ...rolledBack, stage: "going back" },
    },
    {
        when: "no event tells of the rollback yet",
        facts: { service: service([goingBack, failed(7)]) },
        found: {
            stage: "going back",
            taskDefinitionArn: revision(7),
            returnsTo: revision(6),
            since: at(90),
            reason: "ECS deployment circuit breaker: tasks failed to start.",
        },
    },
    {
        when: "the deployment that is taken back is still called in progress",
        facts: { service: service([goingBack, deployment(7, { status: "ACTIVE" })]) },
        found: { stage: "going back", taskDefinitionArn: revision(7), returnsTo: revision(6) },
    },
    {
        when: "the rollback is over, and the failed deployment gone",
        facts: {
            service: service([completed(6)], { events: [backOnSix, ...rollbackEvents] }),
            stopped: [exited("1", 1)],
        },
        found: rolledBack,
    },
    {
        when: "the rollback is over, and nothing of the failed revision is left",
        facts: { service: service([completed(6)], { events: [backOnSix, ...rollbackEvents] }) },
        found: { ...rolledBack, taskDefinitionArn: undefined },
    },
    {
        when: "another deployment has completed since",
        facts: {
            service: service([completed(8)], {
                events: [event(900, "(deployment ecs-svc/8) deployment completed."), backOnSix, ...rollbackEvents],
            }),
        },
        found: { stage: "completed", taskDefinitionArn: revision(8) },
    },
    {
        when: "another try has begun while the failed one still drains",
        facts: { service: service([deployment(8, { createdAt: at(200) }), failed(7)], { events: rollbackEvents }) },
        found: { stage: "in progress", taskDefinitionArn: revision(8), since: at(200) },
    },
    {
        when: "the only deployment has failed",
        facts: { service: service([failed(7, "PRIMARY")]) },
        found: { stage: "failed", taskDefinitionArn: revision(7), since: at(90) },
    },
    {
        when: "a deployment is in progress",
        facts: { service: service([deployment(7), previous]) },
        found: { stage: "in progress", taskDefinitionArn: revision(7), since: at(0), reason: "" },
    },
    {
        when: "nothing moves",
        facts: { service: service([completed(7)], { events: [event(90, "has reached a steady state.")] }) },
        found: { stage: "completed", taskDefinitionArn: revision(7) },
    },
];

const withServiceDeployment: readonly Row[] = [
    {
        when: "it is ROLLBACK_IN_PROGRESS",
        facts: {
            service: service([goingBack]),
            serviceDeployment: serviceDeployment("ROLLBACK_IN_PROGRESS", {
                rollback: { reason: "alarm web-5xx", taskDefinitionArn: revision(6), startedAt: at(97) },
            }),
        },
        found: {
            stage: "going back",
            taskDefinitionArn: revision(7),
            returnsTo: revision(6),
            since: at(97),
            reason: "alarm web-5xx",
        },
    },
    {
        when: "it is ROLLBACK_SUCCESSFUL",
        facts: {
            service: service([completed(6)]),
            serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", { statusReason: "breaker", finishedAt: at(140) }),
        },
        found: {
            stage: "rolled back",
            taskDefinitionArn: revision(7),
            returnsTo: revision(6),
            since: at(140),
            reason: "breaker",
        },
    },
    {
        when: "it is ROLLBACK_FAILED",
        facts: { service: service([goingBack]), serviceDeployment: serviceDeployment("ROLLBACK_FAILED") },
        found: { stage: "rollback failed", taskDefinitionArn: revision(7), returnsTo: revision(6) },
    },
    {
        when: "it was stopped by hand",
        facts: {
            service: service([previous]),
            serviceDeployment: serviceDeployment("STOPPED", { statusReason: "by user", finishedAt: at(60) }),
        },
        found: { stage: "stopped", taskDefinitionArn: revision(7), since: at(60), reason: "by user" },
    },
    {
        when: "ECS stopped it and goes back to nothing",
        facts: { service: service([failed(7, "PRIMARY")]), serviceDeployment: serviceDeployment("STOPPED") },
        found: {
            stage: "failed",
            taskDefinitionArn: revision(7),
            reason: "ECS deployment circuit breaker: tasks failed to start.",
        },
    },
    {
        when: "the circuit breaker stopped it, and the service does not say that it failed",
        facts: {
            service: service([completed(6)]),
            serviceDeployment: serviceDeployment("STOPPED", {
                circuitBreaker: { status: "TRIGGERED", failureCount: 3, threshold: 3 },
            }),
        },
        found: { stage: "failed", taskDefinitionArn: revision(7) },
    },
    {
        when: "it is behind the service, which goes back already",
        facts: {
            service: service([goingBack, failed(7)], { events: rollbackEvents }),
            serviceDeployment: serviceDeployment("IN_PROGRESS"),
        },
        found: { ...rolledBack, stage: "going back" },
    },
    {
        when: "the service has begun another deployment that is not listed yet",
        facts: {
            service: service([deployment(8, { createdAt: at(300) }), previous]),
            serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", { finishedAt: at(140) }),
        },
        found: { stage: "in progress", taskDefinitionArn: revision(8), since: at(300) },
    },
    {
        when: "it has succeeded",
        facts: { service: service([completed(7)]), serviceDeployment: serviceDeployment("SUCCESSFUL", { finishedAt: at(140) }) },
        found: { stage: "completed", taskDefinitionArn: revision(7), since: at(140) },
    },
];

describe("the latest deployment", () => {
    for (const [from, rows] of [
        ["the service alone", withoutServiceDeployment],
        ["the service deployment", withServiceDeployment],
    ] as const) {
        describe(`as ${from} tells it`, () => {
            for (const { when, facts, found } of rows) {
                it(`is “${found.stage}” when ${when}`, () => {
                    const latest = findLatestDeployment(facts);
                    const told = Object.fromEntries(
                        Object.keys(found).map((key) => [key, latest?.[key as keyof LatestDeployment]]),
                    );
                    assert.deepEqual(told, found);
                });
            }
        });
    }

    it("is unknown where ECS makes no deployments", () => {
        assert.equal(findLatestDeployment({ service: service([]) }), undefined);
    });

    it("finds the failed deployment in events of either order, and of an alarm's words", () => {
        const events = [
            event(99, "(deployment ecs-svc/7) deployment failed: alarm detected."),
            event(98, "rolling back to deployment ecs-svc/6. (reason: an alarm)"),
        ];
        const { reason, taskDefinitionArn } =
            findLatestDeployment({ service: service([goingBack, failed(7)], { events }) }) ?? {};
        assert.deepEqual([reason, taskDefinitionArn], ["alarm detected", revision(7)]);
    });
});
