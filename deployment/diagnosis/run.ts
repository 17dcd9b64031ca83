import { exitCode, type Cause, type Finding, type HealthFailure, type FailureContext } from "./causes";
import { quoteLastLines, quote } from "./evidence";
import type { IntendedRelease } from "../api";

/*
 * Why a task that started was stopped. Reasons: "Task failed ELB health checks in (target-group …)"
 * (https://github.com/aws/containers-roadmap/issues/612: there is no stop code for it), "Task failed container health
 * checks", "Essential container in task exited", "OutOfMemoryError: Container killed due to memory usage".
 */

/** A task that was stopped within this time of its start may still have been booting. Next.js boots in seconds, even at 0.25 vCPU. */
const bootSeconds = 240;

const listening = [
    /(?:localhost|0\.0\.0\.0|127\.0\.0\.1|\[::1?\]|\*):(\d{2,5})\b/,
    /\b(?:listening|started|ready|running|server)\b.*?\b(?:port|on)\b\D{0,20}(\d{2,5})\b/i,
];

/** A log line about an outgoing connection does not reveal the listening port. */
const outgoing = /error|refused|could not|cannot|can't|unable|timed? ?out|fail|retry|connect(ing|ed)? to/i;

const ready = /\bready\b|listening|started server|server (is )?(running|started)/i;
/** Errors carry their kind in one word: `TypeError`, `PrismaClientInitializationError`; pino's levels from 50 are errors. */
const complaint = /error|"level":"?[56]|exception|\bfatal|panic|cannot find|unhandled|\bfail|EADDR|ECONN|ENOENT|EACCES|EROFS/i;

export const runCauses: readonly Cause[] = [
    {
        id: "out-of-memory",
        matches: (context) => {
            const text = context.reasons.find((line) => /OutOfMemory/i.test(line));
            const heap = context.logs.find((line) => /JavaScript heap out of memory/.test(line));
            const killed = exitedByItself(context) && exitCode(context) === 137;
            if (text === undefined && heap === undefined && !killed) {
                return undefined;
            }
            const evidence = [exitCode(context) === undefined ? undefined : `exit code ${exitCode(context) ?? 0}`, text ?? heap];
            return {
                cause: "out of memory",
                evidence: quote(evidence.filter(Boolean).join(", "), context.intent.secretNames),
                advice: "raise service.memoryMiB in the stack file",
            };
        },
    },
    {
        id: "process-exit",
        matches: (context) =>
            !exitedByItself(context)
                ? undefined
                : {
                      cause: `the process ended with exit code ${exitCode(context) ?? "unknown"}`,
                      evidence: quoteLastLines(context.logs, context.intent.secretNames) ?? "it logged nothing",
                      advice: `read the log ${context.intent.serviceRef.logGroup}; run the same image locally with docker`,
                  },
    },
    {
        id: "wrong-port",
        matches: (context) => {
            const port = context.health?.port;
            const other = context.logs.map(findPort).filter((found) => found !== undefined && found !== port);
            const lines = context.logs.filter((line) => findPort(line) === other[0]);
            const isExpected = context.logs.some((line) => findPort(line) === port);
            return !failsHealth(context) ||
                context.health?.kind === "codes" ||
                port === undefined ||
                isExpected ||
                other.length === 0
                ? undefined
                : {
                      cause: "the application listens on another port",
                      evidence: `targets on port ${port}, the log says ${other[0] ?? ""}: ${quoteLastLines(lines, context.intent.secretNames) ?? ""}`,
                      advice: "make it listen on PORT, or set service.port in the stack file",
                  };
        },
    },
    ...healthCodeCauses(
        "health-redirect",
        (code) => code >= 300 && code < 400,
        "the health path redirects",
        "health checks follow no redirects: set loadBalancer.healthCheck.path to the final path, and make it answer over plain HTTP",
    ),
    ...healthCodeCauses(
        "health-not-found",
        (code) => code === 404,
        "the health path does not exist",
        "set loadBalancer.healthCheck.path to a path that returns 200",
    ),
    ...healthCodeCauses(
        "health-error",
        (code) => code >= 500,
        "the health path returns a server error",
        "read the log; a health path must not depend on other services",
    ),
    ...healthCodeCauses(
        "health-status",
        (code) => code < 300,
        "the health path answers with a status that the health check does not expect",
        "make it return 200, which is the only status that the target group's matcher accepts",
    ),
    ...healthCodeCauses(
        "health-refuses",
        () => true,
        "the health path rejects the health check",
        "make it return 200 without authentication and for any Host header",
    ),
    {
        // The container asks itself over loopback with success, and the load balancer gets nothing.
        id: "security-group-closed",
        matches: ({ health, task, intent, snapshot }) =>
            health?.kind !== "timeout" || !(task?.healthStatus === "HEALTHY" || othersTimeOut(snapshot, intent.taskDefinitionArn))
                ? undefined
                : {
                      cause: "the load balancer cannot reach the tasks",
                      evidence: `${health.evidence}, while ${task?.healthStatus === "HEALTHY" ? "the container's own check succeeds" : "tasks of the previous release time out too"}`,
                      advice: `allow ingress on the port from the load balancer's security group to the tasks', and egress in the other direction${
                          // The container's own check allows more time than the load balancer's.
                          task?.healthStatus === "HEALTHY"
                              ? "; if both are open, the health path is too slow: raise service.cpu"
                              : ""
                      }`,
                  },
    },
    {
        id: "slow-boot",
        matches: (context) => {
            const { task, health, reasons, logs, intent } = context;
            const seconds = secondsAlive(task);
            return !failsHealth(context) ||
                health?.kind === "codes" ||
                (health?.kind === "timeout" && logs.length === 0) || // a port that is not open yet refuses
                seconds === undefined ||
                seconds > bootSeconds ||
                logs.some((line) => ready.test(line) || complaint.test(line) || findPort(line) !== undefined)
                ? undefined
                : {
                      cause: "a health check stopped the task while it was still booting",
                      evidence: `${quote(reasons[0] ?? "", intent.secretNames)}, ${seconds} s after its start and without an error: ${quoteLastLines(logs, intent.secretNames) ?? "it had logged nothing"}`,
                      advice: "raise service.healthCheckGracePeriodSeconds and service.healthCheckStartPeriodSeconds above the boot time, or raise service.cpu",
                  };
        },
    },
    {
        id: "health-slow",
        matches: ({ health, logs, intent }) =>
            health?.kind !== "timeout"
                ? undefined
                : {
                      cause: "the health path responds too slowly",
                      evidence: withLog(health, logs, intent),
                      advice: "raise service.cpu, or make the health path cheaper: it must respond within loadBalancer.healthCheck.timeoutSeconds",
                  },
    },
    {
        id: "container-health",
        matches: ({ reasons, logs, intent }) => {
            const text = reasons.find((line) => /failed container health checks/i.test(line));
            return text === undefined
                ? undefined
                : {
                      cause: "the container's own health check fails",
                      evidence: [quote(text, intent.secretNames), quoteLastLines(logs, intent.secretNames)]
                          .filter(Boolean)
                          .join(" | "),
                      advice: "read the log; the check requests the health path on 127.0.0.1 from inside the container",
                  };
        },
    },
    {
        // Also what listens on loopback only: HOSTNAME must be 0.0.0.0 for Next.js.
        id: "health-unanswered",
        matches: ({ health, logs, intent }) =>
            health?.kind !== "refused"
                ? undefined
                : {
                      cause: "nothing accepts connections on the port of the health check",
                      evidence: withLog(health, logs, intent),
                      advice: "make the application listen on 0.0.0.0 and PORT, and answer HTTP there",
                  },
    },
    {
        // "Your Spot Task was interrupted.": https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
        id: "spot-interruption",
        matches: ({ task, reasons, intent }) =>
            task?.stopCode !== "SpotInterruption" && !reasons.some((line) => /Spot Task was interrupted/i.test(line))
                ? undefined
                : {
                      cause: "Spot capacity was reclaimed",
                      evidence: quote(reasons[0] ?? "SpotInterruption", intent.secretNames),
                      advice: "run the update again, or keep some tasks on demand (service.capacity.base)",
                  },
    },
];

