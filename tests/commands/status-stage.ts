import { status } from "../../commands/status/status";
import { systemClock } from "../../deployment/clock";
import { noon } from "./aws";
import { revision, Trial } from "./trial";

export const minute = 60_000;
export const denied: readonly [string, string] = ["AccessDeniedException", "no"];

/** `status`, ten minutes after noon, of a service with one revision more. */
export class StatusStage {
    public readonly trial = new Trial();

    public constructor() {
        beforeEach(() => {
            this.trial.context = { clock: { ...systemClock, date: () => new Date(noon + 10 * minute) } };
            this.trial.account.revisions.push(revision(4, 4));
        });
    }

    /** What is shown, and of it what stands from `Deployment` to `Before`. */
    public async show(...args: readonly string[]) {
        const result = await this.trial.run(status, "test", ...args);
        const { stdout } = result;
        return { ...result, rows: stdout.slice(stdout.indexOf("  Deployment"), stdout.indexOf("  Before")).trimEnd() };
    }
}

/** A task that ended at its start. */
export function crash(id: string, of: number, log: readonly string[] = ["Error: AUTH_URL must be a URL"]) {
    return {
        id,
        revision: of,
        code: "EssentialContainerExited",
        reason: "Essential container in task exited",
        exitCode: 1,
        stoppedAt: noon + 2 * minute,
        log,
    };
}
