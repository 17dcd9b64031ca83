import { createRequire } from "node:module";
import type { DeploymentApi } from "./api";
import { systemClock, type Clock } from "./clock";

const load = createRequire(__filename);

/**
 * The judge, loaded with the first call: a command that deploys nothing, and a preview, need not compile its 40 files. Not
 * by `import()`, since Node's own loader reads no TypeScript.
 */
const judge = () => load("./aws-judge") as typeof import("./aws-judge");

/** AWS itself. Nothing is read, and nothing of the SDK loaded, before the first call. */
export const awsDeploymentApi: DeploymentApi = createDeploymentApi(systemClock);

/** AWS, watched by a clock. */
export function createDeploymentApi(clock: Clock): DeploymentApi {
    return {
        parameterVersions: (serviceRef, names) => judge().findParameterVersions(serviceRef, names),
        checkCertificate: (release) => judge().checkCertificate(release),
        sharedBalancer: (serviceRef, planned) => judge().findSharedBalancer(serviceRef, planned),
        capacityProviders: (serviceRef) => judge().findCapacityProviders(serviceRef),
        scaledTasks: (serviceRef) => judge().findScaledTasks(serviceRef),
        parameterKeys: (serviceRef, names) => judge().findParameterKeys(serviceRef, names),
        preflight: (release) => judge().checkRelease(release),
        checkEntrance: (entrance) => judge().checkEntrance(entrance),
        checkShiftChange: (change) => judge().checkShiftChange(change),
        findExisting: (serviceRef, planned) => judge().findExisting(serviceRef, planned),
        runBefore: (command, report, signal) => judge().runCommandBefore(command, { clock, report, signal }),
        verdict: (release, report, signal) => judge().followDeployment(release, { clock, report, signal }),
    };
}
