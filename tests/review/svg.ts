/** What the tests read of a picture: the groups that stand for a box, a frame's header or a label. */
export interface Group {
    readonly x: number;
    readonly y: number;

    /** Of its last rectangle without a place of its own, which is the box itself and not its shadow or icon. */
    readonly width: number;
    readonly height: number;
    readonly kind: string;
    readonly lines: readonly Line[];
}

export interface Line {
    readonly x: number;
    readonly y: number;
    readonly spans: readonly { readonly style: string; readonly text: string }[];
}

export function readGroups(svg: string): readonly Group[] {
    return [...svg.matchAll(/<g transform="translate\(([\d.]+) ([\d.]+)\)">(<.*?)<\/g>/g)].map(([, x, y, content = ""]) => {
        const [, kind = "", width, height] = /<rect class="(\w+)" width="([\d.]+)" height="([\d.]+)"/.exec(content) ?? [];
        return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), kind, lines: readLines(content) };
    });
}

/** The lines of every box and frame, each as one text, by its first line up to what is set in another style. */
export function readBoxes(svg: string): Readonly<Record<string, readonly string[]>> {
    const named = readGroups(svg).flatMap(({ kind, lines }) => {
        const [first] = lines;
        const [title, ...notes] = first?.spans ?? [];
        const isLabel = kind === "box" && lines.length === 1 && title?.style === "kind";
        return title === undefined || isLabel
            ? []
            : [[title.text, [...notes.map(({ text }) => text), ...lines.slice(1).map(toText)]] as const];
    });
    return Object.fromEntries(named);
}

/** What stands on the arrows. */
export function readLabels(svg: string): readonly string[] {
    return readGroups(svg)
        .filter(({ lines }) => lines.length === 1 && lines[0]?.spans[0]?.style === "kind")
        .flatMap(({ lines }) => lines.map(toText));
}

export interface Point {
    readonly x: number;
    readonly y: number;
}

/** Points along each arrow, at most 4 pixels apart. */
export function readArrows(svg: string): readonly (readonly Point[])[] {
    return [...svg.matchAll(/<path class="line \w+" d="([^"]*)"/g)].map(([, d = ""]) => {
        const corners = [...d.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
        return corners.slice(1).flatMap((to, index) => {
            const from = corners[index] ?? to;
            const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
            return Array.from({ length: steps + 1 }, (_, step) => ({
                x: from.x + ((to.x - from.x) * step) / Math.max(steps, 1),
                y: from.y + ((to.y - from.y) * step) / Math.max(steps, 1),
            }));
        });
    });
}

/** Throws for a tag that is not closed, a bare `&`, or a control character. */
export function assertWellFormed(svg: string): void {
    const open: string[] = [];
    for (const [tag, close = "", name = "", selfClosing = ""] of svg.matchAll(
        /<(\/?)([\w:-]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
    )) {
        if (close === "" && selfClosing === "") {
            open.push(name);
        } else if (close !== "" && open.pop() !== name) {
            throw new Error(`${tag} closes nothing`);
        }
    }
    const rest = svg.replace(/<\/?[\w:-]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, "");
    const wrong = /[<>]|&(?!amp;|lt;|gt;|quot;)|[^\P{Cc}\n]/u.exec(rest);
    if (open.length > 0 || wrong !== null) {
        throw new Error(
            open.length > 0 ? `${open.join(", ")} not closed` : `${JSON.stringify(wrong?.[0])} at ${wrong?.index ?? 0}`,
        );
    }
}

function readLines(content: string): readonly Line[] {
    return [...content.matchAll(/<text class="(\w+)" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)<\/text>/g)].map(
        ([, style = "", x, y, inner = ""]) => {
            const [first = "", ...others] = inner.split("<tspan ");
            const spans = others.map((span) => {
                const [, spanStyle = "", text = ""] = /class="(\w+)"[^>]*>(.*)<\/tspan>/.exec(span) ?? [];
                return { style: spanStyle, text: unescape(text) };
            });
            return { x: Number(x), y: Number(y), spans: [{ style, text: unescape(first) }, ...spans] };
        },
    );
}

function toText({ spans }: Line): string {
    return spans.map(({ text }) => text).join(" ");
}

function unescape(text: string): string {
    return text
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&");
}
