import { revisionName } from "../../aws/arn";
import { findTaskDefinitions, listServiceDeployments, type Service, type ServiceDeploymentBrief } from "../../aws/ecs";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { Clock } from "../../deployment/clock";
import { describeEvent } from "../shared/events";
import { liveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";

/** Something that happened to a service: ECS wrote an event, or a deployment began, turned or ended. */
export interface Entry {
    readonly kind: "event" | "deployment";

    /** Milliseconds since 1970. */
    readonly at: number;
    readonly message: string;
}

/** What a poll found. */
export interface Found {
    /** What no poll before has found, the newest last. */
    readonly entries: readonly Entry[];

    /** What AWS did not tell and no poll before has said: a line each. */
    readonly refusals: readonly string[];
}

/** A deployment, as its list or the service itself tells it. */
interface Attempt {
    readonly id: string;
    readonly revision: string;
    readonly status: string;
    readonly reason: string;
    readonly startedAt?: number;
    readonly finishedAt?: number;
}

/** An entry with what tells it from every other. */
type Keyed = Entry & { readonly key: string };

/**
 * Reads the events and the deployments of a service as one stream; each time it is asked it gives what is new.
 *
 * @param from milliseconds since 1970
 */
export function createEventReader(stack: StackContext, from: number, clock: Clock): () => Promise<Found> {
    const given = new Set<string>();
    const revisions = new Map<string, string>();

    return async () => {
        const service = await liveService(stack);
        const refusals: string[] = [];
        const listed = await undefinedIfUnanswered(() => listAttempts(stack, from, revisions), refusals);
        const found = [
            ...(listed ?? attemptsByService(service)).flatMap((attempt) => toEntries(attempt, clock.date().getTime())),
            ...[...service.events].reverse().map((event): Keyed => {
                return { key: event.id, kind: "event", at: event.at, message: describeEvent(event.message, service) };
            }),
        ];
        const entries = found.filter(({ at, key }) => at >= from && isNew(given, key)).sort((a, b) => a.at - b.at);
        return {
            entries: entries.map(({ kind, at, message }) => ({ kind, at, message })),
            refusals: refusals.filter((refusal) => isNew(given, refusal)),
        };
    };
}

function isNew(given: Set<string>, key: string): boolean {
    return !given.has(key) && given.add(key).has(key);
}

/** @param revisions task definitions by service revision: what a service revision is never changes */
async function listAttempts(
    { clients, serviceRef }: StackContext,
    from: number,
    revisions: Map<string, string>,
): Promise<Attempt[]> {
    const listed: ServiceDeploymentBrief[] = [];
    for await (const serviceDeployment of listServiceDeployments(clients, serviceRef)) {
        if ((serviceDeployment.finishedAt ?? Infinity) < from) {
            break; // newest first: what ended before is older still
        }
        listed.push(serviceDeployment);
    }
    const unknown = listed.map(({ targetServiceRevisionArn }) => targetServiceRevisionArn).filter((arn) => !revisions.has(arn));
    if (unknown.length > 0) {
        (await findTaskDefinitions(clients, unknown)).forEach((taskDefinition, arn) => revisions.set(arn, taskDefinition));
    }
    return listed.map(({ arn, targetServiceRevisionArn, status, statusReason, startedAt, finishedAt }) => ({
        id: arn,
        revision: revisionName(revisions.get(targetServiceRevisionArn) ?? "a forgotten revision"),
        status,
        reason: statusReason,
        startedAt,
        finishedAt,
    }));
}

/** Without the permission to list them. That one has completed is an event already. */
function attemptsByService({ deployments }: Service): Attempt[] {
    return deployments.map(({ id, taskDefinitionArn, rolloutState, rolloutStateReason, createdAt, updatedAt }) => ({
        id,
        revision: revisionName(taskDefinitionArn),
        status: rolloutState === "FAILED" ? rolloutState : "IN_PROGRESS",
        reason: rolloutStateReason,
        startedAt: createdAt,
        finishedAt: updatedAt,
    }));
}

function toEntries({ id, revision, status, reason, startedAt, finishedAt }: Attempt, now: number): Keyed[] {
    const words = status.toLowerCase().replaceAll("_", " ");
    return [
        ...(startedAt === undefined
            ? []
            : [{ key: `${id} began`, kind: "deployment" as const, at: startedAt, message: `deployment of ${revision} began` }]),
        ...(status === "PENDING" || status === "IN_PROGRESS"
            ? []
            : [
                  {
                      key: `${id} ${status}`,
                      kind: "deployment" as const,
                      at: finishedAt ?? now,
                      message: `deployment of ${revision}: ${words}${reason === "" ? "" : `: ${reason}`}`,
                  },
              ]),
    ];
}
