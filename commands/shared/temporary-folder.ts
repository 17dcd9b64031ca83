import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Signals that end a process without its `exit` event, and the codes by which a shell knows them. Ctrl-C is handled by all commands. */
const endings = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Hands over a folder of its own, and removes it whatever happens, when the process is ended too.
 *
 * @param prefix of its name
 * @param release gives back what else knows of the folder, before it goes
 */
export async function withTemporaryFolder<T>(
    prefix: string,
    use: (folder: string) => T | Promise<T>,
    release: (folder: string) => void = () => undefined,
): Promise<T> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), prefix));
    const remove = () => {
        release(folder);
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 }); // a child that was just ended may still have written
    };
    const signals = Object.entries(endings).map(([signal, code]) => [signal, () => process.exit(code)] as const);
    process.once("exit", remove);
    signals.forEach(([signal, end]) => process.once(signal, end));
    try {
        return await use(folder);
    } finally {
        signals.forEach(([signal, end]) => process.removeListener(signal, end));
        process.removeListener("exit", remove);
        remove();
    }
}
