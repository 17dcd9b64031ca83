import * as assert from "node:assert/strict";
import type { Capacity } from "../../components/service-settings";
import type { Resource } from "../../preview/document";
import { childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { serviceWith } from "./service-fixture";

const type = "aws:ecs/service:Service";

const strategiesOf = async (capacity: Capacity) =>
    inputsOf(await serviceWith({ settings: { capacity } }), type).capacityProviderStrategies;

describe("FargateService", () => {
    let usual: readonly Resource[] = [];
    before(async () => {
        usual = await serviceWith();
    });

    for (const mode of modes) {
        it(`makes a cluster, a task definition, a service and their security (${mode})`, async () => {
            assert.deepEqual(childrenOf(await serviceWith({}, mode), "spotter:ecs:FargateService::web"), [
                "aws:ec2/securityGroup:SecurityGroup::web-tasks",
                "aws:ecs/cluster:Cluster::web",
                "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders::web",
                "aws:ecs/service:Service::web",
                "aws:ecs/taskDefinition:TaskDefinition::web",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-alb-to-tasks-3000",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000",
            ]);
        });

        it(`waits for all that ECS needs to start a task (${mode})`, async () => {
            const { options } = resourceOf(await serviceWith({}, mode), type);
            assert.deepEqual(options, {
                deleteBeforeReplace: false,
                protect: false,
                retainOnDelete: false,
                ignoreChanges: [],
                dependsOn: [
                    "aws:cloudwatch/logGroup:LogGroup::web",
                    "aws:ec2/securityGroup:SecurityGroup::web-alb",
                    "aws:ec2/securityGroup:SecurityGroup::web-tasks",
                    "aws:ecs/cluster:Cluster::web",
                    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders::web",
                    "aws:ecs/taskDefinition:TaskDefinition::web",
                    "aws:iam/role:Role::web-execution",
                    "aws:iam/role:Role::web-task",
                    "aws:iam/rolePolicy:RolePolicy::web-pull-and-log",
                    "aws:iam/rolePolicy:RolePolicy::web-read-parameters",
                    "aws:iam/rolePolicy:RolePolicy::web-use-services",
                    "aws:lb/listener:Listener::web-http",
                    "aws:lb/loadBalancer:LoadBalancer::web",
                    "aws:lb/targetGroup:TargetGroup::web",
                    "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL",
                    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-alb-to-tasks-3000",
                    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000",
                ],
            });
        });
    }

    it("rolls a release out, and rolls back what does not become healthy", () => {
        const { tasks } = groups(usual);
        assert.deepEqual(inputsOf(usual, type), {
            availabilityZoneRebalancing: "ENABLED",
            capacityProviderStrategies: [{ base: 2, capacityProvider: "FARGATE", weight: 1 }],
            cluster: "arn:aws:ecs:us-east-1:123456789012:cluster/spotter-cluster",
            deploymentCircuitBreaker: { enable: true, rollback: true },
            deploymentConfiguration: { strategy: "ROLLING" },
            deploymentController: { type: "ECS" },
            deploymentMaximumPercent: 200,
            deploymentMinimumHealthyPercent: 100,
            desiredCount: 2,
            enableEcsManagedTags: true,
            enableExecuteCommand: false,
            forceNewDeployment: true,
            healthCheckGracePeriodSeconds: 60,
            loadBalancers: [
                {
                    containerName: "spotter-web",
                    containerPort: 3000,
                    targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`,
                },
            ],
            name: "spotter-web-service",
            networkConfiguration: {
                assignPublicIp: false,
                securityGroups: [tasks],
                subnets: ["subnet-0123456c", "subnet-0123456d"],
            },
            platformVersion: "LATEST",
            propagateTags: "SERVICE",
            taskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/spotter-app-task:1",
            waitForSteadyState: false,
        });
    });

    it("never sets a launch type, which Spot could not replace", () => {
        assert.equal("launchType" in inputsOf(usual, type), false);
    });

    it("can use Spot from the start, whatever it uses today", async () => {
        const resources = await serviceWith({ settings: { capacity: { base: 1, onDemandWeight: 1, spotWeight: 0 } } });
        assert.deepEqual(inputsOf(resources, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"), {
            capacityProviders: ["FARGATE", "FARGATE_SPOT"],
            clusterName: "spotter-cluster",
        });
        assert.deepEqual(inputsOf(resources, "aws:ecs/cluster:Cluster"), {
            name: "spotter-cluster",
            settings: [{ name: "containerInsights", value: "disabled" }],
        });
    });

    it("runs in a cluster that exists, of which nothing is made or changed", async () => {
        const resources = await serviceWith({ cluster: { existing: true } });
        assert.deepEqual(
            resources.filter((resource) => /cluster/i.test(resource.type)),
            [],
        );
        assert.equal(inputsOf(resources, type).cluster, "arn:aws:ecs:us-east-1:123456789012:cluster/spotter-cluster");
        const { dependsOn } = resourceOf(resources, type).options;
        assert.deepEqual(
            dependsOn.filter((each) => /cluster/i.test(each)),
            [],
        );
    });

    const onDemand = (base: number, weight: number) => ({ base, capacityProvider: "FARGATE", weight });
    const spot = (weight: number) => ({ base: 0, capacityProvider: "FARGATE_SPOT", weight });
    const strategies: [string, Capacity, object[]][] = [
        ["on demand alone", { base: 2, onDemandWeight: 1, spotWeight: 0 }, [onDemand(2, 1)]],
        ["on demand without a base", { base: 0, onDemandWeight: 1, spotWeight: 0 }, [onDemand(0, 1)]],
        ["with a base on demand, and the rest on Spot", { base: 1, onDemandWeight: 0, spotWeight: 1 }, [onDemand(1, 0), spot(1)]],
        ["on a mix of both", { base: 2, onDemandWeight: 1, spotWeight: 3 }, [onDemand(2, 1), spot(3)]],
        ["on Spot alone", { base: 0, onDemandWeight: 0, spotWeight: 1 }, [spot(1)]],
    ];
    for (const [what, capacity, expected] of strategies) {
        it(`runs ${what}`, async () => {
            assert.deepEqual(await strategiesOf(capacity), expected);
        });
    }

    it("does not move tasks between zones where a deployment stops the old ones first", async () => {
        const { availabilityZoneRebalancing, deploymentMaximumPercent, deploymentMinimumHealthyPercent } = inputsOf(
            await serviceWith({
                settings: { availabilityZoneRebalancing: false, maximumPercent: 100, minimumHealthyPercent: 0 },
            }),
            type,
        );
        assert.deepEqual(
            [availabilityZoneRebalancing, deploymentMaximumPercent, deploymentMinimumHealthyPercent],
            ["DISABLED", 100, 0],
        );
    });
});

/** The two security groups' ids, each as its owner uses it. */
function groups(resources: readonly Resource[]): { tasks: string; balancer: string } {
    const balancer = inputsOf(resources, "aws:lb/loadBalancer:LoadBalancer").securityGroups as string[];
    const { securityGroups } = inputsOf(resources, type).networkConfiguration as { securityGroups: string[] };
    assert.notDeepEqual(securityGroups, balancer);
    return { tasks: securityGroups.join(), balancer: balancer.join() };
}
