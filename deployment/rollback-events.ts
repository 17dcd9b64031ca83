import type { Deployment, ServiceState } from "../aws/ecs";

/*
 * What the service's events say of a deployment that failed. A rollback to tasks that still run is over at once, so that no
 * poll may see it: then its events are all there is, unless service deployments can be listed.
 */

/** "(service api) rolling back to deployment ecs-svc/4744463545704487209." */
const rollingBack = /rolling back to deployment(?:Id)? (ecs-svc\/[\w-]+)/i;

/** "(service api) (deployment ecs-svc/3468368874827011691) deployment failed: tasks failed to start." */
const failing = /\(deployment (ecs-svc\/[\w-]+)\) deployment failed/i;

/** Deployments that ECS went back to, by the events after the beginning of another. */
export function rollbackTargets(service: ServiceState | undefined, since: number): readonly string[] {
    return findIds(service, rollingBack, since);
}

/** Whether ECS has given up a deployment, by its events. */
export function hasFailed(service: ServiceState | undefined, { id, createdAt }: Deployment): boolean {
    return findIds(service, failing, createdAt).includes(id);
}

function findIds(service: ServiceState | undefined, pattern: RegExp, since: number): readonly string[] {
    return (service?.events ?? []).flatMap(({ at, message }) => {
        const id = at >= since ? pattern.exec(message)?.[1] : undefined;
        return id === undefined ? [] : [id];
    });
}
