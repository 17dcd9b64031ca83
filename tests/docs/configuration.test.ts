import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configurationTables } from "./configuration-table";
import { keysOfSchema } from "./schema-keys";

const file = join(__dirname, "../../docs/configuration.md");
const mark = "<!-- Written by `UPDATE_GOLDENS=1 npm test` from config/, down to the end. -->";
const { name: project } = parse(readFileSync("Pulumi.yaml", "utf8")) as { name: string };

describe("docs/configuration.md", () => {
    it("says what config/ says", () => {
        const [introduction = ""] = readFileSync(file, "utf8").split(mark);
        const expected = `${introduction}${mark}\n\n${configurationTables(project)}\n`;
        if (process.env.UPDATE_GOLDENS === "1") {
            writeFileSync(file, expected);
        }
        assert.equal(readFileSync(file, "utf8"), expected, "run UPDATE_GOLDENS=1 npm test, and review the difference");
    });

    it("can say what every key means", () => {
        const mute = keysOfSchema(project).leaves.filter(
            ({ path, description }) => !path.includes(".values.") && description === "",
        );
        assert.deepEqual(mute, []);
    });
});
