import { AwsError } from "./aws/errors";
import { quoted } from "./causes-evidence";
import type { Diagnosis } from "./release";

/** Why the watch itself gets no answer of AWS. */
export interface CallerTrouble {
    readonly diagnosis: Diagnosis;

    /** `passes`: asking again can help. `stays`: it cannot. `unclear`: it is worth another try or two. */
    readonly kind: "passes" | "stays" | "unclear";
}

const advice = "the roll-out goes on without being watched: npm run status -- <stack>";

/** What an error of AWS means to a watch. */
export function callerTrouble(error: Error): CallerTrouble {
    const evidence = quoted(error.message);
    const trouble = error instanceof AwsError ? error.trouble : "other";
    switch (trouble) {
        case "denied":
            return { kind: "stays", diagnosis: { id: "caller-denied", cause: "who deploys may not watch", evidence, advice } };
        case "expired":
        case "no credentials":
        case "unknown credentials":
            return {
                kind: "stays",
                diagnosis: { id: "caller-credentials", cause: "AWS does not accept the credentials", evidence, advice },
            };
        default:
            return {
                kind: error instanceof AwsError && error.transient ? "passes" : "unclear",
                diagnosis: { id: "caller-unanswered", cause: "AWS does not answer", evidence, advice },
            };
    }
}
