import * as assert from "node:assert/strict";
import type { Capacity } from "../../components/service-settings";
import type { Resource } from "../../preview/document";
import { childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { serviceWith } from "./service-fixture";

const type = "aws:ecs/service:Service";
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

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

    describe("the security group of its tasks", () => {
        it("has a description and a name, and no rule of its own", () => {
            assert.deepEqual(inputsOf(usual, securityGroup, "web-tasks"), {
                description: "Tasks",
                tags: { Name: "spotter-web-service" },
                vpcId: "vpc-01234567",
            });
        });

        it("lets in the load balancer on the application's port", () => {
            const { tasks, balancer } = groups(usual);
            assert.deepEqual(inputsOf(usual, ingress, "web-tasks-from-alb-3000"), {
                description: "Requests from the load balancer",
                fromPort: 3000,
                ipProtocol: "tcp",
                referencedSecurityGroupId: balancer,
                securityGroupId: tasks,
                toPort: 3000,
            });
        });

        it("opens the load balancer's way to the tasks", () => {
            const { tasks, balancer } = groups(usual);
            assert.deepEqual(inputsOf(usual, egress, "web-alb-to-tasks-3000"), {
                description: "Requests and health checks to the tasks",
                fromPort: 3000,
                ipProtocol: "tcp",
                referencedSecurityGroupId: tasks,
                securityGroupId: balancer,
                toPort: 3000,
            });
        });

        it("lets in health checks on their own port, where they have one", async () => {
            const resources = await serviceWith({ http: { healthCheckPort: 9000 } });
            const { tasks, balancer } = groups(resources);
            const rule = (port: number) => ({ fromPort: port, ipProtocol: "tcp", toPort: port });
            const into = { referencedSecurityGroupId: balancer, securityGroupId: tasks };
            const outOf = { referencedSecurityGroupId: tasks, securityGroupId: balancer };
            assert.deepEqual(
                resources
                    .filter(({ name }) => /^web-(tasks-from-alb|alb-to-tasks)/.test(name))
                    .map(({ name, inputs }) => [name, inputs]),
                [
                    ["web-alb-to-tasks-3000", { description: "Requests to the tasks", ...rule(3000), ...outOf }],
                    ["web-alb-to-tasks-9000", { description: "Health checks to the tasks", ...rule(9000), ...outOf }],
                    ["web-tasks-from-alb-3000", { description: "Requests from the load balancer", ...rule(3000), ...into }],
                    ["web-tasks-from-alb-9000", { description: "Health checks of the load balancer", ...rule(9000), ...into }],
                ],
            );
        });

        it("lets out HTTPS and nothing else", () => {
            const { tasks } = groups(usual);
            assert.deepEqual(inputsOf(usual, egress, "web-tasks-https"), {
                cidrIpv4: "0.0.0.0/0",
                description: "AWS and other services over HTTPS",
                fromPort: 443,
                ipProtocol: "tcp",
                securityGroupId: tasks,
                toPort: 443,
            });
        });

        it("lets out what is listed beside HTTPS, by rules that are named by what they open", async () => {
            const tcp = "tcp" as const;
            const rules = [
                { port: 5432, to: "10.0.0.0/16", protocol: tcp, description: "database" },
                { port: 6379, to: "sg-01234567", protocol: tcp },
                { port: 587, to: "0.0.0.0/0", protocol: tcp },
                { port: 53, to: "2001:db8::/32", protocol: "udp" as const },
                { port: 27017, to: "pl-01234567", protocol: tcp },
            ];
            const resources = await serviceWith({ egress: rules });
            const { tasks } = groups(resources);
            const rule = (port: number, peer: object, description: string, ipProtocol = "tcp") => ({
                description,
                fromPort: port,
                ipProtocol,
                securityGroupId: tasks,
                toPort: port,
                ...peer,
            });
            const https = inputsOf(usual, egress, "web-tasks-https");
            assert.deepEqual(egressOf(resources), {
                "web-tasks-https": https,
                "web-tasks-to-27017-pl-01234567": rule(27017, { prefixListId: "pl-01234567" }, "tcp 27017 to pl-01234567"),
                "web-tasks-to-5432-10.0.0.0-16": rule(5432, { cidrIpv4: "10.0.0.0/16" }, "database"),
                "web-tasks-to-587": rule(587, { cidrIpv4: "0.0.0.0/0" }, "tcp 587 to 0.0.0.0/0"),
                "web-tasks-to-6379-sg-01234567": rule(
                    6379,
                    { referencedSecurityGroupId: "sg-01234567" },
                    "tcp 6379 to sg-01234567",
                ),
                "web-tasks-to-udp-53-2001.db8..-32": rule(53, { cidrIpv6: "2001:db8::/32" }, "udp 53 to 2001:db8::/32", "udp"),
            });
            assert.deepEqual(egressOf(await serviceWith({ egress: [...rules].reverse() })), egressOf(resources));
        });

        it("lets out HTTPS only where a rule says so, and keeps the rule's name for everywhere", async () => {
            const endpoints = await serviceWith({ egress: [{ port: 443, to: "pl-01234567", protocol: "tcp" }] });
            assert.deepEqual(Object.keys(egressOf(endpoints)), ["web-tasks-to-443-pl-01234567"]);
            const described = { port: 443, to: "0.0.0.0/0", protocol: "tcp", description: "all of AWS" } as const;
            const everywhere = egressOf(await serviceWith({ egress: [described] }));
            assert.deepEqual(everywhere, {
                "web-tasks-https": { ...inputsOf(usual, egress, "web-tasks-https"), description: "all of AWS" },
            });
        });
    });
});

/** What the tasks may reach, by the name of the rule. */
function egressOf(resources: readonly Resource[]): Record<string, Resource["inputs"]> {
    const { tasks } = groups(resources);
    const rules = resources.filter(({ type, inputs }) => type === egress && inputs.securityGroupId === tasks);
    return Object.fromEntries(rules.map(({ name, inputs }) => [name, inputs]));
}

/** The two security groups' ids, each as its owner uses it. */
function groups(resources: readonly Resource[]): { tasks: string; balancer: string } {
    const balancer = inputsOf(resources, "aws:lb/loadBalancer:LoadBalancer").securityGroups as string[];
    const { securityGroups } = inputsOf(resources, type).networkConfiguration as { securityGroups: string[] };
    assert.notDeepEqual(securityGroups, balancer);
    return { tasks: securityGroups.join(), balancer: balancer.join() };
}
