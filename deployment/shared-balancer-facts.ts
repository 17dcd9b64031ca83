import { describeCertificate } from "../aws/acm";
import type { Clients } from "../aws/clients";
import { listListenerCertificates, listListeners, listRules } from "../aws/elb-listeners";
import {
    describeLoadBalancer,
    describeLoadBalancers,
    findTaggedLoadBalancers,
    findTags,
    loadBalancerAttributes,
    type LoadBalancer,
} from "../aws/elb-load-balancers";
import { undefinedIfMissing } from "../aws/errors";
import { hasTags } from "../aws/tags";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { BalancerMiss, BalancerRef, PlannedRule, SharedBalancer } from "./shared-balancer";

type Asked = Pick<PlannedRule, "balancer" | "tags">;

/**
 * Asks for a load balancer that stacks share. What leads to it must be answered; what is only checked costs a line.
 *
 * @returns what there is instead, where it is not one load balancer
 */
export async function gatherSharedBalancer(clients: Clients, asked: Asked): Promise<SharedBalancer | BalancerMiss> {
    const [balancer, ...others] = await findBalancers(clients, asked.balancer);
    if (balancer === undefined || others.length > 0) {
        const matching = balancer === undefined ? [] : toNames([balancer, ...others]);
        return { matching, all: toNames((await describeLoadBalancers(clients)).filter(isApplication)) };
    }
    const { arn } = balancer;
    const refused: string[] = [];
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refused);
    const [listeners, attributes] = await Promise.all([
        listListeners(clients, arn),
        ask(() => loadBalancerAttributes(clients, arn)),
    ]);
    const idleTimeoutSeconds = Number(attributes?.get("idle_timeout.timeout_seconds") ?? 0);
    const listenerArn = listeners.find(({ protocol, port }) => protocol === "HTTPS" && port === 443)?.arn;
    if (listenerArn === undefined) {
        return { ...balancer, idleTimeoutSeconds, refused };
    }
    const [rules, certifiedNames] = await Promise.all([
        ask(() => findRules(clients, listenerArn, asked.tags)),
        ask(() => findCertifiedNames(clients, listenerArn)),
    ]);
    return { ...balancer, idleTimeoutSeconds, listenerArn, certifiedNames, ...rules, refused };
}

async function findBalancers(clients: Clients, { arn, name, tags }: BalancerRef): Promise<LoadBalancer[]> {
    if (tags !== undefined) {
        return (await findTaggedLoadBalancers(clients, tags)).filter(isApplication);
    }
    if (name !== undefined) {
        return ((await undefinedIfMissing(() => describeLoadBalancers(clients, [name]))) ?? []).filter(isApplication);
    }
    const found = await describeLoadBalancer(clients, arn ?? "");
    return found === undefined ? [] : [found];
}

const isApplication = ({ type }: LoadBalancer) => type === "application";

const toNames = (balancers: readonly LoadBalancer[]) => balancers.map(({ name }) => name).sort();

/** The stack's own rule is known by its tags, as its place may have changed. */
async function findRules(clients: Clients, listenerArn: string, tags: PlannedRule["tags"]) {
    const rules = (await listRules(clients, listenerArn)).filter(({ priority }) => priority !== "default");
    const byArn = await findTags(
        clients,
        rules.map(({ arn }) => arn),
    );
    const isOwn = ({ arn }: { readonly arn: string }) => hasTags(byArn.get(arn) ?? {}, tags);
    const own = rules.find(isOwn);
    return {
        otherRules: rules.filter((rule) => !isOwn(rule)),
        ...(own === undefined ? {} : { ownPriority: Number(own.priority) }),
    };
}

async function findCertifiedNames(clients: Clients, listenerArn: string): Promise<string[]> {
    const arns = await listListenerCertificates(clients, listenerArn);
    const certificates = await Promise.all(arns.map((arn) => describeCertificate(clients, arn)));
    return [...new Set(certificates.flatMap(({ names = [] }) => names))];
}
