import { Command } from "commander";
import { clientsOf, type Clients } from "../rollout/aws/clients";
import { liveCloud } from "../rollout/aws/cloud";
import type { Cloud, ServiceTarget } from "../rollout/release";
import { ecrRepository } from "./ecr-repository";
import { exitCodeOf, exitCodes, messageOf } from "./exit";
import { hiddenInput, type Ask } from "./hidden-input";
import { Interruption } from "./interruption";
import { processStreams, type Streams } from "./output";
import type { RemoteRepository } from "./registry";
import type { Stack } from "./stack";

/** What a command finds around it; tests bring their own. */
export interface Surroundings {
    /** The project's root, with the stack files. */
    readonly folder: string;
    readonly streams: Streams;
    readonly cloud: Pick<Cloud, "verdict">;
    readonly clients: (target: ServiceTarget) => Clients;
    readonly interruption: Interruption;
    readonly ask: Ask;

    /** A stack's repository, to be asked as a registry. */
    readonly remote: (stack: Stack) => Promise<RemoteRepository>;
}

/** One file of `commands/` defines one of these. */
export type Definition = (around: Surroundings) => Command;

/** Runs a command with its arguments, says what went wrong and returns its exit code. */
export async function run(define: Definition, args: readonly string[], around: Surroundings): Promise<number> {
    const { streams, interruption } = around;
    const command = define(around)
        .helpOption("-h, --help", "this text")
        .configureOutput({ writeOut: streams.stdout, writeErr: streams.stderr })
        .exitOverride();
    try {
        await interruption.run(() => command.parseAsync(args, { from: "user" }));
        return exitCodes.ok;
    } catch (error) {
        streams.stderr(messageOf(error));
        return exitCodeOf(error);
    }
}

/** The list of tasks hides it. */
const showCursor = "\u001b[?25h";

/** Runs a command if its file is the program that was started. */
export function start(define: Definition, file: NodeJS.Module): void {
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
    const around: Surroundings = {
        folder: process.cwd(),
        streams: processStreams,
        cloud: liveCloud,
        clients: ({ account, profile }) => clientsOf({ region: account.region, profile }),
        interruption: new Interruption(controller.signal),
        ask: hiddenInput,
        remote: ecrRepository,
    };
    // Questions to AWS that are still open must not keep the process; what was written must still get through a pipe.
    const end = (code: number) => process.stdout.write(process.stdout.isTTY ? showCursor : "", () => process.exit(code));
    void run(define, process.argv.slice(2), around).then(end);
}
