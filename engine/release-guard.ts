import type * as pulumi from "@pulumi/pulumi";
import type { HttpArgs } from "../components/http";
import type { ReleaseGuard } from "../components/release-guard";
import type { Findings } from "../deployment/api";
import { beforeHook } from "./before-hook";
import { imageGuard } from "./block-without-image";
import { leavingHook } from "./shift-guard";
import { report } from "./traffic-guard";
import { preflightHook, type PreflightArgs } from "./preflight-hook";
import { toTrafficShift, type ShiftSettings } from "./traffic-shift";
import { changeHook, waitForVerdict, type ProbeSettings, type VerdictArgs } from "./wait-for-verdict";

/** Arguments of {@link releaseGuard}. */
export interface ReleaseGuardArgs extends PreflightArgs, Omit<VerdictArgs, "loadBalancer" | "http" | "trafficShift"> {
    /** How the load balancer checks the health of the tasks. */
    readonly http: HttpArgs;

    /** Namespace of the stack file's keys, for messages: the project's name. */
    readonly namespace: string;

    /** Which guards there are, and when the verdict gives up. */
    readonly settings: ReleaseGuardSettings;
}

/** Which guards there are, and when the verdict gives up. */
export interface ReleaseGuardSettings extends ShiftSettings {
    /** Refuse a change, in a preview too, while something is known to fail its deployment. */
    readonly preflight: boolean;

    /** Fail the update unless the release serves. Without it, ECS alone decides when the service is steady. */
    readonly verdict: boolean;

    /**
     * Command that must end well on the new revision before the service moves to it, or is made.
     *
     * @default - none
     */
    readonly before?: readonly string[];

    /** Minutes after which the deployment has failed, whatever ECS says. */
    readonly timeoutMinutes: number;

    /** Tasks stopped by the same cause before the verdict may come ahead of ECS; never fewer than its circuit breaker needs. */
    readonly maxFailuresOfSameCause: number;

    /** What is asked of the health endpoint, through the load balancer. */
    readonly probe: ProbeSettings;

    /** Ask ECS to roll back at once when the verdict comes before ECS's own decision. */
    readonly rollbackEarly: boolean;

    /**
     * Why minutes without a service are accepted: refusals of what would lose requests are warnings then.
     *
     * @default - they are not
     */
    readonly acceptGap?: string;

    /**
     * Severity of a scan's findings from which on an image is refused.
     *
     * @default - none is refused
     */
    readonly refuseSeverity?: PreflightArgs["settings"]["refuseSeverity"];
}

/**
 * Guards the releases of one service: no image, no release; preflight, and a command of its own, before a change; a verdict
 * after each update.
 */
export function releaseGuard(name: string, args: ReleaseGuardArgs): ReleaseGuard {
    const { preflight, before, verdict } = args.settings;
    const watched = { ...args, trafficShift: toTrafficShift(args.loadBalancer, args.settings) };
    const change = verdict ? changeHook(name) : undefined;
    const { acceptGap } = args.settings;
    const told = { ...args, report: (findings: Findings) => report(findings, acceptGap, new Set()) };
    const guards = [
        ...(preflight ? [preflightHook(name, args), leavingHook(name, told)] : []),
        ...(before === undefined ? [] : [beforeHook(name, before, args)]), // only where nothing is known to fail the release
    ];
    return {
        ...imageGuard(name, args.namespace, args.image.missing),
        serviceHooks: { ...joined(guards), ...change?.hooks },
        ...(change === undefined
            ? {}
            : { waitForVerdict: (service, revision) => waitForVerdict(service, revision, watched, change.isChanged) }),
    };
}

/** The engine runs hooks one after the other, and the first that fails is the last. */
function joined(bindings: readonly pulumi.ResourceHookBinding[]): pulumi.ResourceHookBinding {
    const [beforeCreate, beforeUpdate] = (["beforeCreate", "beforeUpdate"] as const).map((when) =>
        bindings.flatMap((binding) => binding[when] ?? []),
    );
    return bindings.length === 0 ? {} : { beforeCreate, beforeUpdate };
}
