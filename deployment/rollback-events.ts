import type { Deployment, ServiceState } from "../aws/ecs";

/*
 * What the service's events say of a deployment that failed. A rollback to tasks that still run is over at once, so that no
 * poll may see it: then its events are all there is, unless service deployments can be listed. ECS writes, the newest first
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html):
 *
 *     (service web) (deployment ecs-svc/7812920447217021088) deployment completed.
 *     (service web) rolling back to deployment ecs-svc/7812920447217021088.
 *     (service web) (deployment ecs-svc/9214183178940874271) deployment failed: tasks failed to start.
 */

const rollingBack = /rolling back to deployment(?:Id)? (ecs-svc\/[\w-]+)/i;
const completion = /\(deployment (ecs-svc\/[\w-]+)\) deployment completed/i;
const failure = /\(deployment (ecs-svc\/[\w-]+)\) deployment failed:? ?(.*?)\.?$/i;

/** Milliseconds between a failure and its rollback, which ECS writes down at the same moment, in either order. */
const nearbyMs = 10_000;

/** What the events of a service say of a rollback. */
export interface RollbackEvents {
    /** When ECS began to go back: milliseconds since 1970. */
    readonly at: number;

    /** Id of the deployment that failed, for example `ecs-svc/9214183178940874271`; absent where no event names it. */
    readonly from?: string;

    /** Id of the deployment that ECS goes back to. */
    readonly to: string;

    /** Why the deployment failed, for example `tasks failed to start`; empty where no event says it. */
    readonly reason: string;
}

/** The rollback that the newest events tell of; undefined where another deployment has completed since. */
export function findRollbackEvents(events: ServiceState["events"]): RollbackEvents | undefined {
    const newestFirst = [...events].sort((a, b) => b.at - a.at); // keeps ECS's order within a second
    const begins = newestFirst.findIndex(({ message }) => rollingBack.test(message));
    const begin = newestFirst[begins];
    const to = rollingBack.exec(begin?.message ?? "")?.[1];
    if (begin === undefined || to === undefined) {
        return undefined;
    }
    const completed = newestFirst.slice(0, begins).map(({ message }) => completion.exec(message)?.[1]);
    if (completed.some((id) => id !== undefined && id !== to)) {
        return undefined;
    }
    const nearby = newestFirst.filter(({ at }) => Math.abs(at - begin.at) <= nearbyMs);
    const [, from, reason] = nearby.map(({ message }) => failure.exec(message)).find((match) => match !== null) ?? [];
    return { at: begin.at, from, to, reason: reason ?? /\(reason:? ([^)]*)\)/.exec(begin.message)?.[1] ?? "" };
}

/** Deployments that ECS went back to, by the events after the beginning of another. */
export function rollbackTargets(service: ServiceState | undefined, since: number): readonly string[] {
    return findIds(service, rollingBack, since);
}

/** Whether ECS has given up a deployment, by its events. */
export function hasFailed(service: ServiceState | undefined, { id, createdAt }: Deployment): boolean {
    return findIds(service, failure, createdAt).includes(id);
}

function findIds(service: ServiceState | undefined, pattern: RegExp, since: number): readonly string[] {
    return (service?.events ?? []).flatMap(({ at, message }) => {
        const id = at >= since ? pattern.exec(message)?.[1] : undefined;
        return id === undefined ? [] : [id];
    });
}
