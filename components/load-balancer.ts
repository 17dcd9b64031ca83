import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import { getZoneOutput } from "@pulumi/aws/route53";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { aliasTo, issueCertificate } from "./domain";
import type { HttpArgs } from "./http";
import type { Network } from "./network";

/** How the load balancer asks a task whether it lives. */
export interface HealthCheck {
    /** Seconds between two checks; the pace of a deployment, as a new target needs one passed check. */
    readonly intervalSeconds: number;

    /** Seconds for one check; shorter than the interval. */
    readonly timeoutSeconds: number;

    /** Passed checks after which a target that failed comes back. */
    readonly healthyThreshold: number;

    /** Failed checks after which a target gets no requests. */
    readonly unhealthyThreshold: number;
}

/** The host name that the load balancer answers to. */
export interface DomainArgs {
    readonly name: string;

    /**
     * Route 53 hosted zone that gets the records and validates a new certificate.
     *
     * @default - DNS is kept elsewhere, and `certificateArn` given
     */
    readonly zone?: string;

    /**
     * ACM certificate of the load balancer's region.
     *
     * @default - a new one, validated through `zone`
     */
    readonly certificateArn?: string;
}

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs {
    /** Physical name, at most 32 characters. */
    readonly loadBalancer: string;

    /** Where it listens, in two zones or more. */
    readonly network: Network;

    /**
     * @default - HTTP only, under the load balancer's own DNS name
     */
    readonly domain?: DomainArgs;

    /** How it talks to the tasks. */
    readonly http: HttpArgs;

    readonly settings: LoadBalancerSettings;
}

/** How requests are balanced. */
export interface LoadBalancerSettings {
    /** Seconds that the last requests of a task get when it leaves, 0 to 3600; part of every deployment. */
    readonly deregistrationDelaySeconds: number;

    /** AWS refuses to delete the load balancer, in a destroy too, until this is off. */
    readonly deletionProtection: boolean;

    /** `dualstack` also listens on IPv6. */
    readonly ipAddressType: "ipv4" | "dualstack";

    readonly healthCheck: HealthCheck;
}

/** What AWS recommends, and the console's default; the API's own default still admits TLS 1.0. */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Everywhere, with what tells a rule's name from its like. */
const world = { ipv4: { suffix: "", cidrIpv4: "0.0.0.0/0" }, ipv6: { suffix: "-ipv6", cidrIpv6: "::/0" } };

/**
 * Application Load Balancer, the only thing that is open to the world: HTTPS with a redirect from HTTP where there is a
 * domain, else HTTP. Its way to the tasks is opened by whoever owns the tasks.
 */
export class LoadBalancer extends pulumi.ComponentResource {
    /** What a user types: the domain, or the load balancer's own DNS name. */
    public readonly url: pulumi.Output<string>;
    public readonly dnsName: pulumi.Output<string>;
    public readonly securityGroupId: pulumi.Output<string>;
    public readonly targetGroupArn: pulumi.Output<string>;

    /** The host name that it answers to, if not its own. */
    public readonly domain?: DomainArgs;

    constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:lb:LoadBalancer", name, {}, opts);
        validate(args);
        const { network, domain, http, settings } = args;
        const { healthCheck } = settings;

        const securityGroup = this.openToTheWorld(name, args);
        const balancer = new lb.LoadBalancer(
            name,
            {
                name: args.loadBalancer,
                loadBalancerType: "application",
                internal: false,
                ipAddressType: settings.ipAddressType,
                subnets: network.publicSubnetIds,
                securityGroups: [securityGroup.id],
                idleTimeout: http.idleTimeoutSeconds,
                enableDeletionProtection: settings.deletionProtection,
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "defensive",
            },
            { parent: this },
        );
        const targetGroup = new lb.TargetGroup(
            name,
            {
                namePrefix: `${name}-`.slice(0, 6), // AWS's limit; a fixed name could not be replaced while the service uses it
                vpcId: network.vpcId,
                targetType: "ip",
                protocol: "HTTP",
                port: http.port,
                deregistrationDelay: settings.deregistrationDelaySeconds,
                healthCheck: {
                    protocol: "HTTP",
                    path: http.healthCheckPath,
                    matcher: "200",
                    interval: healthCheck.intervalSeconds,
                    timeout: healthCheck.timeoutSeconds,
                    healthyThreshold: healthCheck.healthyThreshold,
                    unhealthyThreshold: healthCheck.unhealthyThreshold,
                },
            },
            { parent: this },
        );
        this.listen(name, balancer, targetGroup, domain && this.certify(name, domain, balancer, settings.ipAddressType));

        this.dnsName = balancer.dnsName;
        this.url =
            domain === undefined ? pulumi.interpolate`http://${balancer.dnsName}` : pulumi.output(`https://${domain.name}`);
        this.securityGroupId = securityGroup.id;
        this.targetGroupArn = targetGroup.arn;
        this.domain = domain;
        this.registerOutputs({ url: this.url, dnsName: this.dnsName });
    }

    private openToTheWorld(name: string, { loadBalancer, network, domain, settings }: LoadBalancerArgs): ec2.SecurityGroup {
        const group = new ec2.SecurityGroup(
            `${name}-alb`,
            { description: `Load balancer ${loadBalancer}`, vpcId: network.vpcId, tags: { Name: loadBalancer } },
            { parent: this },
        );
        const ports: Record<string, number> = domain === undefined ? { http: 80 } : { http: 80, https: 443 };
        for (const [protocol, port] of Object.entries(ports)) {
            for (const { suffix, ...source } of settings.ipAddressType === "dualstack"
                ? [world.ipv4, world.ipv6]
                : [world.ipv4]) {
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
                    { parent: this },
                );
            }
        }
        return group;
    }

    /** Returns the ARN of the domain's certificate; records are made where the zone is ours. */
    private certify(
        name: string,
        { name: domain, zone, certificateArn }: DomainArgs,
        balancer: lb.LoadBalancer,
        ipAddressType: "ipv4" | "dualstack",
    ): pulumi.Input<string> | undefined {
        if (zone === undefined) {
            return certificateArn;
        }
        const hosted = { domain, zoneId: getZoneOutput({ name: zone }, { parent: this }).zoneId };
        aliasTo(name, hosted, balancer, ipAddressType, { parent: this });
        return issueCertificate(name, hosted, { parent: this });
    }

    private listen(
        name: string,
        balancer: lb.LoadBalancer,
        targetGroup: lb.TargetGroup,
        certificateArn: pulumi.Input<string> | undefined,
    ): void {
        const forward = [{ type: "forward", targetGroupArn: targetGroup.arn }];
        const redirect = [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }];
        new lb.Listener(
            `${name}-http`,
            {
                loadBalancerArn: balancer.arn,
                protocol: "HTTP",
                port: 80,
                defaultActions: certificateArn === undefined ? forward : redirect,
            },
            { parent: this },
        );
        if (certificateArn !== undefined) {
            new lb.Listener(
                `${name}-https`,
                {
                    loadBalancerArn: balancer.arn,
                    protocol: "HTTPS",
                    port: 443,
                    sslPolicy: tlsPolicy,
                    certificateArn,
                    defaultActions: forward,
                },
                { parent: this },
            );
        }
    }
}

function validate({ domain }: LoadBalancerArgs): void {
    if (domain !== undefined && (domain.zone === undefined) === (domain.certificateArn === undefined)) {
        throw new Error(`loadBalancer.domain must have either zone or certificateArn, got ${JSON.stringify(domain)}`);
    }
}
