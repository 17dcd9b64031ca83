import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../deployment/clock";
import { epoch } from "./world";

/** Time that passes only where somebody sleeps or an answer is slow: minutes of a deployment take milliseconds. */
export class VirtualClock implements Clock {
    private time = epoch;

    /** @param chance what is drawn for jitter, between 0 and 1 */
    constructor(private readonly chance: () => number = () => 0.5) {}

    /** Goes to a second of the time line. */
    public set(second: number): void {
        this.time = epoch + second * 1000;
    }

    public now(): number {
        return this.time;
    }

    /** The second of the time line that it is. */
    public second(): number {
        return (this.time - epoch) / 1000;
    }

    public pass(seconds: number): void {
        this.time += seconds * 1000;
    }

    public async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        await setImmediate();
        this.time += signal?.aborted === true ? 0 : milliseconds;
    }

    public random(): number {
        return this.chance();
    }
}
