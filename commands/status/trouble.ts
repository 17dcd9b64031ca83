import type { ServiceDeployment, Task } from "../../aws/ecs";
import type { Target } from "../../aws/elb";
import { readLastLines, toLogStream } from "../../aws/logs";
import type { Diagnosis } from "../../deployment/api";
import { failedSidecar } from "../../deployment/diagnosis/containers";
import { diagnose, failedStops } from "../../deployment/diagnosis/diagnose";
import type { LatestDeployment } from "../../deployment/latest-deployment";
import type { LiveService } from "../shared/service";
import { toIntendedRelease } from "../shared/service";
import type { StackContext } from "../shared/stack-context";

interface Facts {
    readonly service: LiveService;
    readonly serviceDeployment?: ServiceDeployment;
    readonly tasks: readonly Task[];
    readonly targets: readonly Target[];
}

/** Lines of a log in which the error of a crash is looked for. */
const maxLogLines = 200;

/**
 * Why the newest deployment fails or failed; where it is complete, why its release does not serve as it should. Undefined
 * where all is well, or no cause is known beyond what ECS says of the deployment itself.
 *
 * @param current ARN of the revision that serves, or should
 * @param ask asks AWS, and gives undefined for what it does not answer
 */
export async function findTrouble(
    stack: StackContext,
    facts: Facts,
    latest: LatestDeployment | undefined,
    current: string,
    now: number,
    ask: <T>(question: () => Promise<T>) => Promise<T | undefined>,
): Promise<Diagnosis | undefined> {
    const { service, serviceDeployment, tasks, targets } = facts;
    const isComplete = latest?.stage === "completed";
    const taskDefinitionArn = isComplete ? current : latest?.taskDefinitionArn;
    if (taskDefinitionArn === undefined || (isComplete && servesInFull(facts))) {
        return undefined;
    }
    const intent = toIntendedRelease(stack, service, { taskDefinitionArn, releaseId: "" });
    const snapshot = { at: now, service, serviceDeployment, tasks, targets, logs: [] };
    const [stop] = failedStops(snapshot, intent);
    const logs =
        stop &&
        (await ask(() =>
            readLastLines(stack.clients, toLogStream(stack.serviceRef, stop.arn, failedSidecar(stop, intent)), maxLogLines),
        ));
    const diagnosis = diagnose({ ...snapshot, logs: logs ?? [] }, intent);
    return diagnosis?.id === "rolled-back" || diagnosis?.id === "replaced" ? undefined : diagnosis; // the deployment's row says so
}

function servesInFull({ service, targets }: Facts): boolean {
    const { runningCount, desiredCount } = service;
    return runningCount >= desiredCount && desiredCount > 0 && !targets.some(({ state }) => state === "unhealthy");
}
