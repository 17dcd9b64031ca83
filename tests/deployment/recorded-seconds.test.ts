import * as assert from "node:assert/strict";
import { tagValue } from "../../aws/tags";
import { describePhaseSeconds, readRecordedSeconds, toRecordedSeconds, totalSeconds } from "../../deployment/recorded-seconds";

describe("what a verdict measured, on its revision", () => {
    const seconds = { schedule: 21, pull: 18, start: 4, health: 22, drain: 50 };

    it("is one tag, in letters that AWS takes, and is read as it was", () => {
        const tag = toRecordedSeconds(seconds);
        assert.equal(tag, "schedule=21 pull=18 start=4 health=22 drain=50");
        assert.match(tag, tagValue.pattern);
        assert.deepEqual(readRecordedSeconds(tag), seconds);
        assert.deepEqual([totalSeconds(seconds), totalSeconds({ drain: 50 })], [115, undefined]);
        assert.equal(describePhaseSeconds(seconds), "schedule 21 · pull 18 · start 4 · health 22 · drain 50");
    });

    it("is not written by who came later, and has seen no end", () => {
        assert.equal(toRecordedSeconds({ schedule: 21, pull: 18, start: 4 }), undefined);
        assert.equal(toRecordedSeconds({}), undefined);
        assert.equal(toRecordedSeconds({ drain: 50 }), "drain=50");
    });

    it("is nothing where the tag is missing or of another kind, and what is known of it else", () => {
        for (const text of [undefined, "", "fast", "pull=soon", "pull=-4", "other=3"]) {
            assert.equal(readRecordedSeconds(text), undefined);
        }
        assert.deepEqual(readRecordedSeconds("pull=18 later=3 drain=x"), { pull: 18 });
    });
});
