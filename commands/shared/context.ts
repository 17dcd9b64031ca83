import { Command } from "commander";
import { createClients, type Clients } from "../../aws/clients";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import type { ServiceRef } from "../../aws/service-ref";
import type { DeploymentApi } from "../../deployment/api";
import { ecrRepository } from "../promote/ecr-repository";
import { toExitCode, exitCodes, toMessage } from "./errors";
import { hiddenInput, type Ask } from "./hidden-input";
import { Interruption } from "./interruption";
import { processStreams, type Streams } from "./output";
import type { RemoteRepository } from "../promote/registry";
import type { StackContext } from "./stack-context";

/** What a command finds around it; tests bring their own. */
export interface CommandContext {
    /** The project's root, with the stack files. */
    readonly folder: string;
    readonly streams: Streams;
    readonly api: Pick<DeploymentApi, "verdict">;
    readonly clients: (target: ServiceRef) => Clients;
    readonly interruption: Interruption;
    readonly ask: Ask;

    /** A stack's repository, to be asked as a registry. */
    readonly remote: (stack: StackContext) => Promise<RemoteRepository>;
}

/** One file of `commands/` defines one of these. */
export type CommandDefinition = (context: CommandContext) => Command;

/** Runs a command with its arguments, says what went wrong and returns its exit code. */
export async function run(define: CommandDefinition, args: readonly string[], context: CommandContext): Promise<number> {
    const { streams, interruption } = context;
    const command = define(context)
        .helpOption("-h, --help", "this text")
        .configureOutput({ writeOut: streams.stdout, writeErr: streams.stderr })
        .exitOverride();
    try {
        await interruption.run(() => command.parseAsync(args, { from: "user" }));
        return exitCodes.ok;
    } catch (error) {
        streams.stderr(toMessage(error));
        return toExitCode(error);
    }
}

/** The list of tasks hides it. */
const showCursor = "\u001b[?25h";

/** Runs a command if its file is the program that was started. */
export function start(define: CommandDefinition, file: NodeJS.Module): void {
    if (require.main !== file) {
        return;
    }
    const controller = new AbortController();
    process.on("SIGINT", () => {
        if (controller.signal.aborted) {
            process.exit(exitCodes.interrupted);
        }
        controller.abort();
    });
    const around: CommandContext = {
        folder: process.cwd(),
        streams: processStreams,
        api: awsDeploymentApi,
        clients: ({ account, profile }) => createClients({ region: account.region, profile }),
        interruption: new Interruption(controller.signal),
        ask: hiddenInput,
        remote: ecrRepository,
    };
    // Questions to AWS that are still open must not keep the process; what was written must still get through a pipe.
    const end = (code: number) => process.stdout.write(process.stdout.isTTY ? showCursor : "", () => process.exit(code));
    void run(define, process.argv.slice(2), around).then(end);
}
