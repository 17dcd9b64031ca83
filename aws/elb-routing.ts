import type * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export interface TargetGroup {
    readonly arn: string;
    readonly name: string;

    /** `HTTP`, `HTTPS`, `TCP`, … */
    readonly protocol: string;

    /** `HTTP1`, `HTTP2` or `GRPC`. */
    readonly protocolVersion: string;
    readonly vpcId: string;

    /** `ip`, `instance`, `lambda` or `alb`. */
    readonly targetType: string;
    readonly healthCheck: TargetHealthCheck;
    readonly loadBalancerArns: readonly string[];
}

/** How a target group asks its targets whether they are well. What a protocol has no use for is undefined. */
export interface TargetHealthCheck {
    readonly protocol: string;

    /** A number, or `traffic-port`. */
    readonly port: string;
    readonly path?: string;

    /** Codes that are success: `200`, `200-399`, `200,204`. */
    readonly matcher?: string;
    readonly intervalSeconds?: number;
    readonly timeoutSeconds?: number;
    readonly healthyThreshold?: number;
    readonly unhealthyThreshold?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface Balancer {
    readonly arn: string;
    readonly name: string;
    readonly dnsName: string;

    /** `application`, `network` or `gateway`. */
    readonly type: string;

    /** `internet-facing` or `internal`. */
    readonly scheme: string;

    /** `ipv4`, `dualstack`, … */
    readonly ipAddressType: string;
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
}

/** What happens to a request: `forward`, `redirect`, `fixed-response`, `authenticate-oidc`, … */
export interface Action {
    readonly type: string;

    /** Where a `forward` leads, with the weight of each. */
    readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html */
export interface Listener {
    readonly arn: string;
    readonly port: number;
    readonly protocol: string;

