import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { PreviewMode } from "../../preview/recorder";
import type { CommandContext } from "../shared/context";
import { Output } from "../shared/output";
import { writePicture } from "./write-picture";

interface Options {
    readonly json: boolean;
    readonly mode: PreviewMode;
    readonly verbose: boolean;
    readonly svg?: string;
}

export function preview(context: CommandContext): Command {
    return new Command("preview")
        .argument("[stack]", "name of the stack, as in Pulumi.<stack>.yaml", "staging")
        .option("--json", "one JSON document on stdout", false)
        .addOption(
            new Option("--mode <mode>", "unknown values as in a first preview, or placeholders as after an update")
                .choices(["preview", "update"])
                .default("preview"),
        )
        .option("--verbose", "every resource with all that is asked of it", false)
        .option("--svg <file>", "also write a picture of the architecture")
        .action((stack: string, options: Options) => show(context, stack, options));
}

async function show({ folder, streams }: CommandContext, stack: string, options: Options): Promise<void> {
    const { json, mode, verbose, svg } = options;
    const { findBuildContext, offlinePreview, render } = load();
    const document = await offlinePreview(folder, stack, mode);
    if (svg !== undefined) {
        await writePicture(resolve(folder, svg), document);
    }
    const output = new Output(streams, json);
    output.document(document);
    output.lines(render(document, { colors: streams.colors, verbose, context: findBuildContext(document) }));
}

/** The program and Pulumi's SDK, which the help does without. */
function load() {
    /* eslint-disable @typescript-eslint/no-require-imports -- see commands/cli.ts */
    return {
        ...(require("../../preview/offline") as typeof import("../../preview/offline")),
        ...(require("../../preview/render") as typeof import("../../preview/render")),
    };
    /* eslint-enable @typescript-eslint/no-require-imports */
}
