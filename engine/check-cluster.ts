import * as pulumi from "@pulumi/pulumi";
import { isAwsError } from "../aws/errors";
import { capacityProviderStrategies, type Capacity } from "../components/service-settings";
import type { DeploymentApi } from "../deployment/api";
import { refusal, refuse, type LookupContext } from "./look-up";

/** What is asked about a cluster that exists. */
export type ClusterContext = LookupContext & { readonly api: Pick<DeploymentApi, "capacityProviders"> };

/**
 * Checks that a cluster which is managed elsewhere exists, and offers what the service is to run on.
 *
 * @throws {pulumi.RunError} in one line, before anything is made
 */
export async function checkCluster(context: ClusterContext, capacity: Capacity): Promise<void> {
    const { cluster, account } = context.serviceRef;
    const offered = await findOffered(context);
    if (offered === undefined) {
        return;
    }
    if (offered === "no cluster") {
        throw refuse(
            context,
            `names.cluster: cluster ${cluster} does not exist in ${account.region}: aws ecs list-clusters has those that do`,
        );
    }
    const lacking = capacityProviderStrategies(capacity)
        .map(({ capacityProvider }) => capacityProvider)
        .filter((each) => !offered.includes(each));
    if (lacking.length > 0) {
        const instead = lacking.includes("FARGATE_SPOT") ? ", or set service.capacity.spotWeight to 0" : "";
        throw refuse(
            context,
            `names.cluster: cluster ${cluster} has no capacity provider ${lacking.join(" and ")}: ` +
                `add it (aws ecs put-cluster-capacity-providers)${instead}`,
        );
    }
}

async function findOffered({
    api,
    serviceRef,
    namespace,
}: ClusterContext): Promise<readonly string[] | "no cluster" | undefined> {
    try {
        return await api.capacityProviders?.(serviceRef);
    } catch (error) {
        const line = `${namespace}:names.cluster: ${(error as Error).message}`;
        if (!isAwsError(error, "denied")) {
            throw refusal([line]);
        }
        await pulumi.log.warn(`not checked: ${line}`);
        return undefined;
    }
}
