import type { Task } from "@aws-sdk/client-ecs";
import { AwsError, orNothing } from "../rollout/aws/errors";
import { recordsOf } from "../rollout/aws/records";
import { serviceStateOf, targetOf, taskOf } from "../rollout/aws/translate";
import { History, type Release } from "../rollout/history";
import type { Deployment, ServiceState, Target, Task as TaskState } from "../rollout/snapshot";
import { expiryOf } from "./expiry";
import { liveService, servingDeployment, taskDefinition, type LiveService } from "./live-service";
import type { Stack } from "./stack";
import { imageSection } from "./stack-file-edit";

/** What runs, as `status` shows it. */
export interface Overview {
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
const reach = 30;

/** Reads what runs. A right that is missing costs a row, not the answer. */
export async function overviewOf(stack: Stack, folder: string): Promise<Overview> {
    const live = await liveService(stack);
    const service = serviceStateOf(live);
    const history = new History(recordsOf(stack.clients, stack.target), stack.target.container);
    const current = servingDeployment(live).taskDefinition;
    const refused: string[] = [];
    const ask = <T>(question: Promise<T>): Promise<T | undefined> =>
        question.catch((error: unknown) => noteRefusal(error, refused));

    const [releases, before, definition, tasks, targets, alarms] = await Promise.all([
        ask(history.releases(reach)),
        ask(history.lastSucceeded(current)),
        ask(taskDefinition(stack, current)),
        ask(tasksOf(stack)),
        ask(targetsOf(stack, live)),
        ask(alarmsOf(stack, live)),
    ]);
    const release = releases?.find(({ taskDefinitionArn }) => taskDefinitionArn === current);
    const coming = service.deployments.find(({ status }) => status === "PRIMARY");
    const expiryOfImage = async (of: Release | undefined) =>
        of?.digest === undefined ? undefined : ask(expiryOf(stack, of.digest));
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
            ...driftOf(stack, folder, release),
            ...(expiry === undefined ? [] : [`the image that runs ${expiry}`]),
            ...(expiryBefore === undefined ? [] : [`the image that a rollback would need ${expiryBefore}`]),
            ...refused.map((refusal) => `not known: ${refusal}`),
        ],
    };
}

/** A stack that builds has no release in its file until a rollback pins one. */
function driftOf({ file, name }: Stack, folder: string, release: Release | undefined): string[] {
    const { digest, pinnedBy } = imageSection(folder, file);
    return [
        ...(digest !== undefined && release !== undefined && digest !== release.digest
            ? [`what runs is not what ${file} names: ${digest} (pulumi up --stack ${name})`]
            : []),
        ...(pinnedBy === undefined ? [] : [`${file} is pinned by a rollback: npm run rollback -- ${name} --clear`]),
    ];
}

async function tasksOf({ clients, target }: Stack): Promise<TaskState[]> {
    const ecs = await clients.ecs();
    const { cluster, service } = target;
    const listed = await orNothing(() => ecs.listTasks({ cluster, serviceName: service, maxResults: 100 }));
    const arns = listed?.taskArns ?? [];
    const tasks: readonly Task[] = arns.length === 0 ? [] : ((await ecs.describeTasks({ cluster, tasks: arns })).tasks ?? []);
    return tasks.map(taskOf).sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
}

async function targetsOf({ clients }: Stack, { loadBalancers = [] }: LiveService): Promise<Target[]> {
    const elb = await clients.elb();
    const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const answers = await Promise.all(groups.map((TargetGroupArn) => elb.describeTargetHealth({ TargetGroupArn })));
    return answers.flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions.map(targetOf));
}

async function alarmsOf({ clients }: Stack, { deploymentConfiguration }: LiveService): Promise<Overview["alarms"]> {
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

function noteRefusal(error: unknown, refused: string[]): undefined {
    if (error instanceof AwsError && error.trouble === "denied") {
        refused.push(error.message);
        return undefined;
    }
    throw error;
}
