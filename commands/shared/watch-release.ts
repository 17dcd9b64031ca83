import type { Service } from "../../aws/ecs";
import type { Verdict } from "../../deployment/api";
import type { CommandContext } from "./context";
import { CommandError, exitCodes } from "./errors";
import { intendedRelease, workerRelease } from "./service";
import type { StackContext } from "./stack-context";

/** A revision that should serve. */
export interface Watched {
    readonly taskDefinitionArn: string;
    readonly releaseId: string;

    /** Deployment that must complete, where the service was on the revision before. */
    readonly deploymentId?: string;

    /** Lifecycle hook that was answered a moment ago. */
    readonly answeredHookId?: string;
}

/** Follows a deployment with the verdict that `pulumi up` gives, until it serves or does not. */
export async function watchRelease(
    { api, interruption }: CommandContext,
    stack: StackContext,
    service: Service,
    release: Watched,
    report: (line: string) => void,
): Promise<Verdict> {
    const { worker } = stack;
    const intended =
        worker === undefined
            ? await intendedRelease(stack, service, release)
            : workerRelease({ ...stack, worker }, service, release);
    return api.verdict(intended, report, interruption.signal);
}

/** The message for an interruption while a deployment is watched. */
export function continues({ name }: StackContext, { releaseId }: Watched): string {
    return `interrupted: the deployment of ${releaseId} continues on AWS, where ECS ends it by itself: npm run status -- ${name}`;
}

/** A verdict as `--json` prints it. */
export function toVerdictDocument({ outcome, line, diagnosis, seconds }: Verdict): object {
    return { outcome, line, ...(diagnosis === undefined ? {} : { diagnosis }), seconds };
}

/** @throws {CommandError} unless the release serves; with an exit code of its own where somebody must let it go on */
export function requireSuccess({ outcome, line, diagnosis }: Verdict): void {
    if (outcome === "AWAITING_APPROVAL") {
        throw new CommandError(`${outcome}: ${line}`, exitCodes.awaiting);
    }
    if (outcome !== "SUCCEEDED") {
        const unknown = diagnosis?.id.startsWith("caller-") === true; // how it ended is not known
        throw new CommandError(`${outcome}: ${line}`, unknown ? exitCodes.aws : exitCodes.finding);
    }
}
