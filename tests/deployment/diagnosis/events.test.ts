import * as assert from "node:assert/strict";
import { diagnose } from "../../../deployment/diagnosis/diagnose";
import { newestBadEvent } from "../../../deployment/diagnosis/events";
import type { Snapshot } from "../../../deployment/snapshot";
import {
    deployment,
    event,
    exited,
    intent,
    previous,
    revision,
    service,
    serviceDeployment,
    serving,
    snapshot,
    stopped,
    task,
} from "../builders";
import { start } from "./cause-rows";

const unplaced = "was unable to place a task. Reason: Capacity is unavailable at this time.";

/** Events, each with its second, in the order in which they happened. */
const events = (...list: readonly (readonly [number, string])[]): Partial<Snapshot> => ({
    service: service([deployment(7), previous], { events: list.map(([second, text]) => event(second, text)).reverse() }),
});
const bad = (...list: readonly (readonly [number, string])[]): string | undefined =>
    newestBadEvent(snapshot(120, events(...list)), intent)?.text;

describe("the newest bad event", () => {
    for (const progress of [
        "has started 2 tasks: (task 9f2) (task 9f3).",
        "registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/error-page/1).",
        "has begun draining connections on 2 tasks.",
        "deregistered 1 targets in (target-group web).",
        "has stopped 2 running tasks: (task 9f2) (task 9f3).",
        "(deployment ecs-svc/7) deployment completed.",
        "has reached a steady state.",
    ]) {
        it(`is none that reports progress: ${progress}`, () => assert.equal(bad([30, progress]), undefined));
    }

    for (const message of [
        unplaced,
        "operations are being throttled. Will try again later.",
        "(task 9f2) (port 3000) is unhealthy in (target-group web) due to (reason Request timed out).",
        "has started to do what nothing here describes, and failed.",
        "is out of phase.",
    ]) {
        it(`is quoted: ${message}`, () => assert.equal(bad([20, "has started 2 tasks: (task 1)."], [30, message]), message));
    }

    it("has its id and its time, so that it is shown once", () => {
        assert.deepEqual(newestBadEvent(snapshot(120, events([20, unplaced], [40, unplaced])), intent), {
            id: "event-40",
            at: snapshot(40).at,
            text: unplaced,
        });
    });

    it("is not one from before the deployment, or from before the service was steady", () => {
        assert.equal(bad([-5, unplaced]), undefined);
        assert.equal(bad([20, unplaced], [60, "has reached a steady state."]), undefined);
        assert.equal(bad([20, "has reached a steady state."], [60, unplaced]), unplaced);
    });

    it("is the cause of a rollback, and not the rollback", () => {
        const failed = "(deployment ecs-svc/7) deployment failed: tasks failed to start.";
        assert.equal(bad([20, failed], [21, "rolling back to deployment ecs-svc/6."]), failed);
        assert.equal(bad([21, "rolling back to deployment ecs-svc/6."]), "rolling back to deployment ecs-svc/6.");
    });

    it("shows no value of a secret variable", () => {
        assert.equal(bad([20, "is out of phase: AUTH_SECRET=c4n4ry"]), "is out of phase: AUTH_SECRET=***");
    });
});

describe("a cause that is told by events", () => {
    const role =
        "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship.).";

    it("is found before any task exists", () => {
        const found = diagnose(snapshot(60, events([20, role])), intent);
        assert.equal(found?.id, "role-unassumable");
        assert.ok(found.evidence.includes("arn:aws:iam::1:role/task"), found.evidence);
    });

    it("is quoted where nothing has a name for it, and not where something explains more", () => {
        const found = diagnose(snapshot(60, events([20, "is out of phase."])), intent);
        assert.deepEqual(
            [found?.id, found?.cause, found?.evidence],
            ["service-event", "ECS reports a problem", "is out of phase."],
        );
        const crashed = snapshot(120, { ...events([20, "is out of phase."]), tasks: [exited("1", 1)] });
        assert.equal(diagnose(crashed, intent)?.id, "process-exit");
    });

    it("is added to a circuit breaker that gives no reason", () => {
        const { service: state } = events(
            [30, "is out of phase."],
            [50, "(deployment ecs-svc/7) deployment failed: tasks failed to start."],
        );
        const failed = deployment(7, { status: "ACTIVE", rolloutState: "FAILED", failedTasks: 3 });
        const back = deployment(6, { id: "ecs-svc/back", createdAt: snapshot(90).at, rolloutState: "COMPLETED" });
        const found = diagnose(snapshot(120, { service: service([back, failed], { events: state?.events }) }), intent);
        assert.equal(found?.id, "circuit-breaker");
        assert.ok(found.evidence.endsWith(" | is out of phase."), found.evidence);
    });

    it("is not the failing health check of another revision's task", () => {
        const old = task("9", { taskDefinitionArn: revision(6) });
        const message =
            "(task 9) (port 3000) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [500]).";
        assert.notEqual(diagnose(snapshot(120, { ...events([30, message]), tasks: [old] }), intent)?.id, "health-error");
        assert.equal(diagnose(snapshot(120, events([30, message])), intent)?.id, "health-error");
        const limited = message.replace("500", "429");
        assert.equal(diagnose(snapshot(120, { ...events([30, limited]), tasks: [old] }), intent)?.id, "service-event");
    });

    it("is no stop by hand where ECS names the user of a call", () => {
        const reason =
            "Service deployment rolled back because User: arn:aws:sts::1:assumed-role/elb/ecs cannot change the listener.";
        const back = deployment(6, { id: "ecs-svc/back", createdAt: snapshot(90).at, rolloutState: "COMPLETED" });
        const rolledBack = snapshot(120, {
            service: service([back]),
            serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", { statusReason: reason, rollback: { reason } }),
        });
        assert.equal(diagnose(rolledBack, intent, "stopped-by-hand")?.id, "rolled-back");
    });
});

