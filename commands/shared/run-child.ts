import { spawn, type ChildProcess } from "node:child_process";

/** How another program ended, and what it wrote. */
export interface ChildResult {
    /** Null where a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/**
 * Runs another program to its end, or to that of this process: it and all that it started then go first, so that none of
 * them writes into a folder that is about to be removed.
 *
 * @throws what the system says, where it does not start
 */
export async function runChild(program: string, args: readonly string[], cwd?: string): Promise<ChildResult> {
    // A group of its own can be ended as a whole. Ctrl-C reaches this process alone, which decides.
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], detached: hasGroups });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    const stop = () => end(child);
    process.prependOnceListener("exit", stop);
    try {
        const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
        return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
    } finally {
        process.removeListener("exit", stop);
    }
}

/** Windows has no groups of processes. */
const hasGroups = process.platform !== "win32";

function end({ pid }: ChildProcess): void {
    if (pid === undefined) {
        return; // it did not start
    }
    try {
        process.kill(hasGroups ? -pid : pid, "SIGKILL");
    } catch {
        // it has just ended by itself
    }
}
