import { Redis } from "@upstash/redis";
import type { Count } from "./count-here";

/** Counts in Upstash, for all tasks together; where that can't be reached, `otherwise` counts. */
export function countInUpstash(upstash: { url: string; token: string; prefix: string }, otherwise: Count): Count {
    const { url, token, prefix } = upstash;
    const redis = new Redis({ url, token, enableTelemetry: false, retry: false, signal: () => AbortSignal.timeout(1000) });
    return async (name, most, times) => {
        const key = `${prefix}:${name}`;
        try {
            const counted = redis.multi();
            const [count, , left] = await counted
                .incr(key)
                .expire(key, times.windowSeconds, "NX")
                .ttl(key)
                .exec<[number, 0 | 1, number]>();
            if (count === most + 1) {
                await redis.expire(key, times.blockSeconds);
                return times.blockSeconds;
            }
            return count > most ? Math.max(left, 1) : undefined;
        } catch (error) {
            console.warn(`rate limits: Upstash did not count, so this process does: ${(error as Error).message}`);
            return otherwise(name, most, times);
        }
    };
}
