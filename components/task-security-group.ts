import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { openEgress } from "./egress";
import type { HttpArgs } from "./http";
import { isShared, type Balancer } from "./balancer";
import type { Network } from "./network";
import { fixedDescription } from "./replacement";

/** Arguments of {@link taskSecurityGroup}. */
export interface TaskSecurityGroupArgs {
    /** Name of the ECS service. */
    readonly service: string;

    /** Ports that the tasks listen on, for requests and for health checks. */
    readonly http: HttpArgs;

    /** Where the tasks run. */
    readonly network: Network;

    /** What sends requests to the tasks. */
    readonly loadBalancer: Balancer;
}

/** A security group with its rules. */
export interface TaskSecurityGroup {
    /** The group, without inline rules. */
    readonly group: ec2.SecurityGroup;

    /** What a task needs to pull its image and to be found healthy. */
    readonly rules: readonly pulumi.Resource[];
}

/**
 * Security group of the tasks: only the load balancer gets in, on the application's port and the health check's, and HTTPS gets
 * out, with what the stack file lists. The load balancer's egress rules are made here too, as they name both groups.
 *
 * A port has rules of its own: those of the port before go once the update has succeeded, as the tasks that serve until then
 * need them.
 */
export function taskSecurityGroup(
    name: string,
    { service, http, network, loadBalancer }: TaskSecurityGroupArgs,
    opts: pulumi.CustomResourceOptions,
): TaskSecurityGroup {
    const { securityGroup } = loadBalancer;
    const group = new ec2.SecurityGroup(
        `${name}-tasks`,
        { description: "Tasks", vpcId: network.vpcId, tags: { Name: service } },
        // Where that of the load balancer may not move to another VPC, neither does this one.
        { ...opts, ...fixedDescription, ...(isShared(securityGroup) ? {} : { dependsOn: securityGroup }) },
    );
    const ports = [...new Set([http.port, http.healthCheckPort])];
    const betweenBoth = ports.flatMap((port) => openPort(name, port, { group, http, loadBalancer }, opts));
    const outwards = openEgress(name, group, network.egress, opts);
    return { group, rules: [...betweenBoth, ...outwards] };
}

interface OpenPortArgs extends Pick<TaskSecurityGroupArgs, "http" | "loadBalancer"> {
    readonly group: ec2.SecurityGroup;
}

/** Opens the way from the load balancer to a port of the tasks: out of its group, and into theirs. */
function openPort(
    name: string,
    port: number,
    { group, http, loadBalancer }: OpenPortArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const [hasRequests, hasHealthChecks] = [port === http.port, port === http.healthCheckPort];
    const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
    return [
        new vpc.SecurityGroupIngressRule(
            `${name}-tasks-from-alb-${port}`,
            {
                securityGroupId: group.id,
                description: hasRequests ? "Requests from the load balancer" : "Health checks of the load balancer",
                referencedSecurityGroupId: loadBalancer.securityGroup.id,
                ...onPort,
            },
            { ...opts, ...(hasRequests ? formerly(`${name}-tasks-from-alb`) : {}) },
        ),
        new vpc.SecurityGroupEgressRule(
            `${name}-alb-to-tasks-${port}`,
            {
                securityGroupId: loadBalancer.securityGroup.id,
                description:
                    hasRequests && hasHealthChecks
                        ? "Requests and health checks to the tasks"
                        : `${hasRequests ? "Requests" : "Health checks"} to the tasks`,
                referencedSecurityGroupId: group.id,
                ...onPort,
            },
            { ...opts, ...(hasRequests ? formerly(`${name}-alb-to-tasks`) : {}) },
        ),
    ];
}

/** Earlier programs had one rule, whatever its port: where the port changes with the program, it is no less needed until the end. */
function formerly(name: string): pulumi.CustomResourceOptions {
    return { aliases: [{ name }], replaceOnChanges: ["fromPort", "toPort"] };
}
