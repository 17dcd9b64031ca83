import type { TargetHealthCheck } from "../../../aws/elb-target-groups";
import { everywhere, isPeer } from "../../../aws/peers";
import type { Carry } from "./carry";
import { findPort, type LiveRouting, type LiveService } from "./live-service";

/** Attributes of a target group that change how requests are spread, where they are not as AWS makes them. */
const attributesOfGroup: Readonly<Record<string, readonly [usual: string, why: string]>> = {
    "load_balancing.algorithm.type": ["round_robin", "the program's load balancer takes turns (round_robin)"],
};

/** Attributes of a load balancer that others may rely on. */
const attributesOfBalancer: Readonly<Record<string, readonly [usual: string, why: string]>> = {
    "access_logs.s3.enabled": ["false", "requests are logged to S3: no key of a stack file does that"],
    "connection_logs.s3.enabled": ["false", "connections are logged to S3: no key of a stack file does that"],
    "routing.http.preserve_host_header.enabled": ["false", "no key of a stack file says this"],
    "routing.http.xff_header_processing.mode": ["append", "the program's load balancer adds to X-Forwarded-For (append)"],
    "routing.http.drop_invalid_header_fields.enabled": [
        "true",
        "the program's load balancer drops headers whose names are not valid",
    ],
};

/** Load balancer and target group. */
export function carryRouting(live: LiveService, carry: Carry): void {
    const { routing, service } = live;
    carry.key(
        "deployment.probe.releaseHeader",
        "none",
        "container",
        "until the application answers with the variable RELEASE_ID in the header x-release-id",
    );
    const entries = service.loadBalancers ?? [];
    if (routing === undefined) {
        carry.leave(
            "service.loadBalancers",
            noRouting(entries.map((each) => each.targetGroupArn ?? each.loadBalancerName ?? "")),
        );
        return;
    }
    const { targetGroup, balancer } = routing;
    for (const entry of entries) {
        if (entry.targetGroupArn !== targetGroup.arn) {
            carry.leave(
                "service.loadBalancers",
                `${entry.targetGroupArn ?? entry.loadBalancerName ?? ""}: the program has one target group`,
            );
        }
    }
    const at = `targetGroup.${targetGroup.name}`;
    carryHealthCheck(targetGroup.healthCheck, findPort(live), carry, `${at}.healthCheck`);
    if (targetGroup.targetType !== "ip") {
        carry.leave(`${at}.targetType`, `${targetGroup.targetType}: tasks on Fargate are registered by their addresses (ip)`);
    }
    if (targetGroup.protocol !== "HTTP" || targetGroup.protocolVersion !== "HTTP1") {
        carry.leave(
            `${at}.protocol`,
            `${targetGroup.protocol} ${targetGroup.protocolVersion}: the program's load balancer speaks HTTP/1.1 to the tasks`,
        );
    }
    carry.key(
        "loadBalancer.deregistrationDelaySeconds",
        toNumber(routing.targetGroupAttributes.get("deregistration_delay.timeout_seconds")),
        `${at}.deregistration_delay.timeout_seconds`,
    );
    carrySpread(routing.targetGroupAttributes, carry, at);
    leaveAttributes(routing.targetGroupAttributes, attributesOfGroup, at, carry);
    carryBalancer(routing, carry, `loadBalancer.${balancer.name}`);
}

/** Which task gets a request. */
function carrySpread(attributes: ReadonlyMap<string, string>, carry: Carry, at: string): void {
    if (attributes.get("stickiness.enabled") === "true") {
        const type = attributes.get("stickiness.type") ?? "lb_cookie";
        const seconds = toNumber(attributes.get("stickiness.lb_cookie.duration_seconds"));
        if (type === "lb_cookie") {
            carry.key("loadBalancer.stickinessSeconds", seconds, `${at}.stickiness.lb_cookie.duration_seconds`);
        } else {
            carry.leave(`${at}.stickiness.type`, `${type}: the program's load balancer sets a cookie of its own (lb_cookie)`);
        }
    }
    const slowStart = toNumber(attributes.get("slow_start.duration_seconds")) ?? 0;
    carry.key("loadBalancer.slowStartSeconds", slowStart > 0 ? slowStart : undefined, `${at}.slow_start.duration_seconds`);
}

function noRouting(arns: readonly string[]): string {
    return arns.length === 0
        ? "none: the program makes a load balancer, as it serves HTTP"
        : `${arns.join(", ")}: could not be followed to a load balancer, so that its health check and listeners are the profile's`;
}

