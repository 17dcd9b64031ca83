import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { everywhere, peerSlug, toPeer } from "../aws/peers";
import { fixedDescription } from "./replacement";

/** Arguments of {@link loadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupArgs {
    /** Name of the load balancer. */
    readonly loadBalancer: string;

    /** VPC of the load balancer. */
    readonly vpcId: pulumi.Input<string>;

    /** Open port 443 too. */
    readonly https: boolean;

    /** Who gets in: blocks of addresses, prefix lists, security groups. */
    readonly ingress: readonly string[];

    /**
     * Hooks of the group, which is made before anything else in its VPC.
     *
     * @default - every change may be made
     */
    readonly hooks?: pulumi.ResourceHookBinding;
}

/** What the names of the rules for everywhere end in; those of others end in what they are for. */
const worldSuffixes: Readonly<Record<string, string>> = { [everywhere.ipv4]: "", [everywhere.ipv6]: "-ipv6" };

/**
 * Security group of the load balancer: who is listed gets in by HTTP and HTTPS. The component that makes the tasks opens the
 * way to them.
 */
export function loadBalancerSecurityGroup(
    name: string,
    { loadBalancer, vpcId, https, ingress, hooks }: LoadBalancerSecurityGroupArgs,
    opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(
        `${name}-alb`,
        { description: "Load balancer", vpcId, tags: { Name: loadBalancer } },
        { ...opts, ...fixedDescription, hooks },
    );
    const ports: Record<string, number> = https ? { http: 80, https: 443 } : { http: 80 };
    for (const [protocol, port] of Object.entries(ports)) {
        for (const source of ingress) {
            const suffix = worldSuffixes[source];
            new vpc.SecurityGroupIngressRule(
                `${name}-${protocol}${suffix ?? `-${peerSlug(source)}`}`,
                {
                    securityGroupId: group.id,
                    description: `${protocol.toUpperCase()} from ${suffix === undefined ? source : "everywhere"}`,
                    ipProtocol: "tcp",
                    fromPort: port,
                    toPort: port,
                    ...toPeer(source),
                },
                opts,
            );
        }
    }
    return group;
}
