import { testHeaderValue } from "../../aws/deployment-strategies";
import type { Deployment, Service, ServiceDeployment } from "../../aws/ecs";
import type { StackConfig } from "../../config/sections";
import type { ShiftingStrategy, TrafficShift } from "../../deployment/api";
import type { LiveService } from "./service";

/** How ECS moves traffic to a release of the service, as it is now; undefined where it replaces tasks within one target group. */
export function toTrafficShift({ shift, loadBalancers }: Service, { deployment }: StackConfig): TrafficShift | undefined {
    const [first] = loadBalancers;
    if (shift === undefined || first === undefined) {
        return undefined;
    }
    const { strategy, alternateTargetGroupArn, productionListenerRuleArn, stepMinutes, bakeMinutes } = shift;
    const { testTrafficHeader: name, verdictAt = "bake" } = deployment;
    return {
        strategy: strategy as ShiftingStrategy,
        targetGroupArns: [first.targetGroupArn, alternateTargetGroupArn],
        productionListenerRuleArn,
        ...(name === undefined ? {} : { testHeader: { name, value: testHeaderValue } }),
        verdictAt,
        stepMinutes,
        bakeMinutes,
    };
}

/**
 * ECS gives a deployment a rollout state only where tasks are replaced some at a time: where traffic is shifted, the newest
 * service deployment tells whether the primary one is in progress.
 */
export function withServiceDeployment(service: LiveService, newest: ServiceDeployment | undefined): LiveService {
    if (newest === undefined) {
        return service;
    }
    const { primary } = service;
    const deployments = service.deployments.map((each) => ({ ...each, rolloutState: toState(each === primary, newest) }));
    const isShifted =
        newest.taskDefinitionArn === primary.taskDefinitionArn &&
        newest.finishedAt === undefined &&
        newest.productionTrafficWeight === 100;
    return { ...service, deployments, primary: deployments.find(({ id }) => id === primary.id) ?? primary, isShifted };
}

/** What is not the primary deployment served before. */
function toState(isPrimary: boolean, { status, finishedAt }: ServiceDeployment): Deployment["rolloutState"] {
    if (!isPrimary) {
        return "COMPLETED";
    }
    return /^(STOPPED|ROLLBACK_FAILED)$/.test(status)
        ? "FAILED"
        : finishedAt === undefined && status !== "SUCCESSFUL"
          ? "IN_PROGRESS"
          : "COMPLETED";
}
