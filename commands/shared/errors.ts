import { CommanderError } from "commander";
import { ConfigError } from "../../config/problems";
import { AwsError } from "../../aws/errors";
import { UserError } from "../../aws/user-error";

/** Exit codes; docs/operations.md says what each means to a script. */
export const exitCodes = { ok: 0, finding: 1, usage: 2, aws: 3, awaiting: 4, interrupted: 130 } as const;

/** An error for the operator, in one line. */
export class CommandError extends UserError {
    constructor(
        message: string,
        /** One of {@link exitCodes}, or that of a command which ran on AWS. */
        public readonly exitCode: number = exitCodes.finding,
    ) {
        super(message);
        this.name = "CommandError";
    }
}

/** The exit code that an error leads to. */
export function toExitCode(error: unknown): number {
    if (error instanceof CommandError) {
        return error.exitCode;
    }
    if (error instanceof CommanderError) {
        return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage; // help and a mistake both end by an error
    }
    if (error instanceof ConfigError) {
        return exitCodes.usage;
    }
    return error instanceof AwsError && error.kind !== "missing" ? exitCodes.aws : exitCodes.finding;
}

/** What is shown of an error: nothing if it was shown already, and the stack of an unexpected one. */
export function toMessage(error: unknown): string {
    if (error instanceof CommanderError) {
        return "";
    }
    if (error instanceof UserError) {
        return `${error.message}\n`;
    }
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
