import { readEnvironment } from "./environment/read";
import { rememberPeers } from "./security/client-address";

/** Says what is on and what is off, and ends the process where its environment is not complete. */
export async function start(): Promise<void> {
    const reading = readEnvironment(process.env);
    if (reading.problems !== undefined) {
        refuse("Kinex Fit does not start, its environment is not complete:", reading.problems);
    }
    for (const note of reading.notes) {
        console.log(note);
    }
    rememberPeers();
    if (reading.environment.store.kind === "sqlite") {
        const { file } = reading.environment.store;
        const { migrate } = await import("./store/sqlite/migrate");
        try {
            migrate(file);
        } catch (error) {
            refuse(`Kinex Fit does not start, its database ${file} could not be opened:`, [(error as Error).message]);
        }
    }
}

/** For whoever runs the process: what is wrong, and no stack trace. */
function refuse(title: string, problems: readonly string[]): never {
    console.error([title, ...problems.map((problem) => `  ${problem}`)].join("\n"));
    process.exit(1);
}
