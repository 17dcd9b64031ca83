import { mayPass } from "../../aws/errors";
import type { CommandContext } from "./context";

/**
 * Reads once, or again and again until Ctrl-C, which then is the regular end. While it follows, an error that passes is
 * retried by the next poll.
 *
 * @param intervalMs milliseconds between two polls; undefined ends after the first
 */
export async function follow(
    { clock, interruption }: Pick<CommandContext, "clock" | "interruption">,
    intervalMs: number | undefined,
    read: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
    const { signal } = interruption;
    interruption.isExpected = intervalMs !== undefined;
    do {
        try {
            await read(signal);
        } catch (error) {
            if (intervalMs === undefined || !mayPass(error)) {
                throw error;
            }
        }
        if (intervalMs !== undefined && !signal.aborted) {
            await clock.sleep(intervalMs, signal);
        }
    } while (intervalMs !== undefined && !signal.aborted);
}
