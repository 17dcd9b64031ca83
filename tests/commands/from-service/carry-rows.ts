import * as assert from "node:assert/strict";
import type { ProfileName } from "../../../config/profiles";
import { carryAll } from "./carry-all";
import { liveService } from "./live-services";

/** What is changed in a plain service, the keys that come of it, and what is said to be left behind. */
export type CarryRow = readonly [
    what: string,
    changes: Parameters<typeof liveService>[0],
    values: Readonly<Record<string, unknown>>,
    left: readonly RegExp[],
    profile?: ProfileName,
];

/** A test for each row. */
export function testRows(rows: readonly CarryRow[]): void {
    for (const [what, changes, expected, left, profile] of rows) {
        it(what, () => {
            const result = carryAll(liveService(changes), {}, profile);
            for (const [path, value] of Object.entries(expected)) {
                assert.deepEqual(result.values[path], value, path);
            }
            for (const line of left) {
                assert.ok(
                    result.left.some((each) => line.test(each)),
                    `${String(line)} is not among\n${result.left.join("\n")}`,
                );
            }
        });
    }
}
