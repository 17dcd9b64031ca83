import { accessCauses } from "./access";
import { toPlainText, withoutPreamble } from "./aws-text";
import type { Cause, FailureContext } from "./causes";
import { quote, quoteLog } from "./evidence";
import { brokenImageCauses, imageCauses, otherPlatform, refusedByKernel } from "./image";
import { loggingCauses, otherLogDriverCauses } from "./logging";
import { interfaceCauses, interfaceWithoutReasonCauses, routeCauses } from "./network";
import { deniedParameterCauses, missingParameterCauses, throttledParameterCauses } from "./parameters";
import { passingCauses, passingInterfaceCauses } from "./passing";
import { placementCauses } from "./placement";
import { findStartAdvice } from "./start-advice";
import { toCause, type TextCause } from "./text-cause";
import { volumeCauses } from "./volumes";

/*
 * Why a task does not start, by families of texts. Their order matters: one text often has the words of several, and the
 * first that matches wins. Wordings are from
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html (reasons of tasks), from
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html (events, which quote the
 * reasons: "was unable to place a task. Reason: CannotPullContainerError: …"), or from the place beside the row; each is a
 * row of `tests/deployment/diagnosis/texts/`.
 */
const families: readonly TextCause[] = [
    ...volumeCauses,
    ...missingParameterCauses,
    ...deniedParameterCauses,
    ...interfaceCauses,
    ...passingInterfaceCauses,
    ...otherLogDriverCauses,
    ...routeCauses,
    ...throttledParameterCauses,
    ...loggingCauses,
    ...imageCauses,
    ...brokenImageCauses,
    ...accessCauses,
    ...passingCauses,
    ...interfaceWithoutReasonCauses,
    ...placementCauses,
];

const wrongArchitecture: Cause = {
    id: "wrong-architecture",
    matches: ({ reasons, logs, intent }) => {
        const text =
            reasons.find((reason) => otherPlatform.test(toPlainText(reason))) ?? logs.find((line) => refusedByKernel.test(line));
        return text === undefined
            ? undefined
            : {
                  cause: "the image is built for another CPU architecture",
                  evidence: quote(withoutPreamble(text), intent.secretNames),
                  advice: "set image.build.platform, or pin a digest that was built for service.architecture",
              };
    },
};

/** What is left: ECS gives a reason that no family has, or says only that it does not start tasks. */
export const cannotStart: Cause = {
    id: "cannot-start",
    matches: (context) => {
        const { task, reasons, logs, intent } = context;
        const event = reasons.find((reason) => notStarted.test(reason) && !ofDeployment.test(reason));
        if (task === undefined ? event === undefined : task.stopCode !== "TaskFailedToStart") {
            return undefined;
        }
        const reason = (task === undefined ? event : reasons.find((text) => !saysNothing.test(text))) ?? reasons[0];
        const evidence = [
            quote(reason === undefined ? "ECS gives no reason" : withoutPreamble(reason), intent.secretNames),
            reason === undefined || saysNothing.test(reason) ? quoteSidecars(context) : undefined,
            quoteLog(logs, intent.secretNames),
        ];
        return {
            cause: "the task cannot start",
            evidence: evidence.filter(Boolean).join(" | "),
            advice: findStartAdvice(reason ?? "", intent.serviceRef),
        };
    },
};

/** Causes that a text of AWS names, the more specific first. */
export const startCauses: readonly Cause[] = [wrongArchitecture, ...families.map(toCause)];

/** Events on tasks that ECS does not start, and those on the deployment as a whole, which is a decision of ECS. */
const notStarted =
    /\b(ResourceInitialization|CannotPull\w*|CannotStart\w*|CannotCreate\w*|ContainerRuntime\w*)Error|TaskFailedToStart|(unable|fail(ed|s)|could not|cannot|not able) (to )?(consistently )?(place|start|launch|run)\b/i;
const ofDeployment = /deployment (\S+ )?failed|circuit breaker|rolled back|rolling back/i;

/** Reasons of a task that stand for one of a container. */
const saysNothing = /^(Task failed to start|Essential container in task exited)\.?$/i;

/** Reasons of other containers, for example one that AWS adds: only of use where the application's says nothing. */
function quoteSidecars({ task, intent }: FailureContext): string | undefined {
    const others = (task?.containers ?? []).filter(({ name, reason }) => name !== intent.serviceRef.container && reason !== "");
    const lines = others.map(({ name, reason }) => `${name}: ${quote(withoutPreamble(reason), intent.secretNames)}`);
    return lines.length === 0 ? undefined : lines.join(" | ");
}
