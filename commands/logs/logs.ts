import { Command, Option, InvalidArgumentError } from "commander";
import { AwsError, isAbort } from "../../aws/errors";
import type { CommandContext } from "../shared/context";
import { CommandError } from "../shared/errors";
import { logReader, type LogLine } from "./log-reader";
import { Output } from "../shared/output";
import { openStack } from "../shared/stack-context";

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
        .addOption(
            new Option("--since <span>", "how far back, for example 90s, 10m, 2h or 1d")
                .argParser(parseDuration)
                .default(600_000, "10m"),
        )
        .option("--no-follow", "end once everything is shown")
        .option("--filter <pattern>", "only lines that match a CloudWatch filter pattern, for example ?ERROR ?Error")
        .option("--json", "one JSON document on stdout; does not follow", false)
        .action((name: string, options: Options) => show(context, name, options));
}

async function show(context: CommandContext, name: string, { since, follow, filter, json }: Options): Promise<void> {
    const { clock, interruption } = context;
    const output = new Output(context.streams, json);
    const { clients, serviceRef } = openStack(context, name);
    const read = logReader(clients, serviceRef.logGroup, clock.date().getTime() - since, filter);
    const collected: LogLine[] = [];
    interruption.isExpected = follow && !json;
    for (let following = true; following && !interruption.signal.aborted;) {
        try {
            for await (const line of read(interruption.signal)) {
                output.lines(formatLine(line));
                if (json) {
                    collected.push(line);
                }
            }
        } catch (error) {
            if (error instanceof AwsError && error.kind === "missing") {
                throw new CommandError(
                    `there is no log group ${serviceRef.logGroup}: nothing is deployed (pulumi up --stack ${name})`,
                );
            }
            const passes = isAbort(error) || (error instanceof AwsError && error.transient);
            if (!(interruption.isExpected && passes)) {
                throw error; // a passing error is retried by the next poll
            }
        }
        following = interruption.isExpected;
        if (following) {
            await clock.sleep(pollIntervalMs, interruption.signal);
        }
    }
    output.document({ stack: name, logGroup: serviceRef.logGroup, lines: collected });
}

function formatLine({ at, task, message }: LogLine): string {
    return `${new Date(at).toISOString().slice(11, 19)}  ${task.slice(0, 8)}  ${message}`;
}

/** Milliseconds in `10m`. */
function parseDuration(text: string): number {
    const [, number = "", unit = ""] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
    const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
    if (milliseconds === undefined) {
        throw new InvalidArgumentError("must be a number with s, m, h or d, like 10m.");
    }
    return Number(number) * milliseconds;
}
