import { AwsError } from "../../aws/errors";
import { quote } from "./evidence";
import type { Diagnosis } from "../api";

/** Why AWS does not answer the watch itself. */
export interface CallerDiagnosis {
    readonly diagnosis: Diagnosis;

    /** `passes`: asking again can help. `stays`: it cannot. `unclear`: it is worth another try or two. */
    readonly kind: "passes" | "stays" | "unclear";
}

const advice = "the deployment continues without being watched: npm run status -- <stack>";

/** What an error of AWS means to the watch. */
export function diagnoseCallerError(error: Error): CallerDiagnosis {
    const evidence = quote(error.message, []); // no text of the application
    const errorKind = error instanceof AwsError ? error.kind : "other";
    switch (errorKind) {
        case "denied":
            return {
                kind: "stays",
                diagnosis: {
                    id: "caller-denied",
                    cause: "the deploying identity lacks a permission that is needed to watch the deployment",
                    evidence,
                    advice,
                },
            };
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
