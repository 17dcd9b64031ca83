import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CommanderError } from "commander";
import { CommandError, toExitCode, exitCodes, toMessage } from "../../commands/shared/errors";
import { ConfigError } from "../../config/problems";
import { toAwsError } from "../../aws/errors";
import { causes } from "../../deployment/diagnosis/diagnose";

describe("exit codes", () => {
    const aws = (name: string) => toAwsError(Object.assign(new Error("said"), { name }), "ecs:DescribeServices");
    const cases: readonly (readonly [string, unknown, number])[] = [
        ["a finding", new CommandError("found"), 1],
        ["a wrong option", new CommanderError(1, "commander.unknownOption", "error"), 2],
        ["help", new CommanderError(0, "commander.helpDisplayed", "help"), 0],
        ["a mistake in a stack file", new ConfigError([{ path: "spotter:service", message: "is wrong" }]), 2],
        ["a right that is missing", aws("AccessDeniedException"), 3],
        ["credentials that have expired", aws("ExpiredTokenException"), 3],
        ["no answer of AWS", aws("TimeoutError"), 3],
        ["what does not exist", aws("ClusterNotFoundException"), 1],
        ["an interruption", new CommandError("interrupted", exitCodes.interrupted), 130],
    ];
    for (const [what, error, code] of cases) {
        it(`are ${code} for ${what}`, () => assert.equal(toExitCode(error), code));
    }

    it("come with one line", () => {
        assert.equal(toMessage(aws("TimeoutError")), "AWS did not answer ecs:DescribeServices (said)\n");
        assert.equal(toMessage(new CommandError("found")), "found\n");
    });

    it("come with the stack of what nobody foresaw", () => {
        assert.match(toMessage(new TypeError("x is undefined")), /^TypeError: x is undefined\n {4}at /);
    });
});

describe("docs/operations.md", () => {
    const text = readFileSync("docs/operations.md", "utf8");

    it("explains every cause, and no other", () => {
        const section = text.split(/^## /m).find((part) => part.startsWith("Causes\n")) ?? "";
        const explained = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id).sort();
        const others = [
            "caller-credentials",
            "caller-denied",
            "caller-unanswered",
            "not-deployed",
            "old-tasks-remain",
            "production-elsewhere",
            "service-missing",
            "stage-lasts",
            "test-traffic",
            "unknown",
            "watch-interrupted",
        ];
        assert.deepEqual(explained, [...causes.map(({ id }) => id), ...others].sort());
    });

    it("explains every exit code and every verdict", () => {
        for (const code of Object.values(exitCodes)) {
            assert.match(text, new RegExp(`^\\| ${code} \\|`, "m"));
        }
        for (const outcome of ["SUCCEEDED", "ROLLED_BACK", "FAILED", "TIMED_OUT", "STOPPED", "AWAITING_APPROVAL"]) {
            assert.match(text, new RegExp(`^\\| ${outcome} \\|`, "m"));
        }
    });
});
