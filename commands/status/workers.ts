import { describeService, describeTaskDefinition } from "../../aws/ecs";
import { revisionName } from "../../aws/arn";
import { tagKeys } from "../../aws/tags";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { openWorkers } from "../shared/workers";
import type { StackContext } from "../shared/stack-context";

/** A worker, as far as AWS tells. */
export interface WorkerDescription {
    readonly name: string;

    /** Undefined where AWS does not answer, null where there is no such service. */
    readonly service?: {
        readonly runningCount: number;
        readonly desiredCount: number;
        readonly taskDefinitionArn: string;

        /** `IN_PROGRESS`, `COMPLETED` or `FAILED`. */
        readonly rolloutState: string;
        readonly failedTasks: number;
    } | null;

    /** Release that its newest deployment leads to. */
    readonly releaseId?: string;
}

/** Reads the workers of a stack. A question that AWS does not answer costs its own line. */
export function describeWorkers(stack: StackContext, refusals: string[]): Promise<WorkerDescription[]> {
    return Promise.all(
        openWorkers(stack).map(async ({ worker: name, clients, serviceRef }) => {
            const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refusals);
            const live = await ask(async () => (await describeService(clients, serviceRef)) ?? null);
            const primary = live?.deployments.find(({ status }) => status === "PRIMARY");
            if (live === null || live?.status === "INACTIVE") {
                return { name, service: null };
            }
            if (live === undefined || primary === undefined) {
                return { name };
            }
            const { runningCount, desiredCount } = live;
            const { taskDefinitionArn, rolloutState, failedTasks } = primary;
            const revision = await ask(() => describeTaskDefinition(clients, taskDefinitionArn));
            const releaseId = revision?.tags[tagKeys.release];
            return {
                name,
                service: { runningCount, desiredCount, taskDefinitionArn, rolloutState, failedTasks },
                ...(releaseId === undefined ? {} : { releaseId }),
            };
        }),
    );
}

/** `emails: 2 of 2 running · release 1f3c9a5e77b2 (spotter-prod-emails:4)` */
export function formatWorker({ name, service, releaseId }: WorkerDescription): string {
    if (service === undefined) {
        return `${name}: not known`;
    }
    if (service === null) {
        return `${name}: not deployed`;
    }
    const { runningCount, desiredCount, taskDefinitionArn, rolloutState, failedTasks } = service;
    const state = rolloutState === "COMPLETED" ? "" : ` · deployment ${rolloutState.toLowerCase().replace("_", " ")}`;
    const failed = failedTasks === 0 ? "" : `, ${failedTasks} failed`;
    const release = `release ${releaseId ?? "not known"} (${revisionName(taskDefinitionArn)})`;
    return `${name}: ${runningCount} of ${desiredCount} running${failed} · ${release}${state}`;
}

/** Workers that run another release than the service: after a rollback, or a deployment that failed. */
export function describeOtherReleases(workers: readonly WorkerDescription[], releaseId: string | undefined): string[] {
    return workers
        .filter((worker) => worker.releaseId !== undefined && releaseId !== undefined && worker.releaseId !== releaseId)
        .map(({ name, releaseId: own }) => `worker ${name} is on release ${own}, and the service on ${releaseId}`);
}
