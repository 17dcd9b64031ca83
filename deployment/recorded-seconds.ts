import type { Phase } from "./api";
import { phases } from "./phases";

/** What each phase of a deployment took, where it is known. */
export type PhaseSeconds = Readonly<Partial<Record<Phase, number>>>;

/**
 * `schedule=21 pull=18 start=4 health=22 drain=50`, in letters that the value of a tag may have.
 *
 * @returns undefined unless the deployment was followed to its end: a later look must not replace what was measured
 */
export function toRecordedSeconds(seconds: PhaseSeconds): string | undefined {
    const taken = phases.filter((phase) => seconds[phase] !== undefined).map((phase) => `${phase}=${seconds[phase] ?? 0}`);
    return seconds.drain === undefined ? undefined : taken.join(" ");
}

/** What was recorded; undefined where nothing was, or another program wrote the tag. */
export function readRecordedSeconds(text: string | undefined): PhaseSeconds | undefined {
    const pairs = (text ?? "").split(" ").map((pair) => /^([a-z]+)=(\d{1,6})$/.exec(pair));
    const taken = phases.flatMap((phase) => pairs.flatMap((pair) => (pair?.[1] === phase ? [[phase, Number(pair[2])]] : [])));
    return taken.length === 0 ? undefined : (Object.fromEntries(taken) as PhaseSeconds);
}

/** `schedule 21 · pull 18 · start 4 · health 22 · drain 50` */
export function describePhaseSeconds(seconds: PhaseSeconds): string {
    const known = phases.filter((phase) => seconds[phase] !== undefined);
    return known.map((phase) => `${phase} ${seconds[phase] ?? 0}`).join(" · ");
}

/** What all phases took together; undefined where one is not known. */
export function totalSeconds(seconds: PhaseSeconds): number | undefined {
    return phases.reduce<number | undefined>((total, phase) => {
        const taken = seconds[phase];
        return total === undefined || taken === undefined ? undefined : total + taken;
    }, 0);
}

/** `45 s`, `4 min 30 s` */
export function describeSeconds(seconds: number): string {
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
    return [minutes > 0 ? `${minutes} min` : "", rest > 0 || minutes === 0 ? `${rest} s` : ""].filter(Boolean).join(" ");
}
