import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError, exitCodes } from "./errors";

/** Asks for values that nobody may see, one after the other. Undefined for one that was left empty. */
export type Ask = (names: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** At a terminal without an echo; else the one value that was asked for is all of stdin. */
export const hiddenInput: Ask = async (names, signal) => {
    if (process.stdin.isTTY) {
        return prompt(names, signal);
    }
    const [name, ...more] = names;
    if (name === undefined || more.length > 0) {
        const message = "without a terminal give one name and its value on stdin, or --from FILE";
        throw new CommandError(message, exitCodes.usage);
    }
    return new Map([[name, (await text(process.stdin)).replace(/\r?\n$/, "")]]);
};

async function prompt(names: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
    // Without an echo readline also sees Ctrl-C itself.
    lines.on("SIGINT", () => process.emit("SIGINT"));
    signal.addEventListener("abort", () => process.stderr.write("\n"), { once: true });
    const values = new Map<string, string>();
    try {
        for (const name of names) {
            process.stderr.write(`${name} (hidden, empty to leave it): `);
            const value = await new Promise<string>((resolve, reject) => {
                lines.once("close", () => reject(new CommandError("no value was given", exitCodes.interrupted)));
                lines.question("", { signal }, resolve);
            });
            process.stderr.write("\n");
            if (value !== "") {
                values.set(name, value);
            }
        }
    } finally {
        lines.removeAllListeners("close").close();
    }
    return values;
}
