import * as assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diagnose } from "../../deployment/diagnosis/diagnose";
import { intent, snapshot } from "../deployment/builders";
import { runRows } from "../deployment/diagnosis/cause-rows-run";
import { serviceRows } from "../deployment/diagnosis/cause-rows-service";
import { startRows } from "../deployment/diagnosis/cause-rows-start";
import { allTexts } from "../deployment/diagnosis/texts/all";
import { toSnapshot } from "../deployment/diagnosis/texts/text-row";

const text = readFileSync("docs/operations.md", "utf8");
const [, causes = ""] = text.split(/^## Causes$/m);
const rowOf = (id: string) => (new RegExp(`^\\| \`${id}\` \\| (.*)$`, "m").exec(causes)?.[1] ?? "").toLowerCase();
const sources = readdirSync("deployment", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join("deployment", name), "utf8"));

describe("an operator who has a printed line", () => {
    it("finds its cause in the row of that cause, by the printed words", () => {
        const found = [
            ...[...startRows, ...runRows, ...serviceRows].map(({ of }) => diagnose(snapshot(120, of), intent)),
            ...allTexts.map((row) => diagnose(toSnapshot(row), intent)),
        ];
        // What varies is a name or a number at the end; that ECS tries again stands once for several sentences.
        const words = (cause: string) =>
            cause.replace(/ (exit code|no route to) .*/, " $1").replace(/(, ECS tries again|, which holds .*)$/, "");
        const absent = found
            .filter((diagnosis) => !rowOf(diagnosis?.id ?? "").includes(words(diagnosis?.cause ?? "").toLowerCase()))
            .map((diagnosis) => `${diagnosis?.id}: ${diagnosis?.cause}`);
        assert.deepEqual([...new Set(absent)], []);
    });

    it("finds every sentence that is no text of AWS, too", () => {
        const sentences = sources.flatMap((source) => [...source.matchAll(/\bcause(?: =|:) "([^"]+ [^"]+)"/g)]);
        const printed = sentences.map(([, sentence = ""]) => sentence.replace(/, ECS tries again$/, "").toLowerCase());
        assert.ok(printed.length >= 40, `${printed.length} sentences`);
        assert.deepEqual(
            printed.filter((sentence) => !causes.toLowerCase().includes(sentence)),
            [],
        );
    });

    it("finds how it begins beside a verdict", () => {
        const verdict = ["verdict", "endings", "watch"].map((name) => readFileSync(`deployment/${name}.ts`, "utf8")).join("");
        const [, verdicts = ""] = text.split(/^## Verdicts$/m);
        const phrases =
            /(?:headline: \(.*?\) => |withoutRollbackTarget\(|const headline = |end\("[A-Z_]+", )["`]([a-z][^"`$,:]*[a-z])/g;
        const printed = [...verdict.matchAll(phrases)].map(([, phrase = ""]) => phrase);
        assert.ok(printed.length >= 8, `${printed.length} phrases`);
        assert.deepEqual(
            printed.filter((phrase) => !verdicts.includes(`\`${phrase}`)),
            [],
        );
    });
});

describe("a link in the documents", () => {
    const documents = ["README.md", "CONTRIBUTING.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
        name.endsWith(".md"),
    );
    const withoutCode = (file: string) => readFileSync(file, "utf8").replace(/^```[^]*?^```/gm, "");
    const anchorsIn = (file: string) =>
        [...withoutCode(file).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
            title
                .toLowerCase()
                .replace(/[^\p{L}\p{N}\s_-]/gu, "")
                .replace(/\s/g, "-"),
        );
    const leads = (from: string, link: string): boolean => {
        const [path = "", anchor] = link.split("#");
        const file = path === "" ? from : join(dirname(from), path);
        return existsSync(file) && (anchor === undefined || anchorsIn(file).includes(anchor));
    };

    it("leads to a section that exists", () => {
        const links = documents.flatMap((file) =>
            [...withoutCode(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => [file, link] as const),
        );
        assert.ok(links.length >= 20, `${links.length} links`);
        assert.deepEqual(
            links.filter(([file, link]) => !/^[a-z]+:/.test(link) && !leads(file, link)),
            [],
        );
    });

    it("that is printed leads to a section that exists", () => {
        const printed = sources.flatMap((source) => [...source.matchAll(/docs\/[a-z-]+\.md#[a-z-]+/g)].map(([link]) => link));
        assert.ok(printed.length > 0);
        assert.deepEqual(
            printed.filter((link) => !leads("README.md", link)),
            [],
        );
    });
});
