import type { Snapshot } from "../../../deployment/snapshot";
import { deployment, event, killed, previous, service, stopped, target } from "../builders";

/** What a cause is recognized by. */
export interface Row {
    readonly id: string;
    readonly name: string;
    readonly of: Partial<Snapshot>;
    readonly line: string;

    /** What looks almost the same, and what it is then. */
    readonly but: readonly [Partial<Snapshot>, string | undefined];
}

// Snapshots as the rows need them.

export const start = (reason: string): Partial<Snapshot> => ({ tasks: [stopped("1", "TaskFailedToStart", reason)] });
export const events = (...messages: string[]): Partial<Snapshot> => ({
    service: service([deployment(7), previous], { events: messages.map((message, index) => event(60 - index, message)) }),
});
export const ssm =
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: ";
export const pulling = "CannotPullContainerError: pull image manifest has been retried 1 time(s): ";
export const checks = (
    state: string,
    reason: string,
    description: string,
    logs: string[] = [],
    changes: Parameters<typeof killed>[1] = {},
) => ({
    tasks: [killed("1", changes)],
    targets: [target("1", state, reason, description)],
    logs,
});
export const mismatch = (code: number, logs: string[] = []): Partial<Snapshot> =>
    checks("unhealthy", "Target.ResponseCodeMismatch", `Health checks failed with these codes: [${code}]`, logs);
export const timeout = ["unhealthy", "Target.Timeout", "Request timed out"] as const;
export const refused = ["unhealthy", "Target.FailedHealthChecks", "Health checks failed"] as const;
