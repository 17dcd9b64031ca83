/** Colours of a theme, those of the picture. Each text has a contrast of 4.5 or more on each ground that it stands on. */
const light = {
    ground: "#ffffff",
    raised: "#f6f8fa",
    border: "#d0d7de",
    text: "#1f2328",
    dim: "#59636e",
    link: "#0969da",
    good: "#1a7f37",
    warn: "#8a5a00",
    bad: "#cf222e",
    new: "#8250df",
    shade: "#fff1f0",
};

const dark: typeof light = {
    ground: "#0d1117",
    raised: "#161b22",
    border: "#3d444d",
    text: "#f0f6fc",
    dim: "#9198a1",
    link: "#4493f8",
    good: "#3fb950",
    warn: "#d29922",
    bad: "#ff7b72",
    new: "#ab7df8",
    shade: "#2b1214",
};

const variables = (theme: typeof light) =>
    Object.entries(theme)
        .map(([name, color]) => `--${name}: ${color}`)
        .join("; ");

const sans = `-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif`;
const mono = `ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace`;

/** The page's whole stylesheet. The picture brings its own, whose classes have other names. */
export const stylesheet = `
:root { color-scheme: light dark; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
* { box-sizing: border-box }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 68rem; padding: 2.5rem 1.5rem 4rem; background: var(--ground); color: var(--text);
    font: 1rem/1.55 ${sans}; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance }
h1 { font-size: 1.9rem; margin: 0; letter-spacing: -.01em }
h1 span { color: var(--dim); font-weight: 400 }
h2 { font-size: 1.35rem; margin: 0 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--border) }
h3 code { font-size: 1em; font-weight: 600 }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .6rem }
p { margin: .5rem 0 1rem; max-width: 46rem }
ul { margin: .5rem 0 1rem; padding-left: 1.25rem }
li { margin: .2rem 0 }
a { color: var(--link); text-underline-offset: .15em }
a:focus-visible, summary:focus-visible, .picture:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px }
code { font: .875em ${mono} }
section { margin-top: 3.25rem; scroll-margin-top: 1rem }
.dim { color: var(--dim) }
.grave { color: var(--bad) }
.careful { color: var(--warn) }
ul.plain { list-style: none; padding: 0; margin: 0 }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; list-style: none; padding: 0; margin: 1.5rem 0 }
.tiles li { margin: 0; border: 1px solid var(--border); border-radius: 10px; background: var(--raised) }
.tiles a { display: block; height: 100%; padding: .8rem 1rem; color: inherit; text-decoration: none; border-radius: 10px }
.tiles a:hover strong { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em }
.tiles span { display: block; font-size: .875rem }
.tiles strong { display: block; font-size: 1.4rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums }
.tiles .bad { border-color: var(--bad) }
.tiles .bad strong { color: var(--bad) }

.facts { margin: 1.5rem 0 }
.facts div { display: grid; grid-template-columns: 7.5rem 1fr; gap: 1rem; padding: .3rem 0 }
.facts dt, .notes dt { color: var(--dim) }
.facts dd, .notes dd { margin: 0 }
.notes { display: grid; grid-template-columns: 7.5rem 1fr; gap: .4rem 1rem; margin: 1rem 0 1.5rem }
.notes ul { margin: .2rem 0 0 }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: .7rem 0; border-block: 1px solid var(--border) }
nav li { margin: 0 }
nav a { text-decoration: none }
nav a:hover { text-decoration: underline }

table { width: 100%; border-collapse: collapse; margin: 1rem 0 1.75rem; font-size: .9375rem; line-height: 1.45 }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--border); font-weight: 400 }
th:last-child, td:last-child { padding-right: 0 }
thead th { color: var(--dim); font-size: .8125rem; white-space: nowrap }
tbody th { font-weight: 500 }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0 }
th, td { min-width: 5.5rem }
.code { white-space: nowrap }
.bars { width: 40% }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td > ul.plain li { margin: 0 0 .1rem }

.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 1rem; font: 500 .75rem/1.25rem ${sans};
    white-space: nowrap; vertical-align: .1em; margin-right: .35rem }
.badge.good { color: var(--good) }
.badge.warn { color: var(--warn) }
.badge.bad { color: var(--bad) }
.badge.new { color: var(--new) }
.badge.plain { color: var(--dim) }
article { margin: 1rem 0; padding: .9rem 1.1rem; border: 1px solid var(--border); border-radius: 10px }
article.is-grave { border-color: var(--bad); background: var(--shade) }
article h3 { margin: 0 0 .4rem }
article > :last-child { margin-bottom: 0 }
article table { margin-top: .5rem; table-layout: fixed }
article th, article td { width: 33% }
article tr:last-child > * { border-bottom: 0 }
article caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.hint { display: none }
.picture { overflow-x: auto; border-radius: 12px }
.picture svg { display: block; max-width: 100%; height: auto; margin: 0 auto }
.tree, .tree ul { list-style: none; padding: 0; margin: 0 }
.tree > li { margin: 0; border-bottom: 1px solid var(--border) }
.tree > li:first-child { border-top: 1px solid var(--border) }
.row { display: grid; grid-template-columns: 1rem 10rem 14rem 1fr; gap: 0 .5rem; align-items: baseline; padding: .45rem 0 }
.row::before { content: "" }
summary.row { cursor: pointer; list-style: none }
summary.row::-webkit-details-marker { display: none }
summary.row::before { content: "▸"; color: var(--dim) }
details[open] > summary.row::before { content: "▾" }
.tree strong { font-weight: 600 }
.tree details > ul { margin: 0 0 .75rem 1.4rem; padding-left: 1rem; border-left: 2px solid var(--border); font-size: .9375rem }
.tree ul ul { margin-left: 1rem }
.more summary { cursor: pointer; color: var(--link) }
.warnings { list-style: none; padding: 0 }
.warnings li { padding: .5rem 0 .5rem .9rem; margin: 0 0 .5rem; border-left: 3px solid var(--warn) }
.warnings code { display: block; color: var(--dim) }
.bar { display: block; height: .6rem; margin-top: .4em; border-radius: .3rem; background: var(--raised) }
.bar span { display: block; height: 100%; min-width: 2px; border-radius: .3rem; background: var(--link) }
footer { margin-top: 4rem; border-top: 1px solid var(--border); font-size: .875rem }

@media (max-width: 40rem) {
    body { padding: 1.5rem 1rem 3rem }
    h1 { font-size: 1.6rem }
    .tiles { grid-template-columns: 1fr 1fr; gap: .5rem }
    .tiles a { padding: .65rem .75rem }
    .tiles strong { font-size: 1.15rem }
    .facts div, .notes { grid-template-columns: 1fr; gap: 0 }
    .notes dd { margin-bottom: .6rem }
    .row { grid-template-columns: 1rem 1fr }
    .row > :not(strong) { grid-column: 2 }
    .row code:empty { display: none }
    .bars { width: 100% }
    .hint { display: block }
    tbody th { font-weight: 600 }
    th, td, article th, article td { min-width: 0; width: 100% }
    .picture svg { max-width: none; width: 60rem }
    table, tbody, tfoot, tr, tbody th, tfoot th, td { display: block; width: 100% }
    caption { display: block }
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    tr { padding: .6rem 0; border-bottom: 1px solid var(--border) }
    article tr:last-child { border-bottom: 0; padding-bottom: 0 }
    th, td, article tr:last-child > * { padding: .1rem 0; border: 0 }
    td:empty, tfoot .bars { display: none }
    td::before { content: attr(data-heading) " "; color: var(--dim); font-size: .8125rem; display: block }
    .number { text-align: left }
}
@media print {
    :root { ${variables(light)} }
    body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact }
    .tiles { grid-template-columns: repeat(4, 1fr) }
    nav, .more { display: none }
    section { margin-top: 1.5rem }
    h2, h3, caption { break-after: avoid }
    tr, article, .tiles li, .warnings li, .picture { break-inside: avoid }
    a { color: inherit; text-decoration: none }
}
`;
