import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import { readInputs } from "../../resources/inputs";
import type { Against, Note } from "../../review/comparison/words";
import type { CommandContext } from "../shared/context";
import { Output } from "../shared/output";
import { findCommit } from "./git";
import { findNeededParts } from "./needed-parts";
import { previewThere } from "./other-side";
import { readFromAws, readMeasured, type Measured } from "./measured";
import { compareReleases, predictRelease } from "./release-time";
import { findProblems, requireRules, reviewStack, type Reviewed } from "./rules";
import { writePage } from "./write-page";
import { inWorktree } from "./worktree";

/** How a comparison is shown. */
export interface CompareOptions {
    readonly against: string;
    readonly json: boolean;
    readonly markdown: boolean;
    readonly verbose: boolean;

    /** Also what the last releases took. */
    readonly measured: boolean;

    /** File that a page is written to. @default - none */
    readonly html?: string;
}

/**
 * Shows what an update from another commit's program to this folder's would do.
 *
 * @param previewHere is asked for once the other program runs, so that both run at the same time
 */
export async function showComparison(
    context: CommandContext,
    stack: string,
    previewHere: () => Promise<PreviewDocument>,
    { against: ref, json, markdown, verbose, html, measured }: CompareOptions,
): Promise<void> {
    const { folder, streams } = context;
    const commit = findCommit(folder, ref);
    const took = measured ? await readMeasured(context, stack) : undefined;
    const [before, after] = await inWorktree(folder, commit, findNeededParts(folder, commit, stack), async (other) => {
        const there = previewThere(folder, other, commit, stack, streams.stderr);
        const here = afterStart(previewHere);
        const [old, now] = await settled(there, here);
        return [old && withContextHash(old, other), withContextHash(now, folder)] as const;
    });
    const { compare, comparisonMarkdown, emptyPreview, findBuildContext, renderComparison, summarize } = load();
    const comparison = compare(before ?? emptyPreview(after), after);
    const against: Against = { ref, commit: commit.id, hasStack: before !== undefined };
    const reviewed = reviewStack(context, stack, after);
    const { notes, ...change } = compareReviews(before, after, reviewed, took);
    const problems = findProblems(reviewed);
    if (html !== undefined) {
        const { config, cost, controls } = reviewed;
        const facts = summarize(after, { before: config.deployment.before, context: findBuildContext(after) });
        const page = { document: after, facts, cost, controls, releaseTime: change.releaseTime.after, problems };
        await writePage(resolve(folder, html), { ...page, change: { comparison, against, notes } });
    }
    const source = took === undefined ? {} : { source: readFromAws };
    const output = new Output(streams, json);
    const { environments } = after;
    output.document({ ...comparison, against, ...change, problems, ...(environments === undefined ? {} : { environments }) });
    output.lines(
        markdown
            ? comparisonMarkdown(comparison, against, { notes, ...source })
            : renderComparison(comparison, against, { colors: streams.colors, verbose, notes, ...source }),
    );
    requireRules(reviewed);
}

/** What both sides cost and keep to, priced and judged by this side. */
function compareReviews(
    before: PreviewDocument | undefined,
    after: PreviewDocument,
    { config, cost: costs, controls: kept }: Reviewed,
    measured: Measured | undefined,
) {
    const { compareControls, compareCosts, controlItems, costChangeItems, costOfNothing, describeControls } = load();
    const { describeCostChange, estimateCost, evaluate } = load();
    const cost = compareCosts(before === undefined ? costOfNothing(costs) : estimateCost(before), costs);
    const controls = compareControls(evaluate(before ?? { resources: [] }), kept);
    const releaseTime = {
        before: before && predictRelease(before, config.profile),
        after: predictRelease(after, config.profile, measured),
    };
    const notes: Note[] = [
        ...compareReleases(releaseTime.before, releaseTime.after),
        { name: "Cost", text: describeCostChange(cost), items: costChangeItems(cost) },
        { name: "Controls", text: describeControls(kept), items: controlItems(controls) },
        ...(after.environments === undefined
            ? []
            : [
                  {
                      name: "Values",
                      text: `also from ${after.environments.join(", ")}, whose changes are not seen here`,
                      items: [],
                  },
              ]),
    ];
    return { cost, controls: { ...controls, problems: kept.problems }, releaseTime, notes };
}

/** The provider builds an image again when a file that enters it has changed, which no input shows. */
function withContextHash(document: PreviewDocument, folder: string): PreviewDocument {
    const { hashBuildContext } = load();
    const resources = document.resources.map((resource) => {
        const build = readInputs(resource.inputs).object("build");
        const [context, dockerfile] = [build.text("context"), build.text("dockerfile")];
        const place = context === undefined ? "" : join(folder, context);
        return resource.type === "docker:index/image:Image" && existsSync(place)
            ? {
                  ...resource,
                  inputs: { ...resource.inputs, contextDigest: hashBuildContext(place, dockerfile && join(folder, dockerfile)) },
              }
            : resource;
    });
    return { ...document, resources };
}

/** What is loaded for a preview keeps a process from starting another one until it is there. */
async function afterStart<T>(start: () => Promise<T>): Promise<T> {
    await new Promise((resolve) => setImmediate(resolve));
    return start();
}

/** Both, or the first error once neither runs any more: the folder of one is about to be removed. */
async function settled<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
    await Promise.allSettled([one, other]);
    return Promise.all([one, other]);
}

function load() {
    /* eslint-disable @typescript-eslint/no-require-imports -- see commands/cli.ts */
    return {
        ...(require("../../preview/offline") as typeof import("../../preview/offline")),
        ...(require("../../preview/stack-summary") as typeof import("../../preview/stack-summary")),
        ...(require("../../preview/build-context") as typeof import("../../preview/build-context")),
        ...(require("../../review/compare") as typeof import("../../review/compare")),
        ...(require("../../policies/compare") as typeof import("../../policies/compare")),
        ...(require("../../policies/evaluate") as typeof import("../../policies/evaluate")),
        ...(require("../../policies/text") as typeof import("../../policies/text")),
        ...(require("../../review/cost") as typeof import("../../review/cost")),
        ...(require("../../review/cost-text") as typeof import("../../review/cost-text")),
        ...(require("../../review/cost/compare") as typeof import("../../review/cost/compare")),
        ...(require("../../review/comparison-text") as typeof import("../../review/comparison-text")),
        ...(require("../../review/comparison-markdown") as typeof import("../../review/comparison-markdown")),
    };
    /* eslint-enable @typescript-eslint/no-require-imports */
}
