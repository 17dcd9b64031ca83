import { expectedSeconds } from "../rollout/phases";
import type { IntendedRelease, Limits, ServiceTarget } from "../rollout/release";
import type { StackConfig } from "./stack-config";

/** What names a stack's service in AWS, for everything that asks about it. */
export function serviceTargetOf({ aws, names, parameters }: StackConfig): ServiceTarget {
    const { profile, ...account } = aws;
    return { ...names, account, profile, parameterPrefix: parameters.prefix };
}

/** Variables whose parameters somebody else keeps in SSM. */
export function externalOf({ parameters }: StackConfig): { readonly name: string; readonly secret: boolean }[] {
    return parameters.variables.filter(({ from }) => from === "external").map(({ name, secret }) => ({ name, secret }));
}

/** How long a roll-out of the stack may take, and should take. */
export function patienceOf(
    { rollout, service, loadBalancer }: StackConfig,
    tasks = service.tasks.min,
): Pick<IntendedRelease, "expectedSeconds"> & {
    readonly limits: Limits;
} {
    const { timeoutMinutes, sameCauseStops, stopEarly } = rollout;
    return {
        limits: { timeoutMinutes, sameCauseStops, stopEarly },
        expectedSeconds: expectedSeconds({ ...service, ...loadBalancer, tasks }),
    };
}