describe("a name with a telling word in it", () => {
    const named = (name: string, message: string): string | undefined =>
        diagnose(
            snapshot(60, {
                service: service([deployment(7), previous], {
                    events: [{ id: "1", at: snapshot(30).at, message: `(service ${name}) ${message}` }],
                }),
            }),
            intent,
        )?.id;

    it("is no cause: a service that is called smoke-alarm, or hook", () => {
        for (const name of ["smoke-alarm", "alarm", "hook", "rate-limit-exceeded", "circuit-breaker", "no-space-left"]) {
            assert.equal(named(name, unplaced), "no-capacity", name);
        }
        assert.equal(named("smoke-alarm", "(deployment ecs-svc/7) deployment failed: tasks failed to start."), "circuit-breaker");
        assert.equal(named("web", "(deployment ecs-svc/7) deployment failed: alarm detected."), "alarm");
        const inText = "(deployment ecs-svc/7) deployment failed: tasks failed to start in smoke-alarm.";
        assert.equal(named("web", inText), "circuit-breaker");
    });

    it("is no cause: parameters and images", () => {
        const denied = (parameter: string) =>
            `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:1:parameter/app/${parameter}`;
        for (const parameter of ["RATE_LIMIT", "KMS_KEY_ID", "CONNECTION_REFUSED", "EFS_PATH", "LOG_GROUP"]) {
            assert.equal(diagnose(snapshot(60, start(denied(parameter))), intent)?.id, "parameter-denied", parameter);
        }
        const image = (name: string) =>
            `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 1.dkr.ecr.us-east-1.amazonaws.com/${name}:1: not found`;
        for (const name of ["access-denied", "rate-limit", "i/o-timeout", "efs-volume-failed", "log-driver-error"]) {
            assert.equal(diagnose(snapshot(60, start(image(name))), intent)?.id, "image-not-found", name);
        }
    });
});

describe("a task that cannot start", () => {
    it("is explained by another container where its own says nothing", () => {
        const containers = [
            { name: "spotter-web", reason: "" },
            { name: "aws-guardduty-agent", reason: "CannotPullContainerError: 403 Forbidden" },
        ];
        const tasks = [stopped("1", "TaskFailedToStart", "Task failed to start", { containers })];
        const found = diagnose(snapshot(60, { tasks }), intent);
        assert.equal(found?.id, "cannot-start");
        assert.equal(found.evidence, "Task failed to start | aws-guardduty-agent: CannotPullContainerError: 403 Forbidden");
    });

    it("keeps who, which action and on what, whatever the length", () => {
        const name = "x".repeat(300);
        const text = `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::920013187591:assumed-role/execution-${name}/9f2 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:920013187591:parameter/${name}/DATABASE_URL because no identity-based policy allows the ssm:GetParameters action`;
        const { evidence = "" } = diagnose(snapshot(60, start(text)), intent) ?? {};
        for (const part of [`execution-${name}`, "ssm:GetParameters", `${name}/DATABASE_URL`, "no identity-based policy"]) {
            assert.ok(evidence.includes(part), part);
        }
    });

    it("says nothing of a release that serves", () => {
        assert.equal(diagnose(serving(200), intent), undefined);
    });
});
