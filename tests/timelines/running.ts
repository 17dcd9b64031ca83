import { canary } from "./releases";
import {
    before,
    completed,
    exited,
    failingTasks,
    newAnswers,
    oldAnswers,
    oldTasks,
    rollback,
    rolling,
    servingTask,
    unhealthyTasks,
} from "./parts";
import type { TaskLife, Timeline } from "./timeline";

// Tasks that start, and don't stay.

function never(name: string, cause: string, line: RegExp, tasks: readonly TaskLife[], by: number): Timeline {
    return {
        name,
        tasks: [...oldTasks(), ...tasks],
        service: [before, rolling, ...rollback(900, 930)],
        health: oldAnswers,
        expected: { outcome: "FAILED", cause, line, by },
    };
}

const crash = ["▲ Next.js 16.0.1", "Error: AUTH_URL must be a URL", `AUTH_SECRET=${canary}`, "    at start (/app/server.js:1:1)"];

/** What the load balancer says of a target. */
const codes = (code: number) => ({
    state: "unhealthy",
    reason: "Target.ResponseCodeMismatch",
    description: `Health checks failed with these codes: [${code}]`,
});

/** Serves for a while, ends, and is replaced by another pair that does the same. */
const dying: readonly TaskLife[] = Array.from({ length: 24 }, (_, index) => {
    const created = 10 + Math.floor(index / 2) * 118 + (index % 2);
    const serving = servingTask(`new-${index + 1}`, created);
    return {
        ...serving,
        ...exited(1, ["Error: pool exhausted"]),
        started: serving.started,
        stopped: created + 108,
        target: [...(serving.target ?? []), { at: created + 113, state: "gone" }],
    };
});

export const running: readonly Timeline[] = [
    never(
        "the process crashes at once",
        "process-exit",
        /exit code 1\b.*AUTH_URL must be a URL.*AUTH_SECRET=\*\*\*/,
        failingTasks(8, 45, exited(1, crash)),
        150,
    ),
    never(
        "the process crashes, and GuardDuty's agent beside it can't be pulled",
        "process-exit",
        /exit code 1\b/,
        failingTasks(8, 45, {
            ...exited(1, crash),
            sidecar: {
                name: "aws-guardduty-agent-Ab12",
                reason: "CannotPullContainerError: pulling from host failed with status code [manifests v1]: 403 Forbidden",
            },
        }),
        150,
    ),
    never(
        "the process crashes, and its log is seen only 20 s later",
        "process-exit",
        /AUTH_URL/,
        failingTasks(8, 45, exited(1, crash)).map((task) => ({ ...task, logAt: (task.stopped ?? 0) + 20 })),
        210,
    ),
    {
        ...never(
            "the process crashes, and ECS is asked to go back",
            "process-exit",
            /AUTH_URL/,
            failingTasks(8, 45, exited(1, crash)),
            200,
        ),
        rollbackEarly: true,
        expected: { outcome: "ROLLED_BACK", cause: "process-exit", line: /AUTH_URL/, by: 200 },
    },
    never(
        "the image is for another architecture",
        "wrong-architecture",
        /exec format error/,
        failingTasks(8, 40, exited(255, ["exec /usr/local/bin/node: exec format error"])),
        150,
    ),
    never(
        "the process runs out of memory",
        "out-of-memory",
        /memory/i,
        failingTasks(8, 60, {
            ...exited(137, ["▲ Next.js 16.0.1"], "OutOfMemoryError: Container killed due to memory usage"),
        }),
        180,
    ),
    never("the health path is unknown", "health-not-found", /404/, unhealthyTasks(8, 100, codes(404)), 300),
    never("the health path redirects", "health-redirect", /301/, unhealthyTasks(8, 100, codes(301)), 300),
    never(
        "the health path fails",
        "health-error",
        /503/,
        unhealthyTasks(8, 100, codes(503), { log: ["TypeError: x is not a function"] }),
        300,
    ),
    never(
        "the health path is too slow",
        "health-slow",
        /Request timed out/,
        unhealthyTasks(8, 100, { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" }),
        300,
    ),
    never(
        "the application listens on another port",
        "wrong-port",
        /4000/,
        unhealthyTasks(
            8,
            100,
            { state: "unhealthy", reason: "Target.FailedHealthChecks", description: "Health checks failed" },
            {
                health: "UNHEALTHY",
                log: ["   - Local:        http://localhost:4000", " ✓ Ready in 312ms"],
            },
        ),
        300,
    ),
    ...[
        "Error: connect ECONNREFUSED 127.0.0.1:6379",
        'could not connect to server: Connection refused. Is the server running on host "10.0.3.7" and accepting TCP/IP connections on port 5432?',
    ].map((line) =>
        never(
            `the application waits for another server: ${line.slice(0, 30)}`,
            "health-unanswered",
            /connect/,
            unhealthyTasks(
                8,
                100,
                { state: "unhealthy", reason: "Target.FailedHealthChecks", description: "Health checks failed" },
                { log: ["▲ Next.js 16.0.1", line] },
            ),
            300,
        ),
    ),
    ...["PrismaClientInitializationError: Can't reach database server at `db:5432`", '{"level":50,"msg":"boot aborted"}'].map(
        (line) =>
            never(
                `the application has failed and stays: ${line.slice(0, 30)}`,
                "health-unanswered",
                /Health checks failed \| .*(Prisma|aborted)/,
                unhealthyTasks(
                    8,
                    100,
                    { state: "unhealthy", reason: "Target.FailedHealthChecks", description: "Health checks failed" },
                    { log: ["▲ Next.js 16.0.1", line] },
                ),
                300,
            ),
    ),
    never(
        "the security group is closed",
        "security-group-closed",
        /timed out/i,
        unhealthyTasks(
            8,
            100,
            { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" },
            { health: "HEALTHY" },
        ),
        300,
    ),
    never(
        "the health path answers after 7 s: in time for the container's own check, too late for the load balancer's",
        "security-group-closed",
        /if both are open, the health path is too slow/,
        unhealthyTasks(
            8,
            100,
            { state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" },
            { health: "HEALTHY", log: [" ✓ Ready in 312ms"] },
        ),
        300,
    ),
    never(
        "the container's own check kills a slow boot",
        "slow-boot",
        /container health checks/,
        failingTasks(8, 130, {
            started: 32,
            stopCode: "ServiceSchedulerInitiated",
            stoppedReason: "Task failed container health checks",
            exitCode: 143,
            health: "UNHEALTHY",
            log: ["▲ Next.js 16.0.1", "   Starting..."],
        }),
        320,
    ),
    {
        name: "ECS has finished, and only then the tasks crash in a loop",
        tasks: [...oldTasks(70), ...dying],
        service: [before, rolling, completed(120)],
        health: [...newAnswers(70), { at: 118, status: 503 }],
        expected: { outcome: "FAILED", cause: "process-exit", line: /pool exhausted/, by: 270 },
    },
];
