import type { ReleaseGuard } from "../components/release-guard";
import type { WorkerSettings } from "../components/worker-service";
import { expectedSeconds } from "../deployment/phases";
import { imageGuard } from "./block-without-image";
import { changeHook, waitForVerdict, type VerdictArgs } from "./wait-for-verdict";

/** Arguments of {@link workerGuard}. */
export interface WorkerGuardArgs extends Pick<VerdictArgs, "api" | "serviceRef" | "image" | "sidecars" | "secretNames"> {
    /** Namespace of the stack file's keys, for messages: the project's name. */
    readonly namespace: string;

    /** What the length of a deployment depends on. */
    readonly worker: WorkerSettings;

    /** Whether there is a verdict, and when it gives up. */
    readonly settings: VerdictArgs["settings"] & {
        /** Fail the update unless the worker runs. Without it, ECS alone decides when it is steady. */
        readonly verdict: boolean;
    };
}

/**
 * Guards the releases of a worker: no image, no release; a verdict after each update, without a load balancer to ask. The
 * service's preflight was about the same image, parameters and network.
 */
export function workerGuard(name: string, args: WorkerGuardArgs): ReleaseGuard {
    const { image, namespace, worker, settings } = args;
    const taskDefinitionHooks = imageGuard(name, namespace, image.missing);
    if (!settings.verdict) {
        return taskDefinitionHooks;
    }
    const change = changeHook(name);
    const service = { ...worker, tasks: { min: worker.tasks }, minimumHealthyPercent: 100, maximumPercent: 200 };
    const verdict = { ...args, minTasks: undefined, expectedSeconds: expectedSeconds({ service }) };
    return {
        ...taskDefinitionHooks,
        serviceHooks: change.hooks,
        waitForVerdict: (service, revision) => waitForVerdict(service, revision, verdict, change.isChanged),
    };
}
