import * as assert from "node:assert/strict";
import { batches, pages } from "../../aws/pages";
import { collect } from "./stub-clients";

describe("a list of AWS", () => {
    const list = (answers: readonly object[]) => {
        const tokens: (string | undefined)[] = [];
        const ask = (token: string | undefined) => {
            tokens.push(token);
            return Promise.resolve(answers[tokens.length - 1] ?? {});
        };
        return { ask, tokens };
    };

    for (const name of ["nextToken", "NextToken"]) {
        it(`has a page more while there is a ${name}, also after an empty page`, async () => {
            const answers = [{ items: [1], [name]: "a" }, { items: [], [name]: "b" }, { items: [2] }];
            const { ask, tokens } = list(answers);
            assert.deepEqual(await collect(pages(ask)), answers);
            assert.deepEqual(tokens, [undefined, "a", "b"]);
        });
    }

    it("ends with an empty token", async () => {
        const { ask, tokens } = list([{ nextToken: "" }]);
        await collect(pages(ask));
        assert.deepEqual(tokens, [undefined]);
    });

    it("ends where there is nothing", async () => {
        assert.deepEqual(await collect(pages(() => Promise.resolve(undefined))), [undefined]);
    });

    it("goes to AWS in batches, none of them empty", () => {
        assert.deepEqual(batches([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
        assert.deepEqual(batches([1, 2], 2), [[1, 2]]);
        assert.deepEqual(batches([], 2), []);
    });
});
