import { lastSegment } from "../../aws/arn";
import { balancersOf, targetsOf, weightsOf } from "./elb-routing";
import { types as elb } from "./elb-types";
import { awsError, objects, part, text, texts, type ServiceModel, type Thing, type Things, type Values } from "./type-model";

export const types = {
    cluster: "aws:ecs/cluster:Cluster",
    capacityProviders: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    service: "aws:ecs/service:Service",
    taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
} as const;

/** Clusters, services and task definitions. A service that is deleted leaves nothing that refuses another of its name. */
export const ecs: ServiceModel = {
    [types.cluster]: {
        chosen: () => ({ settings: [{ name: "containerInsights", value: "disabled" }] }),
        sets: ["settings"],
        isTagged: true,
        takeOver: "as it is", // CreateCluster answers with what exists
        owned: ({ properties }, things) => things.list(types.capacityProviders).filter(({ id }) => id === properties.name),
        refusesDelete: ({ id, properties }, _, things) =>
            servicesOf(String(properties.name), things).length > 0
                ? awsError(
                      `deleting ECS Cluster (${id})`,
                      ["ECS", "DeleteCluster"],
                      "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.",
                  )
                : undefined,
    },
    [types.capacityProviders]: {
        sets: ["capacityProviders", "defaultCapacityProviderStrategies"],
        refusesUpdate: ({ id }, { capacityProviders }, things) =>
            refusesRemoval("updating", id, texts(capacityProviders), things),
        refusesDelete: ({ id }, _, things) => refusesRemoval("deleting", id, [], things),
    },
    [types.service]: {
        defaults: {
            deploymentMaximumPercent: 200,
            deploymentMinimumHealthyPercent: 100,
            enableEcsManagedTags: false,
            enableExecuteCommand: false,
            schedulingStrategy: "REPLICA",
        },
        chosen: (_, { partition, accountId }) => ({
            availabilityZoneRebalancing: "ENABLED",
            deploymentCircuitBreaker: { enable: false, rollback: false },
            deploymentConfiguration: { bakeTimeInMinutes: "0", strategy: "ROLLING" },
            deploymentController: { type: "ECS" },
            healthCheckGracePeriodSeconds: 0,
            iamRole: `arn:${partition}:iam::${accountId}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
            launchType: "FARGATE",
            platformVersion: "LATEST",
            propagateTags: "NONE",
        }),
        settle: ({ launchType, ...others }) =>
            objects(others.capacityProviderStrategies).length > 0 ? others : { ...others, launchType },
        unread: ["forceNewDeployment", "waitForSteadyState", "forceDelete", "sigintRollback"],
        sets: [
            "capacityProviderStrategies",
            "loadBalancers",
            "networkConfiguration.subnets",
            "networkConfiguration.securityGroups",
        ],
        parts: {
            "capacityProviderStrategies.base": 0,
            "deploymentConfiguration.bakeTimeInMinutes": "0",
            "networkConfiguration.assignPublicIp": false,
        },
        isTagged: true,
        isReplacing: (key, { forceNewDeployment }) => key === "capacityProviderStrategies" && forceNewDeployment !== true,
        refusesCreate: (asked, things) => {
            const doing = `creating ECS Service (${String(asked.name)})`;
            const cluster = lastSegment(String(asked.cluster));
            if (things.find(types.cluster, cluster) === undefined) {
                return awsError(doing, ["ECS", "CreateService"], "ClusterNotFoundException: Cluster not found.");
            }
            const isTaken = servicesOf(cluster, things).some(({ properties }) => properties.name === asked.name);
            return isTaken
                ? awsError(doing, ["ECS", "CreateService"], "InvalidParameterException: Creation of service was not idempotent.")
                : refusesService(doing, ["ECS", "CreateService"], asked, things);
        },
        refusesUpdate: ({ id }, asked, things) =>
            refusesService(`updating ECS Service (${id})`, ["ECS", "UpdateService"], asked, things),
    },
    [types.taskDefinition]: {
        defaults: { enableFaultInjection: false },
        chosen: () => ({ networkMode: "awsvpc", ipcMode: "", pidMode: "" }),
        unread: ["skipDestroy", "trackLatest"],
        sets: ["requiresCompatibilities", "volumes"],
        json: ["containerDefinitions"],
        isTagged: true,
        outputs: () => ({ arnWithoutRevision: "" }),
        view: ({ properties }) => ({ arnWithoutRevision: String(properties.arn).replace(/:\d+$/, "") }),
    },
};

function servicesOf(cluster: string, things: Things): readonly Thing[] {
    return things.list(types.service).filter(({ properties }) => lastSegment(String(properties.cluster)) === cluster);
}

function providersOf({ capacityProviderStrategies }: Values): string[] {
    return objects(capacityProviderStrategies).map(({ capacityProvider }) => String(capacityProvider));
}

function refusesService(doing: string, call: readonly [string, string], asked: Values, things: Things): string | undefined {
    const lonely = objects(asked.loadBalancers)
        .map(({ targetGroupArn }) => String(targetGroupArn))
        .find((target) => balancersOf(target, things).size === 0);
    if (lonely !== undefined) {
        const error = `The target group with targetGroupArn ${lonely} does not have an associated load balancer.`;
        return awsError(doing, call, `InvalidParameterException: ${error}`);
    }
    const shift = refusesShift(asked, things);
    if (shift !== undefined) {
        return awsError(doing, call, `InvalidParameterException: ${shift}`);
    }
    const associated = things.find(types.capacityProviders, lastSegment(String(asked.cluster)))?.properties.capacityProviders;
    const error =
        "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. " +
        "Associate the capacity provider with the cluster and try again.";
    return providersOf(asked).every((provider) => texts(associated).includes(provider))
        ? undefined
        : awsError(doing, call, `InvalidParameterException: ${error}`);
}

/**
 * What must be there before requests can move between two target groups. ECS says some of it only in the deployment, which it
 * then takes back: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html
 */
function refusesShift({ deploymentConfiguration, loadBalancers }: Values, things: Things): string | undefined {
    const isShifting = !["ROLLING", undefined].includes(part(deploymentConfiguration).strategy as string | undefined);
    const [balancer = {}] = objects(loadBalancers);
    const { productionListenerRule, testListenerRule, alternateTargetGroupArn, roleArn } = part(balancer.advancedConfiguration);
    if (!isShifting) {
        return undefined;
    }
    if (productionListenerRule === undefined) {
        return "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy";
    }
    const rules = [productionListenerRule, testListenerRule].map((arn) => things.find(elb.rule, String(arn)));
    const role = things.list("aws:iam/role:Role").find(({ properties }) => properties.arn === roleArn);
    const policies = things.list("aws:iam/rolePolicy:RolePolicy").map(({ properties }) => properties.role);
    if (role === undefined || !policies.includes(role.properties.name)) {
        return "Unable to assume role and validate the specified targetGroupArn";
    }
    const groups = [balancer.targetGroupArn, alternateTargetGroupArn];
    const lonely = groups.find((arn) => rules.some((rule) => !targetsOf(rule?.properties.actions).includes(String(arn))));
    if (lonely !== undefined) {
        return `Target group ${text(lonely)} is not associated with either productionListenerRule or testListenerRule.`;
    }
    const serving = weightsOf(rules[0]?.properties.actions).filter(({ weight }) => weight > 0);
    return serving.length === 1
        ? undefined
        : `productionListenerRule ${text(productionListenerRule)} should have exactly one target group serving traffic ` +
              `but found ${serving.length} target groups which are serving traffic`;
}

function refusesRemoval(doing: string, cluster: string, kept: readonly string[], things: Things): string | undefined {
    const used = servicesOf(cluster, things).flatMap(({ properties }) => providersOf(properties));
    return used.every((provider) => kept.includes(provider))
        ? undefined
        : awsError(
              `${doing} ECS Cluster Capacity Providers (${cluster})`,
              ["ECS", "PutClusterCapacityProviders"],
              "ResourceInUseException: The specified capacity provider is in use and cannot be removed.",
          );
}
