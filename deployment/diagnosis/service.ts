import type { Deployment, ServiceDeployment } from "../../aws/ecs";
import type { Snapshot } from "../snapshot";

/** The deployment that the service is moving to, or is on. */
export function primaryDeployment({ service }: Pick<Snapshot, "service">): Deployment | undefined {
    return service?.deployments.find(({ status }) => status === "PRIMARY");
}

/** The newest deployment of a revision. */
export function newestDeployment({ service }: Pick<Snapshot, "service">, taskDefinitionArn: string): Deployment | undefined {
    return service?.deployments
        .filter((deployment) => deployment.taskDefinitionArn === taskDefinitionArn)
        .reduce<Deployment | undefined>((newest, next) => (next.createdAt > (newest?.createdAt ?? 0) ? next : newest), undefined);
}

/** The service deployment, unless it leads to another revision. */
export function intendedServiceDeployment(
    { serviceDeployment }: Snapshot,
    taskDefinitionArn: string,
): ServiceDeployment | undefined {
    return [undefined, taskDefinitionArn].includes(serviceDeployment?.taskDefinitionArn) ? serviceDeployment : undefined;
}

/**
 * Whether the service is on another revision because ECS returned to it, rather than because that one was deployed.
 * "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/…" is the reason of the new primary deployment,
 * until it is complete; the failed one stays FAILED while ECS lists it.
 */
export function isRollback(snapshot: Snapshot, taskDefinitionArn: string): boolean {
    const primary = primaryDeployment(snapshot);
    if (primary === undefined || primary.taskDefinitionArn === taskDefinitionArn) {
        return false;
    }
    if (/rolling back to/i.test(primary.rolloutStateReason)) {
        return true;
    }
    if (snapshot.serviceDeployment?.taskDefinitionArn === primary.taskDefinitionArn) {
        return false; // a deployment of its own, newer or older than the intended one
    }
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    return (
        serviceDeployment?.status.startsWith("ROLLBACK") === true ||
        serviceDeployment?.rollback !== undefined ||
        newestDeployment(snapshot, taskDefinitionArn)?.rolloutState === "FAILED"
    );
}

/**
 * Why the deployment ended, in ECS's words, the most telling first: of the rollback, of the service deployment, and of the
 * deployment that failed.
 */
export function statedReasons(snapshot: Snapshot, taskDefinitionArn: string): readonly string[] {
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    const failed = newestDeployment(snapshot, taskDefinitionArn);
    const stated = [
        serviceDeployment?.rollback?.reason,
        serviceDeployment?.statusReason,
        failed?.rolloutState === "FAILED" ? failed.rolloutStateReason : undefined,
    ];
    const primary = primaryDeployment(snapshot);
    const isOther = primary !== undefined && primary.taskDefinitionArn !== taskDefinitionArn;
    return [...new Set([...stated, isOther ? primary.rolloutStateReason : undefined])].filter(
        (text) => text !== undefined && text !== "" && !/\bin progress\.?$|deployment completed/i.test(text),
    ) as readonly string[];
}

/** Whether a rollback was requested manually; ECS's own reasons name the circuit breaker, an alarm, a hook, or a denial. */
export function isManualStop({ status, statusReason, rollback }: ServiceDeployment): boolean {
    const reason = `${statusReason} ${rollback?.reason ?? ""}`;
    return (
        status.startsWith("ROLLBACK") &&
        !/\balarm|circuit breaker|\bhooks?\b|not authorized|networking configuration/i.test(reason) &&
        /\buser\b(?!:)|\bmanual|StopServiceDeployment|\b(by|at|on|upon|per|from) (your |a |an |the )?(\w+ )?(request|operator|customer)\b|rollback (was )?requested/i.test(
            reason,
        )
    );
}

/** Whether ECS ended the deployment by itself: without a rollback that is STOPPED too. */
export function failedByEcs(snapshot: Snapshot, taskDefinitionArn: string): boolean {
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    return (
        newestDeployment(snapshot, taskDefinitionArn)?.rolloutState === "FAILED" ||
        serviceDeployment?.circuitBreaker?.status === "TRIGGERED" ||
        (serviceDeployment?.triggeredAlarms.length ?? 0) > 0
    );
}
