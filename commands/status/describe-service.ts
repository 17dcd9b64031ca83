import { describeAlarms, type Alarm } from "../../aws/cloudwatch";
import { describeTaskDefinition, listTasks, type Deployment, type ServiceState, type Task } from "../../aws/ecs";
import { describeTargets, type Target } from "../../aws/elb";
import { undefinedIfDenied } from "../../aws/errors";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { History, type Release } from "../../deployment/history";
import { describeExpiry } from "./image-expiry";
import { liveService, servingDeployment, type LiveService } from "../shared/service";
import type { StackContext } from "../shared/stack-context";
import { imageSection } from "../shared/stack-file-edit";

/** What runs, as `status` shows it. */
export interface ServiceDescription {
    readonly service: ServiceState;

    /** The release whose tasks serve, as far as its revision still exists. */
    readonly release?: Release;

    /** CPU units and MiB of a task, as the release was registered. */
    readonly size?: { readonly cpu: number; readonly memoryMiB: number };

    /** The deployment that is to replace it. */
    readonly coming?: Deployment;

    /** The release that a rollback would return to. */
    readonly before?: Release;
    readonly tasks: readonly Task[];
    readonly targets: readonly Target[];
    readonly alarms: readonly Alarm[];

    /** At least one target is healthy. */
    readonly serves: boolean;

    /** What the operator should know: a line each. */
    readonly warnings: readonly string[];
}

/** Newest releases that the running one is searched in; ECR keeps as many images by default. */
const maxReleases = 30;

/** Reads what runs. A missing permission drops one row instead of failing the command. */
export async function describeService(stack: StackContext, folder: string): Promise<ServiceDescription> {
    const service = await liveService(stack);
    const { clients, serviceRef } = stack;
    const history = new History(createReleaseRecords(clients, serviceRef), serviceRef.container);
    const current = servingDeployment(service).taskDefinitionArn;
    const refused: string[] = [];
    const ask = <T>(question: () => Promise<T>): Promise<T | undefined> => undefinedIfDenied(question, refused);

    const [releases, before, definition, tasks, targets, alarms] = await Promise.all([
        ask(() => history.releases(maxReleases)),
        ask(() => history.lastSucceeded(current)),
        ask(() => describeTaskDefinition(clients, current)),
        ask(() => listTasks(clients, serviceRef, "RUNNING")),
        ask(() => listTargets(stack, service)),
        ask(() => describeAlarms(clients, service.alarms)),
    ]);
    const release = releases?.find(({ taskDefinitionArn }) => taskDefinitionArn === current);
    const coming = service.deployments.find(({ status }) => status === "PRIMARY");
    const findExpiry = async (digest: string | undefined) =>
        digest === undefined ? undefined : ask(() => describeExpiry(stack, digest));
    const [expiry, expiryBefore] = await Promise.all([findExpiry(release?.digest), findExpiry(before?.digest)]);
    return {
        service,
        release,
        size: definition && { cpu: definition.cpu, memoryMiB: definition.memoryMiB },
        coming: coming?.rolloutState === "IN_PROGRESS" ? coming : undefined,
        before,
        tasks: (tasks ?? []).sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0)),
        targets: targets ?? [],
        alarms: alarms ?? [],
        serves: (targets ?? []).some(({ state }) => state === "healthy"),
        warnings: [
            ...findDrift(stack, folder, release),
            ...(expiry === undefined ? [] : [`the running image ${expiry}`]),
            ...(expiryBefore === undefined ? [] : [`the image for a rollback ${expiryBefore}`]),
            ...refused.map((refusal) => `not known: ${refusal}`),
        ],
    };
}

/** A stack that builds has no release in its file until a rollback pins one. */
function findDrift({ file, name }: StackContext, folder: string, release: Release | undefined): string[] {
    const { digest, pinnedBy } = imageSection(folder, file);
    return [
        ...(digest !== undefined && release !== undefined && digest !== release.digest
            ? [`the running release is not the one in ${file}, ${digest} (pulumi up --stack ${name})`]
            : []),
        ...(pinnedBy === undefined ? [] : [`${file} is pinned by a rollback: npm run rollback -- ${name} --clear`]),
    ];
}

async function listTargets({ clients }: StackContext, { loadBalancers }: LiveService): Promise<Target[]> {
    const targets = loadBalancers.map(({ targetGroupArn }) => describeTargets(clients, targetGroupArn));
    return (await Promise.all(targets)).flat();
}
