import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { block, listOf, object, text, type Check } from "./arguments";
import type { DomainArgs } from "./domain";
import type { HttpArgs } from "./http";

/** What is answered while the application is closed. */
export interface Maintenance {
    /** Body of the 503: HTML where it begins with `<`, else plain text. */
    readonly message: string;

    /** Blocks of IPv4 and IPv6 addresses from which the application still answers, at most 5. */
    readonly allow: readonly string[];
}

export const maintenance: Check<Maintenance> = object<Maintenance>({ message: text(formats.responseBody), allow: listOf(block) });

/** Arguments of {@link listenerRules}. */
export interface ListenerRulesArgs {
    /** Listener that forwards requests. */
    readonly listener: lb.Listener;

    /** Where it forwards them. */
    readonly targetGroup: lb.TargetGroup;

    /**
     * Its host names.
     *
     * @default - it answers to any
     */
    readonly domain: DomainArgs | undefined;

    /** The health endpoint, which answers whatever else does not. */
    readonly http: Pick<HttpArgs, "healthCheckPath" | "probePath">;

    /** Undefined while the application is open. */
    readonly maintenance: Maintenance | undefined;
}

/** Places among the rules, the first that is asked first, with room between them. */
const priorities = { healthEndpoint: 10, allowed: 20, maintenance: 30, redirect: 40 } as const;

/**
 * What a listener does before its default action: answers 503 while the application is closed, and redirects other host names.
 * A rule has at most five values in its conditions: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function listenerRules(name: string, args: ListenerRulesArgs, opts: pulumi.CustomResourceOptions): void {
    const { listener, targetGroup, domain, http } = args;
    const rule = (role: string, priority: number, conditions: Conditions, action: Action, other: pulumi.Resource[] = []) =>
        new lb.ListenerRule(
            `${name}-${role}`,
            { listenerArn: listener.arn, priority, conditions, actions: [action] },
            { ...opts, dependsOn: other },
        );
    const forward = { type: "forward", targetGroupArn: targetGroup.arn };
    if (args.maintenance !== undefined) {
        const { message, allow } = args.maintenance;
        const paths = [...new Set([http.healthCheckPath, http.probePath ?? http.healthCheckPath].map(withoutQuery))];
        const open = [rule("health-endpoint", priorities.healthEndpoint, [{ pathPattern: { values: paths } }], forward)];
        if (allow.length > 0) {
            open.push(rule("allowed", priorities.allowed, [{ sourceIp: { values: [...allow] } }], forward));
        }
        // Whoever may still come in must have a way before everyone else is turned away.
        rule("maintenance", priorities.maintenance, [{ pathPattern: { values: ["/*"] } }], closed(message), open);
    }
    if (domain?.redirectFrom !== undefined && domain.redirectFrom.length > 0) {
        const values = [...domain.redirectFrom];
        const to = { host: domain.name, path: "/#{path}", query: "#{query}", port: "443", protocol: "HTTPS" };
        rule("redirect", priorities.redirect, [{ hostHeader: { values } }], {
            type: "redirect",
            redirect: { ...to, statusCode: "HTTP_301" },
        });
    }
}

type Conditions = lb.ListenerRuleArgs["conditions"];
type Action = Exclude<Extract<lb.ListenerRuleArgs["actions"], readonly unknown[]>[number], Promise<unknown>>;

function closed(message: string): Action {
    const contentType = message.trimStart().startsWith("<") ? "text/html" : "text/plain";
    return { type: "fixed-response", fixedResponse: { contentType, messageBody: message, statusCode: "503" } };
}

function withoutQuery(path: string): string {
    return path.replace(/\?.*$/, "");
}
