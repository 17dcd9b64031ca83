import * as assert from "node:assert/strict";
import { diagnose, formatDiagnosis } from "../../../../deployment/diagnosis/diagnose";
import type { Snapshot } from "../../../../deployment/snapshot";
import { exited, intent, killed, snapshot, target, task } from "../../builders";
import { checks, mismatch, refused, timeout } from "../cause-rows";

const line = (of: Partial<Snapshot>): string => {
    const diagnosis = diagnose(snapshot(120, of), intent);
    return diagnosis === undefined ? "none" : `${diagnosis.id}: ${formatDiagnosis(diagnosis)}`;
};
const crash = (...logs: string[]) => line({ tasks: [exited("1", 1)], logs });
const uncaught = ["node:internal/modules/cjs/loader:1228", "  throw err;", "  ^", ""];
const stack = (count: number) => Array.from({ length: count }, (_, index) => `    at Module.load (node:internal/x:${index}:1)`);

describe("the line of a verdict", () => {
    it("has the error of a module that is not there, above its properties and Node's version", () => {
        const log = [...uncaught, "Error: Cannot find module '/app/server.js'", ...stack(3)];
        const properties = [" {", "  code: 'MODULE_NOT_FOUND',", "  requireStack: []", "}", "", "Node.js v22.11.0"];
        assert.match(crash(...log, ...properties), /▸ Error: Cannot find module '\/app\/server\.js' \| code MODULE_NOT_FOUND ▸/);
        assert.match(
            crash(...log, ...properties.slice(1)),
            /▸ Error: Cannot find module '\/app\/server\.js' \| code MODULE_NOT_FOUND ▸/,
        );
    });

    it("has the error above a long stack", () => {
        for (const count of [10, 30, 100]) {
            const log = crash(...uncaught, "Error: AUTH_URL must be a URL", ...stack(count), "", "Node.js v22.11.0");
            assert.match(log, /exit code 1 ▸ Error: AUTH_URL must be a URL ▸ read the log/);
        }
    });

    it("has the error of a port that may not be opened", () => {
        const log = ["node:events:497", "      throw er; // Unhandled 'error' event", "      ^", ""];
        const error = "Error: listen EACCES: permission denied 0.0.0.0:80";
        const properties = [
            "  code: 'EACCES',",
            "  errno: -13,",
            "  syscall: 'listen',",
            "  port: 80",
            "}",
            "",
            "Node.js v22.11.0",
        ];
        assert.match(
            crash(...log, error, ...stack(2), ...properties),
            /▸ Error: listen EACCES: permission denied 0\.0\.0\.0:80 ▸/,
        );
    });

    it("says what a shell's exit code means, and nothing of the process's own", () => {
        for (const [code, meaning] of [
            [1, "1 ▸"],
            [127, "127 (the command was not found) ▸"],
            [139, "139 (SIGSEGV: native code failed) ▸"],
        ] as const) {
            assert.ok(
                line({ tasks: [exited("1", code)] }).startsWith(`process-exit: the process ended with exit code ${meaning}`),
            );
        }
    });

    it("does not blame a security group that lets another task of the release be reached", () => {
        const tasks = [task("1"), ...["2", "3", "4"].map((name) => killed(name, { healthStatus: "HEALTHY" }))];
        const targets = [target("1", "healthy"), ...["2", "3", "4"].map((name) => target(name, ...timeout))];
        assert.match(line({ tasks, targets }), /^some-unreachable: the load balancer reaches another task of the release/);
        const wrongCode = target("1", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]");
        assert.match(
            line({ tasks: tasks.slice(1, 2).concat(task("1")), targets: [target("2", ...timeout), wrongCode] }),
            /^some-un/,
        );
        assert.match(line({ tasks: tasks.slice(1), targets: targets.slice(1) }), /^security-group-closed/);
    });

    for (const log of [
        "Debugger listening on ws://127.0.0.1:9229/0f2c936f-b1cd-4ac9-aab3-f63b0f33d55e",
        "Prometheus metrics server listening on port 9464",
        "Ready on pid 17",
    ]) {
        it(`does not take for the application's port what another line names: ${log}`, () => {
            assert.match(line(checks(...refused, [log])), /^health-unanswered|^slow-boot/);
            assert.match(line(checks(...refused, [log, "Server listening on port 4000"])), /^wrong-port.*the log says 4000/);
        });
    }

    it("tells an answer that is no error from a refusal", () => {
        assert.deepEqual(
            [200, 204, 206, 301, 304, 307, 400, 401, 403, 404, 405, 410, 421, 429, 500, 502, 503, 504].map(
                (code) => `${code} ${line(mismatch(code)).split(":")[0] ?? ""}`,
            ),
            [
                ...["200 health-status", "204 health-status", "206 health-status", "301 health-redirect", "304 health-status"],
                ...["307 health-redirect", "400 health-refuses", "401 health-refuses", "403 health-refuses"],
                ...["404 health-not-found", "405 health-refuses", "410 health-not-found", "421 health-refuses"],
                ...["429 health-refuses", "500 health-error", "502 health-error", "503 health-error", "504 health-error"],
            ],
        );
    });

    it("does not blame the boot where nothing is known of a target", () => {
        assert.match(line({ tasks: [killed("1")] }), /^health-failed/);
        assert.match(line({ tasks: [killed("1")], logs: ["compiling", "still compiling"] }), /^slow-boot/);
    });
});
