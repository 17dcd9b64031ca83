import { undefinedIfUnanswered } from "../../aws/unanswered";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { History } from "../../deployment/history";
import { phases } from "../../deployment/phases";
import { describePhaseSeconds, describeSeconds, totalSeconds, type PhaseSeconds } from "../../deployment/recorded-seconds";
import type { CommandContext } from "../shared/context";
import { openStack } from "../shared/stack-context";

/** What the verdicts of the last releases measured. */
export interface Measured {
    /** The median of what the releases took, phase by phase. */
    readonly phases: PhaseSeconds;

    /** Newest first. */
    readonly releases: readonly MeasuredRelease[];

    /** Why AWS did not tell. @default - it did */
    readonly problem?: string;
}

interface MeasuredRelease {
    readonly releaseId?: string;
    readonly revision: number;

    /** Milliseconds since 1970. */
    readonly verdictAt?: number;
    readonly phases: PhaseSeconds;
}

/** Releases that are read, and of these how many count that were measured: what is older was of other settings. */
const maxReleases = 10;
const maxMeasured = 5;

/** What is read from AWS, where measurements are asked for. */
export const readFromAws = "offline: only how long releases took was read from AWS";

/** Reads the tags of a stack's last releases, with the credentials at hand. */
export async function readMeasured(context: CommandContext, stack: string): Promise<Measured> {
    const { clients, serviceRef } = openStack(context, stack);
    const history = new History(createReleaseRecords(clients, serviceRef), serviceRef.container);
    const refusals: string[] = [];
    const found = (await undefinedIfUnanswered(() => history.releases(maxReleases), refusals)) ?? [];
    const releases = found
        .flatMap(({ releaseId, revision, verdictAt, seconds }) =>
            seconds === undefined ? [] : [{ releaseId, revision, verdictAt, phases: seconds }],
        )
        .slice(0, maxMeasured);
    return {
        phases: median(releases.map((release) => release.phases)),
        releases,
        ...(refusals[0] === undefined ? {} : { problem: refusals[0] }),
    };
}

/** `2 min 1 s: schedule 21 · pull 18 · …, the median of the last 3 releases` */
export function describeMeasured({ phases: taken, releases, problem }: Measured): string {
    if (problem !== undefined) {
        return `not known: ${problem}`;
    }
    if (releases.length === 0) {
        return "no release yet";
    }
    const total = totalSeconds(taken);
    const all = total === undefined ? "" : `${describeSeconds(total)}: `;
    return `${all}${describePhaseSeconds(taken)}, ${describeSource({ releases })}`;
}

/** `the last release`, `the median of the last 3 releases` */
export function describeSource({ releases }: Pick<Measured, "releases">): string {
    return releases.length === 1 ? "the last release" : `the median of the last ${releases.length} releases`;
}

/** Of an even number the upper of the two in the middle. */
function median(all: readonly PhaseSeconds[]): PhaseSeconds {
    return Object.fromEntries(
        phases.flatMap((phase) => {
            const sorted = all.flatMap((each) => (each[phase] === undefined ? [] : [each[phase]])).sort((a, b) => a - b);
            const value = sorted[Math.floor(sorted.length / 2)];
            return value === undefined ? [] : [[phase, value]];
        }),
    );
}
