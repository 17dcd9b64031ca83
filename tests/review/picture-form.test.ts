import * as assert from "node:assert/strict";
import { drawPicture } from "../../review/picture";
import { fonts, measure } from "../../review/picture/text";
import { withResource } from "../stacks/doctored";
import { drawVariants, type Drawn, type Variant } from "./pictures";
import { assertWellFormed, readArrows, readBoxes, readGroups, type Group, type Point } from "./svg";

describe("the form of a picture", () => {
    let variants: Readonly<Record<Variant, Drawn>>;
    const picture = (name: Variant) => variants[name].svg;
    const document = (name: Variant) => variants[name].document;

    before(async () => {
        variants = await drawVariants();
    });

    it("is the same for the same document, in whatever order its resources stand", async () => {
        for (const [name, { document: preview, svg }] of Object.entries(variants)) {
            const reversed = { ...preview, resources: [...preview.resources].reverse() };
            assert.equal(await drawPicture(reversed), svg, name);
        }
    });
    it("is well-formed, and loads or runs nothing", () => {
        for (const [name, { svg }] of Object.entries(variants)) {
            assert.doesNotThrow(() => assertWellFormed(svg), name);
            assert.doesNotMatch(svg, /<script|foreignObject|<image|href|@import|@font-face|\son\w+=|url\((?!#)/, name);
        }
    });
    it("keeps every text inside its box and every box inside the card, and no box or arrow on a box", () => {
        for (const [name, { svg }] of Object.entries(variants)) {
            assertFits(svg, name);
        }
    });
    it("keeps boxes in the order of their description: arrows would cross otherwise", () => {
        const x = (name: Variant, title: string) =>
            readGroups(picture(name)).find(({ lines }) => lines[0]?.spans[0]?.text === title)?.x ?? assert.fail(title);
        for (const name of ["prod", "perZone"] as const) {
            assert.ok(x(name, "Route 53 record") < x(name, "Internet") && x(name, "Internet") < x(name, "ACM certificate"), name);
        }
        assert.ok(x("perZone", "Application Load Balancer") < x("perZone", "NAT gateway"));
    });
    it("cuts names that are too long in the middle", async () => {
        const long = `start-${"x".repeat(240)}-end`;
        const changed = withResource(document("prod"), "aws:ecr/repository:Repository::web", ({ inputs }) => {
            inputs.name = long;
        });
        const svg = await drawPicture(changed);
        assert.match(readBoxes(svg)["ECR repository"]?.[0] ?? "", /^start-x+…x+-end$/);
        assertFits(svg, "long");
    });
    it("escapes what XML would take for its own, and leaves out what it forbids", async () => {
        const project = `a<b>&"c'\u0007`;
        const svg = await drawPicture({ ...document("prod"), project });
        assertWellFormed(svg);
        assert.match(svg, /^<text class="heading"[^>]*>a&lt;b&gt;&amp;&quot;c'  · prod<\/text>$/m);
    });
    it("tells those who can't see it what it shows", () => {
        const svg = picture("prod");
        assert.match(svg, /^<svg [^>]*role="img" aria-labelledby="title description"/);
        assert.match(svg, /<title id="title">Architecture of spotter · prod<\/title>/);
        assert.match(
            svg,
            /<desc id="description">us-east-1 .*Target group, HTTP 3000 · drains for 30 s, .*SES no-reply@.*<\/desc>/,
        );
    });
    it("has colours for light and for dark", () => {
        const [light = "", dark = ""] = picture("prod").split("@media (prefers-color-scheme: dark)");
        for (const name of ["card", "box", "line", "vpc", "subnets", "cluster", "role"]) {
            const rule = new RegExp(`\\.${name} \\{ (fill|stroke): #`);
            assert.match(light, rule);
            assert.match(dark, rule);
        }
    });
});

/** Measured with the widest fonts that a reader may have. */
function assertFits(svg: string, name: string): void {
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
    const groups = readGroups(svg);
    for (const { lines, ...group } of groups) {
        assert.ok(group.x >= 0 && group.x + group.width <= width && group.y + group.height <= height, name);
        for (const { x, y, spans } of lines) {
            const text = spans.map((span) => span.text).join(" ");
            const widths = spans.map((span) => measure(span.text, fonts[span.style as keyof typeof fonts]) + 8);
            const isCentred = isLabel({ ...group, lines });
            const right = isCentred ? group.width - 7 : x + widths.reduce((sum, part) => sum + part, 0) - 8;
            assert.ok(right <= group.width && y < group.height, `${name}: ${text}`);
        }
    }
    const boxes = groups.filter(({ kind }) => kind === "box");
    for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
            const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(isApart, `${name}: ${JSON.stringify([a.lines, b.lines])}`);
        }
    }
    for (const points of readArrows(svg)) {
        const crossed = boxes.filter((box) => !isLabel(box) && points.some((point) => isInside(point, box)));
        assert.deepEqual(
            crossed.map(({ lines }) => lines[0]?.spans[0]?.text),
            [],
            name,
        );
    }
}

function isLabel({ lines }: Group): boolean {
    return lines.length === 1 && lines[0]?.spans[0]?.style === "kind";
}

/** A pixel of tolerance: an arrow ends on the border of its box. */
function isInside({ x, y }: Point, box: Group): boolean {
    return x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;
}
