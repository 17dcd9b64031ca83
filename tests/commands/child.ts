import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Result, Trial } from "./trial";

/** A command as its npm script runs it, in the folder and against the account of a trial. */
export class Child {
    private readonly child: ChildProcess;
    private stdout = "";
    private stderr = "";

    constructor(
        private readonly trial: Trial,
        command: string,
        args: readonly string[],
        stdin?: string,
    ) {
        const register = require.resolve("ts-node/register/transpile-only");
        this.child = spawn(process.execPath, ["-r", register, join(process.cwd(), "commands", "cli.ts"), command, ...args], {
            cwd: trial.folder,
            env: { ...process.env, TS_NODE_PROJECT: join(process.cwd(), "tsconfig.json") },
            stdio: ["pipe", "pipe", "pipe"],
            timeout: 100_000, // shorter than a test's, so that none is left behind
        });
        this.child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
        this.child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
        this.child.stdin?.end(stdin);
    }

    /** Waits until AWS was asked for this. */
    public async asked(action: string): Promise<void> {
        while (!this.trial.account.asked.includes(action)) {
            if (this.child.exitCode !== null) {
                throw new Error(`ended without ${action}: ${this.stderr}`);
            }
            await pause(10);
        }
    }

    /** As Ctrl-C does. */
    public interrupt(): void {
        this.child.kill("SIGINT");
    }

    public async end(): Promise<Result> {
        const exitCode = await new Promise<number>((resolve) => this.child.once("close", (code) => resolve(code ?? -1)));
        this.trial.note(this.stdout, this.stderr);
        return { exitCode, stdout: this.stdout, stderr: this.stderr };
    }
}

export function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
