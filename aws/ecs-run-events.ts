import type * as ecs from "@aws-sdk/client-ecs";
import type { Clients } from "./clients";
import { toTask } from "./ecs-translation";
import type { Task } from "./ecs-types";
import { undefinedIfMissing } from "./errors";
import { filterLogEvents } from "./logs";
import { batches, pages } from "./pages";
import type { ServiceRef } from "./service-ref";

/** Tasks per call of `DescribeTasks`, at most. */
const tasksPerCall = 100;

/** Tasks of a family: those that run or come up, or those that stopped within the last hour. */
export async function listFamilyTasks(
    clients: Clients,
    { cluster, taskFamily: family }: Pick<ServiceRef, "cluster" | "taskFamily">,
    desiredStatus: "RUNNING" | "STOPPED",
): Promise<Task[]> {
    const client = await clients.ecs();
    const found = await undefinedIfMissing(async () => {
        const arns: string[] = [];
        for await (const { taskArns = [] } of pages((nextToken) =>
            client.listTasks({ cluster, family, desiredStatus, nextToken }),
        )) {
            arns.push(...taskArns);
        }
        const described = await Promise.all(
            batches(arns, tasksPerCall).map((batch) => client.describeTasks({ cluster, tasks: [...batch] })),
        );
        return described.flatMap(({ tasks = [] }) => tasks.map(toTask));
    });
    return found ?? [];
}

/**
 * Tasks of a family that have stopped, as EventBridge has kept them in a log group, the newest last. The detail of an event is the
 * task as ECS describes it, with times as text.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 *
 * @param since milliseconds since 1970
 */
export async function readStoppedRuns(clients: Clients, logGroup: string, taskFamily: string, since: number): Promise<Task[]> {
    const filterPattern = `{ $.detail.taskDefinitionArn = "*:task-definition/${taskFamily}:*" }`;
    const tasks = new Map<string, Task>();
    await undefinedIfMissing(async () => {
        for await (const { message } of filterLogEvents(clients, logGroup, { startTime: since, filterPattern })) {
            const task = readTask(message);
            if (task !== undefined) {
                tasks.set(task.arn, task); // an event may come twice
            }
        }
    });
    return [...tasks.values()].sort((a, b) => (a.stoppedAt ?? 0) - (b.stoppedAt ?? 0));
}

function readTask(line: string): Task | undefined {
    try {
        const { detail = {} } = JSON.parse(line) as { detail?: Readonly<Record<string, unknown>> };
        const timed = Object.entries(detail).map(([key, value]) => [
            key,
            key.endsWith("At") && typeof value === "string" ? new Date(value) : value,
        ]);
        return toTask(Object.fromEntries(timed) as ecs.Task);
    } catch {
        return undefined; // what somebody else has written into the group
    }
}
