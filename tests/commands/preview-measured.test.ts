import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "../../commands/preview/preview";
import { compareReleases, type ReleaseTime } from "../../commands/preview/release-time";
import { describeMeasured } from "../../commands/preview/measured";
import { comparisonMarkdown } from "../../review/comparison-markdown";
import { renderComparison } from "../../review/comparison-text";
import { noon } from "./aws";
import { revision, Trial } from "./trial";

/** A release whose verdict measured its phases. */
function measured(number: number, seconds: string) {
    const release = revision(number, number, "SUCCEEDED");
    return { ...release, tags: { ...release.tags, "spotter:seconds": seconds } };
}

describe("npm run preview -- STACK --measured", () => {
    const trial = new Trial();
    const row = (stdout: string, title: string) => new RegExp(`^  ${title} +(.*)$`, "m").exec(stdout)?.[1];

    it("shows what the last releases took beside what the next one should take, in text, JSON and page", async () => {
        trial.account.revisions = [
            revision(1, 1, "SUCCEEDED"),
            measured(2, "schedule=30 pull=20 start=9 health=31 drain=60"),
            measured(3, "schedule=20 pull=18 start=8 health=21 drain=44"),
            measured(4, "schedule=21 pull=40 start=8 health=22 drain=45"),
        ];
        const { exitCode, stdout } = await trial.run(preview, "test", "--measured", "--html", "page.html");
        assert.equal(exitCode, 0);
        const took = "1 min 56 s: schedule 21 · pull 20 · start 8 · health 22 · drain 45, the median of the last 3 releases";
        assert.equal(row(stdout, "Takes"), "about 2 min 2 s: schedule 25 · pull 22 · start 10 · health 25 · drain 40");
        assert.equal(row(stdout, "Measured"), took);
        assert.match(stdout, /^.* {5}offline: only how long releases took was read from AWS\n/);

        const { releaseTime } = await trial.document(preview, "test", "--measured");
        const { measured: told } = releaseTime as ReleaseTime;
        assert.deepEqual(told?.phases, { schedule: 21, pull: 20, start: 8, health: 22, drain: 45 });
        assert.deepEqual(told.releases[0], {
            releaseId: "444444444444",
            revision: 4,
            verdictAt: noon + 120_000,
            phases: { schedule: 21, pull: 40, start: 8, health: 22, drain: 45 },
        });

        const page = readFileSync(join(trial.folder, "page.html"), "utf8").replace(/\s+/g, " ");
        assert.match(page, /offline: only how long releases took was read from AWS/);
        assert.match(page, /Measured: the median of the last 3 releases\./);
        const cells = [...page.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text = ""]) => text.trim());
        assert.deepEqual(cells.slice(cells.indexOf("22 s"), cells.indexOf("22 s") + 2), ["22 s", "20 s"]);
        assert.match(page, /122 s.{0,80}116 s/);
    });

    it("says that no release was measured yet", async () => {
        const { stdout } = await trial.run(preview, "test", "--measured", "--html", "page.html");
        assert.equal(row(stdout, "Measured"), "no release yet");
        assert.match(trial.read("page.html").replace(/\s+/g, " "), /Measured: no release yet\./);
    });

    it("shows the rest where AWS does not tell, and says why it does not", async () => {
        trial.account.refusals = { ListTaskDefinitions: ["AccessDeniedException", "no"] };
        const { exitCode, stdout } = await trial.run(preview, "test", "--measured");
        assert.equal(exitCode, 0);
        assert.match(row(stdout, "Measured") ?? "", /^not known: AWS denied ecs:ListTaskDefinitions/);
        assert.match(row(stdout, "Takes") ?? "", /^about 2 min/);
    });

    it("is asked for: without it nothing is read, and nothing is said", async () => {
        const { stdout } = await trial.run(preview, "test");
        assert.equal(row(stdout, "Measured"), undefined);
        assert.match(stdout, /^.* {5}offline: nothing was read from AWS\n/);
        assert.deepEqual(trial.account.asked, []);
    });

    it("is a line of a comparison and of its comment", () => {
        const phases = { schedule: 25, pull: 22, start: 10, health: 25, drain: 40 };
        const taken = { phases: { ...phases, drain: 61 }, releases: [{ revision: 7, phases: { ...phases, drain: 61 } }] };
        const time: ReleaseTime = { totalSeconds: 122, phases, waitingSeconds: 0, costs: [], measured: taken };
        const notes = compareReleases(time, time);
        const text = "2 min 23 s: schedule 25 · pull 22 · start 10 · health 25 · drain 61, the last release";
        assert.deepEqual(notes[1], { name: "Measured", text, items: [] });
        assert.equal(describeMeasured(taken), text);
        assert.deepEqual(compareReleases({ ...time, totalSeconds: 1 }, time).at(-1), notes[1]);

        const against = { ref: "main", commit: "3fa2c1d", hasStack: true };
        const same = { project: "shop", stack: "prod", changes: [], outputs: [], unchanged: 1 };
        const source = "offline: only how long releases took was read from AWS";
        const lines = renderComparison(same, against, { colors: false, verbose: false, notes, source });
        assert.match(lines, new RegExp(`${source}[^]*\n  Measured  2 min 23 s: schedule 25 `));
        const comment = comparisonMarkdown(same, against, { notes, source });
        assert.match(comment, /\*\*Measured\*\*: 2 min 23 s&#58; schedule 25 .*\n/);
        assert.match(comment, /<sub>Offline: only how long releases took was read from AWS\.<\/sub>/);
    });
});
