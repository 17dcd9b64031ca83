import { randomUUID } from "node:crypto";
import type { Clients } from "./clients";
import type { ServiceName } from "./ecs";
import { readService } from "./ecs-description";
import { toTask } from "./ecs-translation";
import type { Task } from "./ecs-types";
import { tagKeys } from "./tags";

/** A command that runs once, in place of the one that the application's container usually runs. */
export interface OneOffTask {
    readonly taskDefinitionArn: string;

    /** Name of the container. */
    readonly container: string;

    /** Replaces the image's CMD; its ENTRYPOINT stays. */
    readonly command: readonly string[];
}

/** What ECS made of a request to start a task. */
export interface StartedTask {
    /** Undefined where ECS starts none. */
    readonly task?: Task;

    /** Why it starts none, a line each: `RESOURCE:ENI`, `Capacity is unavailable at this time …`. */
    readonly failures: readonly string[];
}

/**
 * Who started a task, as ECS shows it. Those of a service have the id of its deployment there.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
const startedBy = "spotter-task";

/**
 * Characters that the overrides of a task may have as JSON.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export const maxOverrideLength = 8_192;

/** What a task has instead of its task definition's. */
export function toOverrides({ container, command }: Pick<OneOffTask, "container" | "command">) {
    return { containerOverrides: [{ name: container, command: [...command] }] };
}

/**
 * Starts a task beside a service: with its network and capacity, the tags of the task definition, and one of its own. The
 * service does not count it, and no load balancer sends it requests.
 */
export async function runTask(clients: Clients, service: ServiceName, task: OneOffTask): Promise<StartedTask> {
    const ecs = await clients.ecs();
    const {
        networkConfiguration,
        capacityProviderStrategy = [],
        launchType,
        platformVersion,
    } = (await readService(clients, service)) ?? {};
    const { tasks = [], failures = [] } = await ecs.runTask({
        cluster: service.cluster,
        taskDefinition: task.taskDefinitionArn,
        count: 1,
        startedBy,
        clientToken: randomUUID(), // a request that is repeated starts no second task
        networkConfiguration,
        platformVersion,
        ...(capacityProviderStrategy.length > 0 ? { capacityProviderStrategy } : { launchType }), // ECS refuses both
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
