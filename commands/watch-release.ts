import type { Service } from "@aws-sdk/client-ecs";
import type { Verdict } from "../rollout/release";
import type { Surroundings } from "./command";
import { CommandError, exitCodes } from "./exit";
import { intendedRelease } from "./live-service";
import type { Stack } from "./stack";

/** A revision that is to serve. */
export interface Watched {
    readonly taskDefinitionArn: string;
    readonly releaseId: string;

    /** Deployment that must complete, where the service was on the revision before. */
    readonly deploymentId?: string;
}

/** Follows a roll-out with the verdict that `pulumi up` gives, until it serves or does not. */
export async function watchRelease(
    { cloud, interruption }: Surroundings,
    stack: Stack,
    service: Service,
    release: Watched,
    say: (line: string) => void,
): Promise<Verdict> {
    const intended = await intendedRelease(stack, service, release);
    return cloud.verdict(intended, say, interruption.signal);
}

/** What an interruption means while a roll-out is watched. */
export function continues({ name }: Stack, { releaseId }: Watched): string {
    return `interrupted: the roll-out of ${releaseId} continues on AWS, where ECS ends it by itself: npm run status -- ${name}`;
}

/** What a verdict leaves of itself in a document. */
export function verdictOf({ outcome, line, diagnosis, seconds }: Verdict): object {
    return { outcome, line, ...(diagnosis === undefined ? {} : { diagnosis }), seconds };
}

/** @throws {CommandError} unless the release serves */
export function mustServe({ outcome, line, diagnosis }: Verdict): void {
    if (outcome !== "SUCCEEDED") {
        const unknown = diagnosis?.id.startsWith("caller-") === true; // AWS did not tell how it ended
        throw new CommandError(`${outcome}: ${line}`, unknown ? exitCodes.aws : exitCodes.finding);
    }
}
