import type { IntendedRelease, Verdict } from "../../deployment/api";
import { watch } from "../../deployment/watch";
import { exited, intent, killed } from "./builders";
import type { Script } from "./script";
import { ScriptedClock, ScriptedObserver, type Fault } from "./scripted-source";

export interface Watched {
    readonly verdict: Verdict;
    readonly said: readonly string[];
    readonly observer: ScriptedObserver;

    /** When the verdict was there. */
    readonly second: number;
}

export async function watched(
    script: Script,
    { fault, release = intent, chance }: { fault?: Fault; release?: IntendedRelease; chance?: () => number } = {},
): Promise<Watched> {
    const clock = new ScriptedClock(chance);
    const observer = new ScriptedObserver(script, clock, fault);
    const said: string[] = [];
    clock.pass(1000);
    const verdict = await watch(observer, release, { clock, say: (line) => said.push(line) });
    return { verdict, said, observer, second: clock.second() };
}

export function awsFault(name: string, more: object = {}): Error {
    return Object.assign(new Error(name), { name, ...more });
}

/** One after the other crashes. */
export const crashLoop: Script = {
    tasks: Array.from({ length: 12 }, (_, index) => ({
        name: String(index + 20),
        created: 6 + index * 25,
        started: 40 + index * 25,
        stopped: 45 + index * 25,
        how: exited("x", 1),
        log: ["Error: boom"],
    })).map(({ how: { stopCode, stoppedReason, containers }, ...task }) => ({
        ...task,
        how: { stopCode, stoppedReason, containers },
    })),
};

export const status404: Script = {
    tasks: Array.from({ length: 8 }, (_, index) => ({
        name: String(index + 20),
        created: 6 + Math.floor(index / 2) * 90,
        started: 40 + Math.floor(index / 2) * 90,
        unhealthy: 60 + Math.floor(index / 2) * 90,
        stopped: 95 + Math.floor(index / 2) * 90,
        how: { stopCode: killed("x").stopCode, stoppedReason: killed("x").stoppedReason },
    })),
};
