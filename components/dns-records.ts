import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { ranges } from "../aws/ranges";
import { given, object, optional, physicalName, requireValid, wholeNumber, type Checks } from "./arguments";
import { hostedDomain, type HostedDomain } from "./domain";
import type { FargateService } from "./fargate-service";
import { recordRouting, regionHealthCheck, routeRecord, type RecordRouting } from "./record-routing";
import type { Balancer } from "./balancer";

/**
 * The stack's output for a domain whose DNS another account or system keeps, the record to make there: `value` is its CNAME, or in
 * Route 53 an alias's target, whose hosted zone is `hostedZoneId`. Empty without a domain: Pulumi warns of an undefined output.
 */
export function recordOutput({ domain, dnsName, zoneId }: Pick<Balancer, "domain" | "dnsName" | "zoneId">) {
    return domain === undefined ? {} : { dnsRecord: { name: domain.name, value: dnsName, hostedZoneId: zoneId } };
}

/** Arguments of {@link DnsRecords}. */
export interface DnsRecordsArgs {
    /** Physical names. */
    readonly names: {
        /** The load balancer, by which the record is told apart from others of its name. */
        readonly loadBalancer: string;
    };

    /** The host name, and where its records are. */
    readonly domain: HostedDomain;

    /** What the host name leads to. */
    readonly loadBalancer: Balancer;

    /** What must serve before the host name leads there. */
    readonly service: FargateService;

    /**
     * Share of the lookups that this load balancer gets, 0 to 255, beside weighted records of the same name that others keep.
     *
     * @default - one record, which gets all
     */
    readonly weight?: number;

    /**
     * How Route 53 chooses between these records and those of stacks in other regions; with no `weight`.
     *
     * @default - there are no others
     */
    readonly routing?: RecordRouting;
}

/**
 * Points the host names to the load balancer: an A record each and, where it listens on IPv6, an AAAA record. Users come only once
 * the release serves, so that whatever the name led to before keeps them until then. Where stacks of other regions have records of
 * the same names, Route 53 chooses between them by the health of the load balancers and, on request, of the application.
 */
export class DnsRecords extends pulumi.ComponentResource {
    constructor(name: string, args: DnsRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:route53:DnsRecords", name, {}, opts);
        validate(args);
        const { names, domain, loadBalancer, service, weight, routing } = args;
        const { dnsName, zoneId, ipAddressType } = loadBalancer;

        const health = checkHealth(name, args, { parent: this, dependsOn: service.serving });
        const share = weight === undefined ? {} : { setIdentifier: names.loadBalancer, weightedRoutingPolicies: [{ weight }] };
        const among = routing === undefined ? share : routeRecord(names.loadBalancer, routing, health);
        // Route 53 takes an empty target group for an unhealthy one, and of two one is empty between deployments.
        const isOnlyOne = weight === undefined && routing === undefined;
        const evaluateTargetHealth = isOnlyOne || loadBalancer.shift === undefined;
        const types = ipAddressType === "dualstack" ? ["A", "AAAA"] : ["A"];
        const hosts = [domain.name, ...domain.otherNames];
        for (const { host, type } of hosts.flatMap((each) => types.map((type) => ({ host: each, type })))) {
            const role = host === domain.name ? type.toLowerCase() : `${type.toLowerCase()}-${host}`;
            new route53.Record(
                `${name}-${role}`,
                {
                    zoneId: domain.zoneId,
                    name: host,
                    type,
                    aliases: [{ name: dnsName, zoneId, evaluateTargetHealth }],
                    ...among,
                },
                { parent: this, dependsOn: service.serving, aliases: [{ parent: loadBalancer }] }, // its parent once
            );
        }
        this.registerOutputs({});
    }
}

function checkHealth(
    name: string,
    { names, loadBalancer, routing }: DnsRecordsArgs,
    opts: pulumi.CustomResourceOptions,
): route53.HealthCheck | undefined {
    if (routing?.healthCheckPath === undefined) {
        return undefined;
    }
    const { region, healthCheckPath: path } = routing;
    return regionHealthCheck(name, { loadBalancer: names.loadBalancer, dnsName: loadBalancer.dnsName, region, path }, opts);
}

function validate(args: DnsRecordsArgs): void {
    const checks: Checks<DnsRecordsArgs> = {
        names: object({ loadBalancer: physicalName("loadBalancer") }),
        domain: hostedDomain,
        loadBalancer: given,
        service: given,
        weight: optional(wholeNumber(ranges.recordWeight)),
        routing: optional(recordRouting),
    };
    requireValid("DnsRecords", args, checks, ({ weight, routing }) =>
        weight === undefined || routing === undefined ? [] : ["weight must be absent with routing: Route 53 takes one of them"],
    );
}
