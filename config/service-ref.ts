import type { ServiceRef } from "../aws/service-ref";
import type { StackConfig } from "./sections";
import type { Parameters } from "./sections/parameters";

/** What names a stack's service in AWS, for everything that asks about it. */
export function toServiceRef({ stack, aws, names, parameters }: StackConfig): ServiceRef {
    const { profile, ...account } = aws;
    return { ...names, stack, account, profile, parameterPrefix: parameters.prefix };
}

/** Variables whose parameters are kept in SSM outside the stack. */
export function externalVariables({
    variables,
}: Pick<Parameters, "variables">): { readonly name: string; readonly secret: boolean }[] {
    return variables.filter(({ from }) => from === "external").map(({ name, secret }) => ({ name, secret }));
}

/** Names of the secret variables: their values must not be shown. */
export function secretNames({ catalogue }: StackConfig): string[] {
    return catalogue.variables.filter(({ secret }) => secret).map(({ name }) => name);
}
