import type { Snapshot } from "../../../../deployment/snapshot";
import { deployment, exited, killed, previous, service, serviceDeployment, snapshot, stopped } from "../../builders";
import { events } from "../cause-rows";

/**
 * A text that AWS gives, and what it means. `source` is where its words were read: an issue, a page of the ECS developer
 * guide (`docs:`), a public file (`file:` and the number of the index it was read in), or, where only the form was read,
 * `form of` such a place.
 */
export interface TextRow {
    readonly text: string;

    /** Reason of a stopped task, or of its container; event of the service; reason of a service deployment; log line. */
    readonly where: "stopped" | "container" | "event" | "attempt" | "log";
    readonly id: string;

    /** What the evidence must not lose: action, resource, host, parameter. */
    readonly keeps: readonly string[];
    readonly source: string;

    /** @default TaskFailedToStart, for a container that has an exit code EssentialContainerExited */
    readonly stopCode?: string;
    readonly exitCode?: number;

    /** A task that the load balancer's checks had stopped stands beside the event. */
    readonly killed?: true;
}

/** Makes rows of one place; a row may name another. */
export const rowsOf =
    (usually: TextRow["where"]) =>
    (id: string, text: string, keeps: readonly string[], source: string, where = usually): TextRow => ({
        id,
        text,
        keeps,
        source,
        where,
    });

/** Rows without a source: texts of the same kinds as those beside them, in other words. */
export function inOtherWords(rows: readonly Omit<TextRow, "source">[]): TextRow[] {
    return rows.map((row) => ({ ...row, source: "form of the texts beside it, in other words" }));
}

/** A snapshot of a deployment in which the text is all that AWS says. */
export function toSnapshot({ text, where, stopCode, exitCode, ...row }: TextRow): Snapshot {
    switch (where) {
        case "stopped":
            return snapshot(120, { tasks: [stopped("1", stopCode ?? "TaskFailedToStart", text)] });
        case "container": {
            const code = stopCode ?? (exitCode === undefined ? "TaskFailedToStart" : "EssentialContainerExited");
            const containers = [{ name: "spotter-web", reason: text, ...(exitCode === undefined ? {} : { exitCode }) }];
            const reason = exitCode === undefined ? "Task failed to start" : "Essential container in task exited";
            return snapshot(120, { tasks: [stopped("1", code, reason, { containers })] });
        }
        case "event":
            return snapshot(120, { ...events(text), ...(row.killed === true ? { tasks: [killed("1")] } : {}) });
        case "attempt":
            return snapshot(120, {
                service: service([
                    deployment(6, { id: "ecs-svc/back", createdAt: snapshot(90).at, rolloutState: "COMPLETED" }),
                    deployment(7, { status: "ACTIVE", rolloutState: "FAILED", rolloutStateReason: "ECS deployment failed." }),
                ]),
                serviceDeployment: serviceDeployment("ROLLBACK_SUCCESSFUL", {
                    statusReason: text,
                    rollback: { reason: text, taskDefinitionArn: previous.taskDefinitionArn },
                }),
            });
        case "log":
            return snapshot(120, { tasks: [exited("1", exitCode ?? 1)], logs: [text] });
    }
}
