import { lastSegment } from "../../aws/arn";
import { hasImage, toRepositoryRef } from "../../aws/ecr";
import type { TaskDefinition } from "../../aws/ecs";
import { AwsError } from "../../aws/errors";
import { listParameters } from "../../aws/ssm";
import type { ParameterMetadata } from "../../aws/ssm";
import type { Clock } from "../../deployment/clock";
import { parametersIn } from "./task-definition-diff";
import type { StackContext } from "../shared/stack-context";

/** What was found out about a revision before the service returns to it. */
export interface Checks {
    /** What would fail the deployment: one line each. */
    readonly errors: readonly string[];

    /** Variables whose parameters were changed after the revision was registered: its tasks get today's values. */
    readonly changed: readonly string[];

    /** What could not be checked: one line each. It does not delay a rollback. */
    readonly unchecked: readonly string[];
}

/** Milliseconds. An outage lasts as long as this is waited for. */
const requestTimeoutMs = 4_000;

/** Asks, side by side and not for long, whether the image and the parameters of a revision are still there. */
export async function checkRevision(
    stack: StackContext,
    revision: TaskDefinition,
    digest: string,
    clock: Clock,
): Promise<Checks> {
    const unchecked: string[] = [];
    const wanted = parametersIn(revision);
    const ask = <T>(what: string, question: () => Promise<T>) => askInTime(clock, unchecked, what, question);
    const own = wanted.filter((path) => path.startsWith(`${stack.serviceRef.parameterPrefix}/`));
    const [image, parameters] = await Promise.all([
        ask("the image", () => hasImage(stack.clients, toRepositoryRef(stack.serviceRef), digest)),
        own.length === 0
            ? undefined
            : ask("the parameters", () => listParameters(stack.clients, stack.serviceRef.parameterPrefix)),
    ]);
    if (own.length < wanted.length) {
        unchecked.push(
            `parameters outside ${stack.serviceRef.parameterPrefix}: ${wanted.filter((path) => !own.includes(path)).join(", ")}`,
        );
    }
    const missing = parameters === undefined ? [] : own.map(lastSegment).filter((name) => !parameters.has(name));
    return {
        errors: [
            ...(image === false ? [`${digest} is not in repository ${stack.serviceRef.repository} any more`] : []),
            ...(missing.length > 0
                ? [
                      `parameters missing under ${stack.serviceRef.parameterPrefix}: ${missing.join(", ")} (npm run parameters -- ${stack.name} push)`,
                  ]
                : []),
        ],
        changed: parameters === undefined ? [] : own.map(lastSegment).filter((name) => isNewer(parameters.get(name), revision)),
        unchecked: unchecked.sort(),
    };
}

/** Undefined, with a line in `unchecked`, where AWS gives no answer or not in time. */
async function askInTime<T>(clock: Clock, unchecked: string[], what: string, question: () => Promise<T>): Promise<T | undefined> {
    const controller = new AbortController();
    const timeout = clock.sleep(requestTimeoutMs, controller.signal).then(() => {
        if (!controller.signal.aborted) {
            unchecked.push(`${what}: no answer within ${requestTimeoutMs / 1000} s`);
        }
        return undefined;
    });
    const answer = question().catch((error: unknown) => {
        if (!(error instanceof AwsError)) {
            throw error;
        }
        unchecked.push(`${what}: ${error.message}`);
        return undefined;
    });
    return Promise.race([answer, timeout]).finally(() => controller.abort());
}

function isNewer(parameter: ParameterMetadata | undefined, { registeredAt }: TaskDefinition): boolean {
    return (parameter?.modifiedAt ?? 0) > (registeredAt ?? Infinity);
}
