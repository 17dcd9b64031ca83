import { describeAlarms, type Alarm } from "../../aws/cloudwatch";
import { describeTaskDefinition, findNewestServiceDeployment, listTasks, type Service, type Task } from "../../aws/ecs";
import { describeTargets, type Target } from "../../aws/elb";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { Diagnosis } from "../../deployment/api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { History, type Release } from "../../deployment/history";
import { findLatestDeployment, type LatestDeployment } from "../../deployment/latest-deployment";
import { alarmNamesOf } from "../../config/service-ref";
import { findWarnings } from "./warnings";
import { describeSchedules, warnOfSchedules, type ScheduleDescription } from "./schedules";
import { describeOtherReleases, describeWorkers, type WorkerDescription } from "./workers";
import { findTrouble } from "./trouble";
import { liveService, servingDeployment, type LiveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";

/** What runs, as `status` shows it. What AWS does not tell is undefined, and one of the warnings. */
export interface ServiceDescription {
    readonly service: LiveService;

    /** The release whose tasks serve, as far as its revision still exists. */
    readonly release?: Release;

    /** CPU units and MiB of a task, as the release was registered. */
    readonly size?: { readonly cpu: number; readonly memoryMiB: number };

    /** The newest deployment: in progress, going back, or how it ended. */
    readonly latest?: LatestDeployment;

    /** Why the newest deployment fails, or the release that should serve does not. */
    readonly diagnosis?: Diagnosis;

    /** The release that a rollback would return to; null where no earlier one has succeeded. */
    readonly before?: Release | null;

    /** Oldest first. */
    readonly tasks?: readonly Task[];

    /** Those of the last hour, the newest first. */
    readonly stopped?: readonly Task[];
    readonly targets?: readonly Target[];

    /** Those of the stack, and those that guard deployments. */
    readonly alarms?: readonly Alarm[];

    readonly workers: readonly WorkerDescription[];
    readonly schedules: readonly ScheduleDescription[];

    /** At least one target is healthy. */
    readonly serves?: boolean;

    /** What the operator should know: a line each. */
    readonly warnings: readonly string[];
}

/** Reads what runs. A question that AWS does not answer costs its own row, and the command goes on. */
export async function describeService(stack: StackContext, folder: string, now: number): Promise<ServiceDescription> {
    const service = await liveService(stack);
    const { clients, serviceRef } = stack;
    const history = new History(createReleaseRecords(clients, serviceRef), serviceRef.container);
    const current = servingDeployment(service).taskDefinitionArn;
    const refusals: string[] = [];
    const ask = <T>(question: () => Promise<T>): Promise<T | undefined> => undefinedIfUnanswered(question, refusals);

    const [release, before, definition, tasks, stopped, targets, alarms, serviceDeployment, workers, schedules] =
        await Promise.all([
            ask(() => history.release(current)),
            ask(async () => (await history.lastSucceeded(current)) ?? null),
            ask(() => describeTaskDefinition(clients, current)),
            ask(() => listTasks(clients, serviceRef, "RUNNING")),
            ask(() => listTasks(clients, serviceRef, "STOPPED")),
            ask(() => listTargets(stack, service)),
            ask(() => describeAlarms(clients, [...new Set([...service.alarms, ...alarmNamesOf(stack.config)])])),
            ask(() => findNewestServiceDeployment(clients, serviceRef)),
            describeWorkers(stack, refusals),
            describeSchedules(stack, now, refusals),
        ]);
    const latest = findLatestDeployment({ service, serviceDeployment, stopped });
    const facts = { service, serviceDeployment, tasks: [...(tasks ?? []), ...(stopped ?? [])], targets: targets ?? [] };
    const diagnosis = await findTrouble(stack, facts, latest, current, now, ask);
    const warnings = await findWarnings(stack, folder, { service, release, before, latest }, now, ask);
    const unknown = history.attemptsUnknown === undefined ? refusals : [...refusals, history.attemptsUnknown];
    return {
        service,
        release,
        size: definition && { cpu: definition.cpu, memoryMiB: definition.memoryMiB },
        latest,
        diagnosis,
        before,
        tasks: tasks?.sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0)),
        stopped: stopped?.sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0)),
        targets,
        alarms,
        workers,
        schedules,
        serves: targets?.some(({ state }) => state === "healthy"),
        warnings: [
            ...warnings,
            ...describeOtherReleases(workers, release?.releaseId),
            ...warnOfSchedules(schedules, release?.releaseId),
            ...[...new Set(unknown)].sort().map((refusal) => `not known: ${refusal}`),
        ],
    };
}

async function listTargets({ clients }: StackContext, { loadBalancers, shift }: Service): Promise<Target[]> {
    const groups = loadBalancers.map(({ targetGroupArn }) => targetGroupArn);
    const both = shift === undefined ? groups : [...groups, shift.alternateTargetGroupArn]; // releases have them by turns
    const targets = both.map((group) => describeTargets(clients, group));
    return (await Promise.all(targets)).flat();
}
