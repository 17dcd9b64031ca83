import * as pulumi from "@pulumi/pulumi";
import { isAwsError } from "../aws/errors";
import type { DeploymentApi } from "../deployment/api";
import { refusal, type LookupContext } from "./look-up";

/** Arguments of {@link isServiceScaled}. */
export interface TaskCountContext extends Pick<LookupContext, "serviceRef" | "namespace"> {
    /** What AWS is asked through. */
    readonly api: Pick<DeploymentApi, "scaledTasks">;
}

/**
 * Whether something else than the program changes how many tasks run: the program's own scaling, or one that is still there
 * although the stack file has none. That one may have added tasks that carry load, so that they stay in the update which
 * ends it, and a warning says what the next one does.
 *
 * @throws {pulumi.RunError} when AWS can't be asked
 */
export async function isServiceScaled(
    { api, serviceRef, namespace }: TaskCountContext,
    tasks: { readonly min: number; readonly max: number },
): Promise<boolean> {
    if (tasks.max > tasks.min) {
        return true;
    }
    const key = `${namespace}:service.tasks`;
    try {
        const running = (await api.scaledTasks?.(serviceRef)) ?? 0;
        if (running <= tasks.min) {
            return false;
        }
        await pulumi.log.warn(
            `${key}: ${running} tasks run, as the service is still scaled, and stay in this update; the next one goes to ${tasks.min}, ` +
                `service.tasks.min: set that to ${running} to keep them, and lower it step by step`,
        );
        return true;
    } catch (error) {
        if (isAwsError(error, "denied")) {
            await pulumi.log.warn(`not checked: ${key}: whether the service is scaled: ${error.message}`);
            return false;
        }
        throw refusal([`${key}: ${(error as Error).message}`]);
    }
}
