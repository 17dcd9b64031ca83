import { revisionName } from "../../aws/arn";
import type { Cause, FailureContext } from "./causes";
import { quote } from "./evidence";
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

/** Causes of the deployment as a whole that are tried before those of its tasks. */
export const deploymentCauses: readonly Cause[] = [
    {
        id: "alarm",
        matches: ({ snapshot, intent, reasons }) => {
            const serviceDeployment = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
            const alarms = serviceDeployment?.triggeredAlarms ?? [];
            const stated = [serviceDeployment?.rollback?.reason, serviceDeployment?.statusReason];
            const reason = [...stated, ...reasons].find((text) => text !== undefined && /\balarm/i.test(text));
            return alarms.length === 0 && reason === undefined
                ? undefined
                : {
                      cause: "an alarm went off during the deployment",
                      evidence: quote([alarms.join(", "), reason].filter(Boolean).join(": "), intent.secretNames),
                      advice: "check the alarm's metric since the deployment began, and the log",
                  };
        },
    },
];

/** Causes that are left when no task explains the failure. */
export const serviceCauses: readonly Cause[] = [
    {
        id: "stopped-by-hand",
        matches: ({ snapshot, intent }) => {
            const stopped = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
            const byHand =
                stopped !== undefined &&
                (isManualStop(stopped) ||
                    (stopped.status.startsWith("STOP") && !failedByEcs(snapshot, intent.taskDefinitionArn)));
            return byHand
                ? {
                      cause: "the deployment was stopped manually",
                      evidence:
                          quote(stopped.rollback?.reason ?? stopped.statusReason, intent.secretNames) ||
                          `its status is ${stopped.status}`,
                      advice: "run the update again once the reason for stopping it is resolved",
                  }
                : undefined;
        },
    },
    {
        id: "circuit-breaker",
        matches: ({ snapshot, intent, reasons }) => {
            const serviceDeployment = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
            const failed = newestDeployment(snapshot, intent.taskDefinitionArn);
            const stated = [failed?.rolloutStateReason, serviceDeployment?.rollback?.reason, serviceDeployment?.statusReason];
            const reason = [...stated, primaryDeployment(snapshot)?.rolloutStateReason, ...reasons].find(
                (text) => text !== undefined && /circuit breaker|tasks failed to start/i.test(text),
            );
            const count = failed?.failedTasks ?? serviceDeployment?.circuitBreaker?.failureCount ?? 0; // none when ECS forgot
            return reason === undefined && !failedByEcs(snapshot, intent.taskDefinitionArn)
                ? undefined
                : {
                      cause: "the ECS deployment circuit breaker stopped the deployment",
                      evidence: quote(
                          `${count > 0 ? `${count} tasks failed: ` : ""}${reason ?? "no reason given"}`,
                          intent.secretNames,
                      ),
                      advice: `check the service's events and the log ${intent.serviceRef.logGroup}`,
                  };
        },
    },
    {
        id: "replaced",
        matches: ({ snapshot, intent }) => {
            const primary = primaryDeployment(snapshot);
            return primary === undefined ||
                primary.taskDefinitionArn === intent.taskDefinitionArn ||
                isRollback(snapshot, intent.taskDefinitionArn)
                ? undefined
                : {
                      cause: "another deployment replaced it",
                      evidence: `the service is on ${revisionName(primary.taskDefinitionArn)} since ${new Date(primary.createdAt).toISOString()}`,
                      advice: "check what was deployed (npm run history -- <stack>), or run the update again",
                  };
        },
    },
    {
        id: "scaled-to-zero",
        matches: ({ snapshot: { service } }) =>
            service?.desiredCount !== 0
                ? undefined
                : {
                      cause: "the service is scaled to zero tasks",
                      evidence: "its desired count is 0",
                      advice: "raise service.tasks.min, and check for a schedule that scales it down",
                  },
    },
    {
        id: "other-release",
        matches: ({ snapshot: { healthResponse }, intent }) =>
            healthResponse === undefined || healthResponse.status !== 200 || healthResponse.releaseId === intent.releaseId
                ? undefined
                : {
                      cause: "the health endpoint responds with another release",
                      evidence: `x-release-id is ${quote(healthResponse.releaseId ?? "absent", intent.secretNames)}, not ${intent.releaseId}`,
                      advice: `check which other targets the load balancer routes ${intent.probe.host} to`,
                  },
    },
    {
        id: "endpoint-silent",
        matches: ({ snapshot: { healthResponse }, intent }) =>
            healthResponse === undefined || healthResponse.status === 200
                ? undefined
                : {
                      cause: "the health endpoint does not respond through the load balancer",
                      evidence: `${intent.probe.path}: ${healthResponse.status === 0 ? quote(healthResponse.error ?? "no answer", intent.secretNames) : `status ${healthResponse.status}`}`,
                      advice: "check the load balancer's listener and certificate, and whether this machine can reach it",
                  },
    },
    {
        id: "rolled-back",
        matches: ({ snapshot, intent, reasons }) => {
            const primary = primaryDeployment(snapshot);
            return primary === undefined || primary.taskDefinitionArn === intent.taskDefinitionArn
                ? undefined
                : {
                      cause: "ECS rolled back to another revision",
                      evidence: quote(
                          intendedServiceDeployment(snapshot, intent.taskDefinitionArn)?.rollback?.reason ??
                              reasons[0] ??
                              `the service is on ${revisionName(primary.taskDefinitionArn)}`,
                          intent.secretNames,
                      ),
                      advice: `check the service's events and the log ${intent.serviceRef.logGroup}`,
                  };
        },
    },
];

/** Whether a rollback was requested manually; ECS's own reasons name the circuit breaker, an alarm or a hook. */
export function isManualStop({ status, statusReason, rollback }: ServiceDeployment): boolean {
    return status.startsWith("ROLLBACK") && /\buser\b|\bmanual/i.test(`${statusReason} ${rollback?.reason ?? ""}`);
}

/** Whether ECS ended the deployment by itself: without a rollback that is STOPPED too. */
export function failedByEcs(snapshot: FailureContext["snapshot"], taskDefinitionArn: string): boolean {
    const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
    return (
        newestDeployment(snapshot, taskDefinitionArn)?.rolloutState === "FAILED" ||
        serviceDeployment?.circuitBreaker?.status === "TRIGGERED" ||
        (serviceDeployment?.triggeredAlarms.length ?? 0) > 0
    );
}
