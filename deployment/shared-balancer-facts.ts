import { describeCertificate } from "../aws/acm";
import type { Clients } from "../aws/clients";
import { listListenerCertificates, listListeners, listRules } from "../aws/elb-listeners";
import { describeLoadBalancer, findTags, loadBalancerAttributes } from "../aws/elb-load-balancers";
import { hasTags } from "../aws/tags";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { PlannedRule, SharedBalancer } from "./shared-balancer";

type Asked = Pick<PlannedRule, "arn" | "tags">;

/**
 * Asks for a load balancer that stacks share. What leads to it must be answered; what is only checked costs a line.
 *
 * @returns undefined where there is none
 */
export async function gatherSharedBalancer(clients: Clients, { arn, tags }: Asked): Promise<SharedBalancer | undefined> {
    const balancer = await describeLoadBalancer(clients, arn);
    if (balancer === undefined) {
        return undefined;
    }
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
        ask(() => findRules(clients, listenerArn, tags)),
        ask(() => findCertifiedNames(clients, listenerArn)),
    ]);
    return { ...balancer, idleTimeoutSeconds, listenerArn, certifiedNames, ...rules, refused };
}

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
