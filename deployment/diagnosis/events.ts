import type { Cause } from "./causes";
import { toPlainText, withoutPreamble } from "./aws-text";
import { quote } from "./evidence";
import { intendedServiceDeployment, newestDeployment } from "./service";
import type { IntendedRelease } from "../api";
import type { ServiceState } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** An event of the service that says something bad. */
export interface BadEvent {
    /** Stable id that ECS gives it. */
    readonly id: string;

    /** Milliseconds since 1970, by the clock of AWS. */
    readonly at: number;

    /** As evidence: masked, and without what all events begin with. */
    readonly text: string;
}

/** Events that report progress. What is not one of them is told to the operator, as ECS has said it for a reason. */
const progress = new RegExp(
    [
        "reached a steady state|has (started|begun|stopped|registered|deregistered|launched|created|updated|scaled|set|drained|resumed)\\b|^(registered|deregistered|stopped) \\d",
        "deployment (ecs-svc/\\S+ )?(has )?(completed|started|begun|is in progress)|(bake time|traffic shift|lifecycle hook|test traffic)\\S* .{0,40}(started|succeeded|completed|in progress)",
        "successfully (set|changed|started|completed)|draining connections|(desired|computed desired) count (was|has been|is now|changed)|service (was |has been )?(created|updated)|availability zone rebalancing (started|completed)",
    ].join("|"),
    "i",
);

/** Events that follow from one before them. */
const consequence = /rolling back to|roll(ed)?back (has )?(started|completed)|no rollback candidate/i;

/**
 * When the deployment began. The service may no longer list it; the service deployment keeps its start, where the caller may
 * read it, and else its first task is about as old.
 */
export function deploymentStart(snapshot: Snapshot, taskDefinitionArn: string): number | undefined {
    const createdAt = newestDeployment(snapshot, taskDefinitionArn)?.createdAt;
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    // Where ECS rolls back to the same revision, the newest deployment of it is the rollback.
    const isRollback = createdAt !== undefined && serviceDeployment?.rollback?.taskDefinitionArn === taskDefinitionArn;
    if (isRollback) {
        return Math.min(createdAt, serviceDeployment.startedAt);
    }
    const tasks = snapshot.tasks.filter((task) => task.taskDefinitionArn === taskDefinitionArn && task.createdAt !== undefined);
    const first = tasks.length === 0 ? undefined : Math.min(...tasks.map((task) => task.createdAt ?? 0));
    return createdAt ?? serviceDeployment?.startedAt ?? first;
}

/** The service's events since the deployment began, newest first, without those that report progress. */
export function badEvents(snapshot: Snapshot, intent: IntendedRelease): readonly string[] {
    return eventsSinceStart(snapshot, intent)
        .filter(({ message }) => !isProgress(message))
        .map(({ message }) => message);
}

/**
 * The newest event since the deployment began that says something bad, to be shown while it happens. Undefined once ECS
 * has found the service steady since: what was bad is over.
 */
export function newestBadEvent(snapshot: Snapshot, intent: IntendedRelease): BadEvent | undefined {
    const events = eventsSinceStart(snapshot, intent);
    const steady = events.findIndex(({ message }) => /reached a steady state|deployment completed/i.test(message));
    const bad = (steady === -1 ? events : events.slice(0, steady)).filter(({ message }) => !isProgress(message));
    const event = bad.find(({ message }) => !consequence.test(message)) ?? bad[0];
    return event && { id: event.id, at: event.at, text: quote(withoutPreamble(event.message), intent.secretNames) };
}

/** What ECS said last, where nothing else explains the failure. */
export const serviceEvent: Cause = {
    id: "service-event",
    matches: (context) => {
        const { reasons, intent } = context;
        const event = reasons.find((text) => !consequence.test(text)) ?? reasons[0];
        return event === undefined
            ? undefined
            : {
                  cause: "ECS reports a problem",
                  evidence: quote(withoutPreamble(event), intent.secretNames),
                  advice: `look up the event under service event messages in the ECS developer guide; check the log ${intent.serviceRef.logGroup}`,
              };
    },
};

function isProgress(message: string): boolean {
    const plain = toPlainText(message).trim();
    return progress.test(plain) && !/\bfail|unable|cannot|error\b/i.test(plain);
}

function eventsSinceStart(snapshot: Snapshot, intent: IntendedRelease): ServiceState["events"] {
    const beginning = deploymentStart(snapshot, intent.taskDefinitionArn);
    return (snapshot.service?.events ?? [])
        .filter(({ at }) => beginning !== undefined && at >= beginning)
        .sort((a, b) => b.at - a.at);
}
