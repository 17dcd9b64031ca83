import * as assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PreviewDocument } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import { inputsOf, jsonOf, modes } from "../support/build";
import { inFolder } from "../support/own";
import { evaluate, type Evaluation } from "../support/test-engine";
import { programFiles, programRooms } from "../support/program";
import { runCommand } from "./run-command";
import { offlineWithoutParameters, successWith } from "../entry/offline";

describe("a project called fitness, with an application and three variables of its own", () => {
    const folder = mkdtempSync(join(tmpdir(), "fitness-"));

    const run = (...args: string[]) => runCommand(folder, args);

    before(async () => {
        for (const path of [...programFiles, ...programRooms]) {
            cpSync(path, join(folder, path), { recursive: true });
        }
        symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
        mkdirSync(join(folder, "coach"));
        writeFileSync(join(folder, "coach", "Dockerfile"), "FROM node:22 AS runner\n");
        writeFileSync(join(folder, "coach", ".env.example"), "COACH_API_TOKEN=\nCOACH_URL=\nSUPPORT_CODE=\n");
        const account = ["--project", "fitness", "--account", "210987654321", "--region", "eu-west-1"];
        const domain = ["--domain", "fit.example.com", "--zone", "example.com"];
        const application = ["--folder", "coach", "--from", "coach/.env.example", "--port", "8080", "--health-path", "/alive"];
        const { code, stderr } = await run("init", ...account, ...domain, ...application);
        assert.deepEqual([code, stderr], [0, ""]);
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const stack of ["staging", "prod"]) {
        it(`is previewed under its own names: ${stack}`, async () => {
            const { code, stdout, stderr } = await run("preview", stack, "--json", "--mode", "update");
            assert.deepEqual([code, stderr], [0, ""]);
            const { project, resources } = JSON.parse(stdout) as PreviewDocument;
            assert.equal(project, "fitness");
            assert.equal(inputsOf(resources, "aws:ecs/cluster:Cluster").name, `fitness-${stack}`);
            const definition = inputsOf(resources, "aws:ecs/taskDefinition:TaskDefinition");
            const [{ name, portMappings, secrets }] = jsonOf(definition, "containerDefinitions") as [
                {
                    readonly name: string;
                    readonly portMappings: readonly { readonly containerPort: number }[];
                    readonly secrets: readonly { readonly name: string }[];
                },
            ];
            assert.deepEqual(
                { name, ports: portMappings.map(({ containerPort }) => containerPort), secrets: secrets.map((row) => row.name) },
                { name: "fitness-web", ports: [8080], secrets: ["COACH_API_TOKEN", "COACH_URL", "SUPPORT_CODE"] },
            );
        });
    }

    describe("under the Node runner", () => {
        const evaluated = {} as Record<PreviewMode, Evaluation>;
        const offline = {} as Record<PreviewMode, PreviewDocument>;

        before(async () => {
            const evaluations = modes.map(async (mode) => {
                evaluated[mode] = await evaluate(folder, "staging", mode);
            });
            for (const mode of modes) {
                offline[mode] = await inFolder(folder, () => offlineWithoutParameters(folder, "staging", mode));
            }
            await Promise.all(evaluations);
        });

        for (const mode of modes) {
            it(`registers what the offline preview shows, and ends well, in the mode ${mode}`, () => {
                const { resources, outputs, exitCode, log, output } = evaluated[mode];
                assert.deepEqual(resources, offline[mode].resources);
                assert.deepEqual({ outputs, exitCode, errors: log.errors }, successWith(offline[mode]));
                assert.equal(output, "");
            });
        }
    });
});
