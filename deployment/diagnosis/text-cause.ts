import { isDenial, toPlainText, withoutMiddle, withoutPreamble } from "./aws-text";
import type { Cause, FailureContext } from "./causes";
import { toEvidence } from "./evidence";

/** A cause that is recognised by what AWS says: the first text that matches is the evidence. */
export interface TextCause {
    readonly id: string;

    /** Every one must match the text, which has no names in it (see `toPlainText`). */
    readonly when: readonly RegExp[];
    readonly unless?: RegExp;
    readonly cause: string | ((text: string) => string);

    /** @default - the text, without what all such texts begin with */
    readonly evidence?: (text: string) => string;
    readonly advice: string | ((context: FailureContext, text: string) => string);
}

/** Characters of a denial that are quoted: who, which action, on what, and why. */
const maxDenialLength = 1000;

/** Characters of any other reason that are quoted. */
const maxReasonLength = 320;

/** What the load balancer's and the container's health checks found has its causes in `run.ts`, by code and not by words. */
const ofHealthChecks = /is unhealthy in|failed (ELB|container) health checks/i;

export function toCause({ id, when, unless, cause, evidence = withoutPreamble, advice }: TextCause): Cause {
    return {
        id,
        matches: (context) => {
            const text = context.reasons.find((reason) => {
                const plain = toPlainText(reason);
                return !ofHealthChecks.test(plain) && when.every((is) => is.test(plain)) && unless?.test(plain) !== true;
            });
            return text === undefined
                ? undefined
                : {
                      cause: typeof cause === "string" ? cause : cause(text),
                      evidence: quoteReason(evidence(text), context),
                      advice: typeof advice === "string" ? advice : advice(context, text),
                  };
        },
    };
}

/** What AWS says as evidence; a denial is quoted whole. */
export function quoteReason(text: string, { intent }: Pick<FailureContext, "intent">): string {
    const masked = toEvidence(text, intent.secretNames, text.length + 100); // a mask may be longer than what it hides
    return withoutMiddle(masked, isDenial(text) ? maxDenialLength : maxReasonLength);
}
