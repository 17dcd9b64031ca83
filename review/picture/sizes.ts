import { flatten, isFrame, type Architecture, type Box, type Frame, type Item } from "./graph";
import { fonts, measure, shorten } from "./text";

/** Width and height in pixels. */
export interface Size {
    readonly width: number;
    readonly height: number;
}

export type Style = keyof typeof fonts;

/** Words of one style. */
export interface Span {
    readonly text: string;
    readonly style: Style;
}

/** A line of text, and where its baseline starts from the upper left corner of its box or header. */
export interface Line {
    /** Each starts {@link spanGap} after the one before, however wide the reader's font makes that. */
    readonly spans: readonly Span[];
    readonly x: number;
    readonly y: number;
}

export const spanGap = 8;

/** Between a box's or frame's border and its text. */
export const padding = 12;

/** Between a frame's border and what it holds. */
export const framePadding = 14;

export const boxIcon = { size: 28, gap: 10 } as const;
export const frameIcon = { size: 18, gap: 8 } as const;

/** A longer text is cut: a repository's name may have 256 characters, a log group's 512. */
const maxTextWidth = 300;

const lineHeights = { heading: 26, title: 18, kind: 15, name: 17, fact: 16 } as const;

/** Space above the letters of a line, so that a block of lines looks centred. */
const leading = 3;

/** The lines of a box, beside its icon; vertically centred if the icon is higher. */
export function layOutBox({ kind, name, facts }: Box): readonly Line[] {
    const spans: readonly Span[] = [
        { text: kind, style: "title" },
        ...(name === undefined ? [] : [{ text: name, style: "name" } as const]),
        ...facts.map((text) => ({ text, style: "fact" }) as const),
    ];
    const height = spans.reduce((sum, { style }) => sum + lineHeights[style], 0);
    const x = padding + boxIcon.size + boxIcon.gap;
    let y = padding - leading + Math.max(0, (boxIcon.size - height) / 2);
    return spans.map((span) => {
        y += lineHeights[span.style];
        return { spans: [fit(span)], x, y };
    });
}

function sizeBox(box: Box): Size {
    const lines = layOutBox(box);
    return { width: findRightEdge(lines) + padding, height: Math.max(findBottom(lines), boxIcon.size + padding) + padding };
}

/** Title, name and note in one line; a role's name is long and has a line of its own. */
export function layOutHeader({ kind, title, name, note }: Frame): readonly Line[] {
    const place = { x: padding + frameIcon.size + frameIcon.gap, y: padding + 11 };
    const names: readonly Span[] = name === undefined ? [] : [fit({ text: name, style: "name" })];
    const notes: readonly Span[] = note === undefined || note === "" ? [] : [fit({ text: note, style: "kind" })];
    const titles: readonly Span[] = [{ text: title, style: "title" }];
    if (kind !== "role") {
        return [{ spans: [...titles, ...names, ...notes], ...place }];
    }
    const second = { spans: names, x: place.x, y: place.y + lineHeights.name };
    return [{ spans: [...titles, ...notes], ...place }, ...(names.length === 0 ? [] : [second])];
}

function fit({ text, style }: Span): Span {
    return { text: shorten(text, fonts[style], maxTextWidth), style };
}

function sizeHeader(frame: Frame): Size {
    const lines = layOutHeader(frame);
    return { width: findRightEdge(lines) + padding, height: findBottom(lines) + padding };
}

/** A label on an arrow, with room around it. */
export function sizeLabel(text: string): Size {
    return { width: measure(text, fonts.kind) + 14, height: 20 };
}

/** Sizes of all boxes, and of all frames' headers, by id. All boxes of a column are as wide as the widest of them, and as the headers of the frames around them. */
export function sizeAll({ traffic, roles }: Pick<Architecture, "traffic" | "roles">): ReadonlyMap<string, Size> {
    const items = [...traffic, ...roles].flatMap(flatten);
    const natural = new Map(items.map((item) => [item.id, isFrame(item) ? sizeHeader(item) : sizeBox(item)]));
    const width = (item: Item) => natural.get(item.id)?.width ?? 0;
    const columns = items.map((item) => ({ item, column: isFrame(item) ? findColumn(item) : item.column }));
    return new Map(
        columns.map(({ item, column }) => {
            const peers = column === undefined ? [] : columns.filter((other) => other.column === column);
            const widths = peers.map((peer) => width(peer.item) - (isFrame(peer.item) ? 2 * framePadding : 0));
            return [item.id, { width: Math.max(width(item), ...widths), height: natural.get(item.id)?.height ?? 0 }];
        }),
    );
}

function findColumn(frame: Frame): Box["column"] {
    return frame.children
        .flatMap(flatten)
        .map((item) => (isFrame(item) ? undefined : item.column))
        .find((column) => column !== undefined);
}

function findRightEdge(lines: readonly Line[]): number {
    const widths = lines.map(({ spans, x }) =>
        spans.reduce((edge, { text, style }, index) => edge + (index === 0 ? 0 : spanGap) + measure(text, fonts[style]), x),
    );
    return Math.max(...widths);
}

function findBottom(lines: readonly Line[]): number {
    return Math.max(...lines.map(({ y }) => y));
}
