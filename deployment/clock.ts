import { setTimeout as delay } from "node:timers/promises";

/** The time, and waiting for it. Tests bring one that they move themselves. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;

    /** Resolves after that many milliseconds, or at once when the signal aborts. Never rejects. */
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;

    /** Between 0 and 1, for jitter. */
    random(): number;
}

/** The machine's clock. A pending sleep does not keep the process alive by itself once the signal aborts. */
export const systemClock: Clock = {
    now: () => Date.now(),
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
    random: () => Math.random(),
};
