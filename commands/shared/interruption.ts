import { CommandError, exitCodes } from "./errors";

/**
 * Ctrl-C. A command declares what an interruption means at each moment, and which of its steps belong together: none
 * gets between asking ECS for a release and recording that in the stack's file.
 */
export class Interruption {
    /** The message for an interruption now: what was done, and what continues on AWS. */
    public meaning = "interrupted: nothing was changed";

    /** The command runs until Ctrl-C, which it handles itself as its regular end. */
    public isExpected = false;

    private protectedSteps = 0;
    private end: () => void = () => undefined;

    constructor(public readonly signal: AbortSignal) {}

    /** Runs a command until it ends or is interrupted. */
    public async run<T>(command: () => Promise<T>): Promise<T> {
        const interrupted = new Promise<never>((_, reject) => {
            this.end = () => {
                if (this.signal.aborted && this.protectedSteps === 0 && !this.isExpected) {
                    reject(new CommandError(this.meaning, exitCodes.interrupted));
                }
            };
            this.signal.addEventListener("abort", this.end, { once: true });
        });
        try {
            return await Promise.race([command(), interrupted]);
        } finally {
            this.signal.removeEventListener("abort", this.end);
        }
    }

    /** Runs a step that must not be left half done. `afterwards` is the message for an interruption once it is done. */
    public async protect<T>(step: () => Promise<T>, afterwards: string): Promise<T> {
        if (this.signal.aborted) {
            throw new CommandError(this.meaning, exitCodes.interrupted);
        }
        this.protectedSteps += 1;
        try {
            const result = await step();
            this.meaning = afterwards;
            return result;
        } finally {
            this.protectedSteps -= 1;
            this.end();
        }
    }
}
