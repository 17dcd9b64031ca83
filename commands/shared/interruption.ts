import { CommandError, exitCodes } from "./errors";

/**
 * Ctrl-C. A command says what it would mean at each moment, and which of its steps belong together: between asking ECS
 * for a release and writing that down nobody gets through.
 */
export class Interruption {
    /** What is said when somebody interrupts now: what was done, and what continues on AWS. */
    public meaning = "interrupted: nothing was changed";

    /** The command follows something without an end: Ctrl-C is how it ends well, and it sees to that itself. */
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

    /** Runs what must not be left half done. `afterwards` is what an interruption means once it is done. */
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
