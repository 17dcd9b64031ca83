import { defaultMatcher, toCodeRanges } from "../aws/success-codes";
import type { HealthCommand } from "./container-settings";

/** Arguments of {@link containerHealthCheck}. */
export interface ContainerHealthCheckArgs {
    /**
     * How the container checks itself.
     *
     * @default - Node requests the health endpoint
     */
    readonly command: HealthCommand | undefined;

    /** The health endpoint on the loopback address. @default - there is none, and no check but by a command of its own */
    readonly endpoint: HealthEndpoint | undefined;

    /** Seconds after the start in which failing checks don't count. */
    readonly startPeriodSeconds: number;
}

/** The health endpoint as the container reaches it. */
export interface HealthEndpoint {
    /** Port on the loopback address. */
    readonly port: number;

    /** Path, with a query where it needs one. */
    readonly path: string;

    /** Status codes that say it is healthy. */
    readonly matcher: string;
}

/**
 * How often a container checks itself, in seconds, and how often in vain before its task is replaced: a process more often is
 * too much for a quarter of a vCPU, and the load balancer decides about traffic.
 */
export const healthCheckRhythm = { interval: 30, timeout: 10, retries: 3 } as const;

/** The container's own check; undefined where it has none. */
export function containerHealthCheck({ command, endpoint, startPeriodSeconds }: ContainerHealthCheckArgs) {
    const check = command ?? (endpoint === undefined ? "none" : ["CMD", "node", "-e", toScript(endpoint)]);
    return check === "none"
        ? undefined
        : {
              command: check,
              ...healthCheckRhythm,
              startPeriod: startPeriodSeconds,
          };
}

/** By Node, as slim images have no curl. */
function toScript({ port, path, matcher }: HealthEndpoint): string {
    const url = `"http://127.0.0.1:${port}${path}"`;
    // A redirect is an answer where the matcher accepts it, so that it isn't followed.
    const [asked, isHealthy] =
        matcher === defaultMatcher
            ? [url, "r.ok"]
            : [`${url},{redirect:"manual"}`, `${JSON.stringify(toCodeRanges(matcher))}.some(([a,b])=>r.status>=a&&r.status<=b)`];
    return `fetch(${asked}).then(r=>process.exit(${isHealthy}?0:1),()=>process.exit(1))`;
}
