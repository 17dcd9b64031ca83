import type { PreviewDocument } from "../../preview/document";
import type { Box } from "./graph";
import { joinFacts } from "./text";
import { readInputs, type Inputs } from "../../resources/inputs";
import { describeTls } from "../../resources/tls";
import { findAll, findInputs } from "../stack-resources";

export const recordId = "record";
export const internetId = "internet";
export const certificateId = "certificate";
export const loadBalancerId = "load-balancer";

/** Where requests come from, with the DNS record and the certificate of the domain, if there is one. */
export function describeEntrance(document: PreviewDocument): readonly Box[] {
    const internet: Box = { id: internetId, icon: "internet", kind: "Internet", facts: [] };
    const dns = describeRecord(document);
    const certificate = describeCertificate(document, dns?.name);
    return [dns, internet, certificate].filter((box) => box !== undefined);
}

export function describeLoadBalancer(document: PreviewDocument): Box | undefined {
    const balancer = findInputs(document, "aws:lb/loadBalancer:LoadBalancer");
    if (balancer === undefined) {
        return undefined;
    }
    const listeners = findAll(document, "aws:lb/listener:Listener")
        .map(({ inputs }) => readInputs(inputs))
        .sort((a, b) => (a.number("port") ?? 0) - (b.number("port") ?? 0));
    const type = balancer.text("loadBalancerType");
    const idleTimeout = balancer.text("idleTimeout");
    return {
        id: loadBalancerId,
        column: "request",
        icon: "loadBalancer",
        kind: type === "application" ? "Application Load Balancer" : "Load balancer",
        name: balancer.text("name"),
        facts: [
            ...listeners.map(describeListener),
            findInputs(document, "aws:wafv2/webAcl:WebAcl") === undefined ? "" : "web ACL in front",
            joinFacts(
                balancer.flag("internal") === true ? "internal" : undefined,
                balancer.text("ipAddressType") === "dualstack" ? "IPv4 and IPv6" : undefined,
                idleTimeout && `idle timeout ${idleTimeout} s`,
                balancer.flag("enableDeletionProtection") === true ? "deletion protection" : undefined,
            ),
        ].filter((fact) => fact !== ""),
    };
}

/** One box for each target group, with the health check that decides whether a task gets requests. */
export function describeTargetGroups(document: PreviewDocument): readonly Box[] {
    return findAll(document, "aws:lb/targetGroup:TargetGroup").map(({ name, inputs }) => {
        const group = readInputs(inputs);
        const health = group.object("healthCheck");
        const [path, interval, matcher, drain] = [
            health.text("path"),
            health.text("interval"),
            health.text("matcher"),
            group.text("deregistrationDelay"),
        ];
        return {
            id: `target-group-${name}`,
            column: "request",
            icon: "targetGroup",
            kind: "Target group",
            name: group.text("name"),
            facts: [
                joinFacts(`${group.text("protocol") ?? ""} ${group.text("port") ?? ""}`.trim(), drain && `drains for ${drain} s`),
                path === undefined
                    ? ""
                    : `GET ${path}${interval === undefined ? "" : ` every ${interval} s`}${matcher === undefined ? "" : ` → ${matcher}`}`,
            ].filter((fact) => fact !== ""),
        };
    });
}

function describeRecord(document: PreviewDocument): Box | undefined {
    const records = findAll(document, "aws:route53/record:Record", (inputs) => inputs.list("aliases").length > 0);
    const inputs = records.map((record) => readInputs(record.inputs));
    const types = inputs.map((record) => record.text("type")).filter((type) => type !== undefined);
    return inputs.length === 0
        ? undefined
        : {
              id: recordId,
              icon: "dns",
              kind: `Route 53 ${inputs.length === 1 ? "record" : "records"}`,
              name: inputs.map((record) => record.text("name")).find((name) => name !== undefined),
              facts: types.length === 0 ? [] : [`${types.join(" and ")}, alias`],
          };
}

/** The certificate that the stack issues, or an existing one that a listener uses. Its domain is omitted if the record shows it. */
function describeCertificate(document: PreviewDocument, shownName: string | undefined): Box | undefined {
    const box = { id: certificateId, icon: "certificate", kind: "ACM certificate" } as const;
    const certificate = findInputs(document, "aws:acm/certificate:Certificate");
    if (certificate !== undefined) {
        const method = certificate.text("validationMethod");
        const name = certificate.text("domainName");
        return {
            ...box,
            name: name === shownName ? undefined : name,
            facts: method === undefined ? [] : [`validated by ${method}`],
        };
    }
    const [listener] = findAll(document, "aws:lb/listener:Listener", (inputs) => inputs.text("protocol") === "HTTPS");
    const arn = readInputs(listener?.inputs).text("certificateArn");
    return listener && { ...box, name: arn?.split("/").at(-1), facts: ["not managed here"] };
}

function describeListener(listener: Inputs): string {
    const name = `${listener.text("protocol") ?? ""} ${listener.text("port") ?? ""}`.trim();
    const redirect = listener
        .list("defaultActions")
        .find((action) => action.text("type") === "redirect")
        ?.object("redirect");
    if (redirect !== undefined) {
        const status = redirect.text("statusCode")?.replace(/^HTTP_/, "") ?? "redirect";
        return `${name} → ${status} to ${redirect.text("protocol") ?? ""} ${redirect.text("port") ?? ""}`.trim();
    }
    const policy = listener.text("sslPolicy");
    return `${name}, ${policy === undefined ? "no TLS" : describeTls(policy)}`;
}
