import { systemClock, type Clock } from "./clock";
import { History } from "./history";
import { evaluatePreflight } from "./preflight";
import type { ServiceRef } from "../aws/service-ref";
import type { DeploymentApi, IntendedRelease } from "./api";
import { watch } from "./watch";
import { createClients, type Clients } from "../aws/clients";
import { gatherFacts } from "./preflight-facts";
import { createDeploymentSource } from "./aws-source";
import { listParameters } from "../aws/ssm";
import { createReleaseRecords } from "./aws-release-records";

/** AWS itself. Nothing is read, and nothing of the SDK loaded, before it is asked. */
export const awsDeploymentApi: DeploymentApi = createDeploymentApi(systemClock);

/** AWS, watched by a clock. */
export function createDeploymentApi(clock: Clock): DeploymentApi {
    return {
        async parameterVersions(target, names) {
            if (names.length === 0) {
                return {};
            }
            const known = await listParameters(clientsFor(target), target.parameterPrefix);
            const found = names.flatMap((name): [string, number][] => {
                const version = known.get(name)?.version;
                return version === undefined ? [] : [[name, version]];
            });
            return Object.fromEntries(found);
        },

        async preflight(release) {
            return evaluatePreflight(release, await gatherFacts(clientsFor(release.serviceRef), release));
        },

        async verdict(release, say, signal) {
            const clients = clientsFor(release.serviceRef);
            const verdict = await watch(createDeploymentSource(clients, release, signal), release, { clock, say, signal });
            if (verdict.outcome === "SUCCEEDED") {
                await recordVerdict(clients, release, new Date(clock.now()), say);
            }
            return verdict;
        },
    };
}

/** A release that serves does not fail because nobody may write that down; only `rollback` knows less then. */
async function recordVerdict(
    clients: Clients,
    { serviceRef, taskDefinitionArn }: IntendedRelease,
    at: Date,
    say: (line: string) => void,
) {
    try {
        await new History(createReleaseRecords(clients, serviceRef), serviceRef.container).tagVerdict(
            taskDefinitionArn,
            "SUCCEEDED",
            at,
        );
    } catch (error) {
        say(`the verdict is not recorded on the revision: ${(error as Error).message}`);
    }
}

function clientsFor({ account, profile }: ServiceRef): Clients {
    return createClients({ region: account.region, profile });
}
