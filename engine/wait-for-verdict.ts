import type * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { toReleaseId } from "../aws/image-digest";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { ContainerImage } from "../components/container-image";
import type { HttpArgs } from "../components/http";
import type { Balancer } from "../components/balancer";
import type { DeploymentApi, IntendedRelease, TrafficShift } from "../deployment/api";
import { toProbeTarget } from "../deployment/probe-target";

/** What is asked of the health endpoint, through the load balancer. */
export interface ProbeSettings {
    /** Path, with a query where it needs one. */
    readonly path: string;

    /** Status codes of an answer that counts. */
    readonly matcher: string;

    /** Response header with the release id; `none` where the application sends none. */
    readonly releaseHeader: string;
}

/** Arguments of {@link waitForVerdict}. */
export interface VerdictArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Image that the running tasks must report. */
    readonly image: ContainerImage;

    /** Through it the verdict asks the health endpoint. @default - nothing reaches the tasks, which must run steadily */
    readonly loadBalancer?: Balancer;

    /** How the load balancer checks the health of the tasks. @default - not at all */
    readonly http?: HttpArgs;

    /** How ECS moves traffic to the release. @default - tasks are replaced some at a time */
    readonly trafficShift?: pulumi.Output<TrafficShift>;

    /** Fewest tasks that must serve, where something else changes how many are wanted; undefined for all that are. */
    readonly minTasks: number | undefined;

    /** Containers beside the application's. */
    readonly sidecars: NonNullable<IntendedRelease["sidecars"]>;

    /** Names of the application's secret variables, whose values are masked in whatever is quoted of its log. */
    readonly secretNames: IntendedRelease["secretNames"];

    /** Seconds that each phase should take, for the comparison at the end. */
    readonly expectedSeconds: IntendedRelease["expectedSeconds"];

    /** When to give up, and what is asked of the health endpoint. */
    readonly settings: IntendedRelease["limits"] & { readonly probe: ProbeSettings };
}

/**
 * Follows the deployment and resolves to its last line once the release serves. It is an `apply` and no hook, so that it
 * runs on every `up`: a release that failed keeps failing until it serves or is replaced, although nothing changed.
 *
 * @param isChanged whether this update has changed the service
 * @throws {pulumi.ResourceError} on the service, when the release does not serve, or waits for approval
 */
export function waitForVerdict(
    service: ecs.Service,
    revision: ecs.TaskDefinition,
    args: VerdictArgs,
    isChanged: () => boolean,
): pulumi.Output<string> {
    return pulumi.all([intendedRelease(revision, args), service.id]).apply(async ([release]) => {
        if (pulumi.runtime.isDryRun()) {
            return "";
        }
        const report = (line: string) => void pulumi.log.info(line, service, undefined, true);
        const { outcome, line } = await args.api.verdict({ ...release, justChanged: isChanged() }, report);
        if (outcome === "AWAITING_APPROVAL") {
            throw withoutStack(new pulumi.ResourceError(describeWait(line), service, true));
        }
        if (outcome !== "SUCCEEDED") {
            throw withoutStack(new pulumi.ResourceError(line, service, true));
        }
        await pulumi.log.info(line, service);
        return line;
    });
}

/** What comes after the release must not happen yet, so that the update has to end with an error. */
function describeWait(line: string): string {
    return `this is no failure: ${line}; then run the update again, which does what comes after the release`;
}

/** Records whether this update has changed the service: what was read before that says nothing about the new deployment. */
export function changeHook(name: string): { readonly hooks: pulumi.ResourceHookBinding; readonly isChanged: () => boolean } {
    let changed = false;
    const hook = new pulumi.ResourceHook(`${name}-changed`, () => {
        changed = true;
    });
    return { hooks: { afterCreate: [hook], afterUpdate: [hook] }, isChanged: () => changed };
}

function intendedRelease(revision: ecs.TaskDefinition, args: VerdictArgs): pulumi.Output<IntendedRelease> {
    const { image, serviceRef, minTasks, sidecars, secretNames, expectedSeconds, settings } = args;
    const { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly } = settings;
    return pulumi.all([revision.arn, image.digest, describeEntrance(args)]).apply(([taskDefinitionArn, digest, entrance]) => ({
        serviceRef,
        limits: { timeoutMinutes, maxFailuresOfSameCause, rollbackEarly },
        ...(minTasks === undefined ? {} : { minTasks }),
        sidecars,
        secretNames,
        expectedSeconds,
        taskDefinitionArn,
        releaseId: toReleaseId(digest),
        ...entrance,
    }));
}

/** How requests come to the tasks, if they do. */
function describeEntrance({
    loadBalancer,
    http,
    settings: { probe },
    trafficShift,
}: VerdictArgs): pulumi.Output<Pick<IntendedRelease, "targetGroupArn" | "probe" | "healthCheckMatcher" | "trafficShift">> {
    if (loadBalancer === undefined) {
        return pulumi.output({});
    }
    const { domain, isRestricted } = loadBalancer;
    const { targetGroupArn, dnsName } = loadBalancer;
    return pulumi.all([targetGroupArn, dnsName, trafficShift]).apply(([targetGroupArn, loadBalancerDns, trafficShift]) => ({
        targetGroupArn,
        ...(trafficShift === undefined ? {} : { trafficShift }),
        probe: toProbeTarget({ domain: domain?.name, loadBalancerDns, isRestricted, settings: probe }),
        healthCheckMatcher: http?.healthCheckMatcher,
    }));
}
