import { deploymentOf, primaryOf } from "./causes-service";
import { revisionOf } from "./causes";
import { evidenceOf, type Known } from "./known";
import { phaseNow, phasesOf, timesLine } from "./phases";
import type { IntendedRelease, Verdict } from "./release";

/** What a roll-out is doing, without any time, so that it is said again only when it changes. */
export function statusOf(known: Known, intent: IntendedRelease): string {
    const evidence = evidenceOf(known);
    const primary = primaryOf(evidence);
    const { name } = known.standing;
    switch (name) {
        case "in progress":
            return progressOf(known, intent);
        case "complete":
            return `drain: ECS has finished${answerOf(known, intent)}`;
        case "rolling back":
            return `ECS rolls back to ${revisionOf(primary?.taskDefinitionArn ?? "the revision before")}`;
        case "unknown":
            return "waiting for ECS to show the deployment";
        case "missing":
        case "inactive":
            return "ECS does not show the service";
        case "elsewhere":
        case "replaced":
            return `the service is on ${revisionOf(primary?.taskDefinitionArn ?? "another revision")}`;
        default:
            return `the deployment has ${name}`.replace("has rolled", "is rolled").replace("has rollback", "has its rollback");
    }
}

/** The last line: what each phase took, against what it should take. */
export function timesOf({ seconds }: Verdict, intent: IntendedRelease, tookSeconds: number): string {
    const times = timesLine(seconds, intent.expectedSeconds);
    return times === "" ? `watched for ${tookSeconds} s` : `${times} · watched for ${tookSeconds} s`;
}

function progressOf(known: Known, intent: IntendedRelease): string {
    const phase = phaseNow(known, intent);
    const own = deploymentOf(evidenceOf(known), intent.taskDefinitionArn);
    const wanted = own?.desiredCount ?? 0;
    const parts = [
        `${phase}: ${own?.runningCount ?? 0} of ${wanted} new tasks run`,
        phase === "health" ? targetsOf(known, intent) : "",
        phase === "drain" ? "healthy, the old ones go" : "",
        (own?.failedTasks ?? 0) > 0 ? `${own?.failedTasks ?? 0} failed` : "",
    ];
    const expected = phasesOf(known, intent)[phase] === undefined ? ` (expected ${intent.expectedSeconds[phase]} s)` : "";
    return parts.filter((part) => part !== "").join(", ") + expected;
}

function targetsOf({ latest, tasks }: Known, { taskDefinitionArn }: IntendedRelease): string {
    const own = [...tasks.values()].filter((task) => task.taskDefinitionArn === taskDefinitionArn).map(({ address }) => address);
    const states = (latest?.targets ?? []).filter(({ id }) => own.includes(id)).map(({ state }) => state);
    return [...new Set(states)]
        .sort()
        .map((state) => `${states.filter((other) => other === state).length} ${state}`)
        .join(", ");
}

function answerOf({ latest }: Known, { releaseId }: IntendedRelease): string {
    const { answer } = latest ?? {};
    if (answer === undefined || answer.inARow > 0) {
        return "";
    }
    if (answer.status === 200) {
        return `, the health endpoint answers with ${answer.releaseId ?? "no release"} instead of ${releaseId}`;
    }
    return `, the health endpoint ${answer.status === 0 ? `does not answer (${answer.error ?? "no reason"})` : `answers ${answer.status}`}`;
}
