import type { Command } from "commander";
import type { Clients } from "../../aws/clients";
import type { ServiceRef } from "../../aws/service-ref";
import type { DeploymentApi } from "../../deployment/api";
import type { Clock } from "../../deployment/clock";
import { CommandError, exitCodes, toExitCode, toMessage } from "./errors";
import type { Interruption } from "./interruption";
import type { Streams } from "./output";
import type { Prompts } from "./prompts";
import { findIntendedLine } from "./swallowed";

/** What a command works with; tests bring their own. */
export interface CommandContext {
    /** The project's root, with the stack files. */
    readonly folder: string;
    readonly streams: Streams;
    readonly api: Pick<DeploymentApi, "parameterVersions" | "preflight" | "verdict">;
    readonly clients: (service: AccountOfClients) => Clients;
    readonly clock: Clock;
    readonly interruption: Interruption;
    readonly prompts: Prompts;
}

/** Whose credentials and which region: what a {@link ServiceRef} has, and all that is known before there is a stack. */
export interface AccountOfClients extends Pick<ServiceRef, "registry" | "profile" | "assumeRole"> {
    readonly account: Pick<ServiceRef["account"], "region">;
}

/** `commands/<name>/<name>.ts` exports one of these. */
export type CommandDefinition = (context: CommandContext) => Command;

/** Runs a command with its arguments, reports what went wrong and returns its exit code. */
export async function run(define: CommandDefinition, args: readonly string[], context: CommandContext): Promise<number> {
    const { streams, interruption } = context;
    const command = define(context);
    const intended = findIntendedLine(command, args, process.env);
    command
        .name(`npm run ${command.name()} --`) // the help shows what can be typed
        .helpOption("-h, --help", "show this help")
        .configureOutput({ writeOut: streams.stdout, writeErr: streams.stderr })
        .exitOverride();
    try {
        if (intended !== undefined) {
            throw new CommandError(`npm took an option for its own: type ${intended}`, exitCodes.usage);
        }
        await interruption.run(() => command.parseAsync(args, { from: "user" }));
        return exitCodes.ok;
    } catch (error) {
        streams.stderr(toMessage(error));
        return toExitCode(error);
    }
}
