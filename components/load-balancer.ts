import type * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { isRestricted } from "../aws/peers";
import { flag, given, listOf, object, oneOf, optional, peer, physicalName, requireValid } from "./arguments";
import type { AuditLogs } from "./audit-logs";
import type { ArnSuffixes, Balancer } from "./balancer";
import { certify, domainArgs, ipAddressTypes, type DomainArgs, type IpAddressType } from "./domain";
import { httpArgs, type HttpArgs } from "./http";
import { listenerRules, maintenance as maintenanceArgs, type Maintenance } from "./listener-rules";
import { listen } from "./listeners";
import { loadBalancerSecurityGroup } from "./load-balancer-security-group";
import type { Network } from "./network";
import { loadBalancerReplacement } from "./replacement";
import { balancing, targetGroup, type Balancing } from "./target-group";
import type { TrafficGuard } from "./traffic-guard";
import { shiftSettings, trafficShift, type ShiftSettings, type TrafficShift } from "./traffic-shift";

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs {
    /** Physical names. */
    readonly names: {
        /** The load balancer, at most 32 characters; unique in the account. */
        readonly loadBalancer: string;
    };

    /** Where it listens, in two zones or more. */
    readonly network: Network;

    /**
     * Host name, which makes it listen on HTTPS.
     *
     * @default - HTTP only, under the load balancer's own DNS name
     */
    readonly domain?: DomainArgs;

    /** How it reaches the tasks. */
    readonly http: HttpArgs;

    /**
     * Where it writes its logs.
     *
     * @default - nowhere
     */
    readonly logs?: AuditLogs;

    /** What may refuse a change. */
    readonly guard: TrafficGuard;

    /**
     * How ECS moves requests from one release to another.
     *
     * @default - it does not: tasks are replaced within one target group
     */
    readonly shift?: ShiftSettings;

    /** How requests are balanced. */
    readonly settings: LoadBalancerSettings;
}

/** How requests are balanced. */
export interface LoadBalancerSettings extends Balancing {
    /** Makes AWS refuse to delete the load balancer, in a destroy too, until it is turned off. */
    readonly deletionProtection: boolean;

    /** `dualstack` also listens on IPv6, in subnets that have it. */
    readonly ipAddressType: IpAddressType;

    /** Reached from the VPC and what it is connected with alone, in the subnets of the tasks. AWS can't change it later. */
    readonly internal: boolean;

    /** Who may send requests: blocks of addresses, prefix lists, security groups; at least one. */
    readonly ingress: readonly string[];

    /** What is answered while the application is closed. @default - it is open */
    readonly maintenance: Maintenance | undefined;
}

/**
 * Application Load Balancer, the only thing that others can reach: HTTPS with a redirect from HTTP where there is a
 * domain, else HTTP. The component that makes the tasks also opens the way to them.
 */
export class LoadBalancer extends pulumi.ComponentResource implements Balancer {
    /** What a user types: the domain, or the load balancer's own DNS name. */
    public readonly url: pulumi.Input<string>;

    /** Its ARN. */
    public readonly arn: pulumi.Output<string>;

    /** Its own DNS name, which a domain is an alias of. */
    public readonly dnsName: pulumi.Output<string>;

    /** The only group that may reach the tasks. */
    public readonly securityGroup: ec2.SecurityGroup;

    /** Where the tasks are registered. */
    public readonly targetGroupArn: pulumi.Output<string>;

    /** Ends of its ARN and those of its target groups, by which CloudWatch's metrics are told apart. */
    public readonly arnSuffixes: ArnSuffixes;

    /** What ECS needs to move requests between two target groups; undefined where there is one. */
    public readonly shift?: TrafficShift;

    /** The host name that it answers to; undefined for its own DNS name. */
    public readonly domain?: DomainArgs;

    /** Certificate of its HTTPS listener; undefined for HTTP alone. */
    public readonly certificateArn?: pulumi.Input<string>;

    /** Route 53 hosted zone of its own DNS name, for aliases. */
    public readonly zoneId: pulumi.Output<string>;

