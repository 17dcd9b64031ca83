import type * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { toReleaseId } from "../aws/image-digest";
import type { ContainerImage } from "../components/container-image";
import type { ServiceSettings } from "../components/fargate-service";
import type { LoadBalancer } from "../components/load-balancer";
import type { Network } from "../components/network";
import type { ReleaseGuard } from "../components/release-guard";
import type { HttpArgs } from "../components/task-definition";
import type { DeploymentApi, IntendedRelease, PlannedRelease } from "../deployment/api";
import { blockWithoutImage } from "./block-without-image";

/** Arguments of {@link releaseGuard}. */
export interface ReleaseGuardArgs {
    /** What AWS is asked. */
    readonly api: DeploymentApi;

    /** What names the service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Namespace of the stack file's keys, for messages: the project's name. */
    readonly namespace: string;

    readonly image: ContainerImage;
    readonly network: Network;
    readonly loadBalancer: LoadBalancer;

    /** Where the health endpoint is, which the verdict asks through the load balancer. */
    readonly http: HttpArgs;

    /** The processor that the image must be built for, and how many tasks a deployment may start at once. */
    readonly service: Pick<ServiceSettings, "architecture" | "tasks" | "maximumPercent">;

    /** Variables whose parameters are kept outside the stack. */
    readonly external: PlannedRelease["external"];

    /** Seconds that each phase should take, for the comparison at the end. */
    readonly expectedSeconds: IntendedRelease["expectedSeconds"];

    readonly settings: {
        /** Refuse a change, in a preview too, while something is known to fail its deployment. */
        readonly preflight: boolean;

        /** Fail the update unless the release serves. Without it, ECS alone decides when the service is steady. */
        readonly verdict: boolean;
    } & IntendedRelease["limits"];
}

/** Guards the releases of one service: no image, no release; preflight before a change; a verdict after each update. */
export function releaseGuard(name: string, args: ReleaseGuardArgs): ReleaseGuard {
    const { missing } = args.image;
    const { preflight, verdict } = args.settings;
    const change = verdict ? changeHook(name) : undefined;
    return {
        ...(missing === undefined ? {} : { taskDefinitionHooks: blockWithoutImage(name, args.namespace, missing) }),
        serviceHooks: { ...(preflight ? preflightHook(name, args) : {}), ...change?.hooks },
        ...(change === undefined
            ? {}
            : { waitForVerdict: (service, revision) => waitForVerdict(service, revision, args, change.isMade) }),
    };
}

/**
 * Versions of the parameters that are kept outside the stack, by variable; what does not exist yet is absent.
 *
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function findParameterVersions(
    api: DeploymentApi,
    serviceRef: ServiceRef,
    external: PlannedRelease["external"],
): Promise<Readonly<Record<string, number>>> {
    const names = external.map(({ name }) => name);
    try {
        return await api.parameterVersions(serviceRef, names);
    } catch (error) {
        const message = `versions of the parameters under ${serviceRef.parameterPrefix}: ${(error as Error).message}`;
        throw withoutStack(new pulumi.RunError(message));
    }
}

/** Refuses to change the service while something is known to fail its deployment; all findings at once. */
export function preflightHook(name: string, args: ReleaseGuardArgs): pulumi.ResourceHookBinding {
    const planned = plannedRelease(args);
    const hook = new pulumi.ResourceHook(
        `${name}-preflight`,
        async () => {
            const { errors, warnings } = await args.api.preflight(planned());
            await Promise.all(warnings.map((warning) => pulumi.log.warn(`preflight: ${warning}`)));
            if (errors.length > 0) {
                throw withoutStack(new Error(`not ready to deploy:\n${errors.map((error) => `  - ${error}`).join("\n")}`));
            }
        },
        { onDryRun: true },
    );
    return { beforeCreate: [hook], beforeUpdate: [hook] };
}

/** Remembers whether this update has changed the service: a read from before must not be taken for the deployment's end. */
export function changeHook(name: string): { readonly hooks: pulumi.ResourceHookBinding; readonly isMade: () => boolean } {
    let made = false;
    const hook = new pulumi.ResourceHook(`${name}-changed`, () => {
        made = true;
    });
    return { hooks: { afterCreate: [hook], afterUpdate: [hook] }, isMade: () => made };
}

/**
 * Follows the deployment and resolves to its last line once the release serves. It is an `apply` and no hook, so that it
 * runs on every `up`: a release that failed keeps failing until it serves or is replaced, although nothing changed.
 *
 * @throws {pulumi.ResourceError} on the service, when the release does not serve
 */
function waitForVerdict(
    service: ecs.Service,
    revision: ecs.TaskDefinition,
    args: ReleaseGuardArgs,
    isChanged: () => boolean,
): pulumi.Output<string> {
    return pulumi.all([intendedRelease(revision, args), service.id]).apply(async ([release]) => {
        if (pulumi.runtime.isDryRun()) {
            return "";
        }
        const say = (line: string) => void pulumi.log.info(line, service, undefined, true);
        const { outcome, line } = await args.api.verdict({ ...release, justChanged: isChanged() }, say);
        if (outcome !== "SUCCEEDED") {
            throw withoutStack(new pulumi.ResourceError(line, service, true));
        }
        await pulumi.log.info(line, service);
        return line;
    });
}

/** What is known before the service changes. An image that a preview would build has no digest yet. */
function plannedRelease({ image, network, loadBalancer, service, ...args }: ReleaseGuardArgs): () => PlannedRelease {
    const known: { digest?: string; subnetIds: readonly string[] } = { subnetIds: [] };
    image.digest.apply((digest) => (known.digest = digest));
    network.serviceSubnetIds.apply((subnetIds) => (known.subnetIds = subnetIds));
    return () => ({
        ...known,
        serviceRef: args.serviceRef,
        external: args.external,
        architecture: service.architecture,
        certificateArn: loadBalancer.domain?.certificateArn,
        maxNewTasks: Math.ceil((service.tasks.min * service.maximumPercent) / 100), // each with an address
    });
}

function intendedRelease(
    revision: ecs.TaskDefinition,
    { image, loadBalancer, serviceRef, expectedSeconds, http, settings }: ReleaseGuardArgs,
): pulumi.Output<IntendedRelease> {
    const { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly } = settings;
    const { domain } = loadBalancer;
    return pulumi
        .all([revision.arn, image.digest, loadBalancer.targetGroupArn, loadBalancer.dnsName])
        .apply(([taskDefinitionArn, digest, targetGroupArn, loadBalancerDns]): IntendedRelease => ({
            serviceRef,
            limits: { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly },
            expectedSeconds,
            taskDefinitionArn,
            targetGroupArn,
            releaseId: toReleaseId(digest),
            probe: {
                protocol: domain === undefined ? "http" : "https",
                host: domain?.name ?? loadBalancerDns,
                loadBalancerDns,
                path: http.healthCheckPath,
            },
        }));
}

/** The runner resolves the source maps of the whole SDK before it shows an error that has a stack, which takes 15 s. */
function withoutStack<E extends Error>(error: E): E {
    return Object.assign(error, { stack: error.message });
}
