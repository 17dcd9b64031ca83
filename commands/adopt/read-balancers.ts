import type { LiveListener, LiveLoadBalancer, LiveSecurityGroup, LiveService } from "../../adoption/account";
import type { Clients } from "../../aws/clients";
import { listSecurityGroupRules } from "../../aws/ec2-security-group-rules";
import { describeSecurityGroups } from "../../aws/ec2-security-groups";
import { listListenerCertificates, listListeners, listRules, type Action, type Listener } from "../../aws/elb-listeners";
import {
    describeLoadBalancer,
    describeLoadBalancers,
    findTags,
    loadBalancerAttributes,
    type LoadBalancer,
} from "../../aws/elb-load-balancers";
import { describeTargetGroup, type TargetGroup } from "../../aws/elb-target-groups";
import { undefinedIfMissing } from "../../aws/errors";
import type { Ask } from "./read-account";

/** Target groups of the services. */
export async function readTargetGroups(
    clients: Clients,
    services: readonly LiveService[] | undefined,
    ask: Ask,
): Promise<TargetGroup[] | undefined> {
    const arns = services?.flatMap(({ targetGroupArns }) => targetGroupArns);
    return arns && ask("target groups", () => describeEach(arns, (arn) => describeTargetGroup(clients, arn)));
}

/** The balancer of the configured name, and those that send requests to one of the target groups, which must have been seen. */
export async function readBalancers(
    clients: Clients,
    name: string,
    targetGroups: readonly TargetGroup[] | undefined,
    ask: Ask,
): Promise<LiveLoadBalancer[] | undefined> {
    if (targetGroups === undefined) {
        return undefined;
    }
    return ask("load balancers", async () => {
        const named = (await undefinedIfMissing(() => describeLoadBalancers(clients, [name]))) ?? [];
        const others = targetGroups
            .flatMap(({ loadBalancerArns }) => loadBalancerArns)
            .filter((arn) => named.every((balancer) => balancer.arn !== arn));
        const balancers = [...named, ...(await describeEach(others, (arn) => describeLoadBalancer(clients, arn)))];
        const arns = balancers.map(({ arn }) => arn);
        const tags = await findTags(clients, arns);
        return Promise.all(balancers.map((balancer) => readBalancer(clients, balancer, tags.get(balancer.arn) ?? {}, ask)));
    });
}

async function readBalancer(
    clients: Clients,
    balancer: LoadBalancer,
    tags: LiveLoadBalancer["tags"],
    ask: Ask,
): Promise<LiveLoadBalancer> {
    const listeners = await Promise.all((await listListeners(clients, balancer.arn)).map((each) => readListener(clients, each)));
    const attributes = await ask("attributes of load balancers", () => loadBalancerAttributes(clients, balancer.arn));
    const isProtected = attributes && attributes.get("deletion_protection.enabled") === "true";
    return { ...balancer, tags, listeners, isProtected };
}

async function readListener(clients: Clients, listener: Listener): Promise<LiveListener> {
    const { arn, port, protocol, actions } = listener;
    const hasTls = ["HTTPS", "TLS"].includes(protocol);
    const [certificates, rules] = await Promise.all([
        hasTls ? listListenerCertificates(clients, arn) : [],
        listRules(clients, arn),
    ]);
    return {
        arn,
        port,
        protocol,
        certificateArns: certificates,
        forwardsTo: listTargets(actions),
        rules: rules.filter(({ priority }) => priority !== "default").map((rule) => listTargets(rule.actions)),
    };
}

function listTargets(actions: readonly Action[]): string[] {
    return actions.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn));
}

/** Security groups of the balancers and of the services, with their rules. */
export async function readSecurityGroups(
    clients: Clients,
    loadBalancers: readonly LiveLoadBalancer[] | undefined,
    services: readonly LiveService[] | undefined,
    ask: Ask,
): Promise<LiveSecurityGroup[] | undefined> {
    if (loadBalancers === undefined || services === undefined) {
        return undefined;
    }
    const ids = [...new Set([...loadBalancers, ...services].flatMap(({ securityGroupIds }) => securityGroupIds))];
    return ask("security groups", async () => {
        const [groups, rules] = await Promise.all([describeSecurityGroups(clients, ids), listSecurityGroupRules(clients, ids)]);
        return groups.map(({ id, name }) => ({ id, name, rules: rules.filter(({ groupId }) => groupId === id) }));
    });
}

/** What exists of some things, each once. */
async function describeEach<T>(arns: readonly string[], describe: (arn: string) => Promise<T | undefined>): Promise<T[]> {
    const found = await Promise.all([...new Set(arns)].map(describe));
    return found.filter((thing) => thing !== undefined);
}
