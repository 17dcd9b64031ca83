import * as assert from "node:assert/strict";
import { compareControls, controlItems } from "../../policies/compare";
import type { Evaluation, Result, Waiver } from "../../policies/evaluate";
import { controlLines, describeControls } from "../../policies/text";

const waiver: Waiver = { control: "C", resource: "aws:x:T::c", reason: "no money for it", until: "2027-01-31" };
const result = (id: string, outcome: Result["outcome"], more: Partial<Result> = {}): Result => ({
    control: { id, title: `${id} holds`, level: "mandatory" },
    resource: `aws:ecs/service:Service::${id.toLowerCase()}`,
    outcome,
    ...(outcome === "pass" ? {} : { reason: "why" }),
    ...more,
});
const advice = { control: { id: "B", title: "B holds", level: "advisory" } } as const;
const all: Evaluation = {
    results: [
        result("A", "fail"),
        result("A", "pass", { resource: "aws:ecs/service:Service::other" }),
        result("B", "fail", advice),
        result("C", "fail", { waiver }),
        result("D", "cannot tell"),
        result("E", "pass"),
    ],
    problems: ["the waiver of F is over"],
};

describe("controls as a person reads them", () => {
    it("are one line, in which a control is as good as its worst resource", () => {
        assert.equal(
            describeControls(all),
            "broken: A · 1 hold · 1 of advice not followed · 1 waived · 1 not known before the update",
        );
        assert.equal(describeControls({ results: [result("E", "pass")], problems: [] }), "1 hold");
    });

    it("have details of what fails a preview alone", () => {
        assert.deepEqual(controlLines(all, { colors: false, verbose: false }), [
            "  Controls",
            "  ! the waiver of F is over",
            "  ! A  Service a: why",
        ]);
        assert.deepEqual(controlLines({ results: [result("E", "pass")], problems: [] }, { colors: false, verbose: true }), []);
    });

    it("have all others that do not pass with --verbose, with the reason of a waiver", () => {
        assert.deepEqual(controlLines(all, { colors: false, verbose: true }).slice(2), [
            "  ! A  Service a: why",
            "  · B  Service b: why",
            "  · C  Service c: why (waived until 2027-01-31: no money for it)",
            "  · D  Service d: why",
        ]);
    });
});

describe("what a change does to controls", () => {
    const evaluation = (...results: readonly Result[]): Evaluation => ({ results, problems: [] });

    it("is what fails or passes on one side alone, by control and resource", () => {
        const before = evaluation(
            result("A", "pass"),
            result("B", "fail", advice),
            result("C", "fail"),
            result("D", "cannot tell"),
        );
        const after = evaluation(result("A", "fail"), result("B", "pass"), result("C", "fail"), result("D", "pass"));
        assert.deepEqual(controlItems(compareControls(before, after)), [
            "A does not hold: Service a: why",
            "B holds now: Service b",
        ]);
    });

    it("is everything that fails, of a resource that is new", () => {
        assert.deepEqual(controlItems(compareControls(evaluation(), evaluation(result("A", "fail"), result("B", "pass")))), [
            "A does not hold: Service a: why",
        ]);
    });
});
