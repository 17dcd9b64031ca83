import type * as pulumi from "@pulumi/pulumi";
import type { Balancer } from "./balancer";
import { LoadBalancer, type LoadBalancerArgs } from "./load-balancer";
import { SharedLoadBalancer, type SharedListener } from "./shared-load-balancer";

/** Arguments of {@link chooseBalancer}. */
export interface BalancerArgs extends LoadBalancerArgs {
    /** How requests are balanced, and by what. */
    readonly settings: LoadBalancerArgs["settings"] & {
        /** What the stack has of a load balancer that exists; undefined for one of its own. */
        readonly existing: { readonly attachCertificate: boolean; readonly path: string | undefined } | undefined;
    };
}

/** A load balancer of the stack's own, or its rule of one that stacks share. */
export function chooseBalancer(
    name: string,
    args: BalancerArgs,
    listener: SharedListener | undefined,
    opts: pulumi.ComponentResourceOptions,
): Balancer {
    const { network, domain, http, guard, settings } = args;
    if (listener === undefined || domain === undefined) {
        return new LoadBalancer(name, args, opts);
    }
    const { attachCertificate = false, path } = settings.existing ?? {};
    return new SharedLoadBalancer(
        name,
        { network, domain, listener, http, guard, settings: { ...settings, attachCertificate, path } },
        opts,
    );
}
