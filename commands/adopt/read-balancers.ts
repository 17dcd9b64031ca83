import type { LiveListener, LiveLoadBalancer, LiveSecurityGroup, LiveService, LiveTargetGroup } from "../../adoption/account";
import type { Clients } from "../../aws/clients";
import { listSecurityGroupRules } from "../../aws/ec2-security-group-rules";
import { describeSecurityGroups } from "../../aws/ec2-security-groups";
import { describeLoadBalancers, findTags, describeLoadBalancer, type LoadBalancer } from "../../aws/elb-load-balancers";
import { listListenerCertificates, listListeners, listRules, type Listener } from "../../aws/elb-listeners";
import { describeTargetGroup } from "../../aws/elb-target-groups";
import { undefinedIfMissing } from "../../aws/errors";
import type { Ask } from "./read-account";

/** Target groups of the services. */
export async function readTargetGroups(
    clients: Clients,
    services: readonly LiveService[] | undefined,
    ask: Ask,
): Promise<LiveTargetGroup[] | undefined> {
    const arns = services?.flatMap(({ targets }) => targets.map(({ targetGroupArn }) => targetGroupArn));
    const found = arns && (await ask("target groups", () => describeEach(arns, (arn) => describeTargetGroup(clients, arn))));
    return found?.map(({ healthCheck, ...group }) => ({
        ...group,
        healthCheckPath: healthCheck.path ?? "",
        healthCheckMatcher: healthCheck.matcher ?? "",
    }));
}

/** The balancer of the configured name, and those that send requests to one of the target groups. */
export async function readBalancers(
    clients: Clients,
    name: string,
    targetGroups: readonly LiveTargetGroup[] | undefined,
    ask: Ask,
): Promise<LiveLoadBalancer[] | undefined> {
    return ask("load balancers", async () => {
        const named = (await undefinedIfMissing(() => describeLoadBalancers(clients, [name]))) ?? [];
        const arns = [
            ...named.map(({ arn }) => arn),
            ...(targetGroups ?? []).flatMap(({ loadBalancerArns }) => loadBalancerArns),
        ];
        const balancers = await describeEach(arns, (arn) => describeLoadBalancer(clients, arn));
        const tags = await findTags(
            clients,
            balancers.map(({ arn }) => arn),
        );
        return Promise.all(balancers.map((balancer) => readBalancer(clients, balancer, tags.get(balancer.arn) ?? {})));
    });
}

async function readBalancer(clients: Clients, balancer: LoadBalancer, tags: LiveLoadBalancer["tags"]): Promise<LiveLoadBalancer> {
    const listeners = await Promise.all((await listListeners(clients, balancer.arn)).map((each) => readListener(clients, each)));
    return { ...balancer, tags, listeners };
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
        forwardsTo: actions.flatMap(({ targetGroups }) => targetGroups.map((group) => group.arn)),
        rules: rules.filter(({ priority }) => priority !== "default").length,
    };
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
