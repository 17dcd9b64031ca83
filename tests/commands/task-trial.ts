import { systemClock } from "../../deployment/clock";
import type { OneOffState } from "../aws-double/account";
import { Trial } from "./trial";

export const id = "0ff0ff0ff0ff";
export const arn = `arn:aws:ecs:us-east-1:123456789012:task/spotter-test/${id}`;
export const begun = `task ${id} of spotter-test:3 runs node …\n`;
export const running: OneOffState = { lastStatus: "RUNNING", log: ["2 migrations to apply"] };
export const exited = (exitCode: number, more: Partial<OneOffState> = {}): OneOffState => ({
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    exitCode,
    ...more,
});
export const notStarted = (stoppedReason: string): OneOffState => ({
    lastStatus: "STOPPED",
    stopCode: "TaskFailedToStart",
    stoppedReason,
});

/** `task` in an account whose one-off task runs and ends well, unless a test says otherwise. */
export class TaskTrial extends Trial {
    /** Milliseconds that the command has waited. */
    public waited = 0;

    public constructor() {
        super();
        beforeEach(() => {
            this.waited = 0;
            const sleep = (milliseconds: number) => {
                this.waited += milliseconds;
                return Promise.resolve();
            };
            this.context = { clock: { ...systemClock, now: () => this.waited, sleep } };
            this.account.network = { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "ENABLED" };
            this.account.oneOffStates = [{ lastStatus: "PENDING" }, running, exited(0, { log: ["done"] })];
        });
    }

    public inputOf(action: string) {
        return this.account.calls.find((call) => call.action === action)?.input;
    }
}
