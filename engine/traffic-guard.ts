import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { defaultMatcher } from "../aws/success-codes";
import { isRestricted, type Entrance } from "../aws/peers";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DomainArgs } from "../components/domain";
import type { Network } from "../components/network";
import type { TrafficGuard } from "../components/traffic-guard";
import type { DeploymentApi, Findings, PlannedEntrance } from "../deployment/api";
import { newRuleHook } from "./shift-guard";

/** Arguments of {@link trafficGuard}. */
export interface TrafficGuardArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Tags of everything in the stack. */
    readonly tags: Readonly<Record<string, string>>;

    /** Physical names. */
    readonly names: {
        /** The load balancer, as it is to be called. */
        readonly loadBalancer: string;
    };

    /** Where the load balancer is to be. */
    readonly network: Network;

    /** Who is to reach it. */
    readonly entrance: Entrance;

    /**
     * Host name that it answers to.
     *
     * @default - its own DNS name
     */
    readonly domain?: DomainArgs;

    /**
     * ARN of a load balancer that stacks share, of which the target group alone is the stack's.
     *
     * @default - the load balancer is the stack's own
     */
    readonly sharedArn?: string | undefined;

    /** Whether it refuses, and what is accepted. */
    readonly settings: {
        /** Ask AWS before a change. */
        readonly preflight: boolean;

        /**
         * Why minutes without a service are accepted: refusals are warnings then.
         *
         * @default - they are not
         */
        readonly acceptGap?: string;
    };
}

/** Refuses changes of the load balancer and its target group that would take requests away from the tasks that serve. */
export function trafficGuard(name: string, args: TrafficGuardArgs): TrafficGuard {
    const { preflight, acceptGap } = args.settings;
    const acceptsGap = acceptGap !== undefined;
    if (!preflight) {
        return { acceptsGap };
    }
    const planned = plannedEntrance(args);
    let asked: Promise<Findings> | undefined; // the load balancer and its target group ask the same
    const reported = new Set<string>();
    const check = async (change?: Pick<PlannedEntrance, "newHealthCheck" | "newCertificate">) => {
        const findings =
            change === undefined
                ? (asked ??= args.api.checkEntrance(planned()))
                : args.api.checkEntrance({ ...planned(), ...change });
        await report(await findings, acceptGap, reported);
    };
    const hook = (of: string, callback: pulumi.ResourceHookFunction) => [
        new pulumi.ResourceHook(`${name}-${of}`, callback, { onDryRun: true }),
    ];
    const changedTargetGroup = (of = "changed-target-group") =>
        hook(of, (change) => {
            const [before, after] = [change.oldInputs, change.newInputs].map(findHealthCheck);
            return isDeepStrictEqual(before, after) ? undefined : check({ newHealthCheck: after });
        });
    if (args.sharedArn !== undefined) {
        return { acceptsGap, targetGroupHooks: { beforeUpdate: changedTargetGroup() } };
    }
    return {
        acceptsGap,
        securityGroupHooks: { beforeCreate: hook("new-security-group", () => check()) },
        loadBalancerHooks: {
            beforeCreate: hook("new-load-balancer", () => check()),
            beforeUpdate: hook("changed-load-balancer", (change) =>
                isChanged(change, "subnets") || isChanged(change, "securityGroups") ? check() : undefined,
            ),
        },
        listenerHooks: {
            beforeUpdate: hook("changed-listener", (change) =>
                isChanged(change, "certificateArn") ? check({ newCertificate: { arn: findCertificateArn(change) } }) : undefined,
            ),
        },
        targetGroupHooks: {
            beforeCreate: hook("new-target-group", () => check()),
            beforeUpdate: changedTargetGroup(),
        },
        alternateTargetGroupHooks: { beforeUpdate: changedTargetGroup("changed-alternate-target-group") },
        productionRuleHooks: newRuleHook(name, {
            api: args.api,
            serviceRef: args.serviceRef,
            report: (findings) => report(findings, acceptGap, reported),
        }),
    };
}

/** What is known before anything changes. A network that is still to be made has no ids in a preview. */
function plannedEntrance({
    serviceRef,
    tags,
    names,
    network,
    entrance,
    domain,
    sharedArn,
}: TrafficGuardArgs): () => PlannedEntrance {
    const known: { vpcId?: string; subnetIds?: readonly string[] } = {};
    pulumi.output(network.vpcId).apply((vpcId) => (known.vpcId = vpcId));
    pulumi
        .output(entrance.internal ? network.serviceSubnetIds : network.publicSubnetIds)
        .apply((subnetIds) => (known.subnetIds = subnetIds));
    return () => ({
        serviceRef,
        tags,
        loadBalancer: names.loadBalancer,
        internal: entrance.internal,
        ...(isRestricted(entrance) ? { isRestricted: true } : {}),
        ...known,
        ...(sharedArn === undefined ? {} : { sharedArn }),
        ...(domain === undefined ? {} : { host: domain.name }),
    });
}

/**
 * Says what was found, and refuses the change for errors, unless a gap is accepted.
 *
 * @param reported what was said before, as several hooks find the same
 */
export async function report(
    { errors, warnings }: Findings,
    acceptGap: string | undefined,
    reported: Set<string>,
): Promise<void> {
    const accepted = acceptGap === undefined ? [] : errors.map((error) => `gap accepted (${acceptGap}): ${error}`);
    const lines = [...warnings.map((warning) => `preflight: ${warning}`), ...accepted].filter((line) => !reported.has(line));
    lines.forEach((line) => reported.add(line));
    await Promise.all(lines.map((line) => pulumi.log.warn(line)));
    if (acceptGap === undefined && errors.length > 0) {
        throw withoutStack(new Error(`would lose requests:\n${errors.map((error) => `  - ${error}`).join("\n")}`));
    }
}

function isChanged({ oldInputs, newInputs }: pulumi.ResourceHookArgs, property: string): boolean {
    return !isDeepStrictEqual(oldInputs?.[property], newInputs?.[property]);
}

/** Undefined for a certificate that a preview can't know yet. */
function findCertificateArn({ newInputs }: pulumi.ResourceHookArgs): string | undefined {
    const arn: unknown = newInputs?.certificateArn;
    return typeof arn === "string" && arn.startsWith("arn:") ? arn : undefined;
}

/** What decides whether a task that serves passes; how often it is asked does not. */
function findHealthCheck(inputs: pulumi.ResourceHookArgs["newInputs"]): PlannedEntrance["newHealthCheck"] {
    const { path, matcher, port } = (inputs?.healthCheck ?? {}) as { readonly [key: string]: string | undefined };
    return path === undefined ? undefined : { path, matcher: matcher ?? defaultMatcher, ownPort: port !== undefined };
}
