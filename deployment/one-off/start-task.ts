import { lastSegment } from "../../aws/arn";
import type { Clients } from "../../aws/clients";
import type { Task } from "../../aws/ecs";
import { runTask, stopTask, type OneOffTask, type TaskPlacement } from "../../aws/ecs-tasks";
import type { ServiceRef } from "../../aws/service-ref";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import { UserError } from "../../aws/user-error";

/** @throws {UserError} with why ECS starts no task */
export async function startTask(
    clients: Clients,
    { cluster, container }: Pick<ServiceRef, "cluster" | "container">,
    placement: TaskPlacement,
    task: Omit<OneOffTask, "container">,
): Promise<Task> {
    const { task: started, failures } = await runTask(clients, { cluster }, placement, { ...task, container });
    if (started === undefined) {
        const reasons = failures.length === 0 ? ["it gives no reason"] : failures;
        throw new UserError(reasons.map((reason) => `ECS starts no task: ${reason}`).join("\n"));
    }
    return started;
}

/**
 * Stops a task, and says what became of that.
 *
 * @param reason as ECS shows it afterwards
 */
export async function stopAndDescribe(
    clients: Clients,
    serviceRef: Pick<ServiceRef, "cluster">,
    { arn }: Task,
    reason: string,
): Promise<string> {
    const id = lastSegment(arn);
    const refusals: string[] = [];
    await undefinedIfUnanswered(() => stopTask(clients, serviceRef, arn, reason), refusals);
    const [refusal] = refusals;
    return refusal === undefined
        ? `ECS stops task ${id}: it gets SIGTERM, and SIGKILL after service.stopTimeoutSeconds`
        : `task ${id} runs on: ${refusal}`;
}

/** Only the program: its arguments may hold a secret. */
export function describeCommand([program = "", ...args]: readonly string[]): string {
    return args.length === 0 ? program : `${program} …`;
}
