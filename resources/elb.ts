import { toArn, type Account } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, zeros, type ServiceResources } from "./resource-type";
import { describeTls } from "./tls";

const hash = "0".repeat(16);

/** Load balancers, listeners and target groups. */
export const elb: ServiceResources = {
    types: {
        "aws:lb/listener:Listener": {
            placeholder: ({ port }, account, logicalName) => {
                const arn = toArn(account, "elasticloadbalancing", `listener/app/${logicalName}/${hash}/${String(port)}`);
                return { id: arn, arn };
            },
            describe: (inputs) => {
                const isHttps = inputs.text("protocol") === "HTTPS";
                const port = describeRedirect(inputs) ?? `${inputs.text("protocol")} on ${inputs.text("port")}`;
                return { facts: facts(port, isHttps && describeTls(inputs.text("sslPolicy"))) };
            },
            importId: importedBy("lb/listener", (state) => state.text("arn")),
            forcesNew: ["loadBalancerArn"],
        },
        "aws:lb/listenerCertificate:ListenerCertificate": {
            placeholder: ({ listenerArn, certificateArn }) => ({ id: `${String(listenerArn)}_${String(certificateArn)}` }),
            describe: () => ({ facts: ["certificate beside the listener's own"] }),
            importId: importedBy("lb/listenercertificate", (state) =>
                joinKnown("_", [state.text("listenerArn"), state.text("certificateArn")]),
            ),
            forcesNew: ["certificateArn", "listenerArn"],
        },
        "aws:lb/listenerRule:ListenerRule": {
            placeholder: ({ listenerArn, priority }) => {
                const ofPriority = String(priority).padStart(hash.length, "0"); // unique within a listener
                const arn = `${String(listenerArn).replace(":listener/", ":listener-rule/")}/${ofPriority}`;
                return { id: arn, arn };
            },
            describe: (inputs) => ({ facts: facts(`rule ${inputs.text("priority") ?? ""} for ${describeConditions(inputs)}`) }),
            importId: importedBy("lb/listenerrule", (state) => state.text("arn")),
            forcesNew: ["listenerArn"],
        },
        "aws:lb/loadBalancer:LoadBalancer": {
            placeholder: ({ name }, account) => {
                const arnSuffix = `app/${String(name)}/${hash}`;
                const arn = toArn(account, "elasticloadbalancing", `loadbalancer/${arnSuffix}`);
                return {
                    id: arn,
                    arn,
                    arnSuffix,
                    dnsName: `${String(name)}-0.${account.region}.elb.amazonaws.com`,
                    zoneId: "Z0",
                };
            },
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(
                    inputs.text("ipAddressType") === "dualstack" && "IPv4 and IPv6",
                    inputs.flag("enableDeletionProtection") && "deletion protection",
                ),
            }),
            importId: importedBy("lb/loadbalancer", (state) => state.text("arn")),
            forcesNew: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
        },
        "aws:lb/targetGroup:TargetGroup": {
            placeholder: ({ namePrefix }, account) => {
                const arnSuffix = `targetgroup/${String(namePrefix)}${hash}/${hash}`;
                const arn = toArn(account, "elasticloadbalancing", arnSuffix);
                return { id: arn, arn, arnSuffix, name: `${String(namePrefix)}${hash}` };
            },
            describe: (inputs) => {
                const check = inputs.object("healthCheck");
                const path = check.text("path");
                return { facts: facts(path && `${path} every ${check.text("interval") ?? "30"} s`) };
            },
            importId: importedBy("lb/targetgroup", (state) => state.text("arn")),
            forcesNew: ["ipAddressType", "name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
        },
    },
};

/** What is known of a load balancer by its ARN or its name alone, with zeros for the rest. */
export function sharedBalancerPlaceholder(
    account: Account,
    ref: { readonly arn?: string | undefined; readonly name?: string | undefined },
) {
    const { region } = account;
    const arn = ref.arn ?? toArn(account, "elasticloadbalancing", `loadbalancer/app/${ref.name ?? "shared"}/${hash}`);
    const [, , name = ""] = arn.split("/");
    return {
        arn,
        name,
        dnsName: `${name}-0.${region}.elb.amazonaws.com`,
        zoneId: "Z0",
        type: "application",
        scheme: "internet-facing",
        ipAddressType: "ipv4",
        vpcId: "",
        zones: [],
        subnetIds: [],
        securityGroupIds: [`sg-${zeros}`],
        listenerArn: `${arn.replace(":loadbalancer/", ":listener/")}/${hash}`,
        refused: [],
    };
}

/** `app.example.com`, `/*`, `x-test: true`: what a rule's requests have in common. */
function describeConditions(rule: Inputs): string {
    return rule
        .list("conditions")
        .flatMap((condition) => {
            const header = condition.object("httpHeader");
            const name = header.text("httpHeaderName");
            return [
                ...(condition.object("hostHeader").texts("values") ?? []),
                ...(condition.object("pathPattern").texts("values") ?? []),
                ...(name === undefined ? [] : [`${name}: ${(header.texts("values") ?? []).join(", ")}`]),
            ];
        })
        .join(", ");
}

/** `80 ▸ 443`; undefined for a listener that does not redirect. */
export function describeRedirect(listener: Inputs): string | undefined {
    const redirect = listener.list("defaultActions").find((action) => action.text("type") === "redirect");
    return redirect && `${listener.text("port")} ▸ ${redirect.object("redirect").text("port")}`;
}
