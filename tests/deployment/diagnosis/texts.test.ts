import * as assert from "node:assert/strict";
import { causes, diagnose } from "../../../deployment/diagnosis/diagnose";
import { intent } from "../builders";
import { allTexts, textsByFamily } from "./texts/all";
import { toSnapshot } from "./texts/text-row";

/** Causes that repeat what AWS says, and name nothing. */
const vague = ["cannot-start", "circuit-breaker", "rolled-back", "service-event"];

describe("a text of AWS", () => {
    for (const [family, texts] of Object.entries(textsByFamily)) {
        for (const row of texts) {
            it(`about ${family} is ${row.id}: ${row.text.slice(-90)} (${row.source})`, () => {
                const diagnosis = diagnose(toSnapshot(row), intent);
                assert.equal(diagnosis?.id, row.id, row.text);
                for (const part of row.keeps) {
                    assert.ok(diagnosis.evidence.includes(part), `${part} is not in: ${diagnosis.evidence}`);
                }
            });
        }
    }

    it("is one of at least 170, each with its source", () => {
        assert.ok(allTexts.length >= 170, `${allTexts.length} texts`);
        assert.deepEqual(
            allTexts.filter(({ source }) => source === ""),
            [],
        );
    });

    it("is vague in at most one of ten", () => {
        const found = allTexts.filter((row) => vague.includes(diagnose(toSnapshot(row), intent)?.id ?? "unknown"));
        assert.ok(found.length <= allTexts.length / 10, `${found.length} of ${allTexts.length}`);
    });

    it("is never unknown, and never leads to a cause that the list does not have", () => {
        const ids = allTexts.map((row) => diagnose(toSnapshot(row), intent)?.id ?? "unknown");
        assert.deepEqual(
            ids.filter((id) => !causes.some((cause) => cause.id === id)),
            [],
        );
    });
});