    /** The default certificate; absent without TLS. */
    readonly certificateArn?: string;
    readonly sslPolicy?: string;
    readonly actions: readonly Action[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html */
export interface ListenerRule {
    readonly arn: string;

    /** A number, or `default`. */
    readonly priority: string;
    readonly hosts: readonly string[];
    readonly paths: readonly string[];

    /** Fields of all other conditions: `http-header`, `source-ip`, … */
    readonly otherConditions: readonly string[];
    readonly actions: readonly Action[];
}

export async function describeTargetGroup(clients: Clients, arn: string): Promise<TargetGroup | undefined> {
    const elb = await clients.elb();
    const found = await undefinedIfMissing(() => elb.describeTargetGroups({ TargetGroupArns: [arn] }));
    return found?.TargetGroups?.map(toTargetGroup)[0];
}

/** Target groups that a load balancer sends requests to. */
export async function listTargetGroups(clients: Clients, loadBalancerArn: string): Promise<TargetGroup[]> {
    const elb = await clients.elb();
    const found: TargetGroup[] = [];
    for await (const { TargetGroups = [] } of pages((Marker) =>
        elb.describeTargetGroups({ LoadBalancerArn: loadBalancerArn, Marker }),
    )) {
        found.push(...TargetGroups.map(toTargetGroup));
    }
    return found;
}

export async function describeBalancer(clients: Clients, arn: string): Promise<Balancer | undefined> {
    const elb = await clients.elb();
    const found = await undefinedIfMissing(() => elb.describeLoadBalancers({ LoadBalancerArns: [arn] }));
    return found?.LoadBalancers?.map(toBalancer)[0];
}

/** Attributes by key: `deregistration_delay.timeout_seconds`, `stickiness.enabled`, … */
export async function targetGroupAttributes(clients: Clients, arn: string): Promise<ReadonlyMap<string, string>> {
    const { Attributes = [] } = await (await clients.elb()).describeTargetGroupAttributes({ TargetGroupArn: arn });
    return toMap(Attributes);
}

/** Attributes by key: `idle_timeout.timeout_seconds`, `deletion_protection.enabled`, … */
export async function balancerAttributes(clients: Clients, arn: string): Promise<ReadonlyMap<string, string>> {
    const { Attributes = [] } = await (await clients.elb()).describeLoadBalancerAttributes({ LoadBalancerArn: arn });
    return toMap(Attributes);
}

export async function listListeners(clients: Clients, loadBalancerArn: string): Promise<Listener[]> {
    const elb = await clients.elb();
    const found: Listener[] = [];
    for await (const { Listeners = [] } of pages((Marker) =>
        elb.describeListeners({ LoadBalancerArn: loadBalancerArn, Marker }),
    )) {
        found.push(...Listeners.map(toListener));
    }
    return found;
}

/** ARNs of every certificate of a listener, its default one among them. */
export async function listListenerCertificates(clients: Clients, listenerArn: string): Promise<string[]> {
    const elb = await clients.elb();
    const found: string[] = [];
    for await (const { Certificates = [] } of pages((Marker) =>
        elb.describeListenerCertificates({ ListenerArn: listenerArn, Marker }),
    )) {
        found.push(...Certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []));
    }
    return [...new Set(found)];
}

/** Rules of a listener, the default one among them. */
export async function listRules(clients: Clients, listenerArn: string): Promise<ListenerRule[]> {
    const elb = await clients.elb();
    const found: ListenerRule[] = [];
    for await (const { Rules = [] } of pages((Marker) => elb.describeRules({ ListenerArn: listenerArn, Marker }))) {
        found.push(...Rules.map(toRule));
    }
    return found;
}

function toTargetGroup(group: elb.TargetGroup): TargetGroup {
    return {
        arn: group.TargetGroupArn ?? "",
        name: group.TargetGroupName ?? "",
        protocol: group.Protocol ?? "",
        protocolVersion: group.ProtocolVersion ?? "HTTP1",
        vpcId: group.VpcId ?? "",
        targetType: group.TargetType ?? "",
        healthCheck: {
            protocol: group.HealthCheckProtocol ?? "",
            port: group.HealthCheckPort ?? "traffic-port",
            path: group.HealthCheckPath,
            matcher: group.Matcher?.HttpCode,
            intervalSeconds: group.HealthCheckIntervalSeconds,
            timeoutSeconds: group.HealthCheckTimeoutSeconds,
            healthyThreshold: group.HealthyThresholdCount,
            unhealthyThreshold: group.UnhealthyThresholdCount,
        },
        loadBalancerArns: group.LoadBalancerArns ?? [],
    };
}

function toBalancer(balancer: elb.LoadBalancer): Balancer {
    return {
        arn: balancer.LoadBalancerArn ?? "",
        name: balancer.LoadBalancerName ?? "",
        dnsName: balancer.DNSName ?? "",
        type: balancer.Type ?? "",
        scheme: balancer.Scheme ?? "",
        ipAddressType: balancer.IpAddressType ?? "",
        vpcId: balancer.VpcId ?? "",
        subnetIds: (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
        securityGroupIds: balancer.SecurityGroups ?? [],
    };
}

function toListener(listener: elb.Listener): Listener {
    return {
        arn: listener.ListenerArn ?? "",
        port: listener.Port ?? 0,
        protocol: listener.Protocol ?? "",
        certificateArn: listener.Certificates?.[0]?.CertificateArn,
        sslPolicy: listener.SslPolicy,
        actions: (listener.DefaultActions ?? []).map(toAction),
    };
}

function toRule({ Conditions = [], ...rule }: elb.Rule): ListenerRule {
    const valuesOf = (field: string, configured: (condition: elb.RuleCondition) => string[] | undefined) =>
        Conditions.filter(({ Field }) => Field === field).flatMap((each) => configured(each) ?? each.Values ?? []);
    return {
        arn: rule.RuleArn ?? "",
        priority: rule.Priority ?? "",
        hosts: valuesOf("host-header", ({ HostHeaderConfig }) => HostHeaderConfig?.Values),
        paths: valuesOf("path-pattern", ({ PathPatternConfig }) => PathPatternConfig?.Values),
        otherConditions: Conditions.flatMap(({ Field }) => Field ?? []).filter(
            (field) => !["host-header", "path-pattern"].includes(field),
        ),
        actions: (rule.Actions ?? []).map(toAction),
    };
}

/** A forward to one group may be written in either of two ways, or in both. */
function toAction({ Type = "forward", TargetGroupArn, ForwardConfig }: elb.Action): Action {
    const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }]);
    return { type: Type, targetGroups: groups.map((each) => ({ arn: each.TargetGroupArn ?? "", weight: each.Weight ?? 1 })) };
}

function toMap(
    attributes: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Map<string, string> {
    return new Map(attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
}
