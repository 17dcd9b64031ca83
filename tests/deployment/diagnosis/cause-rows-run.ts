import { exited, killed, revision, stopped, target, task } from "../builders";
import { events, checks, mismatch, timeout, refused, type Row } from "./cause-rows";

export const runRows: readonly Row[] = [
    {
        id: "out-of-memory",
        name: "Fargate's out of memory",
        of: { tasks: [exited("1", 137, "OutOfMemoryError: Container killed due to memory usage")] },
        line: "out of memory ▸ exit code 137, OutOfMemoryError: Container killed due to memory usage ▸ raise service.memoryMiB in the stack file",
        but: [{ tasks: [exited("1", 143)] }, "process-exit"],
    },
    {
        id: "out-of-memory",
        name: "Node's out of memory",
        of: {
            tasks: [exited("1", 134)],
            logs: ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
        },
        line: "out of memory ▸ exit code 134, FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory ▸ raise service.memoryMiB in the stack file",
        but: [{ tasks: [exited("1", 134)], logs: ["Aborted"] }, "process-exit"],
    },
    {
        id: "process-exit",
        name: "a process that ends",
        of: {
            tasks: [exited("1", 1)],
            logs: ["▲ Next.js 16.0.1", "Error: AUTH_URL must be a URL", "    at start (/app/server.js:1:1)"],
        },
        line: "the process ended with exit code 1 ▸ Error: AUTH_URL must be a URL | at start (/app/server.js:1:1) ▸ read the log /ecs/spotter-app; run the same image locally (docs/operations.md#run-the-image-locally)",
        but: [
            { tasks: [{ ...exited("1", 1), taskDefinitionArn: revision(6) }], logs: ["Error: of the release before"] },
            undefined,
        ],
    },
    {
        id: "process-exit",
        name: "a path that the application may not write",
        of: {
            tasks: [exited("1", 1)],
            logs: ["Error: EROFS: read-only file system, mkdir '/app/apps/web/.next/cache'"],
        },
        line: "the process ended with exit code 1 ▸ Error: EROFS: read-only file system, mkdir '/app/apps/web/.next/cache' ▸ add the path to service.writablePaths, and declare it with VOLUME in the image, so that it belongs to the application's user",
        but: [{ tasks: [exited("1", 137)], logs: ["read-only file system"] }, "out-of-memory"],
    },
    {
        id: "process-exit",
        name: "a volume that belongs to root",
        of: { tasks: [exited("1", 1)], logs: ["PermissionError: [Errno 30] Read-only file system: '/srv/x'"] },
        line: "the process ended with exit code 1 ▸ PermissionError: [Errno 30] Read-only file system: '/srv/x' ▸ add the path to service.writablePaths, and declare it with VOLUME in the image, so that it belongs to the application's user",
        but: [{ tasks: [], logs: ["Read-only file system"] }, undefined],
    },
    {
        id: "wrong-port",
        name: "another port",
        of: checks(...refused, ["   - Local:        http://localhost:4000", " ✓ Ready in 312ms"]),
        line: "the application listens on another port ▸ targets on port 3000, the log says 4000: - Local: http://localhost:4000 ▸ make it listen on PORT, or set service.port in the stack file",
        but: [checks(...refused, ["   - Local:        http://localhost:3000", " ✓ Ready in 312ms"]), "health-unanswered"],
    },
    {
        id: "health-redirect",
        name: "a health path that redirects",
        of: mismatch(301),
        line: "the health path redirects ▸ Health checks failed with these codes: [301] ▸ health checks follow no redirects: set loadBalancer.healthCheck.path to the final path, and make it answer over plain HTTP, or make the redirect a success with loadBalancer.healthCheck.matcher",
        but: [mismatch(401), "health-refuses"],
    },
    {
        id: "health-not-found",
        name: "a health path that does not exist, told by an event after the target has gone",
        of: {
            ...events(
                "(task 1) (port 3000) is unhealthy in (target-group x) due to (reason Health checks failed with these codes: [404]).",
            ),
            tasks: [killed("1")],
        },
        line: "the health path does not exist ▸ Health checks failed with these codes: [404] ▸ set loadBalancer.healthCheck.path to a path that returns 200",
        but: [
            {
                ...events(
                    "(task 2) (port 3000) is unhealthy in (target-group x) due to (reason Health checks failed with these codes: [404]).",
                ),
                tasks: [exited("1", 1)],
                logs: ["boom"],
            },
            "process-exit",
        ],
    },
    {
        id: "health-error",
        name: "a health path with a server error",
        of: mismatch(503, ["TypeError: x is not a function"]),
        line: "the health path returns a server error ▸ Health checks failed with these codes: [503] | TypeError: x is not a function ▸ read the log; a health path must not depend on other services",
        but: [mismatch(302), "health-redirect"],
    },
    {
        id: "health-refuses",
        name: "a health path that wants a sign-in",
        of: mismatch(401),
        line: "the health path rejects the health check ▸ Health checks failed with these codes: [401] ▸ make it return 200 without authentication and for any Host header",
        but: [mismatch(404), "health-not-found"],
    },
    {
        id: "health-refuses",
        name: "a health path that does not answer GET",
        of: mismatch(405),
        line: "the health path rejects the health check ▸ Health checks failed with these codes: [405] ▸ make it return 200 to GET, the method of the health check",
        but: [mismatch(500), "health-error"],
    },
    {
        id: "health-refuses",
        name: "a health path with a rate limit",
        of: mismatch(429),
        line: "the health path rejects the health check ▸ Health checks failed with these codes: [429] ▸ exempt it from rate limiting: each node of the load balancer requests it every few seconds",
        but: [mismatch(503), "health-error"],
    },
    {
        id: "health-status",
        name: "a health path that returns no content",
        of: mismatch(204),
        line: "the health path returns another status than 200 ▸ Health checks failed with these codes: [204] ▸ make the route return 200 with a body, set loadBalancer.healthCheck.path to one that does, or add the status to loadBalancer.healthCheck.matcher: the target group accepts 200 alone",
        but: [mismatch(404), "health-not-found"],
    },
    {
        id: "health-status",
        name: "a health path that says that nothing has changed",
        of: mismatch(304),
        line: "the health path returns another status than 200 ▸ Health checks failed with these codes: [304] ▸ make the route return 200 with a body, set loadBalancer.healthCheck.path to one that does, or add the status to loadBalancer.healthCheck.matcher: the target group accepts 200 alone",
        but: [mismatch(308), "health-redirect"],
    },
    {
        id: "some-unreachable",
        name: "a task that is not reached where another is",
        of: {
            tasks: [task("1"), killed("2", { healthStatus: "HEALTHY" })],
            targets: [target("1", "healthy"), target("2", ...timeout)],
            logs: [" ✓ Ready in 312ms"],
        },
        line: "the load balancer reaches another task of the release, but not this one ▸ Target.Timeout: Request timed out, while the container's own check succeeds (task at 10.0.0.2) ▸ compare the subnets and zones of the two: route table and network ACL of this one's, and whether the load balancer serves its zone; if both are alike, the health path is too slow under load: raise service.cpu",
        but: [
            {
                tasks: [task("1"), killed("2", { healthStatus: "HEALTHY" })],
                targets: [target("1", "initial"), target("2", ...timeout)],
                logs: [" ✓ Ready in 312ms"],
            },
            "security-group-closed",
        ],
    },
    {
        id: "health-failed",
        name: "health checks that fail, where neither a target nor an event says why",
        of: { tasks: [killed("1")] },
        line: "the load balancer's health checks fail ▸ Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:920013187591:targetgroup/web/1) ▸ run the same image locally (docs/operations.md#run-the-image-locally) and request the health path: it must return 200 on the port of the target group",
        but: [{ tasks: [killed("1")], logs: ["▲ Next.js 16.0.1", "   Starting..."] }, "slow-boot"],
    },
    {
        id: "security-group-closed",
        name: "a closed security group",
        of: checks(...timeout, [" ✓ Ready in 312ms"], { healthStatus: "HEALTHY" }),
        line: "the load balancer cannot reach the tasks ▸ Target.Timeout: Request timed out, while the container's own check succeeds ▸ allow ingress on the port from the load balancer's security group to the tasks', and egress in the other direction; if both are open, the health path is too slow: raise service.cpu",
        but: [checks(...timeout, [" ✓ Ready in 312ms"], { healthStatus: "UNHEALTHY" }), "health-slow"],
    },
    {
        id: "security-group-closed",
        name: "a security group closed to the release before too",
        of: {
            tasks: [killed("1"), task("9", { taskDefinitionArn: revision(6) })],
            targets: [target("1", ...timeout), target("9", ...timeout)],
            logs: [" ✓ Ready in 312ms"],
        },
        line: "the load balancer cannot reach the tasks ▸ Target.Timeout: Request timed out, while tasks of the previous release time out too ▸ allow ingress on the port from the load balancer's security group to the tasks', and egress in the other direction",
        but: [
            {
                tasks: [killed("1"), task("9", { taskDefinitionArn: revision(6) })],
                targets: [target("1", ...timeout), target("9", "healthy")],
                logs: [" ✓ Ready in 312ms"],
            },
            "health-slow",
        ],
    },
    {
        id: "slow-boot",
        name: "a boot longer than the grace period",
        of: checks(...refused, ["▲ Next.js 16.0.1", "   Starting..."]),
        line: "a health check stopped the task while it was still booting ▸ Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:920013187591:targetgroup/web/1), 52 s after its start and without an error: ▲ Next.js 16.0.1 | Starting... ▸ raise service.healthCheckGracePeriodSeconds and service.healthCheckStartPeriodSeconds above the boot time, or raise service.cpu",
        but: [checks(...refused, ["▲ Next.js 16.0.1", "Error: no database"]), "health-unanswered"],
    },
    {
        id: "health-slow",
        name: "a slow health path",
        of: checks(...timeout, [" ✓ Ready in 312ms"]),
        line: "the health path responds too slowly ▸ Target.Timeout: Request timed out | ✓ Ready in 312ms ▸ raise service.cpu, or make the health path cheaper: it must respond within loadBalancer.healthCheck.timeoutSeconds",
        but: [checks(...timeout, ["   Starting..."]), "slow-boot"],
    },
    {
        id: "container-health",
        name: "a failing container health check",
        of: {
            tasks: [stopped("1", "ServiceSchedulerInitiated", "Task failed container health checks")],
            logs: [" ✓ Ready in 312ms", "Error: boom"],
        },
        line: "the container's own health check fails ▸ Task failed container health checks | Error: boom ▸ read the log; unless service.healthCheck.command is another, Node in the container requests the health path on 127.0.0.1",
        but: [{ tasks: [stopped("1", "ServiceSchedulerInitiated", "Task failed container health checks")] }, "slow-boot"],
    },
    {
        id: "health-unanswered",
        name: "a port that nothing answers on",
        of: checks(...refused, ["   - Local: http://127.0.0.1:3000"]),
        line: "nothing accepts connections on the port of the health check ▸ Target.FailedHealthChecks: Health checks failed | - Local: http://127.0.0.1:3000 ▸ make the application listen on 0.0.0.0 and PORT, and answer HTTP there",
        but: [{ tasks: [killed("1")], logs: [" ✓ Ready in 312ms"] }, "health-failed"],
    },
    {
        id: "spot-interruption",
        name: "Spot",
        of: { tasks: [stopped("1", "SpotInterruption", "Your Spot Task was interrupted.")] },
        line: "Spot capacity was reclaimed ▸ Your Spot Task was interrupted. ▸ run the update again, or keep some tasks on demand (service.capacity.base)",
        but: [
            { tasks: [stopped("1", "SpotInterruption", "Your Spot Task was interrupted."), exited("2", 1)], logs: ["boom"] },
            "process-exit",
        ],
    },
];
