import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTableDefinitions } from "../../config/table-definitions";
import { problemsIn } from "./input";

const text = (name: string) => ({ name, type: "S" });

/** What stands in the file as `tables`, and the problem that it is: path and message. */
const mistakes: readonly (readonly [tables: unknown, path: string, message: string])[] = [
    [[], "tables", "must be an object of tables by the key that `access.tables` has for each, got []"],
    [{ "2nd": {} }, "tables.2nd", 'must be a key: letters, digits, _ and -, first a letter, got "2nd"'],
    [
        { users: { sortKey: "at" } },
        "tables.users.partitionKey",
        'must be an attribute\'s name, or {"name": …, "type": …} with a type of S, N, B, got nothing',
    ],
    [
        { users: { partitionKey: { name: "at", type: "number" } } },
        "tables.users.partitionKey.type",
        'must be one of S, N, B, got "number"',
    ],
    [{ users: { partitionKey: "id", index: {} } }, "tables.users.index", "is not a known key; did you mean indexes?"],
    [
        { users: { partitionKey: "id", indexes: { my: { partitionKey: "id" } } } },
        "tables.users.indexes.my",
        'must be an index\'s name: 3 to 255 letters, digits and _ . -, got "my"',
    ],
    [
        { users: { partitionKey: "at", indexes: { byTime: { partitionKey: "id", sortKey: { name: "at", type: "N" } } } } },
        "tables.users",
        "must give the attribute at one type",
    ],
];

describe("the tables of an application", () => {
    let folder: string;
    const read = (file: unknown) => {
        writeFileSync(join(folder, "app", "tables.json"), typeof file === "string" ? file : JSON.stringify(file));
        return readTableDefinitions("app/parameters.json", folder);
    };

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "tables-"));
        mkdirSync(join(folder, "app"));
    });

    after(() => rmSync(folder, { recursive: true }));

    it("need no file", () => {
        assert.deepEqual(readTableDefinitions("elsewhere/parameters.json", folder), {});
    });

    it("are read with their keys and indexes, whose attributes are texts unless they say otherwise", () => {
        const byMail = { partitionKey: "mail", sortKey: { name: "at", type: "N" } };
        assert.deepEqual(read({ tables: { users: { partitionKey: "id", indexes: { byMail }, timeToLive: "expiresAt" } } }), {
            users: {
                partitionKey: text("id"),
                sortKey: undefined,
                indexes: { byMail: { partitionKey: text("mail"), sortKey: { name: "at", type: "N" } } },
                timeToLive: "expiresAt",
            },
        });
    });

    for (const [tables, path, message] of mistakes) {
        it(`are refused by the place in the file: ${path} ${message.slice(0, 40)}`, () => {
            const problems = problemsIn(() => read({ tables }));
            assert.deepEqual(problems, [{ path: `app/tables.json: ${path}`, message }]);
        });
    }

    it("are refused where the file is no JSON", () => {
        const [problem] = problemsIn(() => read("{"));
        assert.equal(problem?.path, "app/tables.json");
        assert.match(problem.message, /^can't be read: /);
    });
});
