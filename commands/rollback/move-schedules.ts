import { revisionName } from "../../aws/arn";
import { isAwsError } from "../../aws/errors";
import { findSchedule, moveSchedule } from "../../aws/scheduler";
import { openSchedules } from "../shared/schedules";
import type { StackContext } from "../shared/stack-context";
import { findRevision } from "./move-workers";

/** What became of a schedule, as `--json` prints it. */
export interface MovedSchedule {
    readonly schedule: string;

    /** Revision that its next run is of; absent where it stays as it was. */
    readonly to?: string;

    /** Why it stays as it was. */
    readonly reason?: string;
}

/**
 * Takes the schedules back to the release that the service has returned to: their next runs are of it. A run in progress goes on.
 * What can't be moved stays as it is, which is said: the release serves already.
 */
export async function moveSchedules(
    stack: StackContext,
    releaseId: string,
    report: (line: string) => void,
): Promise<MovedSchedule[]> {
    const moved: MovedSchedule[] = [];
    for (const each of openSchedules(stack)) {
        const { schedule, clients, names } = each;
        const stays = (reason: string) => {
            report(`schedule ${schedule} stays as it is until pulumi up: ${reason}`);
            moved.push({ schedule, reason });
        };
        try {
            const found = await findSchedule(clients, names.schedule);
            const revision = await findRevision(each, releaseId);
            if (found === undefined || revision === undefined) {
                stays(found === undefined ? "it is not deployed" : `it has never been deployed with ${releaseId}`);
                continue;
            }
            if (found.taskDefinitionArn !== revision.arn) {
                await moveSchedule(clients, names.schedule, revision.arn);
            }
            moved.push({ schedule, to: revisionName(revision.arn) });
        } catch (error) {
            if (!isAwsError(error, "denied")) {
                throw error;
            }
            stays(error.message);
        }
    }
    return moved;
}
