import * as assert from "node:assert/strict";
import fc from "fast-check";
import { parseYaml } from "../../config/yaml";
import { YamlError } from "../../config/yaml-syntax";

const read = (text: string, isUnseen = false): unknown => parseYaml(Buffer.from(text), () => isUnseen);

/** `path: message` of what is refused. */
const refusal = (act: () => unknown): string => {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof YamlError, String(error));
        return `${error.path.map(String).join(".")}: ${error.message}`;
    }
    return "read";
};

const advice = {
    quote: "quote it",
    zero: "quote it, or write it without the leading zero",
    digits: "quote it, or write it in decimal digits",
};

/** What Go's reader has for each is in `resolve.go` of gopkg.in/yaml.v3, and in this column where it differs. */
const scalars: readonly (readonly [text: string, advice: string])[] = [
    ["060", advice.zero], // 48
    ["0512", advice.zero], // 330
    ["08", advice.zero], // 8.0
    ["-07", advice.zero],
    ["0_7", advice.zero], // 7
    ["012345678901", advice.zero],
    ["0o17", advice.digits],
    ["0O17", advice.quote], // 15
    ["-0o17", advice.quote], // -15
    ["0b101", advice.quote], // 5
    ["+0B1", advice.quote], // 1
    ["0b+1", advice.quote], // 1
    ["0x1F", advice.digits],
    ["0XfF", advice.quote], // 255
    ["-0x1f", advice.quote], // -31
    ["1_000", advice.quote], // 1000
    ["1_", advice.quote], // 1
    ["1.5_0", advice.quote], // 1.5
    ["+5", advice.digits],
    ["-0", advice.digits],
    ["1e3", advice.digits],
    ["1234e56", advice.digits],
    ["1e999", advice.digits], // a text
    [".5", advice.digits],
    ["5.", advice.digits],
    ["9007199254740993", advice.digits],
    ["18446744073709551616", advice.digits],
    [".nan", advice.digits], // no JSON
    ["-.INF", advice.digits],
    ["2026-11-24", advice.quote], // a time
    ["2026-1-2", advice.quote],
    ["2026-11-24T12:00:00Z", advice.quote],
    ["2026-11-24 12:00:00", advice.quote],
];

