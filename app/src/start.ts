import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { readEnvironment } from "./environment/read";
import { rememberPeers } from "./security/client-address";
import { refuseBeforeRouting } from "./security/gate";
import { closeConnectionsOnStop } from "./stop";

/** Says what is on and what is off, and ends the process where its environment is not complete. */
export function start(): void {
    const reading = readEnvironment(process.env);
    if (reading.problems !== undefined) {
        refuse("Kinex Fit does not start, as its environment is not valid:", reading.problems);
    }
    for (const note of reading.notes) {
        console.log(note);
    }
    rememberPeers();
    refuseBeforeRouting();
    closeConnectionsOnStop();
    const { store } = reading.environment;
    if (store.kind === "sqlite") {
        try {
            process.umask(0o077); // the file has addresses and hashes in it
            mkdirSync(dirname(store.file), { recursive: true });
            accessSync(dirname(store.file), constants.W_OK);
        } catch (error) {
            refuse("Kinex Fit does not start, as it can't write where DATABASE_URL points:", [(error as Error).message]);
        }
    }
}

/** For whoever runs the process: what is wrong, and no stack trace. */
function refuse(title: string, problems: readonly string[]): never {
    console.error([title, ...problems.map((problem) => `  ${problem}`)].join("\n"));
    process.exit(1);
}
