import type { Clients } from "./clients";
import { toSecretSource, type SecretSource } from "./secret-source";
import type { ServiceRef } from "./service-ref";
import { describeParameters, listParameters, type ParameterMetadata } from "./ssm";

/** Where the value of a variable is kept that is not under the stack's prefix; undefined for one that is. */
export function findReference({ parameterReferences = {}, account }: ServiceRef, name: string): SecretSource | undefined {
    const reference = Object.hasOwn(parameterReferences, name) ? parameterReferences[name] : undefined;
    return reference === undefined ? undefined : toSecretSource(reference, account);
}

/** Whether SSM of the stack's own account and region can be asked about a variable. */
export function isAskable(serviceRef: ServiceRef, name: string): boolean {
    const { account } = serviceRef;
    const source = findReference(serviceRef, name);
    return source === undefined || source.arn.startsWith(`arn:${account.partition}:ssm:${account.region}:${account.accountId}:`);
}

/** The name of a variable, with where it is kept unless that is under the stack's prefix. */
export function describeVariable(serviceRef: ServiceRef, name: string): string {
    const source = findReference(serviceRef, name);
    return source === undefined ? name : `${name} (${isAskable(serviceRef, name) ? source.id : source.arn})`;
}

/** What SSM knows about the parameters of variables, by variable. Never their values; what does not exist, or can't be asked, is absent. */
export async function describeVariables(
    clients: Clients,
    serviceRef: ServiceRef,
    names: readonly string[],
): Promise<Map<string, ParameterMetadata>> {
    const kept = names.filter((name) => isAskable(serviceRef, name));
    const elsewhere = kept.flatMap((name) => {
        const source = findReference(serviceRef, name);
        return source === undefined ? [] : [[name, source.id] as const];
    });
    const [own, others] = await Promise.all([
        elsewhere.length < kept.length
            ? listParameters(clients, serviceRef.parameterPrefix)
            : new Map<string, ParameterMetadata>(),
        describeParameters(clients, [...new Set(elsewhere.map(([, id]) => id))]),
    ]);
    const ids = new Map(elsewhere);
    return new Map(
        kept.flatMap((name) => {
            const id = ids.get(name);
            const found = id === undefined ? own.get(name) : others.get(id);
            return found === undefined ? [] : [[name, found] as const];
        }),
    );
}
