import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A block of commands, and the heading that it is under. */
interface Block {
    readonly file: string;
    readonly heading: string;
    readonly text: string;
}

const page = "docs/powershell.md";
const files = ["README.md", "CONTRIBUTING.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith(".md"),
);

/** Blocks of a language, whose lines may be indented below an item of a list. */
function blocksIn(file: string, language: string): Block[] {
    let heading = "";
    return [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$|^( *)```(\w*)\n([^]*?)^ *```$/gm)].flatMap(
        ([, title, indent = "", found, text = ""]) => {
            heading = title ?? heading;
            return title === undefined && found === language
                ? [{ file, heading, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") }]
                : [];
        },
    );
}

const posix = files.flatMap((file) => blocksIn(file, "bash"));
const powershell = blocksIn(page, "powershell");

/** What only a POSIX shell has, and what the page's table says of it, if it does. */
const constructs: readonly (readonly [what: string, pattern: RegExp, row?: string])[] = [
    ["a line that goes on", /\\$/m, "| `\\` at the end of a line |"],
    ["a variable of the environment", /^export \w+=/m, "| `export NAME=value` |"],
    ["a variable", /^\w+=/m, "| `name=value`, then `$name` |"],
    ["one command after another", /&&/, "| `A && B` |"],
    ["an exit code", /\$\?/, "| `$?`, a command's exit code |"],
    ["a variable of the environment for one command", /^\w+=\S* +\w/m],
    ["a loop or a condition", /^(?:for|while|if|case) /m],
    ["a part of a variable", /\$\{\w+[^\w}]/],
    ["texts that are put together", /'\\?\n'|'"/],
    ["what ends a text at a word", /<</],
    ["a program that Windows lacks", /\b(?:openssl|sed|awk|grep|xargs|head|cut)\b/],
];

/** Options and the words of programs, by which two forms say the same. */
const optionsIn = (texts: readonly string[]) =>
    texts.flatMap((text) => withoutComments(text).match(/(?<=\s)--[a-z][\w-]*/g) ?? []).sort();

const withoutComments = (text: string) => text.replaceAll(/(^|\s)#.*$/gm, "$1").replaceAll(/ +$/gm, "");

describe("a command in the documents", () => {
    const isShell = spawnSync("bash", ["-c", "true"]).status === 0;
    (isShell ? it : it.skip)("is one that bash can read", () => {
        assert.ok(posix.length >= 20, `${posix.length} blocks`);
        for (const { file, heading, text } of posix) {
            const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
            assert.equal(status, 0, `${file}, ${heading}: ${stderr}`);
        }
    });

    it("is written in one way", () => {
        const others = files.flatMap((file) => ["sh", "shell", "console", "zsh"].flatMap((each) => blocksIn(file, each)));
        assert.deepEqual(others, []);
    });

    it("differs in PowerShell by what the page's table has, or is on the page in full", () => {
        const table = readFileSync(page, "utf8");
        const twins = powershell.map(({ heading }) => heading);
        const untold = posix.flatMap(({ file, heading, text }) =>
            constructs
                .filter(([, pattern, row]) => pattern.test(withoutComments(text)) && (row === undefined || !table.includes(row)))
                .filter(() => !twins.includes(heading))
                .map(([what]) => `${file}, ${heading}: ${what}`),
        );
        assert.deepEqual(untold, []);
    });
});

describe("a command for PowerShell", () => {
    const strange: readonly (readonly [what: string, pattern: RegExp])[] = [
        ...constructs.flatMap(([what, pattern]) => (what === "a program that Windows lacks" ? [] : [[what, pattern] as const])),
        ["a backtick with something behind it", /`[ \t]+$/m],
        ["a variable before a colon", /\$\w+:(?!:)/],
    ];

    for (const { heading, text } of powershell) {
        it(`has nothing of a POSIX shell, and closes what it opens: ${heading}`, () => {
            assert.deepEqual(
                strange.filter(([, pattern]) => pattern.test(text.replaceAll("$env:", ""))).map(([what]) => what),
                [],
            );
            for (const [open, close] of ["{}", "()", "[]", "''", '""'].map((pair) => Array.from(pair))) {
                const count = (character = "") => text.split(character).length - 1;
                assert.equal(open === close ? count(open) % 2 : count(open) - count(close), 0, `${open} and ${close}`);
            }
        });

        it(`says the same as the other form: ${heading}`, () => {
            const options = optionsIn([text]);
            const others = posix.filter((block) => block.heading === heading);
            assert.ok(
                others.some((block) => JSON.stringify(optionsIn([block.text])) === JSON.stringify(options)),
                `${options.join(" ")} is in none of ${others.map((block) => optionsIn([block.text]).join(" ")).join(" | ")}`,
            );
        });
    }
});
