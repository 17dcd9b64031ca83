import type { HealthFailure, FailureContext } from "./causes";
import { withoutPreamble } from "./aws-text";
import { failedContainer } from "./containers";
import { badEvents } from "./events";
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

/** What is known of a task that stopped or is unhealthy. */
export function toFailureContext(snapshot: Snapshot, intent: IntendedRelease, task: Task): FailureContext {
    const container = failedContainer(task, intent);
    const reasons = [task.stoppedReason, container?.reason ?? ""].filter((text) => text !== "");
    const byHealth = task.lastStatus !== "STOPPED" || reasons.some((text) => /failed ELB health checks/i.test(text));
    const health =
        byHealth || reasons.some((text) => /failed container health checks/i.test(text))
            ? findHealthFailure(snapshot, intent, task)
            : undefined;
    return {
        snapshot,
        intent,
        task,
        container,
        reasons,
        health,
        logs: task.lastStatus === "STOPPED" || task.stopCode === "" ? snapshot.logs : [],
    };
}

/** What events say of health checks, where no task or target is known any more. */
export function toHealthContext(snapshot: Snapshot, intent: IntendedRelease): FailureContext | undefined {
    const health = findHealthFailure({ ...snapshot, targets: [] }, intent);
    const reasons = badEvents(snapshot, intent)
        .filter(
            (event) =>
                /failed container health checks/i.test(event) &&
                !/deployment .*failed:/.test(event) &&
                !isOfOtherRevision(event, snapshot, intent),
        )
        .map(withoutPreamble);
    return health === undefined && reasons.length === 0 ? undefined : { snapshot, intent, reasons, health, logs: snapshot.logs };
}

/** Whether an event is about a task of another revision. */
function isOfOtherRevision(event: string, { tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): boolean {
    return tasks.some((task) => task.taskDefinitionArn !== taskDefinitionArn && event.includes(lastSegment(task.arn)));
}

/**
 * Why the load balancer's checks of a task fail. Its target has the reason while it is registered, an event afterwards:
 * "(service s) (port 3000) is unhealthy in (target-group …) due to (reason Health checks failed with these codes: [404])"
 * (https://github.com/nathanpeck/nodejs-aws-workshop/issues/5).
 */
function findHealthFailure(snapshot: Snapshot, intent: IntendedRelease, task?: Task): HealthFailure | undefined {
    const failing = snapshot.targets.filter(({ reason }) => /^Target\.(Resp|Time|Failed)/.test(reason));
    const target = failing.find(({ id }) => id === task?.address);
    if (target !== undefined) {
        return toHealthFailure(target.reason, target);
    }
    const events = badEvents(snapshot, intent).filter((event) => /is unhealthy in/.test(event));
    const id = task && lastSegment(task.arn);
    const event =
        (id === undefined ? undefined : events.find((text) => text.includes(id))) ??
        events.find((text) => (task === undefined ? !isOfOtherRevision(text, snapshot, intent) : !text.includes("(task ")));
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
