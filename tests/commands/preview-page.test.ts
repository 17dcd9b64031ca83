import * as assert from "node:assert/strict";
import { renderPage as renderBytes, type PageContent } from "../../commands/preview/page/page";
import { predictRelease } from "../../commands/preview/release-time";
import { writePage } from "../../commands/preview/write-page";
import { evaluate } from "../../policies/evaluate";
import type { PreviewDocument } from "../../preview/document";
import { summarize } from "../../preview/stack-summary";
import { compare } from "../../review/compare";
import { estimateCost } from "../../review/cost";
import { describeUsd } from "../../review/cost-text";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeUp, resource } from "../preview/made-up";
import { previewOfExample } from "../stacks/preview-of";

const against = { ref: "main", commit: "3fa2c1d09b7e4a8d", hasStack: true };

function contentOf(document: PreviewDocument, more: Partial<PageContent> = {}): PageContent {
    return {
        document,
        facts: summarize(document, { context: undefined, before: undefined }),
        cost: estimateCost(document),
        controls: evaluate(document),
        releaseTime: predictRelease(document, "staging"),
        picture: { svg: "<svg></svg>" },
        ...more,
    };
}

/** A page whose white space is of no meaning. */
function renderPage(content: PageContent): string {
    return renderBytes(content).replace(/\s+/g, " ").replace(/> </g, "><");
}

/** The text of what a pattern finds, without tags. */
function found(page: string, pattern: RegExp): string[] {
    return [...page.matchAll(pattern)].map(([, text = ""]) => text.replace(/<[^>]+>/g, "").trim());
}

