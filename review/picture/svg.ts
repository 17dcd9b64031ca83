import { isFrame, type Architecture, type Box, type Frame, type FrameKind, type Item } from "./graph";
import { icons, type IconName } from "./icons";
import type { Point, Rectangle } from "./elk";
import type { Layout } from "./layout";
import { boxIcon, frameIcon, layOutBox, layOutHeader, padding, spanGap, type Line } from "./sizes";
import { stylesheet } from "./style";

/** Around the picture, inside its card. */
const margin = 24;

/** Of heading and subheading. */
const headingHeight = 56;

const frameIcons: Readonly<Record<FrameKind, IconName>> = {
    vpc: "network",
    subnets: "subnets",
    cluster: "service",
    role: "role",
};

const radius = { card: 12, box: 8, bend: 8 } as const;

export function renderSvg(architecture: Architecture, { width, height, items, arrows }: Layout): string {
    const size = { width: Math.ceil(width) + 2 * margin, height: Math.ceil(height) + 2 * margin + headingHeight };
    const lines = [
        `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" ` +
            `viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}">`,
        `<title id="title">${escape(`Architecture of ${architecture.heading}`)}</title>`,
        `<desc id="description">${escape(describe(architecture))}</desc>`,
        `<style>\n${stylesheet}\n</style>`,
        `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" ` +
            `markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>`,
        `<rect class="card" x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="${radius.card}"/>`,
        drawText({ spans: [{ text: architecture.heading, style: "heading" }], x: margin, y: margin + 18 }),
        drawText({ spans: [{ text: architecture.subheading, style: "kind" }], x: margin, y: margin + 38 }),
        `<g transform="translate(${margin} ${margin + headingHeight})">`,
        ...items.flatMap(({ item, at }) => (isFrame(item) ? [drawFrame(item, at)] : [])),
        ...arrows.map(({ arrow, points }) => drawLine(arrow.kind, points)),
        ...items.flatMap(({ item, at }) => (isFrame(item) ? [] : [drawBox(item, at)])),
        ...arrows.flatMap(({ arrow, label }) => (label === undefined ? [] : [drawLabel(arrow.label ?? "", label)])),
        `</g>`,
        `</svg>`,
    ];
    return `${lines.join("\n")}\n`;
}

/** The content of the picture as text, for screen readers. */
function describe({ subheading, traffic, roles }: Architecture): string {
    const sentence = (item: Item): string[] => {
        const head = [isFrame(item) ? item.title : item.kind, item.name].filter((part) => part !== undefined).join(" ");
        const facts = isFrame(item) ? [item.note ?? ""] : item.facts;
        const text = [head, ...facts.filter((fact) => fact !== "")].join(", ");
        return [text, ...(isFrame(item) ? item.children.flatMap(sentence) : [])];
    };
    return [subheading, ...[...traffic, ...roles].flatMap(sentence)].map((text) => `${text}.`).join(" ");
}

function drawFrame(frame: Frame, at: Rectangle): string {
    const header = layOutHeader(frame);
    const bottom = at.height - Math.max(...header.map(({ y }) => y)) - padding;
    const top = frame.kind === "role" ? 0 : bottom;
    return group(at, [
        `<rect class="${frame.kind}" width="${round(at.width)}" height="${round(at.height)}" rx="${radius.box}"/>`,
        drawIcon(frameIcons[frame.kind], { x: padding, y: top + 10 }, frameIcon.size),
        ...header.map((line) => drawText({ ...line, y: top + line.y })),
    ]);
}

function drawBox(box: Box, at: Rectangle): string {
    const rect = (offset: number) => {
        const place = offset === 0 ? "" : ` x="${offset}" y="${offset}"`;
        return `<rect class="box"${place} width="${round(at.width)}" height="${round(at.height)}" rx="${radius.box}"/>`;
    };
    return group(at, [
        ...(box.isPile === true ? [rect(6), rect(3)] : []),
        rect(0),
        drawIcon(box.icon, { x: padding, y: padding }, boxIcon.size),
        ...layOutBox(box).map(drawText),
    ]);
}

/** A glyph on a square of its service's colour. */
function drawIcon(name: IconName, { x, y }: Point, size: number): string {
    const { color, path } = icons[name];
    const inset = size / 8;
    const scale = (size - 2 * inset) / 24;
    return (
        `<rect x="${round(x)}" y="${round(y)}" width="${size}" height="${size}" rx="${round(size / 5)}" fill="${color}"/>` +
        `<path class="glyph" transform="translate(${x + inset} ${y + inset}) scale(${scale})" d="${path}"/>`
    );
}

function group({ x, y }: Point, content: readonly string[]): string {
    return `<g transform="translate(${round(x)} ${round(y)})">${content.join("")}</g>`;
}

function drawLine(kind: string, points: readonly Point[]): string {
    return `<path class="line ${kind}" d="${toPath(points)}" marker-end="url(#head)"/>`;
}

function drawLabel(text: string, { x, y, width, height }: Rectangle): string {
    return group({ x, y }, [
        `<rect class="box" width="${round(width)}" height="${round(height)}" rx="${height / 2}"/>`,
        `<text class="kind" x="${round(width / 2)}" y="${height / 2 + 4}" text-anchor="middle">${escape(text)}</text>`,
    ]);
}

function drawText({ spans, x, y }: Line): string {
    const [first, ...others] = spans;
    const rest = others.map(({ text, style }) => `<tspan class="${style}" dx="${spanGap}">${escape(text)}</tspan>`);
    return first === undefined
        ? ""
        : `<text class="${first.style}" x="${x}" y="${y}">${escape(first.text)}${rest.join("")}</text>`;
}

/** A line with round bends. */
function toPath(points: readonly Point[]): string {
    return points
        .map((point, index) => {
            const [before, after] = [points[index - 1], points[index + 1]];
            if (before === undefined || after === undefined) {
                return `${index === 0 ? "M" : "L"}${pair(point)}`;
            }
            const bend = Math.min(radius.bend, distance(before, point) / 2, distance(point, after) / 2);
            return `L${pair(towards(point, before, bend))}Q${pair(point)} ${pair(towards(point, after, bend))}`;
        })
        .join("");
}

function distance(a: Point, b: Point): number {
    return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
    const whole = distance(from, to);
    const share = whole === 0 ? 0 : length / whole;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function pair({ x, y }: Point): string {
    return `${round(x)} ${round(y)}`;
}

/** To half a pixel: more digits would only make diffs longer. */
function round(value: number): number {
    return Math.round(value * 2) / 2;
}

/** XML allows no control characters, not even escaped ones. */
function escape(text: string): string {
    return text
        .replace(/[\u0000-\u001f]/g, " ")
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/"/g, "&quot;");
}
