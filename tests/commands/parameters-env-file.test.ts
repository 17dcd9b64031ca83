import * as assert from "node:assert/strict";
import fc from "fast-check";
import { parseEnv } from "node:util";
import { parseEnvFile } from "../../commands/parameters/env-file";

const single = "put single quotes around the value";

describe("an env file", () => {
    const read: readonly (readonly [line: string, value: string])[] = [
        ["A=", ""],
        ["A=b c", "b c"],
        ["A= b ", "b"],
        ['A={"a":"b","d":"e f"}', '{"a":"b","d":"e f"}'],
        ["A=it's", "it's"],
        ["A=C:\\new", "C:\\new"],
        ["A=a=b==", "a=b=="],
        ["export A=b", "b"],
        ['A=\'{"a":"b#c"}\'', '{"a":"b#c"}'],
        ["A='$B \\n `c`'  ", "$B \\n `c`"],
        ['A="b # c"', "b # c"],
        ['A="a\\nb"', "a\nb"],
        ['A="a\nb"', "a\nb"],
        ["A='a\n\n# b\n'", "a\n\n# b\n"],
        ['A="it\'s"', "it's"],
        ["A=''", ""],
        ["A='b' # c", "b"],
    ];
    for (const [line, value] of read) {
        it(`is read as compose and Node.js do where it has ${JSON.stringify(line)}`, () => {
            for (const text of [line, `\ufeff${line}\n`, `# c\n\n${line}\nB=c\n`, line.replaceAll("\n", "\r\n")]) {
                const { entries, strangeLines } = parseEnvFile(text);
                assert.deepEqual([entries[0], strangeLines], [{ name: "A", value }, []], JSON.stringify(text));
            }
            assert.equal(parseEnv(line).A, value);
        });
    }

    const refused: readonly (readonly [line: string, problem: string])[] = [
        ["A=b#c", `has a # outside quotes, where readers end a value: ${single}`],
        ["A=b # c", `has a # outside quotes, where readers end a value: ${single}`],
        ["A=b$c", `has a $ outside quotes, which compose replaces: ${single}`],
        ["A=${B}", `has a $ outside quotes, which compose replaces: ${single}`],
        ["A=`b`", `begins with a back-tick, which is a quote to some readers: ${single}`],
        ['A="b$c"', `has a $ in double quotes, which compose replaces: ${single}`],
        ['A="a\\tb"', `has a backslash in double quotes, which readers take for different escapes: ${single}`],
        ['A="a\\\\nb"', `has a backslash in double quotes, which readers take for different escapes: ${single}`],
        ["A='b\\'", "has a backslash before its closing quote, which compose reads as a quote inside"],
        ["A='b'#c", "has something behind its closing quote, or none: readers differ on quotes inside quotes"],
        ["A='it''s'", "has something behind its closing quote, or none: readers differ on quotes inside quotes"],
        ['A="b', "has something behind its closing quote, or none: readers differ on quotes inside quotes"],
        ['A="', "has something behind its closing quote, or none: readers differ on quotes inside quotes"],
        ["A=b\rc", "has a carriage return that ends no line, which some readers leave out"],
        ["A=\u200bb", "has a character that can't be seen: type the value anew"],
        ["A=b\u0000c", "has a character that can't be seen: type the value anew"],
        ["A='b\u0085'", "has a character that can't be seen: type the value anew"],
        ["A=b\nA=b", "stands there twice"],
    ];
    for (const [line, problem] of refused) {
        it(`is refused by the name where it has ${JSON.stringify(line)}`, () => {
            assert.deepEqual(parseEnvFile(`${line}\nB=c\n`), {
                entries: [
                    { name: "A", problem },
                    { name: "B", value: "c" },
                ],
                strangeLines: [],
            });
        });
    }

    it("has the numbers of lines that are no assignment, and nothing of them", () => {
        assert.deepEqual(parseEnvFile("A=b\nMIIE==\nB\nC: d\nE =f\n1=2\n  G=h\n# i").strangeLines, [3, 4, 5, 6, 7]);
    });

    it("is never read otherwise than Node.js reads it", () => {
        const character = fc.constantFrom("a", "b", " ", "#", "'", '"', "$", "\\", "n", "`", "=", "{", "\n", "\r", "\t");
        const value = fc.array(character, { maxLength: 12 }).map((all) => all.join(""));
        fc.assert(
            fc.property(value, (text) => {
                const { entries, strangeLines } = parseEnvFile(`A=${text}\n`);
                const [entry] = entries;
                if (strangeLines.length === 0 && entries.length === 1 && entry !== undefined && "value" in entry) {
                    assert.equal(entry.value, parseEnv(`A=${text.replaceAll("\r\n", "\n")}\n`).A);
                }
            }),
            { numRuns: 2000 },
        );
    });
});
