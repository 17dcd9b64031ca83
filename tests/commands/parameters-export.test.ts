import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { exportedFile, exportOf } from "../../commands/parameters/export";
import { parameters } from "../../config/parameters";

describe("npm run parameters:export", () => {
    it("wrote the committed file from the catalogue as it is", () => {
        assert.equal(readFileSync(exportedFile, "utf8"), exportOf(parameters));
    });

    it("gives the application what it checks its environment against, and nothing of where values come from", () => {
        const [first] = JSON.parse(exportOf(parameters)) as unknown[];
        assert.deepEqual(first, {
            name: "AUTH_SECRET",
            category: "auth",
            secret: true,
            required: true,
            description: "signs the session tokens (32 random bytes)",
        });
    });
});
