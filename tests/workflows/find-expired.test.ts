import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GitHubDouble, type Pull } from "./github";

const { findExpired } = createRequire(__filename)("../../.github/scripts/find-expired.cjs") as {
    readonly findExpired: (args: object) => Promise<string[]>;
};

const now = Date.parse("2026-11-26T02:41:00Z");
const labelled = (number: number, state: Pull["state"], ...labels: readonly string[]): Pull => ({
    number,
    state,
    labels: labels.map((name) => ({ name })),
    head: { sha: "", repo: null },
});

describe("a review stack that is to be destroyed", () => {
    let folder = "";
    const double = new GitHubDouble();
    before(() => (folder = mkdtempSync(join(tmpdir(), "expired-"))));
    after(() => rmSync(folder, { recursive: true }));
    const find = (stacks: readonly object[], { event, days = 7 }: { event?: object; days?: number } = {}) => {
        writeFileSync(join(folder, "stacks.json"), JSON.stringify(stacks));
        const context = { repo: { owner: "acme", repo: "shop" }, payload: event === undefined ? {} : { pull_request: event } };
        return findExpired({ github: double.github, core: double.core, context, file: join(folder, "stacks.json"), days, now });
    };
    const at = (name: string, lastUpdate = "2026-11-25T12:00:00.000Z") => ({ name, lastUpdate });

    it("is that of a closed pull request, or one without the label, or an old one", async () => {
        double.pulls = [
            labelled(1, "open", "bug", "review"),
            labelled(2, "closed", "review"),
            labelled(3, "open", "bug"),
            labelled(4, "open", "review"),
        ];
        assert.deepEqual(await find([at("pr-1"), at("pr-2"), at("pr-3"), at("pr-4", "2026-11-19T02:40:00.000Z")]), [
            "pr-2",
            "pr-3",
            "pr-4",
        ]);
        assert.deepEqual(double.notices, [
            "pr-2: not wanted any more",
            "pr-3: not wanted any more",
            "pr-4: not deployed for 7 days",
        ]);
    });

    it("is never another stack, whatever its name begins with", async () => {
        const others = ["prod", "staging", "pr", "pr-", "pr-x", "pr-1-prod", "my-pr-1", "pr-01", "pr-1; rm"];
        assert.deepEqual(await find(others.map((name) => at(name))), []);
    });

    it("of an event is that of its pull request alone, under an organisation's name too", async () => {
        assert.deepEqual(await find([at("acme/pr-1"), at("pr-12"), at("prod")], { event: { number: 1 } }), ["pr-1"]);
        assert.deepEqual(await find([at("pr-12")], { event: { number: 1 } }), []);
    });

    it("that was never deployed is young, as it may be at work", async () => {
        double.pulls = [labelled(1, "open", "review")];
        assert.deepEqual(await find([{ name: "pr-1" }]), []);
    });

    it("is not looked for with a number of days that is none", async () => {
        await assert.rejects(find([], { days: Number("soon") }), { message: "REVIEW_DAYS must be a number of days, got NaN" });
    });
});