    /** Not everyone can reach it. */
    public readonly isRestricted: boolean;

    /** It answers 503 itself, for maintenance. */
    public readonly isClosed: boolean;

    /** Address families that it listens on. */
    public readonly ipAddressType: IpAddressType;

    constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:lb:LoadBalancer", name, {}, opts);
        validate(args);
        const { names, network, domain, http, guard, shift, settings } = args;

        const securityGroup = loadBalancerSecurityGroup(
            name,
            {
                loadBalancer: names.loadBalancer,
                vpcId: network.vpcId,
                https: domain !== undefined,
                ingress: settings.ingress,
                hooks: guard.securityGroupHooks,
            },
            { parent: this },
        );
        const balancer = new lb.LoadBalancer(
            name,
            {
                name: names.loadBalancer,
                loadBalancerType: "application",
                internal: settings.internal,
                ipAddressType: settings.ipAddressType,
                subnets: settings.internal ? network.serviceSubnetIds : network.publicSubnetIds,
                securityGroups: [securityGroup.id],
                idleTimeout: http.idleTimeoutSeconds,
                enableDeletionProtection: settings.deletionProtection,
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "defensive",
                ...args.logs?.destinations,
            },
            { parent: this, ...loadBalancerReplacement(guard.acceptsGap), hooks: guard.loadBalancerHooks },
        );
        const targetsHave = { vpcId: network.vpcId, http, settings };
        const targets = targetGroup(name, targetsHave, { parent: this, hooks: guard.targetGroupHooks });
        const certificateArn = domain && certify(name, domain, { parent: this });
        const listener = listen(
            name,
            { balancer, targetGroup: targets, certificateArn, httpsHooks: guard.listenerHooks },
            { parent: this },
        );
        if (shift !== undefined) {
            const alternate = targetGroup(`${name}-alternate`, targetsHave, {
                parent: this,
                hooks: guard.alternateTargetGroupHooks,
            });
            const groups = { listener, targetGroup: targets, alternate, hooks: guard.productionRuleHooks };
            this.shift = trafficShift(name, { ...groups, settings: shift }, { parent: this });
        }
        const { maintenance } = settings;
        listenerRules(name, { listener, targetGroup: targets, domain, http, maintenance }, { parent: this });

        this.arn = balancer.arn;
        this.dnsName = balancer.dnsName;
        this.url = domain === undefined ? pulumi.interpolate`http://${balancer.dnsName}` : `https://${domain.name}`;
        this.securityGroup = securityGroup;
        this.targetGroupArn = targets.arn;
        this.arnSuffixes = {
            loadBalancer: balancer.arnSuffix,
            targetGroup: targets.arnSuffix,
            ...(this.shift === undefined ? {} : { alternateTargetGroup: this.shift.alternate.arnSuffix }),
        };
        this.certificateArn = certificateArn;
        this.domain = domain;
        this.zoneId = balancer.zoneId;
        this.isRestricted = isRestricted(settings);
        this.ipAddressType = settings.ipAddressType;
        this.isClosed = settings.maintenance !== undefined;
        this.registerOutputs({ url: this.url, dnsName: this.dnsName });
    }
}

function validate(args: LoadBalancerArgs): void {
    requireValid("LoadBalancer", args, {
        names: object({ loadBalancer: physicalName("loadBalancer") }),
        network: given,
        domain: optional(domainArgs),
        http: httpArgs,
        logs: optional(given),
        guard: object<TrafficGuard>({
            acceptsGap: flag,
            securityGroupHooks: optional(given),
            loadBalancerHooks: optional(given),
            listenerHooks: optional(given),
            targetGroupHooks: optional(given),
            alternateTargetGroupHooks: optional(given),
            productionRuleHooks: optional(given),
        }),
        shift: optional(shiftSettings),
        settings: object({
            ...balancing,
            deletionProtection: flag,
            ipAddressType: oneOf(ipAddressTypes),
            internal: flag,
            ingress: listOf(peer, { min: 1 }),
            maintenance: optional(maintenanceArgs),
        }),
    });
}
