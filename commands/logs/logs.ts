import { Command, Option } from "commander";
import { AwsError } from "../../aws/errors";
import { logReader, type LogLine } from "../../aws/log-reader";
import { streamNamePrefix } from "../../aws/logs";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { follow } from "../shared/follow";
import { Output } from "../shared/output";
import { parseDuration } from "../shared/parse-duration";
import { checkAccountOfNothing, openStack } from "../shared/stack-context";
import { openPart } from "../shared/workers";
import { describeSilence } from "./silence";

interface Options {
    readonly since: number;
    readonly follow: boolean;
    readonly filter?: string;
    readonly json: boolean;
}

/** Milliseconds between two polls; CloudWatch shows a line only after a few seconds anyway. */
const pollIntervalMs = 2_000;

export function logs(context: CommandContext): Command {
    return new Command("logs")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .argument("[worker]", "one of its workers or schedules, instead of all that runs")
        .addOption(
            new Option("--since <span>", "how far back, for example 90s, 10m, 2h or 1d")
                .argParser(parseDuration)
                .default(600_000, "10m"),
        )
        .option("--no-follow", "end once everything is shown")
        .option("--filter <pattern>", "only lines that match a CloudWatch filter pattern, for example ?ERROR ?Error")
        .option("--json", "one JSON document on stdout; does not follow", false)
        .action((name: string, worker: string | undefined, options: Options) => show(context, name, worker, options));
}

async function show(context: CommandContext, name: string, worker: string | undefined, options: Options): Promise<void> {
    const { since, filter, json } = options;
    const following = options.follow && !json;
    const output = new Output(context.streams, json);
    const stack = openPart(openStack(context, name), worker);
    const { logGroup } = stack.serviceRef;
    const from = context.clock.date().getTime() - since;
    const streams = worker === undefined ? {} : { logStreamNamePrefix: streamNamePrefix(stack.serviceRef) };
    const read = logReader(stack.clients, logGroup, from, { filterPattern: filter, ...streams });
    const collected: LogLine[] = [];
    let silent = true;

    await follow(context, following ? pollIntervalMs : undefined, async (signal) => {
        try {
            for await (const line of read(signal)) {
                silent = false;
                output.lines(formatLine(line));
                if (json) {
                    collected.push(line);
                }
            }
        } catch (error) {
            if (error instanceof AwsError && error.kind === "missing") {
                await checkAccountOfNothing(stack);
                throw new CommandError(`there is no log group ${logGroup}: nothing is deployed (pulumi up --stack ${name})`);
            }
            throw error;
        }
        if (silent && !json) {
            silent = false;
            // Not on stdout: there are the lines of the log alone.
            context.streams.stderr(`${await describeSilence(stack, { from, filter, following })}\n`);
        }
    });
    output.document({ stack: name, ...(worker === undefined ? {} : { worker }), logGroup, since: from, lines: collected });
}

function formatLine({ at, task, message }: LogLine): string {
    return `${new Date(at).toISOString().slice(11, 19)}  ${task.slice(0, 8)}  ${message}`;
}
