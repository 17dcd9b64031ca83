import { toPlainText, withoutPreamble } from "./aws-text";
import type { Cause, FailureContext } from "./causes";
import { quote } from "./evidence";

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
                      evidence: quote(evidence(text), context.intent.secretNames),
                      advice: typeof advice === "string" ? advice : advice(context, text),
                  };
        },
    };
}
