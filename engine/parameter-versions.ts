import * as pulumi from "@pulumi/pulumi";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi, PlannedRelease } from "../deployment/api";

/**
 * Versions of the parameters that are kept outside the stack, by variable; what does not exist yet is absent. Undefined where
 * AWS is not asked.
 *
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function findParameterVersions(
    api: DeploymentApi,
    serviceRef: ServiceRef,
    external: PlannedRelease["external"],
): Promise<Readonly<Record<string, number>> | undefined> {
    const names = external.map(({ name }) => name);
    try {
        return await api.parameterVersions(serviceRef, names);
    } catch (error) {
        const message = `versions of the parameters under ${serviceRef.parameterPrefix}: ${(error as Error).message}`;
        throw withoutStack(new pulumi.RunError(message));
    }
}
