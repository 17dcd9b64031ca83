import * as assert from "node:assert/strict";
import type { Task } from "../../../aws/ecs";
import { diagnose, formatDiagnosis } from "../../../deployment/diagnosis/diagnose";
import { intent, snapshot, stopped } from "../builders";

const release = {
    ...intent,
    sidecars: [
        { name: "otel", essential: false },
        { name: "proxy", essential: true },
    ],
};
const web = (exitCode?: number, reason = ""): Container => ({ name: "spotter-web", exitCode, reason });
const otel = (exitCode?: number, reason = ""): Container => ({ name: "otel", exitCode, reason });
const proxy = (exitCode?: number, reason = ""): Container => ({ name: "proxy", exitCode, reason });
type Container = Task["containers"][number];

const ended = (...containers: Container[]) =>
    stopped("1", "EssentialContainerExited", "Essential container in task exited", { containers });
const notStarted = (reason: string, ...containers: Container[]) => stopped("1", "TaskFailedToStart", reason, { containers });
const unhealthy = (...containers: Container[]) =>
    stopped("1", "ServiceSchedulerInitiated", "Task failed container health checks", { containers });

const ofProxy = "check service.sidecars.proxy, and its log: the streams sidecar/proxy/ of /ecs/spotter-app";
const ofOtel = ofProxy.replaceAll("proxy", "otel");
const pull = "CannotPullContainerError: pull image manifest has been retried 1 time(s): otel/collector@sha256:0: not found";

/** What a task with sidecars looks like at its end, and what is said of it. */
const rows: Readonly<Record<string, readonly [task: Task, id: string, line: RegExp | string]>> = {
    "the application ends, and the sidecars with it": [
        ended(web(1), otel(143), proxy(0)),
        "process-exit",
        /^the process ended with exit code 1 ▸/,
    ],
    "the application ends, and an essential sidecar does not stop well": [
        ended(web(2), proxy(1)),
        "process-exit",
        /^the process ended with exit code 2 ▸/,
    ],
    "an essential sidecar ends, and the application is told to stop": [
        ended(web(143), otel(143), proxy(1)),
        "process-exit",
        `sidecar proxy: the process ended with exit code 1 ▸ it logged nothing ▸ ${ofProxy}`,
    ],
    "an essential sidecar ends without an error": [
        ended(web(143), proxy(0)),
        "process-exit",
        `sidecar proxy: the process ended with exit code 0 ▸ it logged nothing ▸ ${ofProxy}`,
    ],
    "an essential sidecar ends, and the application has to be killed": [
        ended(web(137), proxy(3)),
        "process-exit",
        /^sidecar proxy: the process ended with exit code 3 ▸/,
    ],
    "an essential sidecar needs more memory than it may": [
        ended(web(143), proxy(137, "OutOfMemoryError: Container killed due to memory usage")),
        "out-of-memory",
        `sidecar proxy: out of memory ▸ exit code 137, OutOfMemoryError: Container killed due to memory usage ▸ ${ofProxy}`,
    ],
    "the application needs more memory than there is, whatever a sidecar that is not essential does": [
        ended(web(137), otel(1), proxy(0)),
        "out-of-memory",
        /^out of memory ▸ exit code 137 ▸ raise service.memoryMiB/,
    ],
    "the image of a sidecar does not exist": [
        notStarted(pull, web(), otel(undefined, pull)),
        "image-not-found",
        new RegExp(`^sidecar otel: .* ▸ ${ofOtel}$`),
    ],
    "a sidecar that the application waits for never gets healthy": [
        notStarted("Task failed to start", web(), { ...otel(), healthStatus: "UNHEALTHY" }),
        "cannot-start",
        new RegExp(`^sidecar otel: the task cannot start ▸ .* ▸ ${ofOtel}$`),
    ],
    "an essential sidecar fails its own health check": [
        unhealthy(web(143), { ...proxy(143), healthStatus: "UNHEALTHY" }),
        "container-health",
        `sidecar proxy: the container's own health check fails ▸ Task failed container health checks | Error: boom ▸ ${ofProxy}`,
    ],
    "a container that AWS adds fails": [
        ended(web(143), { name: "aws-guardduty-agent-x", exitCode: 1, reason: "" }),
        "process-exit",
        /^the process ended with exit code 143 \(SIGTERM\) ▸/,
    ],
};

describe("a task with sidecars", () => {
    for (const [what, [task, id, line]] of Object.entries(rows)) {
        it(`is diagnosed by the container that failed where ${what}`, () => {
            const logs = id === "container-health" ? ["Error: boom"] : [];
            const diagnosis = diagnose(snapshot(120, { tasks: [task], logs }), release);
            assert.ok(diagnosis);
            assert.equal(diagnosis.id, id);
            const said = formatDiagnosis(diagnosis);
            assert.ok(typeof line === "string" ? said === line : line.test(said), said);
        });
    }

    it("is diagnosed as ever where the stack has none", () => {
        const task = ended(web(143), proxy(1));
        assert.match(diagnose(snapshot(120, { tasks: [task] }), intent)?.cause ?? "", /^the process ended with exit code 143/);
    });
});