describe("YAML that a reader of version 1.2 and Go's take for different values", () => {
    for (const [text, expected] of scalars) {
        it(`is refused where it is ${text}`, () => {
            const problem = `must not be ${text}, on which readers of YAML do not agree: ${expected}`;
            assert.equal(
                refusal(() => read(`a: ${text}`)),
                `a: ${problem}`,
            );
            assert.equal(
                refusal(() => read(`a: { b: [1, ${text}] }`)),
                `a.b.1: ${problem}`,
            );
            assert.equal(
                refusal(() => read(`a:\n  ${text}: 1`)),
                `a: must have texts as keys: quote ${text}`,
            );
            assert.deepEqual(read(`a: "${text}"\n"${text}": 1`), { a: text, [text]: 1 });
        });
    }

    it("is not shown where it may be a secret", () => {
        assert.equal(
            refusal(() => read("a: 060123", true)),
            "a: must not be a text or number, on which readers of YAML do not agree: quote it, or write it without the leading zero",
        );
    });

    const structures: readonly (readonly [text: string, problem: string])[] = [
        ["5: a", ": must have texts as keys: quote 5"],
        ["true: a", ": must have texts as keys: quote true"],
        ["a:\n  ~: a", "a: must have texts as keys: quote ~"],
        ["a:\n  : a", "a: must have texts as keys: quote the empty one"],
        ["[a]: b", ": must have texts as keys, and no lists, mappings or aliases"],
        ["a: { <<: { b: 1 } }", "a: must not be merged by <<: write its keys out"],
        ["a: !!str 5", ": must not have the tag !!str: write the value without it, and quote a text, in line 1"],
        ["a: !!binary aGk=", ": must not have the tag !!binary: write the value without it, and quote a text, in line 1"],
        ["a: ! 5", ": must not have the tag !: write the value without it, and quote a text, in line 1"],
        ["a: &ä 5", ": must not have the anchor &ä: its name must be of letters, digits, _ and -, in line 1"],
        ["a: *b", "a: can't be read: no anchor b stands before its alias"],
        ["a: &b [*b]", "a.0: must not hold itself"],
        ["%YAML 1.1\n---\na: 1", ": must not have a directive, in line 1"],
        ["a: 1\n---\nb: 1", ": must be one document: Pulumi reads nothing after the second ---"],
        ["a: b\n\t\n", ": must not have a tab where spaces belong, in line 2"],
        ["a:\n  -\tb", ": must not have a tab where spaces belong, in line 2"],
        ["a: b\u0085", ": must not have the character U+0085 unless as an escape in quotes, in line 1"],
        ["a: b\rc: d", ": must not have the character U+000D unless as an escape in quotes, in line 1"],
        ['a: "\\ud83d\\ude00"', ": must not have an escape of a slash, or of half a character: write the character, in line 1"],
        ['a: "\\/"', ": must not have an escape of a slash, or of half a character: write the character, in line 1"],
        ["a: |2\n    b\n", ": must not have the width of an indentation after | or >, in line 1"],
        ["a: |\n  b", ": must not have a block of text that ends with the file, without a line's end, in line 1"],
        ["a: |\n\n  b\n", "a: must not begin with an empty line, which Pulumi loses"],
        ['a: "\\n"', "a: must not begin with an empty line, which Pulumi loses"],
        ["a: [b?c]", ": must not have a text with ? or with : at its beginning, between brackets: quote it, in line 1"],
        ["a: [:b]", ": must not have a text with ? or with : at its beginning, between brackets: quote it, in line 1"],
        [
            "a: [b:]",
            ": must not have a key between brackets whose : does not follow in its line, with a blank behind it, in line 1",
        ],
    ];
    for (const [text, problem] of structures) {
        it(`is refused where it is ${JSON.stringify(text)}`, () => {
            assert.equal(
                refusal(() => read(text)),
                problem,
            );
        });
    }

    it("is refused where it is no UTF-8", () => {
        assert.equal(
            refusal(() => parseYaml(Uint8Array.of(0x61, 0x3a, 0x20, 0xff), () => false)),
            ": must be UTF-8",
        );
    });

    it("is refused in a moment where aliases repeat themselves", () => {
        const rows = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(", ")}]`);
        assert.equal(
            refusal(() => read(["a0: &a0 x", ...rows].join("\n"))),
            ": must not have more than 20000 values, with what aliases repeat",
        );
    });
});

describe("YAML that every reader takes for the same", () => {
    it("is read: words, numbers, empty values, aliases, blocks, another line's end, a byte-order mark", () => {
        const text = `\ufeffa: yes\r
b: [on, N, true, False, ~, null, NULL, 5, -7, 0, 1.5, 0.25, 1:30, 1.2.3, 10.0.0.0/16, arn:aws:x, 12 a, -a, 0x1p-2]\r
c:\r
d: &d { e: "1_000", f: '060' }\r
g: *d\r
h: |\r
  a\r
   b\r
i: >-\r
  a\r
  b\r
`;
        assert.deepEqual(read(text), {
            a: "yes",
            b: [
                "on",
                "N",
                true,
                false,
                null,
                null,
                null,
                5,
                -7,
                0,
                1.5,
                0.25,
                "1:30",
                "1.2.3",
                "10.0.0.0/16",
                "arn:aws:x",
                "12 a",
                "-a",
                "0x1p-2",
            ],
            c: null,
            d: { e: "1_000", f: "060" },
            g: { e: "1_000", f: "060" },
            h: "a\n b\n",
            i: "a b",
        });
    });

    /** Digits that may be a number to a reader, with what this one should make of them. */
    const sign = fc.constantFrom("", "-", "+");
    const digits = fc.stringMatching(/^[0-9]{1,18}$/);
    const number = fc.tuple(sign, digits, fc.option(digits)).map(([before, whole, fraction]) => ({
        text: `${before}${whole}${fraction === null ? "" : `.${fraction}`}`,
        isSame:
            before !== "+" &&
            (whole === "0" || !whole.startsWith("0")) &&
            whole.length + (fraction?.length ?? 0) <= 15 &&
            !(before === "-" && Number(`${whole}.${fraction ?? 0}`) === 0),
    }));

    it("is a number without sign of plus or leading zeros, of at most 15 digits, and nothing else made of digits", () => {
        fc.assert(
            fc.property(number, fc.constantFrom("a: ", "a: [x, ", "a: { b: "), ({ text, isSame }, before) => {
                const end = before.includes("[") ? "]" : before.includes("{") ? " }" : "";
                const expected = {
                    "a: ": { a: Number(text) },
                    "a: [x, ": { a: ["x", Number(text)] },
                    "a: { b: ": { a: { b: Number(text) } },
                };
                const result = refusal(() => assert.deepEqual(read(`${before}${text}${end}`), expected[before]));
                assert.equal(result === "read", isSame, `${text} ${result}`);
            }),
            { numRuns: 300 },
        );
    });
});
