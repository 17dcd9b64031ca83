import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { pathPatterns } from "../aws/path-patterns";
import { flag, given, object, oneOf, optional, requireValid, text, wholeNumber } from "./arguments";
import type { ArnSuffixes, Balancer, SharedSecurityGroup } from "./balancer";
import { certify, ipAddressTypes, type IpAddressType } from "./domain";
import { httpArgs, type HttpArgs } from "./http";
import type { Network } from "./network";
import { balancing, targetGroup, type Balancing } from "./target-group";
import type { TrafficGuard } from "./traffic-guard";

/** Arguments of {@link SharedLoadBalancer}. */
export interface SharedLoadBalancerArgs {
    /** Where the tasks are, in the VPC of the load balancer. */
    readonly network: Network;

    /** Host name whose requests are the stack's. */
    readonly domain: SharedDomain;

    /** The listener, and the place of the rule in it. */
    readonly listener: SharedListener;

    /** How the tasks are reached. */
    readonly http: HttpArgs;

    /** What may refuse a change. */
    readonly guard: Pick<TrafficGuard, "targetGroupHooks">;

    /** How requests are balanced. */
    readonly settings: SharedLoadBalancerSettings;
}

/** Host name whose requests are the stack's. */
export interface SharedDomain {
    /** For example `pr-12.example.com`. */
    readonly name: string;

    /**
     * Id of the Route 53 hosted zone.
     *
     * @default - the stack makes no record
     */
    readonly zoneId?: string;

    /**
     * Certificate that the listener gets.
     *
     * @default - a new one, where a certificate is attached at all
     */
    readonly certificateArn?: string;
}

/** A listener that other stacks use, too. */
export interface SharedListener {
    /** ARN of its load balancer. */
    readonly loadBalancerArn: string;

    /** ARN of the HTTPS listener. */
    readonly listenerArn: string;

    /** DNS name of the load balancer. */
    readonly dnsName: string;

    /** Route 53 hosted zone of that name. */
    readonly zoneId: string;

    /** Address families that the load balancer listens on. */
    readonly ipAddressType: IpAddressType;

    /** Group of the load balancer, which the tasks let in. */
    readonly securityGroupId: string;

    /** Place of the rule among the listener's, 1 to 50000. */
    readonly priority: number;
}

/** How requests are balanced. */
export interface SharedLoadBalancerSettings extends Balancing {
    /** Gives the listener the domain's certificate beside its own. Otherwise one that it has must be for the name. */
    readonly attachCertificate: boolean;

    /** Path of the application, for example `/shop`: the rule is for it and what is below it. Undefined for the whole host name. */
    readonly path: string | undefined;
}

/**
 * A rule of a load balancer that stacks share: requests for one host name, or for a path of it, go to the tasks. Of the load balancer itself, its
 * listener and its default action nothing is changed.
 */
export class SharedLoadBalancer extends pulumi.ComponentResource implements Balancer {
    /** What a user types. */
    public readonly url: string;

    /** The load balancer's ARN. */
    public readonly arn: pulumi.Output<string>;

    /** The load balancer's own DNS name, which a domain is an alias of. */
    public readonly dnsName: pulumi.Output<string>;

    /** Route 53 hosted zone of its own DNS name, for aliases. */
    public readonly zoneId: pulumi.Output<string>;

    /** The only group that may reach the tasks. */
    public readonly securityGroup: SharedSecurityGroup;

    /** Where the tasks are registered. */
    public readonly targetGroupArn: pulumi.Output<string>;

    /** Its end of an ARN and that of the target group. */
    public readonly arnSuffixes: ArnSuffixes;

    /** Host name whose requests are the stack's. */
    public readonly domain: SharedDomain;

    /** Who can reach it is decided elsewhere. */
    public readonly isRestricted = true;

    /** The rule forwards always. */
    public readonly isClosed = false;

    /** Address families that it listens on. */
    public readonly ipAddressType: IpAddressType;

    constructor(name: string, args: SharedLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:lb:SharedLoadBalancer", name, {}, opts);
        validate(args);
        const { network, domain, listener, http, guard, settings } = args;
        const { listenerArn, priority } = listener;

        const targets = targetGroup(
            name,
            { vpcId: network.vpcId, http, settings },
            { parent: this, hooks: guard.targetGroupHooks },
        );
        const certificateArn = settings.attachCertificate ? certify(name, domain, { parent: this }) : undefined;
        // A certificate that exists may be that of other stacks' rules, and AWS knows it once for all of them: it stays.
        const retainOnDelete = domain.certificateArn !== undefined;
        const certificates =
            certificateArn === undefined
                ? []
                : [new lb.ListenerCertificate(name, { listenerArn, certificateArn }, { parent: this, retainOnDelete })];
        new lb.ListenerRule(
            name,
            {
                listenerArn,
                priority,
                conditions: [
                    { hostHeader: { values: [domain.name] } },
                    ...(settings.path === undefined ? [] : [{ pathPattern: { values: pathPatterns(settings.path) } }]),
                ],
                actions: [{ type: "forward", targetGroupArn: targets.arn }],
            },
            { parent: this, dependsOn: certificates },
        );

        this.url = `https://${domain.name}${settings.path ?? ""}`;
        this.arn = pulumi.output(listener.loadBalancerArn);
        this.dnsName = pulumi.output(listener.dnsName);
        this.zoneId = pulumi.output(listener.zoneId);
        this.securityGroup = { isShared: true, id: pulumi.output(listener.securityGroupId) };
        this.targetGroupArn = targets.arn;
        const [, suffix = ""] = listener.loadBalancerArn.split(":loadbalancer/");
        this.arnSuffixes = { loadBalancer: pulumi.output(suffix), targetGroup: targets.arnSuffix };
        this.domain = domain;
        this.ipAddressType = listener.ipAddressType;
        this.registerOutputs({ url: this.url, dnsName: this.dnsName });
    }
}

function validate(args: SharedLoadBalancerArgs): void {
    requireValid("SharedLoadBalancer", args, {
        network: given,
        domain: object<SharedDomain>({
            name: text(formats.hostName),
            zoneId: optional(text(formats.zoneId)),
            certificateArn: optional(text(formats.certificateArn)),
        }),
        listener: object<SharedListener>({
            loadBalancerArn: text(formats.loadBalancerArn),
            listenerArn: text(formats.listenerArn),
            dnsName: given,
            zoneId: text(formats.zoneId),
            ipAddressType: oneOf(ipAddressTypes),
            securityGroupId: text(formats.securityGroupId),
            priority: wholeNumber(ranges.rulePriority),
        }),
        http: httpArgs,
        guard: given,
        settings: object({
            ...balancing,
            attachCertificate: flag,
            path: optional(text(formats.basePath)),
        }),
    });
}
