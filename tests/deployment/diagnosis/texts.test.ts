import * as assert from "node:assert/strict";
import { causes, diagnose } from "../../../deployment/diagnosis/diagnose";
import { intent } from "../builders";
import { deploymentTexts } from "./texts/deployment";
import { imageTexts } from "./texts/image";
import { parameterTexts } from "./texts/parameters";
import { placementTexts } from "./texts/placement";
import { resourceTexts } from "./texts/resources";
import { runTexts } from "./texts/run";
import { toSnapshot } from "./texts/text-row";

const families = {
    deployment: deploymentTexts,
    image: imageTexts,
    parameters: parameterTexts,
    placement: placementTexts,
    resources: resourceTexts,
    run: runTexts,
};
const rows = Object.values(families).flat();

/** Causes that repeat what AWS says, and name nothing. */
const vague = ["cannot-start", "circuit-breaker", "rolled-back", "service-event"];

describe("a text of AWS", () => {
    for (const [family, texts] of Object.entries(families)) {
        for (const row of texts) {
            it(`on ${family} is ${row.id}: ${row.text.slice(-90)} (${row.source})`, () => {
                const diagnosis = diagnose(toSnapshot(row), intent);
                assert.equal(diagnosis?.id, row.id, row.text);
                for (const part of row.keeps) {
                    assert.ok(diagnosis.evidence.includes(part), `${part} is not in: ${diagnosis.evidence}`);
                }
            });
        }
    }

    it("is one of at least 170, each with its source", () => {
        assert.ok(rows.length >= 170, `${rows.length} texts`);
        assert.deepEqual(
            rows.filter(({ source }) => source === ""),
            [],
        );
    });

    it("is vague in at most one of ten", () => {
        const found = rows.filter((row) => vague.includes(diagnose(toSnapshot(row), intent)?.id ?? "unknown"));
        assert.ok(found.length <= rows.length / 10, `${found.length} of ${rows.length}`);
    });

    it("is never unknown, and never leads to a cause that the list does not have", () => {
        const ids = rows.map((row) => diagnose(toSnapshot(row), intent)?.id ?? "unknown");
        assert.deepEqual(
            ids.filter((id) => !causes.some((cause) => cause.id === id)),
            [],
        );
    });
});
