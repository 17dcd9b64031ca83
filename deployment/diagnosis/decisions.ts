import type { LifecycleHook } from "../../aws/ecs";
import { revisionName } from "../../aws/arn";
import { toPlainText, withoutPreamble } from "./aws-text";
import type { Cause, FailureContext } from "./causes";
import { quote } from "./evidence";
import {
    failedByEcs,
    intendedServiceDeployment,
    isManualStop,
    newestDeployment,
    primaryDeployment,
    statedReasons,
} from "./service";
import { ownCommand } from "../own-command";
import { selectStrategy } from "../strategies/select";

/*
 * What ECS, or a person, decided of the deployment as a whole, in the words of
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html and of the service's events:
 * "(deployment ecs-svc/1) deployment failed: alarm detected."
 */

const ofDeployment = /deployment|roll(ed|ing|s)? ?back|rollback/i;

/** An alarm, and not the name of something that has the word in it. */
const ofAlarm = /(?<![\w/:.-])alarms?(\(s\))?(?![\w/:-])/i;

const ofHook = /\bhooks?(\(s\))?\b/i;
const ofTraffic =
    /invalid networking configuration|listener ?rules?\b|(targetGroup|alternateTargetGroup)\b|Infrastructure Role|advancedConfiguration/i;
const ofBreaker = /circuit breaker|tasks? failed (to start|(ELB|container) health checks)/i;

/** What follows from a failure, and says nothing of its cause. */
const consequence = /no rollback candidate|^rolling back to|rollback has failed/i;

/** The first text on a deployment as a whole: what was stated of its end, then its events. */
function findDecision({ snapshot, intent, reasons }: FailureContext, words: RegExp): string | undefined {
    const stated = statedReasons(snapshot, intent.taskDefinitionArn);
    return (
        stated.find((text) => words.test(toPlainText(text))) ??
        reasons.find((text) => words.test(toPlainText(text)) && ofDeployment.test(toPlainText(text)))
    );
}

/** The last hook that waited for somebody. */
function findPause({ snapshot, intent }: FailureContext): LifecycleHook | undefined {
    const { lifecycleHooks = [] } = intendedServiceDeployment(snapshot, intent.taskDefinitionArn) ?? {};
    return [...lifecycleHooks].reverse().find(({ type }) => type === "PAUSE");
}

function describePause(context: FailureContext): string {
    const [stated = ""] = statedReasons(context.snapshot, context.intent.taskDefinitionArn);
    return quote(withoutPreamble(stated), context.intent.secretNames) || `hook ${findPause(context)?.id ?? ""}`;
}

/** Causes of the deployment as a whole that are tried before those of its tasks. */
export const deploymentCauses: readonly Cause[] = [
    {
        id: "alarm",
        matches: (context) => {
            const { snapshot, intent } = context;
            const alarms = intendedServiceDeployment(snapshot, intent.taskDefinitionArn)?.triggeredAlarms ?? [];
            const reason = findDecision(context, ofAlarm);
            return alarms.length === 0 && reason === undefined
                ? undefined
                : {
                      cause: "an alarm went off during the deployment",
                      evidence: quote(
                          [alarms.join(", "), reason && withoutPreamble(reason)].filter(Boolean).join(": "),
                          intent.secretNames,
                      ),
                      advice: "check the alarm's metric since the deployment began, and the log",
                  };
        },
    },
    {
        id: "approval-missing",
        matches: (context) =>
            findPause(context)?.status === "TIMED_OUT"
                ? {
                      cause: "nobody approved the release in time",
                      evidence: describePause(context),
                      advice: `run the update again, and approve it while it waits (${ownCommand("approve", context.intent.serviceRef)})`,
                  }
                : undefined,
    },
    {
        id: "approval-rejected",
        matches: (context) =>
            findPause(context)?.status === "FAILED"
                ? {
                      cause: "the release was rejected",
                      evidence: describePause(context),
                      advice: "ask who rejected it, and deploy another release",
                  }
                : undefined,
    },
    {
        // "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target … returned FAILED"
        id: "hook-failed",
        matches: (context) => {
            const reason = findDecision(context, ofHook);
            return reason === undefined
                ? undefined
                : {
                      cause: "a lifecycle hook failed the deployment",
                      evidence: quote(withoutPreamble(reason), context.intent.secretNames),
                      advice: "read the log of the hook's function; it must answer with hookStatus SUCCEEDED, and ECS needs a role that may invoke it",
                  };
        },
    },
    {
        // "Service deployment rolled back because of invalid networking configuration. …"
        id: "traffic-configuration",
        matches: (context) => {
            const reason = findDecision(context, ofTraffic);
            return reason === undefined
                ? undefined
                : {
                      cause: "ECS cannot move the load balancer's traffic to the release",
                      evidence: quote(withoutPreamble(reason), context.intent.secretNames),
                      advice: "run the update again, which restores the listener rules and the role; both target groups must belong to a rule, and one of them alone may have traffic",
                  };
        },
    },
];

