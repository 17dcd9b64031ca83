import { toAlarmName, toScheduleAlarmName } from "../aws/alarm-roles";
import { isShifting } from "../aws/deployment-strategies";
import { runLogGroup } from "../aws/log-streams";
import { companionNames, type ServiceRef } from "../aws/service-ref";
import { stackTags } from "../aws/tags";
import { alarmRolesOf } from "./sections/alarms";
import { encryptedBy } from "./sections/encryption";
import type { StackConfig } from "./sections";
import { sidecarSources, type Sidecars } from "./sections/service-sidecars";
import type { Parameters } from "./sections/parameters";

/** What names a stack's service in AWS, for everything that asks about it. */
export function toServiceRef({ stack, aws, names, repository, parameters }: StackConfig): ServiceRef {
    const { profile, assumeRole, ...account } = aws;
    const { account: accountId = account.accountId, region = account.region } = repository;
    const isElsewhere = accountId !== account.accountId || region !== account.region;
    const registry = isElsewhere ? { registry: { ...account, accountId, region } } : {};
    const { prefix: parameterPrefix, references: parameterReferences } = parameters;
    const elsewhere = Object.keys(parameterReferences).length === 0 ? {} : { parameterReferences };
    return { ...names, stack, account, profile, assumeRole, parameterPrefix, ...registry, ...elsewhere };
}

/** A stack's workers: what names each, and what its tasks are like. All else is as the service's. */
export function workersOf(config: StackConfig) {
    const { names, service } = config;
    const { sidecars, dependsOn, ...task } = service;
    return Object.entries(config.workers).map(([name, { healthCheck, tasks, ...own }]) => ({
        name,
        serviceRef: companionNames(toServiceRef(config), name),
        names: companionNames(names, name),
        settings: {
            ...task,
            ...own,
            dependsOn,
            sidecars: besideContainer(sidecars, names.container, name),
            healthCheck: { command: healthCheck ?? ("none" as const) },
            tasks,
        },
    }));
}

/** Sidecars as they run beside another container: those that wait for the application's wait for that. */
export function besideContainer(sidecars: Sidecars, from: string, to: string): Sidecars {
    return Object.fromEntries(
        Object.entries(sidecars).map(([sidecar, settings]) => {
            const dependsOn = Object.entries(settings.dependsOn).map(([name, condition]) => [
                name === from ? to : name,
                condition,
            ]);
            return [sidecar, { ...settings, dependsOn: Object.fromEntries(dependsOn) as typeof settings.dependsOn }];
        }),
    );
}

/** Physical names of the stack's alarms. */
export function alarmNamesOf(config: StackConfig): string[] {
    const { alarms, names, schedules } = config;
    const missed = alarms.set === "none" ? [] : Object.keys(schedules);
    return [
        ...alarmRolesOf(config).map((role) => toAlarmName(names.monitoring, role)),
        ...missed.map((schedule) => toScheduleAlarmName(names.monitoring, schedule)),
    ];
}

/** Bucket of logs, and what it gets; undefined where none of them was ever on. */
export function auditOf({ audit, names, aws }: StackConfig) {
    const { accessLogs, connectionLogs, healthCheckLogs, flowLogs } = audit;
    const isGiven = [accessLogs, connectionLogs, healthCheckLogs, flowLogs].some((each) => each !== undefined);
    return isGiven ? { bucketName: `${names.monitoring}-logs-${aws.accountId}`, settings: audit } : undefined;
}

/** What a budget of AWS's is about; undefined where none is asked for. */
export function budgetOf({ budget: { monthlyUsd, notify }, project, stack }: StackConfig) {
    return notify && monthlyUsd !== undefined ? { monthlyUsd, tags: stackTags(project, stack) } : undefined;
}

