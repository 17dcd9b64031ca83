import type { ProbeTarget } from "./api";

/** What is asked to know whether a release serves. */
export interface ProbeTargetArgs {
    /** Host name that users type; undefined for the load balancer's own, over HTTP. */
    readonly domain: string | undefined;

    /** Own name of the load balancer. */
    readonly loadBalancerDns: string;

    /** Not everyone can reach the load balancer, or it is not known who can. */
    readonly isRestricted: boolean;

    /** What is asked, and what counts for an answer. */
    readonly settings: Pick<ProbeTarget, "path" | "matcher" | "releaseHeader">;
}

/** How the health endpoint is reached: through the load balancer's own name, with the domain as SNI and Host. */
export function toProbeTarget({ domain, loadBalancerDns, isRestricted, settings }: ProbeTargetArgs): ProbeTarget {
    const { path, matcher, releaseHeader } = settings;
    return {
        protocol: domain === undefined ? "http" : "https",
        host: domain ?? loadBalancerDns,
        loadBalancerDns,
        path,
        ...(isRestricted ? { isRestricted } : {}),
        matcher,
        releaseHeader,
    };
}
