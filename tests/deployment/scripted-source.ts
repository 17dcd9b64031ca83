import type { Clock } from "../../deployment/clock";
import type { DeploymentSource, HealthResponse } from "../../deployment/source";
import type { Task } from "../../aws/ecs";
import type { Snapshot } from "../../deployment/snapshot";
import { epoch } from "./builders";
import { truthAt, type Script } from "./script";

/** Time that passes only where somebody sleeps, or an answer takes its time. */
export class ScriptedClock implements Clock {
    private time = epoch;

    constructor(private readonly chance: () => number = () => 0.5) {}

    public now(): number {
        return this.time;
    }

    public second(): number {
        return (this.time - epoch) / 1000;
    }

    public pass(milliseconds: number): void {
        this.time += milliseconds;
    }

    public async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        await Promise.resolve();
        this.time += signal?.aborted === true ? 0 : milliseconds;
    }

    public random(): number {
        return this.chance();
    }
}

/** What goes wrong with a call: an error to throw, or the second of which it tells instead of now. */
export type Fault = (action: string, call: number, second: number) => Error | { readonly second: number } | undefined;

/** Plays a script; counts what a live observer would ask of AWS. */
export class ScriptedObserver implements DeploymentSource {
    public calls = 0;
    public readonly asked: string[] = [];
    private stopAsked: number | undefined;

    constructor(
        private readonly script: Script,
        private readonly clock: ScriptedClock,
        private readonly fault: Fault = () => undefined,
        private readonly latency = 200,
    ) {}

    public service = () => this.answer("service", 1, ({ service: state }) => state);
    public deployment = () => this.answer("deployment", 3, ({ serviceDeployment: state }) => state);
    public targets = () => this.answer("targets", 1, ({ targets }) => targets);
    public tasks = (which: "running" | "stopped") =>
        this.answer(`tasks ${which}`, 2, ({ tasks }) =>
            tasks.filter(({ lastStatus }) => (lastStatus === "STOPPED") === (which === "stopped")),
        );
    public logs = ({ arn }: Task) =>
        this.answer("logs", 1, () => this.script.tasks.find(({ name }) => arn.endsWith(`/${name}`))?.log ?? []);

    public probe = async (): Promise<HealthResponse> => {
        this.asked.push("probe");
        this.clock.pass(50);
        const { healthResponse } = await Promise.resolve(truthAt(this.current(), this.clock.second()));
        return { status: healthResponse?.status ?? 0, releaseId: healthResponse?.releaseId };
    };

    public stopWithRollback = async (): Promise<void> => {
        await this.answer("stop", 1, () => undefined);
        this.stopAsked ??= this.clock.second();
    };

    private async answer<T>(action: string, calls: number, of: (truth: Snapshot) => T): Promise<T> {
        this.calls += calls;
        this.asked.push(action);
        const began = this.clock.now();
        await Promise.resolve();
        this.clock.pass(Math.max(0, began + this.latency - this.clock.now())); // calls side by side take as long as one
        const fault = this.fault(action, this.asked.filter((name) => name === action).length, this.clock.second());
        if (fault instanceof Error) {
            throw fault;
        }
        return of(truthAt(this.current(), fault?.second ?? this.clock.second()));
    }

    private current(): Script {
        return this.stopAsked === undefined ? this.script : { ...this.script, rollback: [this.stopAsked, this.stopAsked + 30] };
    }
}
