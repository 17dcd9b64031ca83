import type { HealthFailure, FailureContext } from "./causes";
import { newestDeployment, intendedServiceDeployment } from "./service";
import type { IntendedRelease } from "../api";
import { lastSegment } from "../../aws/arn";
import type { Target } from "../../aws/elb";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** A stop that has nothing to do with the release: Spot, scaling, rebalancing, retirement, or a manual stop. */
export function isUnrelatedStop({ stopCode, stoppedReason }: Task): boolean {
    if (
        /SpotInterruption|TerminationNotice|UserInitiated|InfrastructureHealth/.test(stopCode) ||
        /Spot Task was/.test(stoppedReason)
    ) {
        return true;
    }
    return stopCode === "ServiceSchedulerInitiated" && !/health check|unhealthy/i.test(stoppedReason);
}

/** When the deployment began. The service may no longer list it; the service deployment keeps its start. */
export function deploymentStart(snapshot: Snapshot, taskDefinitionArn: string): number | undefined {
    const createdAt = newestDeployment(snapshot, taskDefinitionArn)?.createdAt;
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    // Where ECS rolls back to the same revision, the newest deployment of it is the rollback.
    const isRollback = createdAt !== undefined && serviceDeployment?.rollback?.taskDefinitionArn === taskDefinitionArn;
    return isRollback ? Math.min(createdAt, serviceDeployment.startedAt) : (createdAt ?? serviceDeployment?.startedAt);
}

/** What is known of a task that stopped or is unhealthy. */
export function toFailureContext(snapshot: Snapshot, intent: IntendedRelease, task: Task): FailureContext {
    // Containers that AWS adds, for example GuardDuty's agent, are not essential and have nothing to do with the release.
    const application = task.containers.filter(({ name }) => name === intent.serviceRef.container);
    const reasons = [task.stoppedReason, ...application.map(({ reason }) => reason)].filter((text) => text !== "");
    const byHealth = task.lastStatus !== "STOPPED" || reasons.some((text) => /failed ELB health checks/i.test(text));
    const health =
        byHealth || reasons.some((text) => /failed container health checks/i.test(text))
            ? findHealthFailure(snapshot, intent, task)
            : undefined;
    return {
        snapshot,
        intent,
        task,
        reasons,
        health,
        logs: task.lastStatus === "STOPPED" || task.stopCode === "" ? snapshot.logs : [],
    };
}

/** The service's events since the deployment began, newest first, without those that report progress. */
export function badEvents(snapshot: Snapshot, intent: IntendedRelease): readonly string[] {
    const beginning = deploymentStart(snapshot, intent.taskDefinitionArn);
    return (snapshot.service?.events ?? [])
        .filter(({ at }) => beginning !== undefined && at >= beginning)
        .sort((a, b) => b.at - a.at)
        .map(({ message }) => message)
        .filter((message) => !/steady state|has (started|begun)|registered \d|deployment completed/i.test(message));
}

/**
 * Why the load balancer's checks of a task fail. Its target has the reason while it is registered, an event afterwards:
 * "(service s) (port 3000) is unhealthy in (target-group …) due to (reason Health checks failed with these codes: [404])"
 * (https://github.com/nathanpeck/nodejs-aws-workshop/issues/5).
 */
function findHealthFailure(snapshot: Snapshot, intent: IntendedRelease, task: Task): HealthFailure | undefined {
    const failing = snapshot.targets.filter(({ reason }) => /^Target\.(Resp|Time|Failed)/.test(reason));
    const target = failing.find(({ id }) => id === task.address);
    if (target !== undefined) {
        return toHealthFailure(target.reason, target);
    }
    const id = lastSegment(task.arn);
    const events = badEvents(snapshot, intent).filter((event) => /is unhealthy in/.test(event));
    const event = events.find((text) => text.includes(id)) ?? events.find((text) => !text.includes("(task "));
    const reason = /due to \(reason ([^)]*)\)/.exec(event ?? "")?.[1];
    if (reason === undefined) {
        // A target may be gone before it was read: another task of the release usually fails for the same reason.
        const intended = snapshot.tasks.filter((other) => other.taskDefinitionArn === intent.taskDefinitionArn);
        const other = failing.find(({ id }) => intended.some(({ address }) => address === id));
        return other && toHealthFailure(other.reason, other);
    }
    const port = Number(/\(port (\d+)\)/.exec(event ?? "")?.[1] ?? snapshot.targets[0]?.port ?? 0);
    return toHealthFailure(reason, { port, description: reason });
}

function toHealthFailure(reason: string, { port, description }: Pick<Target, "port" | "description">): HealthFailure {
    const codes = (/codes: \[([\d, ]+)\]/.exec(description)?.[1] ?? "")
        .split(",")
        .map(Number)
        .filter((code) => code > 0);
    const where = port > 0 ? { port } : {};
    if (codes.length > 0) {
        return { kind: "codes", codes, ...where, evidence: description };
    }
    const timeout = /Timeout|timed out/i.test(`${reason} ${description}`);
    return {
        kind: timeout ? "timeout" : "refused",
        codes,
        ...where,
        evidence: `${reason}: ${description}`.replace(/^(.*): \1$/, "$1"),
    };
}
