import type { HealthFailure, FailureContext } from "./causes";
import { newestDeployment, ownServiceDeployment } from "./service";
import type { IntendedRelease } from "../api";
import { lastSegment } from "../../aws/arn";
import type { Target } from "../../aws/elb";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** A stop that says nothing about the release: Spot, scaling, rebalancing, retirement, or a person. */
export function isUnrelatedStop({ stopCode, stoppedReason }: Task): boolean {
    if (
        /SpotInterruption|TerminationNotice|UserInitiated|InfrastructureHealth/.test(stopCode) ||
        /Spot Task was/.test(stoppedReason)
    ) {
        return true;
    }
    return stopCode === "ServiceSchedulerInitiated" && !/health check|unhealthy/i.test(stoppedReason);
}

/** The deployment may be gone from the service; the service deployment tells when it began. */
export function deploymentStart(snapshot: Snapshot, taskDefinitionArn: string): number | undefined {
    const own = newestDeployment(snapshot, taskDefinitionArn)?.createdAt;
    const all = ownServiceDeployment(snapshot, taskDefinitionArn);
    // Where ECS goes back to the same revision, the newest deployment of it is the way back.
    const wayBack = own !== undefined && all?.rollback?.taskDefinitionArn === taskDefinitionArn;
    return wayBack ? Math.min(own, all.startedAt) : (own ?? all?.startedAt);
}

/** The task as it stopped, told by AWS's reasons for it and its containers. */
export function toFailureContext(snapshot: Snapshot, intent: IntendedRelease, task: Task): FailureContext {
    // What AWS adds beside it is not essential, for example GuardDuty's agent: it says nothing of the release.
    const own = task.containers.filter(({ name }) => name === intent.serviceRef.container);
    const reasons = [task.stoppedReason, ...own.map(({ reason }) => reason)].filter((text) => text !== "");
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

/** The service's events since the deployment began, newest first, without what says that all is well. */
export function badEvents(snapshot: Snapshot, intent: IntendedRelease): readonly string[] {
    const beginning = deploymentStart(snapshot, intent.taskDefinitionArn);
    return (snapshot.service?.events ?? [])
        .filter(({ at }) => beginning !== undefined && at >= beginning)
        .sort((a, b) => b.at - a.at)
        .map(({ message }) => message)
        .filter((message) => !/steady state|has (started|begun)|registered \d|deployment completed/i.test(message));
}

/**
 * What the load balancer has against a task: its target says it while it is registered, an event afterwards:
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
        // Not every target is seen before it goes: what another task of the release fails for is the same, as a rule.
        const own = snapshot.tasks.filter((other) => other.taskDefinitionArn === intent.taskDefinitionArn);
        const other = failing.find(({ id }) => own.some(({ address }) => address === id));
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
