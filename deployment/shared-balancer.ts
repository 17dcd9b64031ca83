import { createHash } from "node:crypto";
import { distance } from "fastest-levenshtein";
import type { Account } from "../aws/account";
import type { ListenerRule } from "../aws/elb-listeners";
import type { LoadBalancer } from "../aws/elb-load-balancers";
import { ranges } from "../aws/ranges";
import { describeTags, type Tags } from "../aws/tags";
import { covers } from "./preflight-certificate";
import { findRuleClashes } from "./rule-clashes";

/** By what a load balancer that exists is found: by one of them. */
export interface BalancerRef {
    readonly arn?: string | undefined;
    readonly name?: string | undefined;
    readonly tags?: Tags | undefined;
}

/** What a stack wants of a load balancer that it shares with others. */
export interface PlannedRule {
    /** Which load balancer. */
    readonly balancer: BalancerRef;

    /** Host name of the requests that are the stack's. */
    readonly host: string;

    /** Path below the host name; undefined for all of them. */
    readonly path?: string | undefined;

    /** Place among the rules; undefined for one that is free. */
    readonly priority: number | undefined;

    /** The listener gets the host name's certificate. */
    readonly attachCertificate: boolean;

    /** Seconds for which the application expects idle connections to be kept. */
    readonly idleTimeoutSeconds: number;

    /** Tags that the stack's own rule carries. */
    readonly tags: Tags;
}

/** A load balancer with what decides where its requests go. What is undefined does not exist, or AWS did not answer. */
export interface SharedBalancer extends LoadBalancer {
    readonly idleTimeoutSeconds?: number;

    /** Listener for HTTPS on port 443. */
    readonly listenerArn?: string;

    /** Host names of its certificates. */
    readonly certifiedNames?: readonly string[];

    /** Its rules without the default one and without the stack's own. */
    readonly otherRules?: readonly ListenerRule[];

    /** Place of the rule that the stack has already. */
    readonly ownPriority?: number;

    /** What AWS did not answer: one line each. */
    readonly refused: readonly string[];
}

/** Where not one load balancer was found, but none or several. */
export interface BalancerMiss {
    /** Names of those that have the tags. */
    readonly matching: readonly string[];

    /** Names of all Application Load Balancers of the account in the region. */
    readonly all: readonly string[];
}

/** Where the rule comes, and why it can't: lines that begin with a key of the stack file. */
export interface RuleDecision {
    readonly priority: number;
    readonly errors: readonly string[];
}

/** Decides whether a load balancer can serve one more stack, and where among its rules that comes. */
export function planRule(planned: PlannedRule, balancer: SharedBalancer): RuleDecision {
    const { otherRules = [], ownPriority } = balancer;
    const priority = planned.priority ?? ownPriority ?? findFreePriority(planned, otherRules);
    const key = keyOfBalancer(planned.balancer);
    return {
        priority,
        errors: [
            ...findUnfit(key, planned, balancer),
            ...findRuleClashes({ host: planned.host, path: planned.path, priority }, otherRules).map(
                (line) => `loadBalancer.existing.priority: ${line}`,
            ),
        ],
    };
}

/** From host name and path, so that review stacks made at once don't meet; above what people write by hand. */
function findFreePriority({ host, path = "" }: PlannedRule, rules: readonly ListenerRule[]): number {
    const taken = rules.map(({ priority }) => Number(priority));
    const [first, last] = [1000, ranges.rulePriority.max];
    const start =
        createHash("sha256")
            .update(host + path)
            .digest()
            .readUInt32BE(0) %
        (last - first + 1);
    const candidates = Array.from({ length: taken.length + 1 }, (_, at) => first + ((start + at) % (last - first + 1)));
    return candidates.find((each) => !taken.includes(each)) ?? first;
}

/** The key of the stack file that a load balancer is found by. */
export function keyOfBalancer({ name, tags }: BalancerRef): string {
    return `loadBalancer.existing.${name !== undefined ? "name" : tags !== undefined ? "tags" : "arn"}`;
}

/** Says in one line what is wrong with what a load balancer is looked for by, and what can be chosen. */
export function describeMiss(ref: BalancerRef, { matching, all }: BalancerMiss, { accountId, region }: Account): string {
    const key = keyOfBalancer(ref);
    const { name, tags = {} } = ref;
    if (matching.length > 1) {
        return `${key}: several load balancers in ${region} have ${describeTags(tags)} (${listSome(matching)}): add a tag, or set name`;
    }
    const wanted = ref.arn ?? (name === undefined ? `with ${describeTags(tags)}` : `called ${name}`);
    const nearest = name === undefined ? all : [...all].sort((a, b) => distance(name, a) - distance(name, b));
    const choices = nearest.length === 0 ? "it has none" : `it has ${listSome(nearest)}`;
    return `${key}: account ${accountId} has no Application Load Balancer ${wanted} in ${region}: ${choices}`;
}

/** More than these are too many for a line. */
const maxListed = 8;

function listSome(names: readonly string[]): string {
    const more = names.length > maxListed ? ` and ${names.length - maxListed} more` : "";
    return `${names.slice(0, maxListed).join(", ")}${more}`;
}

function findUnfit(key: string, planned: PlannedRule, balancer: SharedBalancer): string[] {
    const { name, listenerArn, certifiedNames, idleTimeoutSeconds = 0 } = balancer;
    const { host, attachCertificate } = planned;
    const uncovered = !attachCertificate && certifiedNames?.some((each) => covers(each, host)) === false;
    return [
        ...(listenerArn === undefined ? [`${key}: ${name} has no HTTPS listener on port 443`] : []),
        ...(uncovered
            ? [
                  `loadBalancer.existing.attachCertificate: no certificate of ${name} is for ${host} (they are for ` +
                      `${certifiedNames.join(", ") || "nothing"}): set it to true, with domain.zone or domain.certificateArn`,
              ]
            : []),
        ...(idleTimeoutSeconds > planned.idleTimeoutSeconds
            ? [
                  `loadBalancer.idleTimeoutSeconds: ${name} keeps idle connections for ${idleTimeoutSeconds} s: set it to that, so that ` +
                      "the application keeps them longer",
              ]
            : []),
    ];
}
