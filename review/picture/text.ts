/** A font of a picture, whose family depends on the reader's system. */
export interface Font {
    /** Pixels. */
    readonly size: number;
    readonly isMonospace?: boolean;
    readonly isBold?: boolean;
}

export const fonts = {
    heading: { size: 20, isBold: true },
    title: { size: 12, isBold: true },
    kind: { size: 11 },
    name: { size: 12, isMonospace: true },
    fact: { size: 12 },
} as const satisfies Record<string, Font>;

/**
 * Advance widths in em, rounded up from DejaVu Sans, which is as wide as Verdana; Helvetica, Arial, Segoe UI and San
 * Francisco are narrower. So a text stays inside its box, whichever font the reader has.
 */
const advances: ReadonlyMap<string, number> = new Map(
    Object.entries({
        "ijlI'": 0.3,
        ",./:;\\| ·": 0.35,
        "ft()-[]": 0.4,
        "r!": 0.45,
        'J"*`': 0.5,
        csz: 0.55,
        "kvxyL?_–": 0.6,
        "0123456789abdeghnopquFT${}": 0.65,
        ABEKPSVXYZ: 0.7,
        CNRU: 0.75,
        "DGHOQ&": 0.8,
        "w#+<=>^~×": 0.85,
        M: 0.9,
        "m%…→": 1,
        "W@": 1.05,
    }).flatMap(([characters, width]) => Array.from(characters, (character): [string, number] => [character, width])),
);

/** For example Chinese characters and emoji. */
const widest = 1.3;

/** What bold adds to any character. */
const boldness = 0.1;

/** San Francisco Mono is the widest of the usual monospaced fonts. */
const monospaced = 0.62;

/** Facts in one line, without those that are unknown. */
export function joinFacts(...facts: readonly (string | undefined)[]): string {
    return facts.filter((fact) => fact !== undefined && fact !== "").join(" · ");
}

/** Upper bound of a text's width in pixels. */
export function measure(text: string, font: Font): number {
    const widths = Array.from(text, (character) => {
        const advance = advances.get(character);
        if (font.isMonospace === true) {
            return advance === undefined ? widest : monospaced;
        }
        return (advance ?? widest) + (font.isBold === true ? boldness : 0);
    });
    return Math.ceil(widths.reduce((sum, width) => sum + width, 0) * font.size);
}

/** Cuts a text that is too wide in the middle, as names differ at either end. */
export function shorten(text: string, font: Font, maxWidth: number): string {
    const characters = Array.from(text);
    for (let kept = characters.length; kept > 0; kept--) {
        const start = Math.ceil(kept / 2);
        const shortened =
            kept === characters.length
                ? text
                : `${characters.slice(0, start).join("")}…${characters.slice(characters.length - (kept - start)).join("")}`;
        if (measure(shortened, font) <= maxWidth) {
            return shortened;
        }
    }
    return "…";
}

/** As many of `names` as fit into `maxLines` lines, two or more, and how many more there are. */
export function listNames(names: readonly string[], font: Font, maxWidth: number, maxLines: number): readonly string[] {
    for (let shown = names.length; shown > 0; shown--) {
        const words = names.slice(0, shown).map((name, index) => {
            const comma = index < shown - 1 ? "," : "";
            return shorten(name, font, maxWidth - measure(comma, font)) + comma;
        });
        const lines = wrap(shown < names.length ? [...words, `and ${names.length - shown} more`] : words, font, maxWidth);
        if (lines.length <= maxLines) {
            return lines;
        }
    }
    return [];
}

function wrap(words: readonly string[], font: Font, maxWidth: number): readonly string[] {
    const lines: string[] = [];
    for (const word of words) {
        const joined = `${lines.at(-1) ?? ""} ${word}`.trim();
        if (lines.length > 0 && measure(joined, font) <= maxWidth) {
            lines[lines.length - 1] = joined;
        } else {
            lines.push(word);
        }
    }
    return lines;
}