/** A cause for a range of status codes that the health checks got. */
function healthCodeCauses(id: string, is: (code: number) => boolean, cause: string, advice: string): Cause[] {
    const matches = ({ health, logs, intent }: FailureContext): Finding | undefined =>
        health?.kind === "codes" && health.codes.some(is)
            ? { cause, evidence: withLog(health, logs, intent), advice }
            : undefined;
    return [{ id, matches }];
}

function withLog({ evidence }: HealthFailure, logs: readonly string[], { secretNames }: IntendedRelease): string {
    return [evidence, quoteLastLines(logs, secretNames, 2)].filter(Boolean).join(" | ");
}

/** The application ended by itself; ECS did not stop it. */
function exitedByItself({ task }: FailureContext): boolean {
    return task?.stopCode === "EssentialContainerExited";
}

function failsHealth({ health, reasons }: FailureContext): boolean {
    return health !== undefined || reasons.some((line) => /failed (ELB|container) health checks/i.test(line));
}

function findPort(line: string): number | undefined {
    if (outgoing.test(line)) {
        return undefined;
    }
    const found = listening.map((pattern) => pattern.exec(line)?.[1]).find((port) => port !== undefined);
    return found === undefined ? undefined : Number(found);
}

function secondsAlive(task: FailureContext["task"]): number | undefined {
    return task?.startedAt === undefined || task.stoppedAt === undefined
        ? undefined
        : Math.round((task.stoppedAt - task.startedAt) / 1000);
}

/** Whether targets of another revision, which served before, time out too. */
function othersTimeOut({ tasks, targets }: FailureContext["snapshot"], taskDefinitionArn: string): boolean {
    const addresses = tasks.filter((task) => task.taskDefinitionArn !== taskDefinitionArn).map(({ address }) => address);
    return targets.some(({ id, reason }) => addresses.includes(id) && reason === "Target.Timeout");
}
