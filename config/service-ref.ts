import type { ServiceRef } from "../aws/service-ref";
import type { StackConfig } from "./stack-config";

/** What names a stack's service in AWS, for everything that asks about it. */
export function toServiceRef({ aws, names, parameters }: StackConfig): ServiceRef {
    const { profile, ...account } = aws;
    return { ...names, account, profile, parameterPrefix: parameters.prefix };
}

/** Names of the secret variables that the container gets: their values must not be shown. */
export function secretNames({ parameters }: StackConfig): string[] {
    return parameters.variables.filter(({ secret }) => secret).map(({ name }) => name);
}

/** Variables whose parameters somebody else keeps in SSM. */
export function externalVariables({ parameters }: StackConfig): { readonly name: string; readonly secret: boolean }[] {
    return parameters.variables.filter(({ from }) => from === "external").map(({ name, secret }) => ({ name, secret }));
}
