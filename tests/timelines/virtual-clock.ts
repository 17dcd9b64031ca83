import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../deployment/clock";
import { holding, type DateMove } from "./timeline";
import { epoch } from "./world";

/** Time that passes only where somebody sleeps or an answer is slow: minutes of a deployment take milliseconds. */
export class VirtualClock implements Clock {
    private milliseconds = 0;

    /** Seconds by which the machine's date is off, each from a second of the time line on. */
    public dateMoves: readonly DateMove[] = [];

    /** @param chance what is drawn for jitter, between 0 and 1 */
    constructor(private readonly chance: () => number = () => 0.5) {}

    /** Goes to a second of the time line. */
    public set(second: number): void {
        this.milliseconds = second * 1000;
    }

    /** Not of the time line's epoch, as a machine's monotonic clock is not either. */
    public now(): number {
        return this.milliseconds;
    }

    public date(): Date {
        const { by = 0 } = holding(this.dateMoves, this.second()) ?? {};
        return new Date(epoch + this.milliseconds + by * 1000);
    }

    /** The second of the time line that it is. */
    public second(): number {
        return this.milliseconds / 1000;
    }

    public pass(seconds: number): void {
        this.milliseconds += seconds * 1000;
    }

    public async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        await setImmediate();
        this.milliseconds += signal?.aborted === true ? 0 : milliseconds;
    }

    public random(): number {
        return this.chance();
    }
}
