import * as pulumi from "@pulumi/pulumi";
import { isAwsError } from "../aws/errors";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi, PlannedRelease } from "../deployment/api";

/**
 * Versions of the parameters that are kept outside the stack, by variable; what does not exist yet is absent. Undefined where
 * AWS is not asked, and where it denies the question: that costs what the versions are for, and not the deployment. A question
 * that fails for a moment ends the program, as going on would deploy a container without the labels that it had.
 *
 * @param denials gets a line for the operator where AWS denied the question
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function findParameterVersions(
    api: DeploymentApi,
    serviceRef: ServiceRef,
    external: PlannedRelease["external"],
    denials: string[] = [],
): Promise<Readonly<Record<string, number>> | undefined> {
    const names = external.map(({ name }) => name);
    try {
        return await api.parameterVersions(serviceRef, names);
    } catch (error) {
        if (isAwsError(error, "denied")) {
            denials.push(`versions of the parameters under ${serviceRef.parameterPrefix} are not known: ${error.message}`);
            return undefined;
        }
        const message = `versions of the parameters under ${serviceRef.parameterPrefix}: ${(error as Error).message}`;
        throw withoutStack(new pulumi.RunError(message));
    }
}
