import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { DomainArgs, IpAddressType } from "./domain";
import type { TrafficShift } from "./traffic-shift";

/** What sends requests to the tasks: a load balancer of the stack's own, or a rule of one that stacks share. */
export interface Balancer extends pulumi.Resource {
    /** What a user types: the domain, or the load balancer's own DNS name. */
    readonly url: pulumi.Input<string>;

    /** ARN of the load balancer. */
    readonly arn: pulumi.Output<string>;

    /** Its own DNS name, which a domain is an alias of. */
    readonly dnsName: pulumi.Output<string>;

    /** Route 53 hosted zone of its own DNS name, for aliases. */
    readonly zoneId: pulumi.Output<string>;

    /** The only group that may reach the tasks. */
    readonly securityGroup: ec2.SecurityGroup | SharedSecurityGroup;

    /** Where the tasks are registered. */
    readonly targetGroupArn: pulumi.Output<string>;

    /** Its end of an ARN and that of its target group, by which CloudWatch's metrics are told apart. */
    readonly arnSuffixes: ArnSuffixes;

    /**
     * The host name that it answers to.
     *
     * @default - its own DNS name
     */
    readonly domain?: DomainArgs;

    /**
     * Certificate of its HTTPS listener.
     *
     * @default - it has none, or one that is not the stack's
     */
    readonly certificateArn?: pulumi.Input<string>;

    /** Not everyone can reach it, or the program does not know who can. */
    readonly isRestricted: boolean;

    /** It answers 503 itself, for maintenance: its own errors say nothing of the application. */
    readonly isClosed: boolean;

    /** Address families that it listens on. */
    readonly ipAddressType: IpAddressType;

    /**
     * What ECS needs to move requests from one release to another.
     *
     * @default - tasks are replaced within the target group
     */
    readonly shift?: TrafficShift;
}

/** Ends of ARNs, by which CloudWatch's metrics are told apart. */
export interface ArnSuffixes {
    /** Of the load balancer: `app/…`. */
    readonly loadBalancer: pulumi.Output<string>;

    /** Of the target group: `targetgroup/…`. */
    readonly targetGroup: pulumi.Output<string>;

    /**
     * Of the other target group, where releases have two by turns.
     *
     * @default - there is one
     */
    readonly alternateTargetGroup?: pulumi.Output<string>;
}

/** A group that is managed elsewhere: the stack's way to its tasks is added to it, and goes with the stack. */
export interface SharedSecurityGroup {
    /** Tells it apart from a group of the stack's own. */
    readonly isShared: true;

    /** For example `sg-0123456789abcdef0`. */
    readonly id: pulumi.Output<string>;
}

/** Whether a group is managed elsewhere. */
export function isShared(group: Balancer["securityGroup"]): group is SharedSecurityGroup {
    return "isShared" in group;
}
