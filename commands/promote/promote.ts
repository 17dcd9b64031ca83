import { Command } from "commander";
import { toRepositoryUrl } from "../../aws/ecr";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { hasServed, History, type Release } from "../../deployment/history";
import type { CommandContext } from "../shared/context";
import { copyImage, type Copied } from "./copy-image";
import { ecrRepository } from "../shared/ecr-repository";
import { CommandError, exitCodes } from "../shared/errors";
import { isInProgress, liveService } from "../shared/service";
import { Output } from "../shared/output";
import { describeRelease, findRelease } from "../shared/release";
import { openStack, type StackContext } from "../shared/stack-context";
import { findPinNotes } from "../shared/pin-notes";
import { imageSection, setImageSection } from "../shared/stack-file-edit";
import { runSteps, type Step } from "../shared/progress";
import type { RemoteRepository } from "../shared/registry";

interface Options {
    readonly digest?: string;
    readonly json: boolean;
}

/** Newest releases that a name is searched in: ECS lists a hundred task definitions in one call. */
const maxReleases = 100;

/** @param connect opens a stack's repository as a registry */
export function promote(context: CommandContext, connect = ecrRepository): Command {
    return new Command("promote")
        .argument("<from>", "stack in which the release succeeded")
        .argument("<to>", "stack that will run it")
        .option("--digest <digest>", "another release that succeeded there: its digest, id or revision")
        .option("--json", "one JSON document on stdout", false)
        .action(async (from: string, to: string, { digest, json }: Options) => {
            if (from === to) {
                throw new CommandError(`${from} can't be promoted to itself: give two different stacks`, exitCodes.usage);
            }
            const [source, destination] = [openStack(context, from), openStack(context, to)];
            const release = await succeeded(source, digest);
            const connectBoth = () => Promise.all([connect(source), connect(destination)]);
            await carryOver(context, source, destination, release, connectBoth, new Output(context.streams, json));
        });
}

type Promoted = Release & { readonly digest: string };

async function carryOver(
    context: CommandContext,
    source: StackContext,
    destination: StackContext,
    release: Promoted,
    connect: () => Promise<[from: RemoteRepository, to: RemoteRepository]>,
    output: Output,
): Promise<void> {
    const { folder, interruption } = context;
    const { digest } = release;
    const commit = release.commit ?? commitIn(folder, source, digest);
    const [from, to] = [source, destination].map(({ serviceRef }) => toRepositoryUrl(serviceRef));
    const done: { copied?: Copied; changed?: boolean } = {};
    const copy: Step = {
        title: `Copy to ${to}`,
        run: async (report) => {
            interruption.meaning =
                "interrupted: no file was changed; what was copied stays, and the next promotion continues from there";
            const [there, here] = await connect();
            done.copied = await copyImage({ from: there, to: here, report, signal: interruption.signal }, digest);
            const { sent, mounted, present } = done.copied;
            return `Copied to ${to}: ${sent} sent, ${mounted} mounted, ${present} present already`;
        },
    };
    const pin: Step = {
        title: `Pin in ${destination.file}`,
        run: () => {
            done.changed = setImageSection(folder, destination.file, { digest, commit });
            const what = `${digest}${commit === undefined ? "" : `, commit ${commit}`}`;
            return Promise.resolve(`${destination.file} ${done.changed ? "now has" : "already has"} ${what}`);
        },
    };
    output.lines(`${describeRelease(release)} of ${source.name} ▸ ${destination.name}`);
    await runSteps(output, from === to ? [pin] : [copy, pin]);

    const { copied, changed = false } = done;
    output.lines(...output.warningLines(findPinNotes(folder, destination, changed)));
    output.document({
        from: source.name,
        to: destination.name,
        release: release.releaseId,
        digest,
        ...(commit === undefined ? {} : { commit }),
        file: destination.file,
        changed,
        ...(copied === undefined ? {} : { copied }),
    });
}

/** What runs there and succeeded, or another release that did. */
async function succeeded(source: StackContext, named: string | undefined): Promise<Promoted> {
    const history = new History(createReleaseRecords(source.clients, source.serviceRef), source.serviceRef.container);
    const [service, releases] = await Promise.all([liveService(source), history.releases(maxReleases)]);
    const { primary } = service;
    const release =
        named === undefined
            ? releases.find(({ taskDefinitionArn }) => taskDefinitionArn === primary.taskDefinitionArn)
            : findRelease(named, releases);
    if (release?.digest === undefined) {
        throw new CommandError(
            `the release of ${source.name} refers to its image by tag, or is too old: choose one with --digest`,
        );
    }
    if ((named === undefined && isInProgress(primary)) || !hasServed(release)) {
        const why = named === undefined && isInProgress(primary) ? "is still being deployed" : "has not succeeded";
        throw new CommandError(
            `${describeRelease(release)} ${why} in ${source.name}: wait until it has succeeded, or choose another with --digest`,
        );
    }
    return { ...release, digest: release.digest };
}

function commitIn(folder: string, { file }: StackContext, wanted: string): string | undefined {
    const { digest, commit } = imageSection(folder, file);
    return digest === wanted ? commit : undefined;
}
