import { Command } from "commander";
import { toRepositoryUrl } from "../../aws/ecr";
import { formats } from "../../aws/formats";
import { toReleaseId } from "../../aws/image-digest";
import type { CommandContext } from "../shared/context";
import { Output } from "../shared/output";
import { findPinNotes } from "../shared/pin-notes";
import { checkAccount, openStack, type StackContext } from "../shared/stack-context";
import { imageSection, setImageSection, wouldChange, type ImageSection } from "../shared/stack-file-edit";
import { findPinnable, type Pinnable } from "./find-pinnable";
import { parseReference, requireFormat } from "./parse-reference";

interface Options {
    readonly tag?: string;
    readonly image?: string;
    readonly commit?: string;
    readonly dryRun: boolean;
    readonly json: boolean;
}

export function pin(context: CommandContext): Command {
    return new Command("pin")
        .argument("<stack>", "name of the stack, as in Pulumi.<stack>.yaml")
        .option("--tag <tag>", "tag of an image in the stack's repository")
        .option("--image <reference>", "the same in full: REGISTRY/REPOSITORY:TAG, or REGISTRY/REPOSITORY@sha256:…")
        .option("--commit <sha>", "commit that the image was built from")
        .option("--dry-run", "show what would be written", false)
        .option("--json", "one JSON document on stdout", false)
        .action(async (name: string, options: Options) => {
            const stack = openStack(context, name);
            const wanted = parseReference(options, stack.serviceRef);
            const commit = options.commit === undefined ? undefined : requireFormat("--commit", options.commit, formats.commit);
            await checkAccount(stack);
            const found = await findPinnable(stack, wanted);
            writePin(context, stack, found, { ...options, commit });
        });
}

function writePin(
    { folder, streams }: CommandContext,
    stack: StackContext,
    { digest, warnings }: Pinnable,
    { tag, image, commit: given, dryRun, json }: Options,
): void {
    const { name, file, serviceRef } = stack;
    const output = new Output(streams, json);
    const before = imageSection(folder, file);
    const commit = given ?? (before.digest === digest ? before.commit : undefined); // of another image it would be wrong
    const changed = (dryRun ? wouldChange : setImageSection)(folder, file, { digest, commit });
    const verb = dryRun ? "would change" : "changed";
    const notes = [
        ...warnings,
        ...(before.pinnedBy === undefined ? [] : [`${dryRun ? "this would end" : "this ends"} the pin of a rollback`]),
        ...findPinNotes(folder, stack, changed && !dryRun),
    ];
    output.lines(
        `${image ?? `${toRepositoryUrl(serviceRef)}:${tag ?? ""}`} is ${digest}`,
        changed
            ? `${file} ${verb}: ${describePin(before)} ▸ ${describePin({ digest, commit })}`
            : `${file} already has ${describePin(before)}`,
        ...output.warningLines(notes),
    );
    output.document({
        stack: name,
        file,
        digest,
        ...(commit === undefined ? {} : { commit }),
        before: { digest: before.digest, commit: before.commit, pinnedBy: before.pinnedBy },
        [dryRun ? "wouldChange" : "changed"]: changed,
        warnings,
    });
}

/** `222222222222, commit 2222222`: a digest as the history shows it. */
function describePin({ digest, commit, pinnedBy }: ImageSection): string {
    return [
        digest === undefined ? "no digest" : toReleaseId(digest),
        ...(commit === undefined ? [] : [`commit ${commit}`]),
        ...(pinnedBy === undefined ? [] : ["pinned by a rollback"]),
    ].join(", ");
}
