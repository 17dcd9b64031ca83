import type { Check } from "../../adoption/check";
import type { Output } from "../shared/output";
import { table } from "../shared/output";

/** What an update would do, as lines. */
export function checkLines({ findings, updates, created }: Check, { paint }: Output): string[] {
    return [
        ...findings.map((finding) => `  ${paint.red("✖")} ${finding}`),
        ...(findings.length === 0 ? ["nothing is replaced, nothing is deleted, and no request is led elsewhere"] : []),
        "",
        updates.length === 0 ? "no changes in place" : "changes in place, and what they do to what serves",
        ...table(updates.map(({ key, properties, effect }) => [`  ${key}`, properties.join(", "), effect])),
        ...(created.length === 0 ? [] : ["", `${created.length} made beside`]),
    ];
}
