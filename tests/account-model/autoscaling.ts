import { awsError, text, type ServiceModel, type Thing, type Things, type Values } from "./type-model";

export const types = {
    target: "aws:appautoscaling/target:Target",
    policy: "aws:appautoscaling/policy:Policy",
    action: "aws:appautoscaling/scheduledAction:ScheduledAction",
} as const;

const service = "Application Auto Scaling";

/** What scales a service. All of it goes with the target. */
export const autoscaling: ServiceModel = {
    [types.target]: {
        chosen: (_, { partition, accountId }) => ({
            roleArn: `arn:${partition}:iam::${accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
            suspendedState: {
                dynamicScalingInSuspended: false,
                dynamicScalingOutSuspended: false,
                scheduledScalingSuspended: false,
            },
        }),
        isTagged: true,
        owned: ({ id }, things) => [types.policy, types.action].flatMap((type) => ofResource(type, id, things)),
        refusesCreate: ({ resourceId }, things) =>
            things.find("aws:ecs/service:Service", text(resourceId).replace("service/", "")) === undefined
                ? awsError(
                      `creating Application AutoScaling Target (${text(resourceId)})`,
                      [service, "RegisterScalableTarget"],
                      `ValidationException: ECS service doesn't exist: ${text(resourceId)}`,
                  )
                : undefined,
    },
    [types.policy]: {
        defaults: { policyType: "StepScaling" },
        outputs: () => ({ alarmArns: [] }),
        refusesCreate: (asked, things) => refusesWithoutTarget("Scaling Policy", "PutScalingPolicy", asked, things),
    },
    [types.action]: {
        defaults: { timezone: "UTC" },
        refusesCreate: (asked, things) => refusesWithoutTarget("Scheduled Action", "PutScheduledAction", asked, things),
    },
};

function ofResource(type: string, resourceId: string, things: Things): readonly Thing[] {
    return things.list(type).filter(({ properties }) => properties.resourceId === resourceId);
}

function refusesWithoutTarget(what: string, operation: string, { name, resourceId }: Values, things: Things): string | undefined {
    return things.find(types.target, text(resourceId)) === undefined
        ? awsError(
              `creating Application AutoScaling ${what} (${text(name)})`,
              [service, operation],
              `ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: ${text(resourceId)}, ` +
                  "scalable dimension: ecs:service:DesiredCount",
          )
        : undefined;
}
