import type { Cause, FailureContext, Finding, HealthFailure } from "./causes";
import { hasError, quote, quoteLastLines, quoteLog } from "./evidence";
import { findListeningPort } from "./log/listening-port";
import type { IntendedRelease } from "../api";
import { defaultMatcher } from "../../aws/success-codes";
import { runLocally } from "../own-command";
import type { Task } from "../../aws/ecs";

/*
 * Why health checks stopped a task, or find it unhealthy: those of the load balancer, and the container's own.
 */

/** A task that was stopped within this time of its start may still have been booting. Next.js boots in seconds, even at 0.25 vCPU. */
const bootSeconds = 240;

/** Also what listens on loopback alone has booted. */
const ready = /\bready\b|listening|started server|server (is )?(running|started)|(local|network|running on):?\s+https?:/i;

/** Causes of failing health checks: what a response says first, then what no response says. */
export const healthCauses: readonly Cause[] = [
    ...healthCodeCauses(
        "health-redirect",
        (code) => code >= 300 && code < 400 && code !== 304,
        "the health path redirects",
        "health checks follow no redirects: set loadBalancer.healthCheck.path to the final path, and make it answer over plain HTTP, or make the redirect a success with loadBalancer.healthCheck.matcher",
    ),
    ...healthCodeCauses(
        "health-not-found",
        (code) => code === 404 || code === 410,
        "the health path does not exist",
        (_, accepted) => `set loadBalancer.healthCheck.path to a path that returns ${accepted}`,
    ),
    ...healthCodeCauses(
        "health-error",
        (code) => code >= 500,
        "the health path returns a server error",
        "read the log; a health path must not depend on other services",
    ),
    ...healthCodeCauses("health-refuses", (code) => code >= 400, "the health path rejects the health check", adviceOnRejection),
    ...healthCodeCauses(
        "health-status",
        () => true,
        (accepted) => `the health path returns another status than ${accepted}`,
        (_, accepted) =>
            `make the route return ${accepted} with a body, set loadBalancer.healthCheck.path to one that does, or add the status to loadBalancer.healthCheck.matcher: the target group accepts ${accepted} alone`,
    ),
    {
        // The container asks itself over loopback with success, and the load balancer gets nothing.
        id: "security-group-closed",
        matches: ({ health, task, intent, snapshot }) =>
            health?.kind !== "timeout" ||
            isReached(snapshot, intent, task) ||
            !(task?.healthStatus === "HEALTHY" || othersTimeOut(snapshot, intent.taskDefinitionArn))
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
        // One security group is all tasks': what differs between them is where they run.
        id: "some-unreachable",
        matches: ({ health, task, intent, snapshot }) =>
            health?.kind !== "timeout" || task?.healthStatus !== "HEALTHY" || !isReached(snapshot, intent, task)
                ? undefined
                : {
                      cause: "the load balancer reaches another task of the release, but not this one",
                      evidence: `${health.evidence}, while the container's own check succeeds${task.address === undefined ? "" : ` (task at ${task.address})`}`,
                      advice: "compare the subnets and zones of the two: route table and network ACL of this one's, and whether the load balancer serves its zone; if both are alike, the health path is too slow under load: raise service.cpu",
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
                (health === undefined && !isBooting(context)) ||
                hasError(logs) ||
                logs.some((line) => ready.test(line) || findListeningPort(line) !== undefined)
                ? undefined
                : {
                      cause: "a health check stopped the task while it was still booting",
                      evidence: `${quote(reasons[0] ?? "", intent.secretNames)}, ${seconds} s after its start and without an error: ${quoteLastLines(logs, intent.secretNames) ?? "it had logged nothing"}`,
                      advice: "raise service.healthCheckGracePeriodSeconds and service.healthCheckStartPeriodSeconds above the boot time, or raise service.cpu",
                  };
        },
    },
    healthKindCause(
        "health-slow",
        "timeout",
        "the health path responds too slowly",
        "raise service.cpu, or make the health path cheaper: it must respond within loadBalancer.healthCheck.timeoutSeconds",
    ),
    {
        id: "container-health",
        matches: ({ reasons, logs, intent }) => {
            const text = reasons.find((line) => /failed container health checks/i.test(line));
            return text === undefined
                ? undefined
                : {
                      cause: "the container's own health check fails",
                      evidence: [quote(text, intent.secretNames), quoteLog(logs, intent.secretNames)].filter(Boolean).join(" | "),
                      advice: "read the log; unless service.healthCheck.command is another, Node in the container requests the health path on 127.0.0.1",
                  };
        },
    },
    // Also what listens on loopback only: HOSTNAME must be 0.0.0.0 for Next.js.
    healthKindCause(
        "health-unanswered",
        "refused",
        "nothing accepts connections on the port of the health check",
        "make the application listen on 0.0.0.0 and PORT, and answer HTTP there",
    ),
    {
        // ECS stopped the task before its target was read, and no event says more.
        id: "health-failed",
        matches: ({ health, reasons, logs, intent }) => {
            const text = reasons.find((line) => /failed ELB health checks/i.test(line));
            return text === undefined || health !== undefined
                ? undefined
                : {
                      cause: "the load balancer's health checks fail",
                      evidence: [quote(text, intent.secretNames), quoteLog(logs, intent.secretNames)].filter(Boolean).join(" | "),
                      advice: `${runLocally} and request the health path: it must return ${acceptedBy(intent)} on the port of the target group`,
                  };
        },
    },
];

