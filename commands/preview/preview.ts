import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { PreviewMode } from "../../preview/recorder";
import type { CommandContext } from "../shared/context";
import { CommandError, exitCodes } from "../shared/errors";
import { Output } from "../shared/output";
import { showComparison } from "./compare";
import { describeMeasured, readFromAws, readMeasured } from "./measured";
import { describeRelease, predictRelease } from "./release-time";
import { findProblems, requireRules, reviewStack } from "./rules";
import { writePage } from "./write-page";
import { writePicture } from "./write-picture";

interface Options {
    readonly json: boolean;
    readonly mode: PreviewMode;
    readonly verbose: boolean;
    readonly svg?: string;
    readonly html?: string;
    readonly against?: string;
    readonly markdown: boolean;
    readonly measured: boolean;
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
        .option("--html <file>", "also write a page with all of it, for a browser")
        .addOption(
            new Option(
                "--against <ref>",
                "what an update from that branch, tag or commit to this folder would change, and what requests notice",
            ).conflicts(["mode", "svg"]),
        )
        .addOption(
            new Option("--markdown", "with --against, as a comment of a pull request")
                .default(false)
                .conflicts(["json", "verbose"]),
        )
        .option("--measured", "also what the last releases took, which is read from the stack's account", false)
        .action((stack: string, options: Options) => show(context, stack, options));
}

async function show(context: CommandContext, stack: string, { against, ...options }: Options): Promise<void> {
    const { json, mode, verbose, svg, html, markdown, measured } = options;
    const { folder, streams } = context;
    if (against !== undefined) {
        await showComparison(context, stack, () => load().offlinePreview(folder, stack, "update"), { ...options, against });
        return;
    }
    if (markdown) {
        throw new CommandError("--markdown shows what changes: name what to compare with by --against", exitCodes.usage);
    }
    const { controlLines, costLines, describeControls, describeCost, findBuildContext, offlinePreview, render, summarize } =
        load();
    const took = measured ? await readMeasured(context, stack) : undefined;
    const document = await offlinePreview(folder, stack, mode);
    if (svg !== undefined) {
        await writePicture(resolve(folder, svg), document);
    }
    const reviewed = reviewStack(context, stack, document);
    const { config, cost, controls } = reviewed;
    const releaseTime = predictRelease(document, config.profile, took);
    const problems = findProblems(reviewed);
    const beside = { before: config.deployment.before, context: findBuildContext(document) };
    if (html !== undefined) {
        const facts = summarize(document, beside);
        await writePage(resolve(folder, html), { document, facts, cost, controls, releaseTime, problems });
    }
    const output = new Output(streams, json);
    output.document({ ...document, cost, controls, releaseTime, problems });
    output.lines(
        render(document, {
            colors: streams.colors,
            verbose,
            ...beside,
            ...(took === undefined ? {} : { source: readFromAws }),
            facts: [
                ...(releaseTime === undefined ? [] : ([["Takes", describeRelease(releaseTime)]] as const)),
                ...(took === undefined ? [] : ([["Measured", describeMeasured(took)]] as const)),
                ["Cost", describeCost(cost)],
                ["Controls", describeControls(controls)],
            ],
            sections: [controlLines(controls, { ...streams, verbose }), costLines(cost, streams)],
        }),
    );
    requireRules(reviewed);
}

/** The program and Pulumi's SDK, which the help does without. */
function load() {
    /* eslint-disable @typescript-eslint/no-require-imports -- see commands/cli.ts */
    return {
        ...(require("../../preview/offline") as typeof import("../../preview/offline")),
        ...(require("../../preview/stack-summary") as typeof import("../../preview/stack-summary")),
        ...(require("../../preview/render") as typeof import("../../preview/render")),
        ...(require("../../policies/text") as typeof import("../../policies/text")),
        ...(require("../../review/cost-text") as typeof import("../../review/cost-text")),
    };
    /* eslint-enable @typescript-eslint/no-require-imports */
}
