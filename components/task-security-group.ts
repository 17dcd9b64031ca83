import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";
import { fixedDescription } from "./replacement";

/** Arguments of {@link taskSecurityGroup}. */
export interface TaskSecurityGroupArgs {
    /** Name of the ECS service. */
    readonly service: string;

    /** Port that the tasks listen on. */
    readonly port: number;

    /** Where the tasks run. */
    readonly network: Network;

    /** What sends requests to the tasks. */
    readonly loadBalancer: LoadBalancer;
}

/** A security group with its rules. */
export interface TaskSecurityGroup {
    /** The group, without inline rules. */
    readonly group: ec2.SecurityGroup;

    /** What a task needs to pull its image and to be found healthy. */
    readonly rules: readonly pulumi.Resource[];
}

/**
 * Security group of the tasks: only the load balancer gets in, on the application's port, and only HTTPS gets out. The
 * load balancer's egress rule is made here too, as it names both groups.
 *
 * A port has rules of its own: those of the port before go once the update has succeeded, as the tasks that serve until then
 * need them.
 */
export function taskSecurityGroup(
    name: string,
    { service, port, network, loadBalancer }: TaskSecurityGroupArgs,
    opts: pulumi.CustomResourceOptions,
): TaskSecurityGroup {
    const group = new ec2.SecurityGroup(
        `${name}-tasks`,
        { description: "Tasks", vpcId: network.vpcId, tags: { Name: service } },
        { ...opts, ...fixedDescription },
    );
    const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
    const fromLoadBalancer = new vpc.SecurityGroupIngressRule(
        `${name}-tasks-from-alb-${port}`,
        {
            securityGroupId: group.id,
            description: "Requests from the load balancer",
            referencedSecurityGroupId: loadBalancer.securityGroupId,
            ...onPort,
        },
        { ...opts, ...formerly(`${name}-tasks-from-alb`) },
    );
    const toTasks = new vpc.SecurityGroupEgressRule(
        `${name}-alb-to-tasks-${port}`,
        {
            securityGroupId: loadBalancer.securityGroupId,
            description: "Requests and health checks to the tasks",
            referencedSecurityGroupId: group.id,
            ...onPort,
        },
        { ...opts, ...formerly(`${name}-alb-to-tasks`) },
    );
    const https = new vpc.SecurityGroupEgressRule(
        `${name}-tasks-https`,
        {
            securityGroupId: group.id,
            description: "AWS and other services over HTTPS",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "0.0.0.0/0",
        },
        opts,
    );
    return { group, rules: [fromLoadBalancer, toTasks, https] };
}

/** Earlier programs had one rule, whatever its port: where the port changes with the program, it is no less needed until the end. */
function formerly(name: string): pulumi.CustomResourceOptions {
    return { aliases: [{ name }], replaceOnChanges: ["fromPort", "toPort"] };
}
