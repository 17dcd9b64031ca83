import type { OneOffState } from "../aws-double/account";

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
