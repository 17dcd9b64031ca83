import type { Clock } from "../../deployment/clock";
import type { HealthResponse } from "../../deployment/source";

/** What the health endpoint answered during a drill, asked once a second. */
export interface Responses {
    readonly asked: number;

    /** Requests that got anything else than success. */
    readonly lost: number;

    /** The first of them, in words. */
    readonly firstLost?: string;
}

/** Milliseconds between two requests. */
const intervalMs = 1_000;

/** Asks until the signal aborts. A request that is open then does not count. */
export async function countResponses(
    ask: (signal: AbortSignal) => Promise<HealthResponse>,
    isSuccess: (response: HealthResponse) => boolean,
    clock: Clock,
    signal: AbortSignal,
): Promise<Responses> {
    const begun = clock.now();
    let responses: Responses = { asked: 0, lost: 0 };
    for (;;) {
        const at = clock.now();
        const response = await ask(signal);
        if (signal.aborted) {
            return responses;
        }
        responses = isSuccess(response)
            ? { ...responses, asked: responses.asked + 1 }
            : withLost(responses, response, Math.round((at - begun) / 1000));
        await clock.sleep(Math.max(0, at + intervalMs - clock.now()), signal);
    }
}

function withLost({ asked, lost, firstLost }: Responses, { status, error }: HealthResponse, second: number): Responses {
    const what = status === 0 ? (error ?? "no answer") : `status ${status}`;
    return { asked: asked + 1, lost: lost + 1, firstLost: firstLost ?? `${what} at ${second} s` };
}
