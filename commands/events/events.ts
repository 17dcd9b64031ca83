import { Command, Option } from "commander";
import type { CommandContext } from "../shared/context";
import { follow } from "../shared/follow";
import { formatTime, Output } from "../shared/output";
import { parseDuration } from "../shared/parse-duration";
import { openStack } from "../shared/stack-context";
import { createEventReader, type Entry } from "./event-reader";

interface Options {
    readonly since: number;
    readonly follow: boolean;
    readonly json: boolean;
}

/** Milliseconds between two polls, of two calls each. */
const pollIntervalMs = 5_000;

/** Columns before an entry's text. */
const timeWidth = 22;

export function events(context: CommandContext): Command {
    return new Command("events")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .addOption(
            new Option("--since <span>", "how far back, for example 90s, 10m, 2h or 1d")
                .argParser(parseDuration)
                .default(3_600_000, "1h"),
        )
        .option("--no-follow", "end once everything is shown")
        .option("--json", "one JSON document on stdout; does not follow", false)
        .action((name: string, options: Options) => show(context, name, options));
}

async function show(context: CommandContext, name: string, options: Options): Promise<void> {
    const { since, json } = options;
    const { streams, clock } = context;
    const following = options.follow && !json;
    const output = new Output(streams, json);
    const stack = openStack(context, name);
    const from = clock.date().getTime() - since;
    const read = createEventReader(stack, from, clock);
    const collected: Entry[] = [];
    const warnings: string[] = [];
    let quiet = true;

    await follow(context, following ? pollIntervalMs : undefined, async () => {
        const { entries, refusals } = await read();
        output.lines(...entries.flatMap((entry) => formatEntry(entry, output)));
        if (json) {
            collected.push(...entries);
            warnings.push(...refusals);
            return;
        }
        // Not on stdout: there are the entries alone.
        refusals.forEach((refusal) => streams.stderr(`deployments are told by the service alone: ${refusal}\n`));
        if (quiet && entries.length === 0) {
            streams.stderr(
                `nothing happened to ${stack.serviceRef.service} since ${formatTime(from)}, as far as ECS remembers: ` +
                    `the newest 100 events, and deployments of 90 days\n${following ? "waiting until Ctrl-C" : "try: --since 1d"}\n`,
            );
        }
        quiet = false;
    });
    output.document({ stack: name, service: stack.serviceRef.service, since: from, entries: collected, warnings });
}

function formatEntry({ at, kind, message }: Entry, output: Output): string[] {
    const { paint } = output;
    const time = `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}Z`;
    return output.hanging(`${paint.dim(time)}  `, timeWidth, kind === "deployment" ? `▸ ${message}` : message);
}
