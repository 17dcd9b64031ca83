import type { ServiceDeployment } from "../../aws/ecs";
import { intendedServiceDeployment, newestDeployment, primaryDeployment } from "../deployments";
import type { Snapshot } from "../snapshot";

export { intendedServiceDeployment, newestDeployment, primaryDeployment };

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
        (serviceDeployment?.triggeredAlarms.length ?? 0) > 0 ||
        serviceDeployment?.lifecycleHooks?.some(({ status }) => /FAILED|TIMED_OUT/.test(status)) === true ||
        (serviceDeployment?.lifecycleStage !== undefined && /\bfail(ed|ure)\b|steady state/i.test(serviceDeployment.statusReason))
    );
}
