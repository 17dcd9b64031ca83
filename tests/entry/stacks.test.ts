import * as assert from "node:assert/strict";
import { readStack } from "../../config/read-stack";
import { findWarnings } from "../../config/warnings";
import type { PreviewDocument } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import type { Ending } from "../support/provider-aws";
import { evaluate, type Evaluation } from "../support/test-engine";
import { offlineWithoutParameters, successWith } from "./offline";

const folder = process.cwd();

/**
 * A mode and an ending of each kind: prod's health endpoint could be asked only over TLS, and a preview of staging differs
 * from one of prod in values alone.
 */
const runs: readonly (readonly [stack: string, mode: PreviewMode, ending: Ending])[] = [
    ["staging", "update", "serves"],
    ["prod", "preview", "serves"],
    ["prod", "update", "rolled back"],
];

describe("a stack under the Node runner", () => {
    const evaluated: Evaluation[] = [];
    const offline: PreviewDocument[] = [];

    before(async () => {
        const evaluations = Promise.all(runs.map(([stack, mode, ending]) => evaluate(folder, stack, mode, { ending })));
        for (const [stack, mode] of runs) {
            offline.push(await offlineWithoutParameters(folder, stack, mode));
        }
        evaluated.push(...(await evaluations)); // all at once, as one of them waits for most of its time
    });

    it("registers what the offline preview shows, and leads no users to a release that does not serve", () => {
        for (const [index, run] of runs.entries()) {
            const expected = offline[index]?.resources.filter(
                ({ type, name }) => run[2] === "serves" || type !== "aws:route53/record:Record" || name === "web-validation",
            );
            assert.deepEqual(evaluated[index]?.resources, expected, run.join(" "));
        }
    });

    it("has every resource with a name of its choice made before the one that it replaces goes", () => {
        for (const [index, run] of runs.entries()) {
            assert.deepEqual(evaluated[index]?.deletedFirst, [], run.join(" "));
        }
    });

    it("warns of what the offline preview warns of, and writes nothing else", () => {
        for (const [index, [stack, mode]] of runs.entries()) {
            const warnings = findWarnings(readStack(folder, stack).config).map(({ path, message }) => `${path}: ${message}`);
            const { log, output } = evaluated[index] as Evaluation;
            assert.deepEqual({ warnings: log.warnings, output }, { warnings, output: "" }, `${stack} ${mode}`);
        }
    });

    it("has the outputs that the offline preview shows, and ends well, unless the release does not serve", () => {
        for (const [index, [stack, mode, ending]] of runs.entries()) {
            if (ending === "serves") {
                const { outputs, exitCode, log } = evaluated[index] as Evaluation;
                const expected = successWith(offline[index] as PreviewDocument);
                assert.deepEqual({ outputs, exitCode, errors: log.errors }, expected, `${stack} ${mode}`);
            }
        }
    });

    it("ends badly when ECS went back, with one line and no stack trace", () => {
        const { exitCode, log, mapped } = evaluated[2] as Evaluation;
        assert.equal(exitCode, 32);
        const { taskFamily, logGroup } = readStack(folder, "prod").config.names;
        const reason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
        assert.deepEqual(log.errors, [
            `release 000000000000 was rolled back, the service is on ${taskFamily}:0: ` +
                `the ECS deployment circuit breaker stopped the deployment ▸ ${reason} ▸ ` +
                `check the service's events and the log ${logGroup}`,
        ]);
        assert.ok(mapped.length > 0 && !mapped.some((message) => log.errors.includes(message)), "the error had a stack to map");
    });
});
