import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bot, GitHubDouble } from "./github";

type Script = (args: object) => Promise<void>;
const { commentOnRun, commentOnPreviews, commentOnReview } = createRequire(__filename)("../../.github/scripts/comment.cjs") as {
    readonly commentOnRun: Script;
    readonly commentOnPreviews: Script;
    readonly commentOnReview: Script;
};

const sha = "0123456789abcdef0123456789abcdef01234567";
const repo = { owner: "acme", repo: "shop" };
const pull = { number: 12, state: "open", labels: [], head: { sha, repo: { full_name: "fork/shop" } } } as const;
const run = { head_sha: sha, head_branch: "change", head_repository: { full_name: "fork/shop", owner: { login: "fork" } } };

describe("a comment of a workflow", () => {
    let double: GitHubDouble;
    let folder = "";
    beforeEach(() => {
        double = new GitHubDouble();
        double.pulls = [pull];
        folder = mkdtempSync(join(tmpdir(), "comment-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const post = (text: string, workflowRun: object = run) => {
        writeFileSync(join(folder, "offline.md"), text);
        const context = { repo, payload: { workflow_run: workflowRun } };
        return commentOnRun({ github: double.github, core: double.core, context, file: join(folder, "offline.md") });
    };
    const bodies = () => double.comments.map(({ body }) => body);

    describe("from the offline preview, which may be a fork's", () => {
        const start = "<!-- offline-preview -->\nWhat 0123456789ab would change, as its own code says it:\n\n";

        it("is made once, and edited from then on", async () => {
            await post("### spotter");
            await post("### spotter again");
            assert.deepEqual(bodies(), [`${start}### spotter again`]);
            assert.deepEqual(double.commentedOn, [12]);
        });

        it("leaves alone what a person wrote, whatever it begins with", async () => {
            double.comments.push({ id: 99, user: { login: "someone" }, body: "<!-- offline-preview -->\nmine" });
            await post("### spotter");
            assert.deepEqual(bodies(), ["<!-- offline-preview -->\nmine", `${start}### spotter`]);
        });

        it("goes to no pull request but that of the run's commit and repository", async () => {
            for (const head of [
                { ...pull.head, sha: "f".repeat(40) },
                { sha, repo: { full_name: "other/shop" } },
                { sha, repo: null },
            ]) {
                double.pulls = [{ ...pull, head }];
                await post("### spotter");
            }
            double.pulls = [pull, { ...pull, number: 13 }];
            await post("### spotter");
            await post("### spotter", { ...run, head_repository: null });
            assert.deepEqual(bodies(), []);
            assert.equal(double.notices.length, 5);
        });

        it("reaches nobody and nothing: neither mention, reference, link, image nor element", async () => {
            await post(
                "@octocat &#64;octocat &commat;octocat #12 &num;12 GH-12 [a](https://evil.example) ![b](http://evil.example/x.png) " +
                    "<img src=x> <!-- offline-preview --> <a href=x> www.evil.example\u202e\n[c]: https://evil.example",
            );
            const [body = ""] = bodies();
            const text = body.slice(start.length);
            for (const pattern of [
                /@/,
                /&#64;(?!&#8203;)/,
                /#(?=12)/,
                /GH-(?=\d)/,
                /[[\]]/,
                /:\/\//,
                /<(?!br>)/,
                /www\./,
                /\u202e/,
            ]) {
                assert.doesNotMatch(
                    text
                        .replaceAll(/&#8203;|&#(?:35|58|91|93|46);/g, (each) => `{${each.slice(2, -1)}}`)
                        .replaceAll("&#64;{8203}", ""),
                    pattern,
                );
            }
        });

        it("keeps what the comparison is written with", async () => {
            const honest =
                "| 🔴 replace | **TaskDefinition web**<br>forced by memory | <code>memory</code> |\n\n<sub>Offline.</sub>";
            await post(honest);
            assert.deepEqual(bodies(), [`${start}${honest}`]);
        });

        it("is cut to what GitHub takes", async () => {
            await post("x".repeat(200_000));
            const [body = ""] = bodies();
            assert.ok(body.length < 65_536 && body.endsWith("… and more: see the run's log"), `${body.length}`);
        });
    });

    describe("from `pulumi preview`", () => {
        const context = { repo, payload: { pull_request: { number: 12, head: { sha } } } };
        const postPreviews = () => commentOnPreviews({ github: double.github, context, folder: join(folder, "previews") });

        it("has every stack, each as it was printed", async () => {
            mkdirSync(join(folder, "previews"));
            writeFileSync(join(folder, "previews", "staging.txt"), "~ service\n```\n</details>\nResources: 1 to update\n");
            writeFileSync(join(folder, "previews", "prod.txt"), "error: no <release>\n");
            await postPreviews();
            assert.deepEqual(bodies(), [
                [
                    "<!-- preview -->\n`pulumi preview` of 0123456789ab, without a refresh:",
                    "<details><summary>prod: error&#58; no &#60;release&#62;</summary>",
                    "```\nerror: no <release>\n```\n</details>",
                    "<details><summary>staging: Resources&#58; 1 to update</summary>",
                    "````\n~ service\n```\n</details>\nResources: 1 to update\n````\n</details>",
                ].join("\n\n"),
            ]);
        });

        it("says so where there is none", async () => {
            await postPreviews();
            assert.match(bodies()[0] ?? "", /There is none: see the run's log\.$/);
        });

        it("keeps the end of a long one, which has the sum and the errors", async () => {
            mkdirSync(join(folder, "previews"));
            writeFileSync(join(folder, "previews", "prod.txt"), `${"x\n".repeat(100_000)}error: last`);
            await postPreviews();
            const [body = ""] = bodies();
            assert.ok(body.length < 65_536 && body.endsWith("error: last\n```\n</details>"));
        });
    });

    it("says where a review stack serves", async () => {
        const context = { repo, payload: { pull_request: { number: 12, head: { sha } } } };
        await commentOnReview({ github: double.github, context, url: "http://spotter-pr-12.elb.amazonaws.com" });
        assert.deepEqual(double.comments, [
            {
                id: 1,
                user: { login: bot },
                body: "<!-- review-stack -->\n0123456789ab serves at http://spotter-pr-12.elb.amazonaws.com",
            },
        ]);
    });
});
