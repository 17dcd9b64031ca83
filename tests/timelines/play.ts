import type { IntendedRelease, Verdict } from "../../deployment/api";
import { watch } from "../../deployment/watch";
import { intendedRelease } from "./releases";
import type { Timeline } from "./timeline";
import { TimelineSource } from "./timeline-source";
import { VirtualClock } from "./virtual-clock";

/** A time line that was watched to its verdict. */
export interface Played {
    readonly verdict: Verdict;

    /** What the operator was shown. */
    readonly lines: readonly string[];
    readonly source: TimelineSource;

    /** Second of the time line at which the verdict was there. */
    readonly second: number;
}

/** Watches a time line without HTTP. */
export async function play(
    timeline: Timeline,
    { release = intendedRelease(timeline), chance, prepare }: PlayOptions = {},
): Promise<Played> {
    const clock = new VirtualClock(chance);
    clock.set(timeline.watchedFrom ?? 1);
    clock.dateMoves = timeline.dateMoves ?? [];
    const source = new TimelineSource(timeline, clock);
    const signal = prepare?.(source);
    const lines: string[] = [];
    const machineNow = Date.now;
    Date.now = () => clock.date().getTime(); // whatever asks the machine instead of the clock sees its date jump
    try {
        const verdict = await watch(source, release, { clock, report: (line) => lines.push(line), signal });
        return { verdict, lines, source, second: clock.second() };
    } finally {
        Date.now = machineNow;
    }
}

export interface PlayOptions {
    readonly release?: IntendedRelease;

    /** What is drawn for jitter, between 0 and 1. @default - 0.5 */
    readonly chance?: () => number;

    /** Changes the source before the watch begins, and may give a signal that ends it. */
    readonly prepare?: (source: TimelineSource) => AbortSignal | undefined;
}
