import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnose } from "../../../../deployment/diagnosis/diagnose";
import { quoteLog } from "../../../../deployment/diagnosis/evidence";
import { exited, intent, snapshot } from "../../builders";
import { crashes } from "./captured-crashes";

/** Lines of a log that are read. */
const maxLines = 200;

function readCrash(name: string): readonly string[] {
    return readFileSync(join(__dirname, "crashes", `${name}.txt`), "utf8")
        .trimEnd()
        .split("\n")
        .slice(-maxLines);
}

describe("the evidence of a crash", () => {
    for (const { name, made, evidence } of crashes) {
        it(`names the error of ${name} (${made})`, () => {
            assert.equal(quoteLog(readCrash(name), intent.secretNames), evidence);
        });
    }

    it("is known for every captured log", () => {
        const files = readdirSync(join(__dirname, "crashes")).map((file) => file.replace(/\.txt$/, ""));
        assert.deepEqual(files.sort(), crashes.map(({ name }) => name).sort());
    });

    it("is in the line of the verdict", () => {
        for (const { name, evidence } of crashes) {
            const diagnosis = diagnose(snapshot(120, { tasks: [exited("1", 1)], logs: readCrash(name) }), intent);
            const isHeap = diagnosis?.id === "out-of-memory";
            assert.equal(diagnosis?.evidence, isHeap ? `exit code 1, ${evidence}` : evidence);
        }
    });

    it("is found behind as many lines of a request log as are read with it", () => {
        const before = Array.from({ length: 100 }, (_, index) => `GET /api/health 200 in ${index} ms`);
        for (const { name, evidence } of crashes) {
            assert.equal(quoteLog([...before, ...readCrash(name).slice(-100)], intent.secretNames), evidence);
        }
    });

    it("is the same where a logger or a runner puts a time or a name before each line", () => {
        for (const { name, evidence } of crashes.filter(({ name }) => name.startsWith("node-"))) {
            for (const prefix of ["2026-11-24T12:00:00.123Z ", "[0] ", "web-1  | "]) {
                const log = readCrash(name).map((line) => prefix + line);
                assert.equal(quoteLog(log, intent.secretNames), evidence, `${prefix}${name}`);
            }
        }
    });
});
