import * as assert from "node:assert/strict";
import { readStack } from "../../config/read-stack";
import { findWarnings } from "../../config/warnings";
import type { PreviewDocument } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import type { Ending } from "../support/provider-aws";
import { modes } from "../support/build";
import { evaluate, type Evaluation } from "../support/test-engine";
import { offlineWithoutParameters, successWith } from "./offline";

const folder = process.cwd();

/** How a deployment ends: prod's health endpoint could be asked only over TLS. */
const endings: Readonly<Record<string, Ending>> = { staging: "serves", prod: "rolled back" };

/** All at once, as one of them waits for most of its time. */
const evaluations = () =>
    Object.entries(endings).flatMap(([stack, ending]) =>
        modes.map(async (mode) => [`${stack} ${mode}`, await evaluate(folder, stack, mode, { ending })] as const),
    );
let started: ReturnType<typeof evaluations> | undefined;

for (const [stack, ending] of Object.entries(endings)) {
    describe(`${stack} under the Node runner`, () => {
        const offline = {} as Record<PreviewMode, PreviewDocument>;
        const evaluated = {} as Record<PreviewMode, Evaluation>;

        before(async () => {
            started ??= evaluations();
            const results = new Map(await Promise.all(started));
            for (const mode of modes) {
                offline[mode] = await offlineWithoutParameters(folder, stack, mode);
                evaluated[mode] = results.get(`${stack} ${mode}`) as Evaluation;
            }
        });

        for (const mode of modes) {
            it(`registers what the offline preview shows, in the mode ${mode}`, () => {
                assert.deepEqual(evaluated[mode].resources, offline[mode].resources);
            });

            it(`warns of what the offline preview warns of, and writes nothing else, in the mode ${mode}`, () => {
                const warnings = findWarnings(readStack(folder, stack).config).map(({ path, message }) => `${path}: ${message}`);
                const { log, output } = evaluated[mode];
                assert.deepEqual({ warnings: log.warnings, output }, { warnings, output: "" });
            });
        }

        it("has the outputs that the offline preview shows, and ends well, in the mode preview", () => {
            const { outputs, exitCode, log } = evaluated.preview;
            assert.deepEqual({ outputs, exitCode, errors: log.errors }, successWith(offline.preview));
        });

        if (ending === "serves") {
            it("has the outputs that the offline preview shows, and ends well, when the release serves", () => {
                const { outputs, exitCode, log } = evaluated.update;
                assert.deepEqual({ outputs, exitCode, errors: log.errors }, successWith(offline.update));
            });
        } else {
            it("ends badly when ECS went back, with one line and no stack trace", () => {
                const { exitCode, log, mapped } = evaluated.update;
                assert.equal(exitCode, 32);
                const { taskFamily, logGroup } = readStack(folder, stack).config.names;
                const reason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
                assert.deepEqual(log.errors, [
                    `release 000000000000 was rolled back, the service is on ${taskFamily}:0: ` +
                        `the ECS deployment circuit breaker stopped the deployment ▸ ${reason} ▸ ` +
                        `check the service's events and the log ${logGroup}`,
                ]);
                assert.ok(
                    mapped.length > 0 && !mapped.some((message) => log.errors.includes(message)),
                    "the error had a stack to map",
                );
            });
        }
    });
}
