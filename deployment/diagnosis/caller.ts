import { AwsError } from "../../aws/errors";
import { quote } from "./evidence";
import type { Diagnosis } from "../api";

/** Why the watch itself gets no answer of AWS. */
export interface CallerDiagnosis {
    readonly diagnosis: Diagnosis;

    /** `passes`: asking again can help. `stays`: it cannot. `unclear`: it is worth another try or two. */
    readonly kind: "passes" | "stays" | "unclear";
}

const advice = "the deployment goes on without being watched: npm run status -- <stack>";

/** What an error of AWS means to a watch. */
export function diagnoseCallerError(error: Error): CallerDiagnosis {
    const evidence = quote(error.message, []); /* AWS tells the caller nothing of the application */
    const trouble = error instanceof AwsError ? error.kind : "other";
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