/** Variables whose parameters are kept in SSM outside the stack. */
export function externalVariables({
    variables,
}: Pick<Parameters, "variables">): { readonly name: string; readonly secret: boolean }[] {
    return variables.filter(({ from }) => from === "external").map(({ name, secret }) => ({ name, secret }));
}

/**
 * The stack's one customer key; undefined where it has none. It stays where parameters do that it has encrypted.
 */
export function customerKeyOf(config: StackConfig) {
    const { encryption, parameters, names, schedules } = config;
    const { customerKey, kmsKeyArn, protect } = encryption;
    const uses = encryptedBy(config);
    const retainOnDelete = parameters.retainOnDelete && uses.includes("parameters");
    const runLog = Object.keys(schedules).length === 0 ? undefined : runLogGroup(names.taskFamily);
    return customerKey || kmsKeyArn !== undefined
        ? { uses, runLog, hasBudget: config.budget.notify, settings: { kmsKeyArn, protect, retainOnDelete } }
        : undefined;
}

/** What the roles of a task must allow beside what the application uses. */
export function taskNeeds({ parameters: { prefix, kmsKeyArn, references }, service }: StackConfig) {
    const { sidecars, enableExecuteCommand } = service;
    return {
        parameters: { prefix, kmsKeyArn, references: [...new Set([...Object.values(references), ...sidecarSources(sidecars)])] },
        sidecarImages: [...new Set(Object.values(sidecars).map(({ image }) => image))],
        enableExecuteCommand,
    };
}

/** Containers beside the application's, as the verdict needs to know them. */
export function sidecarsOf({ service }: StackConfig): { readonly name: string; readonly essential: boolean }[] {
    return Object.entries(service.sidecars).map(([name, { essential }]) => ({ name, essential }));
}

/** Tables and buckets that the stack makes, by key; undefined where it makes none. */
export function storesOf({ data, access, catalogue }: StackConfig) {
    const tables = data.tables.flatMap((key) => {
        const [table, definition] = [access.tables[key], catalogue.tables?.[key]];
        return table === undefined || definition === undefined ? [] : [[key, { table, definition }] as const];
    });
    const buckets = Object.entries(access.buckets).filter(([key]) => data.buckets.includes(key));
    return tables.length + buckets.length === 0
        ? undefined
        : { tables: Object.fromEntries(tables), buckets: Object.fromEntries(buckets), settings: data };
}

/** What lets ECS move requests between two target groups; undefined where the strategy does not. */
export function shiftOf({ deployment, names, access, aws: account }: StackConfig) {
    const { strategy, testTrafficHeader } = deployment;
    return !isShifting(strategy) || testTrafficHeader === undefined
        ? undefined
        : { account, roleName: names.infrastructureRole, role: access, testTrafficHeader };
}

/** How Route 53 chooses between the stack's records and those of other regions; undefined where it has the only ones. */
export function routingOf({ aws: { region }, domain, deployment }: StackConfig) {
    const { policy, role, healthCheck = false } = domain?.routing ?? {};
    return policy && { policy, role, region, healthCheckPath: healthCheck ? deployment.probe.path : undefined };
}

/** What every guard of a release needs to know of the stack file. */
export function guardedBy(config: StackConfig) {
    const { project, deployment } = config;
    return { namespace: project, sidecars: sidecarsOf(config), secretNames: secretNames(config), settings: deployment };
}

/** Names of the secret variables: their values must not be shown. */
export function secretNames({ catalogue }: StackConfig): string[] {
    return catalogue.variables.filter(({ secret }) => secret).map(({ name }) => name);
}

/** What the load balancer and the container must agree on. */
export function toHttp({ service, deployment, loadBalancer: { healthCheck, idleTimeoutSeconds } }: StackConfig) {
    return {
        port: service.port,
        healthCheckPath: healthCheck.path,
        probePath: deployment.probe.path,
        healthCheckPort: healthCheck.port,
        healthCheckMatcher: healthCheck.matcher,
        idleTimeoutSeconds,
    };
}
