import type * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud, IntendedRelease, Limits, PlannedRelease, ServiceTarget } from "../rollout/release";
import { releaseIdOf } from "./container-definition";
import type { ContainerImage } from "./container-image";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";

/** Whether a release is checked before it is made, and followed until it serves. */
export interface RolloutArgs {
    /** What AWS is asked. */
    readonly cloud: Cloud;

    /** What names the service in AWS. */
    readonly target: ServiceTarget;

    /** Refuse a change, in a preview too, while something is known to fail its roll-out. */
    readonly preflight: boolean;

    /** Fail the update unless the release serves. Without it, ECS alone decides when the service is steady. */
    readonly verdict: boolean;

    readonly limits: Limits;

    /** What each phase should take. */
    readonly expectedSeconds: IntendedRelease["expectedSeconds"];

    /** Variables whose parameters somebody else keeps. */
    readonly external: PlannedRelease["external"];
}

/** What both ends of a roll-out need to know of the service. */
export interface ReleaseArgs {
    readonly rollout: RolloutArgs;
    readonly image: ContainerImage;
    readonly network: Network;
    readonly loadBalancer: LoadBalancer;
    readonly architecture: "X86_64" | "ARM64";
    readonly tasks: { readonly min: number };
    readonly maximumPercent: number;
}

/**
 * Versions of the parameters that somebody else keeps, by variable; what does not exist yet is absent.
 *
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function versionsOf({ cloud, target, external }: RolloutArgs): Promise<Readonly<Record<string, number>>> {
    const names = external.map(({ name }) => name);
    try {
        return await cloud.parameterVersions(target, names);
    } catch (error) {
        const message = `versions of the parameters under ${target.parameterPrefix}: ${(error as Error).message}`;
        throw withoutStack(new pulumi.RunError(message));
    }
}

/** Refuses to change the service while something is known to fail its roll-out; all findings at once. */
export function refuseUnready(name: string, args: ReleaseArgs): pulumi.ResourceHookBinding {
    const planned = plannedRelease(args);
    const hook = new pulumi.ResourceHook(
        `${name}-preflight`,
        async () => {
            const { errors, warnings } = await args.rollout.cloud.preflight(planned());
            await Promise.all(warnings.map((warning) => pulumi.log.warn(`preflight: ${warning}`)));
            if (errors.length > 0) {
                throw withoutStack(new Error(`not ready to deploy:\n${errors.map((error) => `  - ${error}`).join("\n")}`));
            }
        },
        { onDryRun: true },
    );
    return { beforeCreate: [hook], beforeUpdate: [hook] };
}

/** Notes whether this update has changed the service: a read of before must not be taken for the end of the roll-out. */
export function noteChange(name: string): { readonly hooks: pulumi.ResourceHookBinding; readonly made: () => boolean } {
    let made = false;
    const hook = new pulumi.ResourceHook(`${name}-changed`, () => {
        made = true;
    });
    return { hooks: { afterCreate: [hook], afterUpdate: [hook] }, made: () => made };
}

/**
 * Follows the roll-out and resolves to its last line once the release serves. It is an `apply` and no hook, so that it
 * runs on every `up`: a release that failed keeps failing until it serves or is replaced, although nothing changed.
 *
 * @throws {pulumi.ResourceError} on the service, when the release does not serve
 */
export function verdictOn(
    service: ecs.Service,
    revision: ecs.TaskDefinition,
    args: ReleaseArgs,
    isChanged: () => boolean,
): pulumi.Output<string> {
    return pulumi.all([intendedRelease(revision, args), service.id]).apply(async ([release]) => {
        if (pulumi.runtime.isDryRun()) {
            return "";
        }
        const say = (line: string) => void pulumi.log.info(line, service, undefined, true);
        const { outcome, line } = await args.rollout.cloud.verdict({ ...release, justAsked: isChanged() }, say);
        if (outcome !== "SUCCEEDED") {
            throw withoutStack(new pulumi.ResourceError(line, service, true));
        }
        await pulumi.log.info(line, service);
        return line;
    });
}

/** What is known before the service changes. An image that a preview would build has no digest yet. */
function plannedRelease(args: ReleaseArgs): () => PlannedRelease {
    const { image, network, loadBalancer, rollout, architecture, tasks, maximumPercent } = args;
    const known: { digest?: string; subnetIds: readonly string[] } = { subnetIds: [] };
    image.digest.apply((digest) => (known.digest = digest));
    network.serviceSubnetIds.apply((subnetIds) => (known.subnetIds = subnetIds));
    return () => ({
        ...known,
        target: rollout.target,
        external: rollout.external,
        architecture,
        certificateArn: loadBalancer.domain?.certificateArn,
        tasksAtOnce: Math.ceil((tasks.min * maximumPercent) / 100),
        alarms: [],
    });
}

function intendedRelease(
    revision: ecs.TaskDefinition,
    { image, loadBalancer, rollout }: ReleaseArgs,
): pulumi.Output<IntendedRelease> {
    const { target, limits, expectedSeconds } = rollout;
    const { domain, healthPath } = loadBalancer;
    return pulumi
        .all([revision.arn, image.digest, loadBalancer.targetGroupArn, loadBalancer.dnsName])
        .apply(([taskDefinitionArn, digest, targetGroupArn, loadBalancerDns]): IntendedRelease => ({
            target,
            limits,
            expectedSeconds,
            taskDefinitionArn,
            targetGroupArn,
            releaseId: releaseIdOf(digest),
            probe: {
                protocol: domain === undefined ? "http" : "https",
                host: domain?.name ?? loadBalancerDns,
                loadBalancerDns,
                path: healthPath,
            },
        }));
}

/** The runner resolves the source maps of the whole SDK before it shows an error that has a stack, which takes 15 s. */
function withoutStack<E extends Error>(error: E): E {
    return Object.assign(error, { stack: error.message });
}
