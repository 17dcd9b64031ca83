import { nameLimits, type NameKey } from "../aws/name-limits";
import type { Setting } from "./settings";

const suffix = "-2";

/** Another name for what can't have the one that is taken, no longer than AWS lets it be. */
export function renamed(key: NameKey, name: string, reason: string): Setting {
    return { path: `names.${key}`, value: `${name.slice(0, nameLimits[key].length - suffix.length)}${suffix}`, reason };
}
