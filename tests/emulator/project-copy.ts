import { execFile } from "node:child_process";

/** The program: with these, and without the application and the stack files of this repository, a stack is deployed. */
export const program = ["index.ts", "prepare.ts", "package.json", "tsconfig.json", "tsconfig.deploy.json", "Pulumi.yaml"];
export const rooms = [
    "aws",
    "commands",
    "components",
    "config",
    "deployment",
    "engine",
    "policies",
    "preview",
    "prices",
    "resources",
    "review",
];

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
