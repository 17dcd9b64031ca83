import { renderPage } from "../../commands/preview/page/page";
import { evaluate } from "../../policies/evaluate";
import type { PreviewDocument } from "../../preview/document";
import { summarize } from "../../preview/stack-summary";
import type { Comparison } from "../../review/compare";
import { comparisonMarkdown } from "../../review/comparison-markdown";
import { renderComparison } from "../../review/comparison-text";
import { estimateCost } from "../../review/cost";

const against = { ref: "main", commit: "3fa2c1d09b7e4a8d", hasStack: true };

/** `update Service web`, of whatever changes, in an order of its own. */
type Shown = readonly string[];

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...found]) => found.map(String));
const textOf = (html: string) => html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/** What a reader of each output is told to change: components are only groups, and shown in none. */
export function shownChanges(document: PreviewDocument, comparison: Comparison): Readonly<Record<string, Shown>> {
    return {
        json: ofJson(JSON.stringify(comparison)),
        text: ofText(renderComparison(comparison, against, { colors: false, verbose: false })),
        comment: ofComment(comparisonMarkdown(comparison, against)),
        page: ofPage(pageOf(document, comparison)),
    };
}

function ofJson(json: string): Shown {
    const { changes } = JSON.parse(json) as Comparison;
    return changes
        .filter(({ type }) => !type.startsWith("spotter:"))
        .map(({ operation, type, name }) => `${operation} ${type.split(":").at(-1)} ${name}`)
        .sort();
}

function ofText(text: string): Shown {
    const operations: Readonly<Record<string, string>> = { "+ ": "create", "~ ": "update", "+-": "replace", "- ": "delete" };
    return matches(text, /^ {2}(\+ |~ |\+-|- ) (\S+ \S+)/gm)
        .map(([symbol = "", title]) => `${operations[symbol]} ${title}`)
        .sort();
}

function ofComment(markdown: string): Shown {
    return matches(textOf(markdown), /^\| (?:🔴 )?(create|update|replace|delete) \| \*\*(.*?)\*\*/gmu)
        .map(([operation, title]) => `${operation} ${title}`)
        .sort();
}

function ofPage(html: string): Shown {
    const words: Readonly<Record<string, string>> = {
        made: "create",
        changed: "update",
        replaced: "replace",
        deleted: "delete",
    };
    const [, section = ""] = /<section id="change"[^>]*>(.*?)<\/section>/s.exec(html) ?? [];
    const named = matches(section, /<h3>\s*<span[^>]*>(\w+)<\/span>\s*([^<]*?)\s*<\/h3>/g).filter(
        ([, title = ""]) => !/^\d+ new$/.test(title),
    );
    const made = matches(section, /<li>\s*<strong>([^<]*)<\/strong>/g).map(([title]) => ["made", title]);
    return [...named, ...made].map(([word = "", title]) => `${words[word]} ${title}`).sort();
}

function pageOf(document: PreviewDocument, comparison: Comparison): string {
    return renderPage({
        document,
        facts: summarize(document, { context: undefined, before: undefined }),
        cost: estimateCost(document),
        controls: evaluate(document),
        picture: { svg: "<svg></svg>" },
        change: { comparison, against, notes: [] },
    });
}
