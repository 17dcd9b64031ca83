import * as pulumi from "@pulumi/pulumi";
import { isAwsError } from "../aws/errors";
import type { ServiceRef } from "../aws/service-ref";
import { withoutStack } from "../aws/user-error";
import type { DeploymentApi, PlannedRelease } from "../deployment/api";

/** What SSM told of the parameters that are kept outside the stack. */
export interface ParameterVersions {
    /** By variable; what does not exist yet is absent. Undefined where AWS was not asked, or denied it. */
    readonly versions: Readonly<Record<string, number>> | undefined;

    /** SSM was asked and may not tell. */
    readonly isDenied: boolean;
}

/**
 * Asks for the versions of the parameters that are kept outside the stack. Where AWS denies the question, that is a warning: it
 * costs what the versions are for, and not the deployment. A question that fails for a moment ends the program, as going on
 * would deploy a container without the labels that it had.
 *
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function findParameterVersions(
    api: DeploymentApi,
    serviceRef: ServiceRef,
    external: PlannedRelease["external"],
): Promise<ParameterVersions> {
    const names = external.map(({ name }) => name);
    try {
        return { versions: await api.parameterVersions(serviceRef, names), isDenied: false };
    } catch (error) {
        if (isAwsError(error, "denied")) {
            await pulumi.log.warn(
                `versions of the parameters under ${serviceRef.parameterPrefix} are not known: ${error.message}`,
            );
            return { versions: undefined, isDenied: true };
        }
        const message = `versions of the parameters under ${serviceRef.parameterPrefix}: ${(error as Error).message}`;
        throw withoutStack(new pulumi.RunError(message));
    }
}
