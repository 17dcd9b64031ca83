import type { DeploymentApi } from "../../deployment/api";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import type { PreviewMode } from "../../preview/recorder";

/** As the double of AWS: it was asked, and has no parameters, so that optional variables of `external: all` are left out. */
const emptySsm: DeploymentApi = { ...offlineDeploymentApi, parameterVersions: () => Promise.resolve({}) };

/** The offline preview that an evaluation against the double of AWS has to agree with. */
export function offlineWithoutParameters(folder: string, stack: string, mode: PreviewMode): Promise<PreviewDocument> {
    return offlinePreview(folder, stack, mode, emptySsm);
}

/** What an evaluation that ends well has beside its resources. */
export function successWith({ outputs }: PreviewDocument) {
    return { outputs, exitCode: 0, errors: [] as string[] };
}
