import { createHash } from "node:crypto";
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
    const key = `${what}:${who ?? clientAddress(headers, rateLimit.trustedProxies)}`;
    return counterOf(rateLimit)(key, rateLimit.most[what], rateLimit);
}

const quarterOfAnHour = { windowSeconds: 900, blockSeconds: 900 };

/**
 * Seconds that anybody has to wait who would sign in to an account: its password can be guessed at from many addresses. An
 * account that doesn't exist is counted alike, so that this doesn't tell which do.
 */
export async function waitOfAccount(email: string): Promise<number | undefined> {
    const { rateLimit } = environment();
    // A hash, as whoever keeps the counters need not know who has an account.
    const key = `account:${createHash("sha256").update(email).digest("base64url")}`;
    return rateLimit && counterOf(rateLimit)(key, 20, quarterOfAnHour);
}

function counterOf({ upstash }: RateLimitSettings): Count {
    count ??= upstash ? countInUpstash(upstash, countHere()) : countHere();
    return count;
}

/** The answer to a client that has to wait. */
export function tooMany(seconds: number, body: unknown = { error: "Too many requests. Try again later." }): Response {
    return Response.json(body, { status: 429, headers: retryAfter(seconds) });
}

export function retryAfter(seconds: number): Record<string, string> {
    return { "retry-after": String(seconds) };
}
