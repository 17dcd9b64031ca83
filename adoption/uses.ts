import type { LiveAccount, LiveLoadBalancer } from "./account";
import type { Serving } from "./serving";

/** What else is in use: by other services, by balancers that don't send requests to what serves, and by the stack itself. */
export interface OtherUses {
    /** Target groups, by their ARNs. */
    readonly targetGroups: ReadonlySet<string>;

    /** Security groups, by their ids. */
    readonly securityGroups: ReadonlySet<string>;

    /** Certificates of other balancers, by their ARNs. */
    readonly certificates: ReadonlySet<string>;

    /** Names of roles; undefined where not every service's were seen. */
    readonly roles: ReadonlySet<string> | undefined;

    /** Target groups that the balancer of what serves sends requests to, and that are not of what serves. */
    readonly besideServing: readonly string[];
}

/** Tells what must stay when what serves is deleted. */
export function findOtherUses(account: LiveAccount, { service, loadBalancer }: Serving): OtherUses {
    const services = (account.services ?? []).filter((each) => each !== service);
    const targetGroups = new Set(services.flatMap(({ targetGroupArns }) => targetGroupArns));
    const own = (service?.targetGroupArns ?? []).filter((arn) => !targetGroups.has(arn));
    const besideServing = loadBalancer === undefined ? [] : listTargets(loadBalancer).filter((arn) => !own.includes(arn));
    const balancers = (account.loadBalancers ?? []).filter((each) => each !== loadBalancer || besideServing.length > 0);
    const roles = services.map(({ task }) => task?.roles);
    return {
        targetGroups,
        securityGroups: new Set([...services, ...balancers].flatMap(({ securityGroupIds }) => securityGroupIds)),
        certificates: new Set(balancers.flatMap(listCertificates)),
        roles: roles.includes(undefined) ? undefined : new Set(roles.flatMap((names = []) => names)),
        besideServing,
    };
}

/** Certificates of all listeners. */
export function listCertificates({ listeners }: LiveLoadBalancer): string[] {
    return listeners.flatMap(({ certificateArns }) => certificateArns);
}

function listTargets({ listeners }: LiveLoadBalancer): string[] {
    return [...new Set(listeners.flatMap(({ forwardsTo, rules }) => [...forwardsTo, ...rules.flat()]))];
}
