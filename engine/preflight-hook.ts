import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { ContainerImage } from "../components/container-image";
import type { ServiceSettings } from "../components/service-settings";
import type { Balancer } from "../components/balancer";
import type { Network } from "../components/network";
import type { DeploymentApi, PlannedRelease } from "../deployment/api";
import { maxNewTasks } from "../deployment/max-new-tasks";

/** Arguments of {@link preflightHook}. */
export interface PreflightArgs {
    /** What AWS is asked through. */
    readonly api: DeploymentApi;

    /** The service in AWS. */
    readonly serviceRef: ServiceRef;

    /** Image that must be in the repository. */
    readonly image: ContainerImage;

    /** Its subnets must have addresses left for the new tasks. */
    readonly network: Network;

    /** Its certificate must be issued. */
    readonly loadBalancer: Balancer;

    /** Processor that the image must be built for, and how many tasks a deployment may start at once. */
    readonly service: Pick<ServiceSettings, "architecture" | "tasks" | "maximumPercent">;

    /** Variables whose parameters are kept outside the stack, and must exist. */
    readonly external: PlannedRelease["external"];

    /**
     * Customer key that the execution role may decrypt parameters with.
     *
     * @default - SSM's own alone
     */
    readonly parameterKeyArn?: string;

    /** Alarms that guard the deployment; empty where none does. */
    readonly alarms: readonly string[];

    /** What the deployment is held to beside what must not fail it. */
    readonly settings: {
        /**
         * Severity of a scan's findings from which on the image is refused.
         *
         * @default - none is refused
         */
        readonly refuseSeverity?: PlannedRelease["refuseSeverity"];
    };
}

/** Refuses to change the service while something is known to fail its deployment; all findings at once. */
export function preflightHook(name: string, args: PreflightArgs): pulumi.ResourceHookBinding {
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

/** What is known before the service changes. An image that a preview would build has no digest yet. */
function plannedRelease(args: PreflightArgs): () => PlannedRelease {
    const { image, network, loadBalancer, service, serviceRef, external, parameterKeyArn, alarms, settings } = args;
    const { domain } = loadBalancer;
    const { refuseSeverity } = settings;
    const known: { digest?: string; subnetIds: readonly string[] } = { subnetIds: [] };
    image.digest.apply((digest) => (known.digest = digest));
    network.serviceSubnetIds.apply((subnetIds) => (known.subnetIds = subnetIds));
    return () => ({
        serviceRef,
        digest: known.digest,
        architecture: service.architecture,
        external,
        certificateArn: domain?.certificateArn,
        subnetIds: known.subnetIds,
        maxNewTasks: maxNewTasks(service),
        ...(domain === undefined ? {} : { host: domain.name }),
        ...(alarms.length === 0 || pulumi.runtime.isDryRun() ? {} : { alarms }), // a first preview has none yet
        ...(parameterKeyArn === undefined ? {} : { parameterKeyArn }),
        ...(refuseSeverity === undefined ? {} : { refuseSeverity }),
    });
}