/** Causes that are left when no task explains the failure. */
export const decisionCauses: readonly Cause[] = [
    {
        id: "stopped-by-hand",
        matches: ({ snapshot, intent }) => {
            const stopped = intendedServiceDeployment(snapshot, intent.taskDefinitionArn);
            const byHand =
                stopped !== undefined &&
                (isManualStop(stopped) ||
                    (stopped.status.startsWith("STOP") && !failedByEcs(snapshot, intent.taskDefinitionArn)));
            return byHand
                ? {
                      cause: "the deployment was stopped manually",
                      evidence:
                          quote(stopped.rollback?.reason ?? stopped.statusReason, intent.secretNames) ||
                          `its status is ${stopped.status}`,
                      advice: "run the update again once the reason for stopping it is resolved",
                  }
                : undefined;
        },
    },
    {
        id: "circuit-breaker",
        matches: (context) => {
            const { snapshot, intent, reasons } = context;
            const { taskDefinitionArn, serviceRef } = intent;
            const stated = statedReasons(snapshot, taskDefinitionArn).filter((text) => !consequence.test(text));
            const reason = [...stated, ...reasons].find((text) => ofBreaker.test(text));
            if (reason === undefined && (stated.length > 0 || !failedByEcs(snapshot, taskDefinitionArn))) {
                return undefined; // another reason was given, or none is known
            }
            const serviceDeployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
            const failed = newestDeployment(snapshot, taskDefinitionArn);
            const count = failed?.failedTasks ?? serviceDeployment?.circuitBreaker?.failureCount ?? 0; // none when ECS forgot
            const event = reasons.find((text) => !ofBreaker.test(text) && !/rolling back/i.test(text));
            return {
                cause: "the ECS deployment circuit breaker stopped the deployment",
                evidence: [
                    quote(
                        `${count > 0 ? `${count} tasks failed: ` : ""}${reason === undefined ? "no reason given" : withoutPreamble(reason)}`,
                        intent.secretNames,
                    ),
                    event && quote(withoutPreamble(event), intent.secretNames),
                ]
                    .filter(Boolean)
                    .join(" | "),
                advice: `check the service's events and the log ${serviceRef.logGroup}`,
            };
        },
    },
    {
        id: "replaced",
        matches: ({ snapshot, intent }) => {
            const primary = primaryDeployment(snapshot);
            return primary === undefined ||
                primary.taskDefinitionArn === intent.taskDefinitionArn ||
                selectStrategy(intent).isRollback(snapshot, intent)
                ? undefined
                : {
                      cause: "another deployment replaced it",
                      evidence: `the service is on ${revisionName(primary.taskDefinitionArn)} since ${new Date(primary.createdAt).toISOString()}`,
                      advice: `check what was deployed (${ownCommand("history", intent.serviceRef)}), or run the update again`,
                  };
        },
    },
];

/** The last of the causes that name one: ECS went back, and its reason is of no known kind. */
export const rolledBack: Cause = {
    id: "rolled-back",
    matches: (context) => {
        const { snapshot, intent, reasons } = context;
        const stated = statedReasons(snapshot, intent.taskDefinitionArn);
        const primary = primaryDeployment(snapshot);
        const isElsewhere = primary !== undefined && primary.taskDefinitionArn !== intent.taskDefinitionArn;
        const hasFailed = stated.length > 0 && failedByEcs(snapshot, intent.taskDefinitionArn);
        if (!isElsewhere && !hasFailed) {
            return undefined;
        }
        const reason = [...stated, ...reasons].find((text) => !consequence.test(text)) ?? stated[0] ?? reasons[0];
        return {
            cause: isElsewhere ? "ECS rolled back to another revision" : "ECS ended the deployment",
            evidence: quote(
                reason === undefined
                    ? `the service is on ${revisionName(primary?.taskDefinitionArn ?? "")}`
                    : withoutPreamble(reason),
                intent.secretNames,
            ),
            advice: `check the service's events and the log ${intent.serviceRef.logGroup}`,
        };
    },
};
