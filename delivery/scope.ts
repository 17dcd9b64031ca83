import { toArn, type Account } from "../aws/account";
import { runLogGroup } from "../aws/log-streams";
import { baseName } from "../config/names";
import type { StackConfig } from "../config/sections";
import { auditOf, budgetOf, storesOf } from "../config/service-ref";

/** What belongs to a stack, as its role's policies name it: each a name or a pattern of names. */
export interface StackScope {
    readonly account: Account;

    /** Tags of everything that the stack makes; `pr-*` stands for every review stack. */
    readonly tags: { readonly Project: string; readonly Environment: string };
    readonly clusters: readonly string[];
    readonly services: readonly string[];
    readonly taskFamilies: readonly string[];
    readonly logGroups: readonly string[];

    /** Repositories that the stack makes. */
    readonly repositories: readonly string[];

    /** Repositories of others, which it pulls from, and pushes to where it builds its image. */
    readonly sharedRepositories: readonly string[];
    readonly loadBalancers: readonly string[];

    /** Alarms, topics, rules, queues, schedules, dashboards, and the alias of a key. */
    readonly monitoring: readonly string[];
    readonly roles: readonly string[];

    /** Paths of the stack's parameters, without the slash that they begin with. */
    readonly parameters: readonly string[];

    /** Parameters of the stack that hold no secret. */
    readonly plainParameters: readonly string[];
    readonly tables: readonly string[];
    readonly buckets: readonly string[];

    /** Those of them that a destroy may empty. */
    readonly disposableBuckets: readonly string[];

    /** The stack makes its own network. */
    readonly ownsNetwork: boolean;

    /** Host names that records are made for. */
    readonly hostNames: readonly string[];

    /** Ids of health checks, which Route 53 chooses: any, where the stack makes one. */
    readonly healthChecks: readonly string[];

    /** Other regions in which its tables are as well. */
    readonly replicaRegions: readonly string[];

    /** Names of budgets. */
    readonly budgets: readonly string[];
}

/** What belongs to a stack by its file. */
export function toScope(config: StackConfig): StackScope {
    const { names, aws, project, stack, repository, parameters, domain, access, network } = config;
    const own = (name: string) => [name, `${name}-*`];
    const stores = storesOf(config);
    const audit = auditOf(config);
    const buckets = [
        ...Object.values(stores?.buckets ?? {}).map((name) => ({ name, isProtected: config.data.protect })),
        ...(audit === undefined ? [] : [{ name: audit.bucketName, isProtected: audit.settings.protect }]),
    ];
    const path = access.rolePath.slice(1);
    const isShared = repository.existing;
    return {
        account: { partition: aws.partition, region: aws.region, accountId: aws.accountId },
        tags: { Project: project, Environment: stack },
        clusters: [names.cluster],
        services: own(names.service).map((name) => `${names.cluster}/${name}`),
        taskFamilies: own(names.taskFamily),
        logGroups: [...own(names.logGroup), ...own(runLogGroup(names.taskFamily))],
        repositories: isShared ? [] : [names.repository],
        sharedRepositories: isShared ? [names.repository] : [],
        loadBalancers: [names.loadBalancer],
        monitoring: [...new Set([...own(names.monitoring), ...own(names.taskFamily)])],
        roles: [names.executionRole, names.taskRole, names.infrastructureRole, `${names.taskFamily}-*`].map(
            (name) => `${path}${name}`,
        ),
        parameters: [`${parameters.prefix.slice(1)}/*`],
        plainParameters: parameters.variables
            .filter(({ from, secret }) => from !== "external" && !secret)
            .map(({ name }) => `${parameters.prefix.slice(1)}/${name}`),
        tables: Object.values(stores?.tables ?? {}).map(({ table }) => table),
        buckets: buckets.map(({ name }) => name),
        disposableBuckets: buckets.filter(({ isProtected }) => !isProtected).map(({ name }) => name),
        ownsNetwork: network.mode === "dedicated",
        hostNames: [domain?.name ?? [], domain?.alternativeNames ?? [], domain?.redirectFrom ?? []].flat(),
        healthChecks: domain?.routing?.healthCheck === true ? ["*"] : [],
        replicaRegions: stores?.settings.replicaRegions ?? [],
        budgets: budgetOf(config) === undefined ? [] : [names.monitoring],
    };
}

/** The same of every review stack whose file is a copy of this one's: `pr-12` for `pr`, and not `pr` itself. */
export function toReviewScope(config: StackConfig): StackScope {
    const scope = toScope(config);
    const base = baseName(config.project, config.stack);
    const all = (names: readonly string[]) => names.map((name) => name.replace(base, `${base}-*`).replace(/-\*-\*$/, "-*"));
    const { account, sharedRepositories, tags, ownsNetwork, ...named } = scope;
    const patterns = Object.fromEntries(Object.entries(named).map(([key, names]) => [key, [...new Set(all(names))]]));
    return {
        ...(patterns as unknown as Omit<StackScope, "account" | "sharedRepositories" | "tags" | "ownsNetwork">),
        account,
        sharedRepositories,
        ownsNetwork,
        tags: { ...tags, Environment: `${config.stack}-*` },
    };
}

/** ARNs of a stack's names of one kind. */
export function arnsOf({ account }: StackScope, service: string, names: readonly string[], prefix = ""): string[] {
    return names.map((name) => toArn(account, service, `${prefix}${name}`));
}

/** ARNs of a service whose ARNs have no region. */
export function globalArnsOf(
    { account: { partition, accountId } }: StackScope,
    kind: string,
    names: readonly string[],
): string[] {
    return names.map((name) => `arn:${partition}:iam::${accountId}:${kind}/${name}`);
}
