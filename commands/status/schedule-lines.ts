import { lastSegment, revisionName } from "../../aws/arn";
import { formatDuration, formatTime } from "../shared/output";
import type { ScheduleRun } from "../shared/schedule-runs";
import type { ScheduleDescription } from "./schedules";

/**
 * A schedule, in some lines:
 *
 * `nightly: cron(0 3 * * ? *) America/New_York · next 2026-11-28 08:00 UTC · release 1f3c9a5e77b2 (spotter-prod-nightly:4)`
 * `nightly: last run 2026-11-27 08:00 UTC, 3 min, task 0f1e2d3c: the command ended with exit code 0`
 */
export function formatSchedule(description: ScheduleDescription): string[] {
    const { name, schedule, times, releaseId, lastRun, isMissing } = description;
    const missing = formatMissed(description);
    if (schedule === undefined || schedule === null) {
        return [`${name}: ${schedule === null ? "not deployed" : "not known"}`, ...missing];
    }
    const next = !schedule.enabled ? "disabled" : times?.next === undefined ? "due no more" : `next ${formatTime(times.next)}`;
    const release = `release ${releaseId ?? "not known"} (${revisionName(schedule.taskDefinitionArn)})`;
    const due = times?.last === undefined ? "never due yet" : `due ${formatTime(times.last)}`;
    const last =
        lastRun === undefined
            ? `last run: not known, ${due}`
            : lastRun === null
              ? `last run: none${isMissing ? " is known" : ""}, ${due}`
              : formatRun(lastRun);
    return [`${name}: ${schedule.expression} ${schedule.timezone} · ${next} · ${release}`, `${name}: ${last}`, ...missing];
}

function formatRun({ task, startedAt, stoppedAt, line }: ScheduleRun): string {
    const took = startedAt === undefined || stoppedAt === undefined ? "" : `, ${formatDuration(stoppedAt - startedAt)}`;
    const id = lastSegment(task).slice(0, 8); // as the lines of the log name it
    return `last run ${formatTime(startedAt ?? stoppedAt)}${took}, task ${id}: ${line}`;
}

function formatMissed({ name, missed }: ScheduleDescription): string[] {
    if (missed === undefined || missed.count === 0) {
        return [];
    }
    const [newest] = missed.runs;
    const due = newest?.dueAt === undefined ? "" : `, one due ${newest.dueAt}`;
    return [`${name}: ${missed.count} missed${due}${newest === undefined ? "" : `: ${newest.reason}`}`];
}
