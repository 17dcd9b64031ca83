import type { FrameKind } from "./graph";

/** Colours of a theme. */
interface Theme {
    readonly card: string;
    readonly cardBorder: string;
    readonly box: string;
    readonly boxBorder: string;
    readonly text: string;
    readonly dimText: string;
    readonly line: string;
    readonly frames: Readonly<Record<FrameKind, { readonly fill: string; readonly border: string }>>;
}

const light: Theme = {
    card: "#ffffff",
    cardBorder: "#d0d7de",
    box: "#ffffff",
    boxBorder: "#d0d7de",
    text: "#1f2328",
    dimText: "#59636e",
    line: "#59636e",
    frames: {
        vpc: { fill: "#f8f5ff", border: "#8250df" },
        subnets: { fill: "#f1edfd", border: "#a98bea" },
        cluster: { fill: "#fff6ee", border: "#d86613" },
        role: { fill: "#f6f8fa", border: "#b1bac4" },
    },
};

const dark: Theme = {
    card: "#0d1117",
    cardBorder: "#3d444d",
    box: "#161b22",
    boxBorder: "#3d444d",
    text: "#f0f6fc",
    dimText: "#9198a1",
    line: "#9198a1",
    frames: {
        vpc: { fill: "#151325", border: "#a371f7" },
        subnets: { fill: "#1d1933", border: "#7d5bbf" },
        cluster: { fill: "#22170d", border: "#f0883e" },
        role: { fill: "#12171e", border: "#57606a" },
    },
};

const sans = `-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif`;
const mono = `ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace`;

/** The picture's own stylesheet: an image in a README may load nothing. */
export const stylesheet = [
    `text { font-family: ${sans} }`,
    `.heading { font-size: 20px; font-weight: 600 }`,
    `.title { font-size: 12px; font-weight: 600 }`,
    `.kind { font-size: 11px; font-weight: 400 }`,
    `.name { font-size: 12px; font-weight: 400; font-family: ${mono} }`,
    `.fact { font-size: 12px }`,
    `.subnets, .role { stroke-dasharray: 5 4 }`,
    `.line { fill: none; stroke-width: 1.5 }`,
    `.reference { stroke-dasharray: 4 4 }`,
    `.glyph { fill: none; stroke: #fff; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }`,
    ...rules(light),
    `@media (prefers-color-scheme: dark) {`,
    ...rules(dark).map((rule) => `  ${rule}`),
    `}`,
].join("\n");

function rules(theme: Theme): string[] {
    return [
        `.card { fill: ${theme.card}; stroke: ${theme.cardBorder} }`,
        `.box { fill: ${theme.box}; stroke: ${theme.boxBorder} }`,
        `.heading, .title, .name { fill: ${theme.text} }`,
        `.kind, .fact { fill: ${theme.dimText} }`,
        `.subnets, .role { stroke-dasharray: 5 4 }`,
        `.line { stroke: ${theme.line} }`,
        `.head { fill: ${theme.line} }`,
        ...Object.entries(theme.frames).map(([kind, { fill, border }]) => `.${kind} { fill: ${fill}; stroke: ${border} }`),
    ];
}
