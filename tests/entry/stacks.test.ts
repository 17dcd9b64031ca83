import * as assert from "node:assert/strict";
import { parseConfig } from "../../config/parse";
import { readStackFile } from "../../config/stack-file";
import { warningsOf } from "../../config/warnings";
import type { PreviewDocument } from "../../preview/document";
import { offlinePreview } from "../../preview/offline";
import type { Mode } from "../../preview/record";
import { modes, unmapped } from "../support/build";
import { evaluate, type Evaluation } from "../support/test-engine";

const folder = process.cwd();

for (const stack of ["staging", "prod"]) {
    describe(`${stack} under the Node runner`, () => {
        const offline = {} as Record<Mode, PreviewDocument>;
        const evaluated = {} as Record<Mode, Evaluation>;

        before(async function () {
            this.timeout(60_000); // two processes that load the SDK
            const runs = modes.map((mode) => evaluate(folder, stack, mode));
            for (const mode of modes) {
                offline[mode] = await unmapped(() => offlinePreview(folder, stack, mode));
            }
            [evaluated.preview, evaluated.update] = (await Promise.all(runs)) as [Evaluation, Evaluation];
        });

        for (const mode of modes) {
            it(`registers what the offline preview shows, in the mode ${mode}`, () => {
                assert.deepEqual(evaluated[mode].resources, offline[mode].resources);
            });

            it(`has the outputs that the offline preview shows, in the mode ${mode}`, () => {
                assert.deepEqual(evaluated[mode].outputs, offline[mode].outputs);
            });

            it(`ends well and only warns, in the mode ${mode}`, () => {
                const { raw, secretKeys } = readStackFile(folder, stack);
                const warnings = warningsOf(parseConfig(raw, secretKeys, stack)).map(
                    ({ path, message }) => `${path}: ${message}`,
                );
                const { exitCode, log, output } = evaluated[mode];
                assert.deepEqual({ exitCode, log, output }, { exitCode: 0, log: { errors: [], warnings }, output: "" });
            });
        }
    });
}
