import { setTimeout as delay } from "node:timers/promises";

/**
 * Time, and waiting for it. What is measured and what is written down have clocks of their own: the machine's date may be set
 * back or forward at any moment. Tests bring a clock that they move themselves.
 */
export interface Clock {
    /** Milliseconds since a moment of its own, which only grow: of use among themselves, never beside a time of AWS. */
    now(): number;

    /** The machine's date, for what is written down or compared with a date of a person. */
    date(): Date;

    /** Resolves after that many milliseconds, or at once when the signal aborts. Never rejects. */
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;

    /** Between 0 and 1, for jitter. */
    random(): number;
}

/** The machine's clocks. A pending sleep does not keep the process alive by itself once the signal aborts. */
export const systemClock: Clock = {
    now: () => performance.now(),
    date: () => new Date(),
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
    random: () => Math.random(),
};
