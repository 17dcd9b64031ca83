import { InvalidArgumentError } from "commander";

/** Milliseconds in `10m`. */
export function parseDuration(text: string): number {
    const [, number = "", unit = ""] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
    const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
    if (milliseconds === undefined) {
        throw new InvalidArgumentError("must be a number with s, m, h or d, like 10m.");
    }
    return Number(number) * milliseconds;
}
