import * as assert from "node:assert/strict";
import { PassThrough, Readable } from "node:stream";
import { CommandError } from "../../commands/shared/errors";
import { createPrompts } from "../../commands/shared/prompts";

describe("a hidden value", () => {
    describe("without a terminal", () => {
        const piped = (text: string) => createPrompts(Readable.from([text]), new PassThrough());

        for (const [what, text] of [
            ["a line break", "secret\n"],
            ["a line break of Windows", "secret\r\n"],
            ["nothing", "secret"],
        ] as const) {
            it(`is all of stdin, which ends in ${what}`, async () => {
                assert.deepEqual(await piped(text).hidden(["AUTH_SECRET"]), new Map([["AUTH_SECRET", "secret"]]));
            });
        }

        it("keeps its other line breaks, and the spaces at its end", async () => {
            const values = await piped("first \n\nlast \n").hidden(["KEY"]);
            assert.equal(values.get("KEY"), "first \n\nlast ");
        });

        it("is refused for more than one name", async () => {
            const message = "without a terminal give one name and its value on stdin, or --from FILE";
            await assert.rejects(piped("secret").hidden(["A", "B"]), { message, exitCode: 2 });
        });
    });

    describe("at a terminal", () => {
        /** Types each text once the question before it is shown. */
        async function ask(...typed: readonly string[]) {
            const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
            const output = new PassThrough();
            const shown: string[] = [];
            let next = 0;
            output.on("data", (chunk: Buffer) => {
                shown.push(chunk.toString());
                const [text] = /hidden/.test(chunk.toString()) ? typed.slice(next, next + 1) : [];
                if (text !== undefined) {
                    next += 1;
                    setImmediate(() => input.write(text));
                }
            });
            const answer = createPrompts(input, output).hidden(["FIRST", "SECOND"]);
            const result = await answer.catch((error: unknown) => error);
            return { result, shown: shown.join("") };
        }

        it("is not shown, and an empty one is left out", async () => {
            const { result, shown } = await ask("s3cret\r", "\r");
            assert.deepEqual(result, new Map([["FIRST", "s3cret"]]));
            assert.match(shown, /FIRST \(hidden, empty to skip\)/);
            assert.doesNotMatch(shown, /s3cret|[▪•*]{2}/u);
        });

        it("ends the command with 130 by Ctrl-C", async () => {
            const { result } = await ask("s3c\u0003");
            assert.ok(result instanceof CommandError);
            assert.deepEqual([result.message, result.exitCode], ["interrupted: nothing was changed", 130]);
        });
    });
});