describe("a preview's page", () => {
    let staging: PreviewDocument;
    before(async () => {
        staging = await previewOfExample("staging", "update");
    });

    const withService = (document: PreviewDocument, inputs: object): PreviewDocument => ({
        ...document,
        resources: document.resources.map((each) =>
            each.type === "aws:ecs/service:Service" ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
        ),
    });

    it("has a section for everything, with what changes first, and a list of them", () => {
        const titles = ["Architecture", "Parts", "Cost", "Release", "Controls", "Warnings", "Outputs"];
        const page = renderPage(contentOf(staging));
        assert.deepEqual(found(page, /<h2[^>]*>(.*?)<\/h2>/g), titles);
        assert.deepEqual(found(page, /<li>(<a href="#[^>]*>.*?<\/a>)<\/li>/g), titles);

        const change = { comparison: compare(staging, staging), against, notes: [] };
        assert.deepEqual(found(renderPage(contentOf(staging, { change })), /<h2[^>]*>(.*?)<\/h2>/g), ["What changes", ...titles]);
    });

    it("leads each link to a place that is there once", () => {
        const change = { comparison: compare(madeUp, staging), against, notes: [] };
        const page = renderPage(contentOf(staging, { change }));
        const ids = found(page, / id="([^"]+)"/g);
        assert.deepEqual(ids, [...new Set(ids)]);
        assert.deepEqual(
            found(page, /href="#([^"]+)"/g).filter((id) => !ids.includes(id)),
            [],
        );
    });

    it("has headings in order, and tables with a caption and headings of columns and rows", () => {
        const page = renderPage(contentOf(staging));
        const levels = found(page, /<h(\d)/g).map(Number);
        assert.equal(levels.filter((level) => level === 1).length, 1);
        levels.forEach((level, index) => assert.ok(level - (levels[index - 1] ?? 0) <= 1, `h${level}`));
        const tables = [...page.matchAll(/<table>.*?<\/table>/gs)].map(([text]) => text);
        assert.ok(tables.length >= 5);
        for (const text of tables) {
            assert.match(text, /^<table>\s*<caption>[^<]+<\/caption>/);
            assert.match(text, /<th scope="col"/);
            const rows = (/<tbody>(.*)<\/tbody>/s.exec(text)?.[1] ?? "").split("<tr>").slice(1);
            rows.forEach((row) => assert.match(row, /^<th scope="row"/, row));
        }
    });

    it("shows what the terminal shows: tiles, parts, cost, release, controls, warnings, outputs", () => {
        const page = renderPage(contentOf(staging));
        const { monthlyUsd } = estimateCost(staging) as { monthlyUsd: { from: number; to: number } };
        for (const text of [
            `<strong>${describeUsd(monthlyUsd)} USD</strong>`,
            "<strong>FargateService</strong><code>spotter-web</code>",
            "<strong>TaskDefinition</strong><code>web</code>",
            "the load balancer finds it healthy",
            "<code>ELB.16</code>",
            "no web ACL is attached",
            "<code>spotter:network</code> tasks have public addresses",
            `<a href=${JSON.stringify(staging.outputs.url)} rel="noreferrer">`,
        ]) {
            assert.ok(page.includes(text), text);
        }
    });

    it("shows what changes, property by property, with what is grave as such", () => {
        const after = withService(staging, { healthCheckGracePeriodSeconds: 300 });
        const gone = { ...after, resources: after.resources.filter(({ type }) => type !== "aws:ecr/repository:Repository") };
        const change = {
            comparison: compare(staging, gone),
            against,
            notes: [{ name: "Cost", text: "1.00", items: ["a part"] }],
        };
        const page = renderPage(contentOf(gone, { change }));
        assert.match(page, /Against main \(3fa2c1d\)/);
        assert.match(page, /<article class="is-grave">\s*<h3><span class="badge bad">deleted<\/span> Repository web<\/h3>/);
        assert.match(
            page,
            /<code>healthCheckGracePeriodSeconds<\/code><\/th>\s*<td[^>]*><code>60<\/code><\/td>\s*<td[^>]*><code>300<\/code>/,
        );
        assert.match(page, /<dt>Cost<\/dt>\s*<dd>1\.00<ul>\s*<li>a part<\/li>/);
    });

    it("reads nothing that a value holds as HTML", () => {
        const text = `"><script>alert('x')</script>&amp;\u202e\u0000`;
        const named = resource("spotter:test:Thing", text, null);
        const parameter = resource("aws:ssm/parameter:Parameter", text, `spotter:test:Thing::${text}`, {
            type: "String",
            insecureValue: text,
        });
        const document: PreviewDocument = {
            ...madeUp,
            project: text,
            stack: text,
            resources: [...madeUp.resources, named, parameter],
            outputs: { [text]: text, url: `javascript:${text}` },
            warnings: [{ path: text, message: `${text} \`${text}\`` }],
        };
        const change = {
            comparison: compare(madeUp, document),
            against: { ...against, ref: text },
            notes: [{ name: text, text, items: [text] }],
        };
        const facts: [string, string][] = [[text, text]];
        const page = renderPage(contentOf(document, { change, facts, picture: { problem: text } }));
        assert.deepEqual(
            found(page, /<(\w+)/g).filter((tag) => tag === "script"),
            [],
        );
        assert.ok(!page.includes("alert('x')"));
        assert.ok(!/[\u202e\u0000]/.test(page));
        assert.ok(!/href="javascript:/.test(page));
        assert.ok(page.split("&lt;script&gt;").length > 12);
    });

    it("has no secret, and nothing that a browser would load", () => {
        const page = renderPage(contentOf(staging));
        assert.ok(!page.includes("<secret>") && !page.includes("<script"));
        assert.deepEqual(found(page, /(?:src|xlink:href)="([^"]*)"/g), []);
        assert.deepEqual(found(page, /<link [^>]*href="([^"]*)"/g), ["data:,"]);
        assert.ok(!page.includes("url(") && !page.includes("@import"));
        assert.match(page, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/);
    });

    it("is the same for the same content", () => {
        assert.equal(renderBytes(contentOf(staging)), renderBytes(contentOf(staging)));
    });

    it("says why there is no cost, no picture, and nothing to warn of", () => {
        const bare = { ...contentOf({ ...madeUp, warnings: [] }), cost: { region: "x", problem: "no prices" } };
        const page = renderPage({ ...bare, picture: { problem: "no layout" } });
        assert.match(page, /<p>Not known: no prices\.<\/p>/);
        assert.match(page, /<p>It could not be drawn: no layout\.<\/p>/);
        assert.match(page, /Warnings<\/h2>\s*<p>None\.<\/p>/);
    });

    it("is written without a picture where drawing it fails", async () => {
        const folder = mkdtempSync(join(tmpdir(), "preview-page-"));
        try {
            const file = join(folder, "page.html");
            const draw = () => Promise.reject(new Error("no layout library"));
            await writePage(file, contentOf(madeUp), draw);
            assert.match(readFileSync(file, "utf8"), /It could not be drawn: no layout library\./);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
