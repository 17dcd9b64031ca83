import type { DeploymentApi } from "../deployment/api";

/** Answers for AWS without asking it: no parameter is known, the preflight finds nothing, and the release serves. */
export const offlineDeploymentApi: DeploymentApi = {
    parameterVersions: () => Promise.resolve(undefined),
    preflight: () => Promise.resolve({ errors: [], warnings: [] }),
    verdict: () => Promise.resolve({ outcome: "SUCCEEDED", seconds: {}, line: "offline: nothing was deployed" }),
};
