import { Command, Option } from "commander";
import { ConfigError } from "../../config/problems";
import { findBuildContext, offlinePreview } from "../../preview/offline";
import type { PreviewMode } from "../../preview/recorder";
import { render } from "../../preview/render";
import { processStreams } from "../shared/output";
import { writePicture } from "./write-picture";

interface Options {
    readonly json: boolean;
    readonly mode: PreviewMode;
    readonly verbose: boolean;
    readonly svg?: string;
}

const command = new Command("preview")
    .description("Previews a stack from its file alone: no CLI, no account, no Docker.")
    .argument("[stack]", "name of the stack, as in Pulumi.<stack>.yaml", "staging")
    .option("--json", "one JSON document on stdout", false)
    .addOption(
        new Option("--mode <mode>", "unknown values as in a first preview, or placeholders as after an update")
            .choices(["preview", "update"])
            .default("preview"),
    )
    .option("--verbose", "every resource with all that is asked of it", false)
    .option("--svg <file>", "also write a picture of the architecture")
    .helpOption("-h, --help", "this text")
    .action(preview);

async function preview(stack: string, { json, mode, verbose, svg }: Options): Promise<void> {
    const document = await offlinePreview(process.cwd(), stack, mode);
    if (svg !== undefined) {
        await writePicture(svg, document);
    }
    const output = json
        ? JSON.stringify(document, null, 2)
        : render(document, { colors: processStreams.colors, verbose, context: findBuildContext(document) });
    process.stdout.write(`${output}\n`);
}

command.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = 1;
});
