import type { Task } from "@aws-sdk/client-ecs";
import { AwsError, undefinedIfMissing } from "../../aws/errors";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { toServiceState, toTask } from "../../aws/ecs";
import { toTarget } from "../../aws/elb";
import { History, type Release } from "../../deployment/history";
import type { Deployment, ServiceState, Task as TaskState } from "../../aws/ecs";
import type { Target } from "../../aws/elb";
import { describeExpiry } from "./image-expiry";
import { liveService, servingDeployment, taskDefinition, type LiveService } from "../shared/service";
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
    readonly tasks: readonly TaskState[];
    readonly targets: readonly Target[];
    readonly alarms: readonly { readonly name: string; readonly state: string }[];

    /** At least one target is healthy. */
    readonly serves: boolean;

    /** What the operator should know: a line each. */
    readonly warnings: readonly string[];
}

/** Releases that are looked through for the one that runs. */
const maxReleases = 30;

/** Reads what runs. A right that is missing costs a row, not the answer. */
export async function describeService(stack: StackContext, folder: string): Promise<ServiceDescription> {
    const live = await liveService(stack);
    const service = toServiceState(live);
    const history = new History(createReleaseRecords(stack.clients, stack.serviceRef), stack.serviceRef.container);
    const current = servingDeployment(live).taskDefinition;
    const refused: string[] = [];
    const ask = <T>(question: Promise<T>): Promise<T | undefined> =>
        question.catch((error: unknown) => noteDenial(error, refused));

    const [releases, before, definition, tasks, targets, alarms] = await Promise.all([
        ask(history.releases(maxReleases)),
        ask(history.lastSucceeded(current)),
        ask(taskDefinition(stack, current)),
        ask(listTasks(stack)),
        ask(listTargets(stack, live)),
        ask(describeAlarms(stack, live)),
    ]);
    const release = releases?.find(({ taskDefinitionArn }) => taskDefinitionArn === current);
    const coming = service.deployments.find(({ status }) => status === "PRIMARY");
    const expiryOfImage = async (of: Release | undefined) =>
        of?.digest === undefined ? undefined : ask(describeExpiry(stack, of.digest));
    const [expiry, expiryBefore] = await Promise.all([expiryOfImage(release), expiryOfImage(before)]);
    return {
        service,
        release,
        size: definition && { cpu: Number(definition.cpu), memoryMiB: Number(definition.memory) },
        coming: coming?.rolloutState === "IN_PROGRESS" ? coming : undefined,
        before,
        tasks: tasks ?? [],
        targets: targets ?? [],
        alarms: alarms ?? [],
        serves: (targets ?? []).some(({ state }) => state === "healthy"),
        warnings: [
            ...findDrift(stack, folder, release),
            ...(expiry === undefined ? [] : [`the image that runs ${expiry}`]),
            ...(expiryBefore === undefined ? [] : [`the image that a rollback would need ${expiryBefore}`]),
            ...refused.map((refusal) => `not known: ${refusal}`),
        ],
    };
}

/** A stack that builds has no release in its file until a rollback pins one. */
function findDrift({ file, name }: StackContext, folder: string, release: Release | undefined): string[] {
    const { digest, pinnedBy } = imageSection(folder, file);
    return [
        ...(digest !== undefined && release !== undefined && digest !== release.digest
            ? [`what runs is not what ${file} names: ${digest} (pulumi up --stack ${name})`]
            : []),
        ...(pinnedBy === undefined ? [] : [`${file} is pinned by a rollback: npm run rollback -- ${name} --clear`]),
    ];
}

async function listTasks({ clients, serviceRef }: StackContext): Promise<TaskState[]> {
    const ecs = await clients.ecs();
    const { cluster, service } = serviceRef;
    const listed = await undefinedIfMissing(() => ecs.listTasks({ cluster, serviceName: service, maxResults: 100 }));
    const arns = listed?.taskArns ?? [];
    const tasks: readonly Task[] = arns.length === 0 ? [] : ((await ecs.describeTasks({ cluster, tasks: arns })).tasks ?? []);
    return tasks.map(toTask).sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
}

async function listTargets({ clients }: StackContext, { loadBalancers = [] }: LiveService): Promise<Target[]> {
    const elb = await clients.elb();
    const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const answers = await Promise.all(groups.map((TargetGroupArn) => elb.describeTargetHealth({ TargetGroupArn })));
    return answers.flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions.map(toTarget));
}

async function describeAlarms(
    { clients }: StackContext,
    { deploymentConfiguration }: LiveService,
): Promise<ServiceDescription["alarms"]> {
    const names = deploymentConfiguration?.alarms?.alarmNames ?? [];
    if (names.length === 0) {
        return [];
    }
    const { MetricAlarms = [], CompositeAlarms = [] } = await (
        await clients.cloudwatch()
    ).describeAlarms({ AlarmNames: names, AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = "", StateValue = "" }) => ({
        name: AlarmName,
        state: StateValue,
    }));
}

function noteDenial(error: unknown, refused: string[]): undefined {
    if (error instanceof AwsError && error.kind === "denied") {
        refused.push(error.message);
        return undefined;
    }
    throw error;
}
