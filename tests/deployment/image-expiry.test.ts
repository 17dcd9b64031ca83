import * as assert from "node:assert/strict";
import { findFewPushesLeft } from "../../deployment/image-expiry";

describe("the pushes that are left before ECR deletes an image", () => {
    const rows: readonly (readonly [kept: number | undefined, newer: number | undefined, left: number | undefined])[] = [
        [30, 26, undefined],
        [30, 27, 2],
        [30, 29, 0],
        [30, 31, 0],
        [2, 0, 1],
        [undefined, 29, undefined],
        [30, undefined, undefined],
    ];
    for (const [kept, newer, left] of rows) {
        it(`are ${left ?? "enough"} where ${kept ?? "all"} are kept and ${newer ?? "?"} are newer`, () => {
            assert.equal(findFewPushesLeft({ kept, newer }), left);
        });
    }
});
