import type * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients } from "./clients";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

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

    /** All other conditions by their fields: `http-header`, `source-ip`, `regular expression for host-header`, … */
    readonly otherConditions: readonly string[];
    readonly actions: readonly Action[];
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

/** Weights of the target groups that a rule forwards to; undefined where there is no such rule, or it does not forward. */
export async function describeWeights(
    clients: Clients,
    ruleArn: string,
    abortSignal?: AbortSignal,
): Promise<Action["targetGroups"] | undefined> {
    const elb = await clients.elb();
    const found = await undefinedIfMissing(() => elb.describeRules({ RuleArns: [ruleArn] }, { abortSignal }));
    return found?.Rules?.map(toRule)[0]?.actions.find(({ type }) => type === "forward")?.targetGroups;
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
        otherConditions: Conditions.flatMap(toOtherCondition),
        actions: (rule.Actions ?? []).map(toAction),
    };
}

function toOtherCondition(condition: elb.RuleCondition): string[] {
    const { Field = "", HostHeaderConfig, PathPatternConfig, RegexValues } = condition;
    if (Field !== "host-header" && Field !== "path-pattern") {
        return [Field];
    }
    const expressions = HostHeaderConfig?.RegexValues ?? PathPatternConfig?.RegexValues ?? RegexValues ?? [];
    return expressions.length === 0 ? [] : [`regular expression for ${Field}`];
}

/** A forward to one group may be written in either of two ways, or in both. */
function toAction({ Type = "forward", TargetGroupArn, ForwardConfig }: elb.Action): Action {
    const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }]);
    return { type: Type, targetGroups: groups.map((each) => ({ arn: each.TargetGroupArn ?? "", weight: each.Weight ?? 1 })) };
}
