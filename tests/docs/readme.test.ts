import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { readCatalogue } from "../../config/catalogue";
import { parseConfig } from "../../config/parse";
import { ConfigError } from "../../config/problems";
import { readStackFile } from "../../config/stack-file";
import { render } from "../../preview/render";
import { diagnose, formatDiagnosis } from "../../deployment/diagnosis/diagnose";
import { estimateCost } from "../../review/cost";
import { describeCost } from "../../review/cost-text";
import { exited, intent, snapshot } from "../deployment/builders";
import { previewOf } from "../stacks/preview-of";
import { describeSpotter } from "../support/own";

const readme = readFileSync("README.md", "utf8");
/** Lines of each block between two fences. */
const blocks = readme
    .split(/^```.*\n/m)
    .filter((_, index) => index % 2 === 1)
    .map((text) => text.trimEnd().split("\n"));

describeSpotter("the README's first screen", () => {
    it("shows lines of production's preview as they are", async () => {
        const shown = blocks.find(([first]) => first?.startsWith("spotter · prod")) ?? [];
        const document = await previewOf("prod", "preview");
        const facts = [["Cost", describeCost(estimateCost(document))]] as const;
        const lines = render(document, { colors: false, verbose: false, facts }).split("\n");
        assert.ok(shown.length >= 10, "ten lines or more");
        assert.deepEqual(
            shown.filter((line) => line.trim() !== "…" && !lines.includes(line)),
            [],
        );
    });

    it("shows the cause of a failed update as it is told", () => {
        const logs = ["Error: connect ECONNREFUSED 10.0.3.7:5432"];
        const serviceRef = { ...intent.serviceRef, logGroup: "/ecs/web" };
        const diagnosis = diagnose(snapshot(120, { tasks: [exited("1", 1)], logs }), { ...intent, serviceRef });
        const shown = blocks.find(([line]) => line?.startsWith("error: release"))?.join(" ");
        assert.equal(shown?.replace(/^.*web-task:41: /, ""), diagnosis && formatDiagnosis(diagnosis));
    });

    it("shows a mistake in a stack file as it is told", () => {
        const { raw, secretKeys } = readStackFile(".", "staging");
        const wrong = { ...raw, "spotter:service": JSON.stringify({ cpu: 300, taks: { min: 1 } }) };
        const place = { project: "spotter", stack: "staging", catalogue: readCatalogue() };
        const message = (): string => {
            try {
                parseConfig(wrong, secretKeys, place);
                return "";
            } catch (error) {
                return error instanceof ConfigError ? error.message : String(error);
            }
        };
        const shown = blocks.find(([first]) => first?.startsWith("spotter:service.cpu")) ?? [];
        assert.deepEqual(message().split("\n").sort(), [...shown].sort());
    });

    it("says of every folder what lives there", () => {
        const entries = readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isDirectory());
        const ignored = readFileSync(".gitignore", "utf8").split("\n"); // other tests make and remove some
        const folders = entries.map(({ name }) => name).filter((name) => !name.startsWith(".") && !ignored.includes(`${name}/`));
        const [, table = ""] = readme.split("| folder | what lives there |\n");
        const named = [...(table.split("\n\n")[0] ?? "").matchAll(/`([\w-]+)\/`/g)].map(([, name]) => name);
        assert.deepEqual(named.sort(), folders.sort());
    });

    it("mentions every command", () => {
        const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Record<string, string> };
        const internal = ["help"]; // what `npm run` itself lists
        assert.deepEqual(
            Object.keys(scripts).filter((name) => !internal.includes(name) && !readme.includes(name)),
            [],
        );
    });
});
