import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../deployment/clock";
import { VirtualClock } from "../timelines/virtual-clock";

/** Time that passes where the verdict sleeps, a second at a time, so that something else can happen in each of them. */
export class DrillClock extends VirtualClock {
    private readonly waiting = new Map<() => void, { readonly until: number; readonly signal?: AbortSignal }>();

    /** Those that were woken, and have not gone back to sleep. */
    private busy: (AbortSignal | undefined)[] = [];

    /** The same time for what happens each second: it waits for it to pass, and does not let it. */
    public readonly eachSecond: Clock = Object.assign(Object.create(this) as Clock, {
        sleep: (milliseconds: number, signal?: AbortSignal) =>
            milliseconds <= 1000 ? this.wait(milliseconds, signal) : this.sleep(milliseconds, signal),
    });

    public override async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        for (let left = milliseconds; left > 0 && signal?.aborted !== true; left -= 1000) {
            await super.sleep(Math.min(left, 1000), signal);
            await this.wake();
        }
    }

    private async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
        this.busy = this.busy.filter((other) => other !== signal);
        await new Promise<void>((resolve) => {
            const wake = () => {
                signal?.removeEventListener("abort", wake);
                resolve();
            };
            this.waiting.set(wake, { until: this.now() + milliseconds, signal });
            signal?.addEventListener("abort", wake);
        });
    }

    private async wake(): Promise<void> {
        for (const [resolve, { until, signal }] of this.waiting) {
            if (until <= this.now()) {
                this.waiting.delete(resolve);
                this.busy.push(signal);
                resolve();
            }
        }
        while (this.busy.some((signal) => signal?.aborted !== true)) {
            await setImmediate();
        }
        this.busy = [];
    }
}