/** A cause for one kind of failure of the health checks. */
function healthKindCause(id: string, kind: HealthFailure["kind"], cause: string, advice: string): Cause {
    return {
        id,
        matches: ({ health, logs, intent }) =>
            health?.kind === kind ? { cause, evidence: withLog(health, logs, intent), advice } : undefined,
    };
}

/** A cause for a range of status codes that the health checks got. */
function healthCodeCauses(
    id: string,
    is: (code: number) => boolean,
    cause: string | ((accepted: string) => string),
    advice: string | ((code: number, accepted: string) => string),
): Cause[] {
    const matches = ({ health, logs, intent }: FailureContext): Finding | undefined => {
        const code = health?.kind === "codes" ? health.codes.find(is) : undefined;
        return health === undefined || code === undefined
            ? undefined
            : {
                  cause: typeof cause === "string" ? cause : cause(acceptedBy(intent)),
                  evidence: withLog(health, logs, intent),
                  advice: typeof advice === "string" ? advice : advice(code, acceptedBy(intent)),
              };
    };
    return [{ id, matches }];
}

/** Status codes that the target group accepts. */
function acceptedBy({ healthCheckMatcher = defaultMatcher }: IntendedRelease): string {
    return healthCheckMatcher;
}

function adviceOnRejection(code: number, accepted: string): string {
    switch (code) {
        case 405:
            return `make it return ${accepted} to GET, the method of the health check`;
        case 408:
            return "make it respond faster, or raise service.cpu: the application gave up on the request";
        case 429:
            return "exempt it from rate limiting: each node of the load balancer requests it every few seconds";
        default:
            return `make it return ${accepted} without authentication and for any Host header`;
    }
}

function withLog({ evidence }: HealthFailure, logs: readonly string[], { secretNames }: IntendedRelease): string {
    return [evidence, quoteLog(logs, secretNames, 2)].filter(Boolean).join(" | ");
}

/** Whether health checks stopped the task, or find it unhealthy. */
export function failsHealth({ health, reasons }: FailureContext): boolean {
    return health !== undefined || reasons.some((line) => /failed (ELB|container) health checks/i.test(line));
}

/** Whether the stop itself shows a boot where no target was read: the container's own check failed, or the log ends before. */
function isBooting({ reasons, logs }: FailureContext): boolean {
    return reasons.some((line) => /failed container health checks/i.test(line)) || logs.length > 0;
}

/** Whether another task of the release answers the load balancer, with whatever status. */
function isReached({ tasks, targets }: FailureContext["snapshot"], { taskDefinitionArn }: IntendedRelease, task?: Task): boolean {
    const others = tasks.filter((other) => other.taskDefinitionArn === taskDefinitionArn && other.arn !== task?.arn);
    const addresses = others.map(({ address }) => address);
    return targets.some(
        ({ id, state, reason }) =>
            addresses.includes(id) && id !== task?.address && (state === "healthy" || reason === "Target.ResponseCodeMismatch"),
    );
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
