import { randomUUID } from "node:crypto";
import type * as ecs from "@aws-sdk/client-ecs";
import type { Clients } from "./clients";
import type { ServiceName } from "./ecs";
import { readService } from "./ecs-description";
import { toTask } from "./ecs-translation";
import type { Task } from "./ecs-types";
import { batches, pages } from "./pages";
import { tagKeys } from "./tags";
import { toOverrides, type CommandOverride } from "./task-overrides";

/** A command that runs once, in place of the one that the application's container usually runs. */
export interface OneOffTask extends CommandOverride {
    readonly taskDefinitionArn: string;

    /**
     * Who started it, as ECS shows it. Tasks of a service have the id of its deployment there.
     *
     * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
     */
    readonly startedBy: string;
}

/** Where a task runs, and on which capacity, in the words of `RunTask`. */
export type TaskPlacement = Pick<
    ecs.RunTaskCommandInput,
    "networkConfiguration" | "capacityProviderStrategy" | "launchType" | "platformVersion"
>;

/** What ECS made of a request to start a task. */
export interface StartedTask {
    /** Undefined where ECS starts none. */
    readonly task?: Task;

    /** Why it starts none, a line each: `RESOURCE:ENI`, `Capacity is unavailable at this time …`. */
    readonly failures: readonly string[];
}

/** A task that was started by itself, and what it runs. */
export interface RunningTask {
    readonly task: Task;

    /** In place of the image's CMD, by the container's name. */
    readonly commands: ReadonlyMap<string, readonly string[]>;
}

/** Where a service's tasks run: its network and its capacity. */
export async function findPlacement(clients: Clients, service: ServiceName): Promise<TaskPlacement> {
    const {
        networkConfiguration,
        capacityProviderStrategy = [],
        launchType,
        platformVersion,
    } = (await readService(clients, service)) ?? {};
    return {
        networkConfiguration,
        platformVersion,
        ...(capacityProviderStrategy.length > 0 ? { capacityProviderStrategy } : { launchType }), // ECS refuses both
    };
}

/**
 * Starts a task with the tags of its task definition, and one of its own. No service counts it, and no load balancer sends it
 * requests.
 */
export async function runTask(
    clients: Clients,
    { cluster }: Pick<ServiceName, "cluster">,
    placement: TaskPlacement,
    task: OneOffTask,
): Promise<StartedTask> {
    const ecs = await clients.ecs();
    const { tasks = [], failures = [] } = await ecs.runTask({
        cluster,
        taskDefinition: task.taskDefinitionArn,
        count: 1,
        startedBy: task.startedBy,
        clientToken: randomUUID(), // a request that is repeated starts no second task
        ...placement,
        overrides: toOverrides(task),
        propagateTags: "TASK_DEFINITION",
        tags: [{ key: tagKeys.oneOff, value: "true" }],
    });
    return {
        task: tasks[0] && toTask(tasks[0]),
        failures: failures.map(({ reason = "no reason given", detail }) =>
            detail === undefined ? reason : `${reason}: ${detail}`,
        ),
    };
}

/** Tasks per call of `DescribeTasks`, at most. */
const tasksPerCall = 100;

/** Tasks that run or come up and were started by the same: ECS takes no further filter beside this one. */
export async function listStartedTasks(
    clients: Clients,
    { cluster }: Pick<ServiceName, "cluster">,
    startedBy: string,
): Promise<RunningTask[]> {
    const ecs = await clients.ecs();
    const arns: string[] = [];
    for await (const { taskArns = [] } of pages((nextToken) => ecs.listTasks({ cluster, startedBy, nextToken }))) {
        arns.push(...taskArns);
    }
    const described = await Promise.all(
        batches(arns, tasksPerCall).map((batch) => ecs.describeTasks({ cluster, tasks: [...batch] })),
    );
    return described.flatMap(({ tasks = [] }) =>
        tasks.map((task) => ({
            task: toTask(task),
            commands: new Map((task.overrides?.containerOverrides ?? []).map(({ name = "", command = [] }) => [name, command])),
        })),
    );
}

/** Undefined where ECS knows no such task: for a moment after its start, and some time after its end. */
export async function findTask(
    clients: Clients,
    { cluster }: Pick<ServiceName, "cluster">,
    arn: string,
    abortSignal?: AbortSignal,
): Promise<Task | undefined> {
    const ecs = await clients.ecs();
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [arn] }, { abortSignal });
    return tasks[0] && toTask(tasks[0]);
}

/**
 * Makes ECS stop a task: its containers get SIGTERM, and SIGKILL after their stop timeout.
 *
 * @param reason as ECS shows it afterwards
 */
export async function stopTask(
    clients: Clients,
    { cluster }: Pick<ServiceName, "cluster">,
    arn: string,
    reason: string,
): Promise<void> {
    const ecs = await clients.ecs();
    await ecs.stopTask({ cluster, task: arn, reason });
}
