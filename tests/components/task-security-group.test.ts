import * as assert from "node:assert/strict";
import type { Resource } from "../../preview/document";
import { inputsOf } from "../support/build";
import { serviceWith } from "./service-fixture";

const type = "aws:ecs/service:Service";
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("what the tasks of a FargateService may reach", () => {
    let usual: readonly Resource[] = [];
    before(async () => {
        usual = await serviceWith();
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
