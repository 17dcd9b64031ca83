import { execFile } from "node:child_process";

/** What a process did. */
export interface Ran {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** A command as its npm script runs it, in a folder that has the program. */
export function runCommand(folder: string, args: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
        const command = ["-r", "ts-node/register/transpile-only", "commands/cli.ts", ...args];
        execFile(process.execPath, command, { cwd: folder, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        });
    });
}
