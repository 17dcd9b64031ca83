import { environment } from "@/environment/environment";
import type { RateLimitSettings } from "@/environment/sections";
import { clientAddress } from "./client-address";
import { countHere, type Count } from "./count-here";
import { countInUpstash } from "./count-in-upstash";

export type Limited = keyof RateLimitSettings["most"];

let count: Count | undefined;

/** Seconds that a client has to wait, or undefined where it may go on. `who` is the client's address unless it is given. */
export async function waitOf(what: Limited, headers: Headers, who?: string): Promise<number | undefined> {
    const { rateLimit } = environment();
    if (rateLimit === undefined) {
        return undefined;
    }
    count ??= rateLimit.upstash ? countInUpstash(rateLimit.upstash, countHere()) : countHere();
    const key = `${what}:${who ?? clientAddress(headers, rateLimit.trustedProxies)}`;
    return count(key, rateLimit.most[what], rateLimit);
}

/** The answer to a client that has to wait. */
export function tooMany(seconds: number, body: unknown = { error: "Too many requests. Try again later." }): Response {
    return Response.json(body, { status: 429, headers: { "retry-after": String(seconds) } });
}
