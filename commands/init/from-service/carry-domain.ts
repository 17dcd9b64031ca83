import type { Action, Listener, ListenerRule } from "../../../aws/elb-listeners";
import { covers } from "../../../deployment/preflight-certificate";
import type { Carry } from "./carry";
import type { LiveRouting, LiveService } from "./live-service";

/** Security policies that take TLS 1.2 and 1.3 alone, as the program's does: nobody is shut out by the change. */
const modernPolicy = /TLS13-1-[23]|FS-1-2|TLS-1-2-2017/;

/**
 * Listeners: the host name, its certificate, and the rules that lead to the service.
 *
 * @param host given by the caller, where neither a rule nor the certificate has exactly one
 */
export function carryDomain({ routing }: LiveService, carry: Carry, host: string | undefined): void {
    if (routing === undefined) {
        return;
    }
    const leading = routing.listeners.flatMap((listener) =>
        listener.rules.filter(({ actions }) => leadsTo(actions, routing)).map((rule) => ({ listener, rule })),
    );
    const hosts = [...new Set(leading.flatMap(({ rule }) => rule.hosts))];
    const secure = routing.listeners.find(({ certificateArn }) => certificateArn !== undefined);
    carryName(secure, hosts, routing, carry, host);
    for (const { listener, rule } of leading) {
        leaveConditions(`listener.${listener.port}.rules[${rule.priority}]`, rule, carry);
    }
    for (const listener of routing.listeners) {
        leaveListener(listener, routing, carry);
    }
}

function carryName(
    secure: Listener | undefined,
    hosts: readonly string[],
    { certificates, balancer }: LiveRouting,
    carry: Carry,
    host: string | undefined,
): void {
    const [first] = certificates;
    const names = (hosts.length > 0 ? hosts : (first?.names ?? [])).filter((each) => !each.includes("*"));
    const name = host ?? names[0];
    if (secure === undefined || first === undefined) {
        if (name !== undefined) {
            carry.leave("listener.80", `no listener has a certificate: ${name} is served by HTTP alone, as it is now`);
        }
        return;
    }
    const at = `listener.${secure.port}.certificate`;
    if (name === undefined) {
        const known = first.names.join(", ");
        carry.leave(at, `${known === "" ? first.arn : known}: which host it serves is not known; name it by --domain`);
        return;
    }
    if (name.endsWith(".on.aws")) {
        carry.leave(at, `${name}: AWS gives the name to that load balancer alone; choose another by --domain`);
        return;
    }
    const certificate = certificates.find((each) => each.names.length === 0 || each.names.some((one) => covers(one, name)));
    if (certificate === undefined) {
        carry.leave(
            at,
            `none of the listener's certificates is for ${name}: set domain.name, and domain.zone or domain.certificateArn`,
        );
        return;
    }
    const note = `the record leads to ${balancer.dnsName} still: it moves to the output loadBalancerDns last`;
    carry.key("domain.name", name, hosts.includes(name) ? `listener.${secure.port}.rules.host-header` : at, note);
    carry.key("domain.certificateArn", certificate.arn, at);
    const others = hosts.filter((each) => each !== name && !each.includes("*"));
    if (others.length > 0) {
        carry.leave(
            `listener.${secure.port}.rules.host-header`,
            `${others.join(", ")}: a stack has one host name, ${name}, and one certificate`,
        );
    }
}

function leaveConditions(at: string, { hosts, paths, otherConditions }: ListenerRule, carry: Carry): void {
    const part = paths.filter((path) => path !== "/*" && path !== "*");
    if (part.length > 0) {
        carry.leave(at, `only ${part.join(", ")} leads to the service: the program's load balancer sends it every path`);
    }
    if (otherConditions.length > 0) {
        carry.leave(at, `it depends on ${otherConditions.join(", ")}: the program's load balancer sends every request`);
    }
    const patterns = hosts.filter((each) => each.includes("*"));
    if (patterns.length > 0) {
        carry.leave(at, `${patterns.join(", ")}: a stack has one host name`);
    }
}

function leaveListener(listener: LiveRouting["listeners"][number], routing: LiveRouting, carry: Carry): void {
    const at = `listener.${listener.port}`;
    if (listener.port !== 80 && listener.port !== 443) {
        carry.leave(at, `${listener.protocol} on port ${listener.port}: the program listens on 80, and on 443 with a domain`);
    }
    if (listener.protocol === "HTTPS" && listener.sslPolicy !== undefined && !modernPolicy.test(listener.sslPolicy)) {
        carry.leave(
            `${at}.sslPolicy`,
            `${listener.sslPolicy}: the program takes TLS 1.2 and 1.3 alone; older clients can't connect any more`,
        );
    }
    const own = listener.rules.filter(({ actions }) => leadsTo(actions, routing));
    const special = own.flatMap(({ priority, actions }) =>
        actions.filter(({ type }) => type !== "forward").map(({ type }) => ({ priority, type })),
    );
    for (const { priority, type } of special) {
        carry.leave(`${at}.rules[${priority}]`, `${type}: the program's load balancer asks nobody to sign in`);
    }
    const isForwardedInPlain =
        listener.protocol === "HTTP" &&
        own.length > 0 &&
        routing.listeners.some(({ certificateArn }) => certificateArn !== undefined);
    if (isForwardedInPlain) {
        carry.leave(at, "serves plain HTTP: the program's redirects to HTTPS");
    }
}

function leadsTo(actions: readonly Action[], { targetGroupArns }: LiveRouting): boolean {
    return actions.some(({ targetGroups }) => targetGroups.some(({ arn }) => targetGroupArns.includes(arn)));
}