function carryHealthCheck(check: TargetHealthCheck, port: number | undefined, carry: Carry, at: string): void {
    carry.key("loadBalancer.healthCheck.path", check.path, `${at}.path`);
    carry.key("loadBalancer.healthCheck.matcher", check.matcher, `${at}.matcher`);
    carry.key("loadBalancer.healthCheck.intervalSeconds", check.intervalSeconds, `${at}.intervalSeconds`);
    carry.key("loadBalancer.healthCheck.timeoutSeconds", check.timeoutSeconds, `${at}.timeoutSeconds`);
    carry.key("loadBalancer.healthCheck.healthyThreshold", check.healthyThreshold, `${at}.healthyThreshold`);
    carry.key("loadBalancer.healthCheck.unhealthyThreshold", check.unhealthyThreshold, `${at}.unhealthyThreshold`);
    if (check.port !== "traffic-port" && Number(check.port) !== port) {
        carryHealthPort(check, carry, at);
    }
    if (check.protocol !== "HTTP") {
        carry.leave(`${at}.protocol`, `${check.protocol}: the program's load balancer checks by HTTP`);
    }
}

/** The verdict asks through the load balancer, which sends requests to the service's port alone. */
function carryHealthPort({ port, path }: TargetHealthCheck, carry: Carry, at: string): void {
    if (path === "/") {
        const keys = "loadBalancer.healthCheck.port and deployment.probe.path";
        carry.leave(`${at}.port`, `${port}: a path that answers on the service's own port is needed too; set ${keys}`);
        return;
    }
    carry.key("loadBalancer.healthCheck.port", Number(port), `${at}.port`);
    carry.key(
        "deployment.probe.path",
        "/",
        `${at}.port`,
        "what the service's own port answers with success: the checks are on another",
    );
}

function carryBalancer(
    { balancer, balancerAttributes, otherTargetGroups, securityGroups }: LiveRouting,
    carry: Carry,
    at: string,
): void {
    if (balancer.type !== "application") {
        carry.leave(`${at}.type`, `${balancer.type}: the program makes an application load balancer, which speaks HTTP alone`);
    }
    carry.key("loadBalancer.internal", balancer.scheme === "internal" ? true : undefined, `${at}.scheme`);
    carry.key(
        "loadBalancer.idleTimeoutSeconds",
        toNumber(balancerAttributes.get("idle_timeout.timeout_seconds")),
        `${at}.idle_timeout.timeout_seconds`,
    );
    const protection = balancerAttributes.get("deletion_protection.enabled");
    carry.key("loadBalancer.deletionProtection", protection && protection === "true", `${at}.deletion_protection.enabled`);
    if (balancer.ipAddressType.startsWith("dualstack")) {
        carry.key("loadBalancer.ipAddressType", "dualstack", `${at}.ipAddressType`);
    }
    leaveAttributes(balancerAttributes, attributesOfBalancer, at, carry);
    if (otherTargetGroups.length > 0) {
        carry.leave(
            `${at}.targetGroups`,
            `${otherTargetGroups.join(", ")}: other services behind the same load balancer; the program makes one for this service alone`,
        );
    }
    carryIngress(securityGroups, carry, `${at}.securityGroups`);
}

/** Who may send requests, where that is not everybody. */
function carryIngress(groups: LiveRouting["securityGroups"], carry: Carry, at: string): void {
    const peers = [...new Set(groups.flatMap(({ ingress }) => ingress.flatMap((rule) => rule.peers)))];
    if (groups.length === 0 || peers.includes(everywhere.ipv4)) {
        return;
    }
    const named = peers.filter(isPeer);
    carry.key("loadBalancer.ingress", named.length > 0 ? named : undefined, at);
    if (named.length < peers.length || named.length === 0) {
        const others = peers.filter((peer) => !named.includes(peer)).join(", ");
        carry.leave(
            at,
            `${others === "" ? "nobody" : others} may ask it: set loadBalancer.ingress, or everybody may ask the stack's`,
        );
    }
}

function leaveAttributes(
    attributes: ReadonlyMap<string, string>,
    usual: Readonly<Record<string, readonly [usual: string, why: string]>>,
    at: string,
    carry: Carry,
): void {
    for (const [key, [value, why]] of Object.entries(usual)) {
        const given = attributes.get(key);
        if (given !== undefined && given !== value) {
            carry.leave(`${at}.${key}`, `${given}: ${why}`);
        }
    }
}

function toNumber(text: string | undefined): number | undefined {
    return text === undefined ? undefined : Number(text);
}
