import { revisionName } from "../../aws/arn";
import { tagKeys } from "../../aws/tags";
import type { Verdict } from "../../deployment/api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import type { Revision } from "../../deployment/history";
import type { CommandContext } from "../shared/context";
import { liveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";
import { switchTo } from "../shared/switch-release";
import { continues, requireSuccess, toVerdictDocument, watchRelease, type Watched } from "../shared/watch-release";
import { openWorkers, type WorkerContext } from "../shared/workers";

/** What became of a worker, as `--json` prints it. */
export interface MovedWorker {
    readonly worker: string;

    /** Revision that it is on now; absent where it has none of the release. */
    readonly to?: string;
    readonly verdict?: object;
}

/**
 * Takes the workers back to the release that the service has returned to, so that all run one release. One that had not been
 * deployed with it stays as it is, which is said.
 *
 * @throws {CommandError} where one does not run
 */
export async function moveWorkers(
    context: CommandContext,
    stack: StackContext,
    releaseId: string,
    report: (line: string) => void,
): Promise<MovedWorker[]> {
    const moved: MovedWorker[] = [];
    for (const worker of openWorkers(stack)) {
        const revision = await findRevision(worker, releaseId);
        if (revision === undefined) {
            report(`worker ${worker.worker} has never been deployed with ${releaseId}: it stays as it is until pulumi up`);
            moved.push({ worker: worker.worker });
            continue;
        }
        const verdict = await moveWorker(context, worker, { taskDefinitionArn: revision.arn, releaseId }, report);
        report(`worker ${worker.worker}: ${verdict.line}`);
        requireSuccess(verdict);
        moved.push({ worker: worker.worker, to: revisionName(revision.arn), verdict: toVerdictDocument(verdict) });
    }
    return moved;
}

async function moveWorker(
    context: CommandContext,
    worker: WorkerContext,
    release: Watched,
    report: (line: string) => void,
): Promise<Verdict> {
    const service = await liveService(worker);
    await context.interruption.protect(() => switchTo(worker, service, release.taskDefinitionArn), continues(worker, release));
    return watchRelease(context, worker, service, release, report);
}

/** The newest revision of a family with the release's image. */
export async function findRevision(
    { clients, serviceRef }: Pick<StackContext, "clients" | "serviceRef">,
    releaseId: string,
): Promise<Revision | undefined> {
    for await (const revision of createReleaseRecords(clients, serviceRef).revisions()) {
        if (revision.tags[tagKeys.release] === releaseId) {
            return revision;
        }
    }
    return undefined;
}
