import { systemClock, type Clock } from "../clock";
import { History } from "../history";
import { findingsOf } from "../preflight";
import type { Cloud, IntendedRelease, ServiceTarget } from "../release";
import { watch } from "../watch";
import { clientsOf, type Clients } from "./clients";
import { factsOf } from "./facts";
import { observerOf } from "./observer";
import { parametersUnder } from "./parameters";
import { recordsOf } from "./records";

/** AWS itself. Nothing is read, and nothing of the SDK loaded, before it is asked. */
export const liveCloud: Cloud = cloudOf(systemClock);

/** AWS, watched by a clock. */
export function cloudOf(clock: Clock): Cloud {
    return {
        async parameterVersions(target, names) {
            if (names.length === 0) {
                return {};
            }
            const known = await parametersUnder(clientsFor(target), target.parameterPrefix);
            const found = names.flatMap((name): [string, number][] => {
                const version = known.get(name)?.version;
                return version === undefined ? [] : [[name, version]];
            });
            return Object.fromEntries(found);
        },

        async preflight(release) {
            return findingsOf(release, await factsOf(clientsFor(release.target), release));
        },

        async verdict(release, say, signal) {
            const clients = clientsFor(release.target);
            const verdict = await watch(observerOf(clients, release, signal), release, { clock, say, signal });
            if (verdict.outcome === "SUCCEEDED") {
                await record(clients, release, new Date(clock.now()), say);
            }
            return verdict;
        },
    };
}

/** A release that serves does not fail because nobody may write that down; only `rollback` knows less then. */
async function record(clients: Clients, { target, taskDefinitionArn }: IntendedRelease, at: Date, say: (line: string) => void) {
    try {
        await new History(recordsOf(clients, target), target.container).tagVerdict(taskDefinitionArn, "SUCCEEDED", at);
    } catch (error) {
        say(`the verdict is not recorded on the revision: ${(error as Error).message}`);
    }
}

function clientsFor({ account, profile }: ServiceTarget): Clients {
    return clientsOf({ region: account.region, profile });
}
