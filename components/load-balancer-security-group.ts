import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { fixedDescription } from "./replacement";

/** Arguments of {@link loadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupArgs {
    /** Name of the load balancer. */
    readonly loadBalancer: string;

    /** VPC of the load balancer. */
    readonly vpcId: pulumi.Input<string>;

    /** Open port 443 too. */
    readonly https: boolean;

    /** Open the ports to IPv6 too. */
    readonly ipv6: boolean;

    /**
     * Hooks of the group, which is made before anything else in its VPC.
     *
     * @default - every change may be made
     */
    readonly hooks?: pulumi.ResourceHookBinding;
}

/** Everywhere, with what distinguishes the names of its rules. */
const world = { ipv4: { suffix: "", cidrIpv4: "0.0.0.0/0" }, ipv6: { suffix: "-ipv6", cidrIpv6: "::/0" } };

/** Security group of the load balancer: the world gets in by HTTP and HTTPS. The component that makes the tasks opens the way to them. */
export function loadBalancerSecurityGroup(
    name: string,
    { loadBalancer, vpcId, https, ipv6, hooks }: LoadBalancerSecurityGroupArgs,
    opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
        `${name}-alb`,
        { description: "Load balancer", vpcId, tags: { Name: loadBalancer } },
        { ...opts, ...fixedDescription, hooks },
    );
    const ports: Record<string, number> = https ? { http: 80, https: 443 } : { http: 80 };
    for (const [protocol, port] of Object.entries(ports)) {
        for (const { suffix, ...source } of ipv6 ? [world.ipv4, world.ipv6] : [world.ipv4]) {
            new vpc.SecurityGroupIngressRule(
                `${name}-${protocol}${suffix}`,
                {
                    securityGroupId: group.id,
                    description: `${protocol.toUpperCase()} from everywhere`,
                    ipProtocol: "tcp",
                    fromPort: port,
                    toPort: port,
                    ...source,
                },
                opts,
            );
        }
    }
    return group;
}
