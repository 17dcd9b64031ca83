import type { DeploymentApi } from "../deployment/api";
import { sharedBalancerPlaceholder } from "../resources/elb";

/** Answers for AWS without asking it: no parameter is known, every name is free, no check finds anything, a shared load balancer has no rules, and the release serves. */
export const offlineDeploymentApi: DeploymentApi = {
    parameterVersions: () => Promise.resolve(undefined),
    sharedBalancer: ({ account }, { balancer }) => Promise.resolve(sharedBalancerPlaceholder(account, balancer)),
    preflight: () => Promise.resolve({ errors: [], warnings: [] }),
    checkEntrance: () => Promise.resolve({ errors: [], warnings: [] }),
    findExisting: () => Promise.resolve({ found: [], unanswered: [] }),
    runBefore: () => Promise.resolve(),
    verdict: () => Promise.resolve({ outcome: "SUCCEEDED", seconds: {}, line: "offline: nothing was deployed" }),
};
