/** Counts a request, and answers with the seconds to wait where that is too many. */
export type Count = (key: string, most: number, times: Times) => Promise<number | undefined>;

export interface Times {
    readonly windowSeconds: number;
    readonly blockSeconds: number;
}

/** More clients than this at once are an attack, and the oldest counters go. */
const mostCounters = 10_000;

/** Counts in this process: with several tasks each allows as many. */
export function countHere(): Count {
    const counters = new Map<string, { count: number; until: number }>();
    return async (key, most, { windowSeconds, blockSeconds }) => {
        const now = Date.now();
        let counter = counters.get(key);
        if (counter === undefined || counter.until <= now) {
            counters.delete(key);
            counter = { count: 0, until: now + windowSeconds * 1000 };
            counters.set(key, counter);
        }
        counter.count += 1;
        if (counter.count === most + 1) {
            counter.until = now + blockSeconds * 1000;
        }
        for (const oldest of counters.keys()) {
            if (counters.size <= mostCounters) {
                break;
            }
            counters.delete(oldest);
        }
        return counter.count > most ? Math.ceil((counter.until - now) / 1000) : undefined;
    };
}
