import { AwsError, isAwsError, signInKinds, type AwsErrorKind } from "../../aws/errors";
import { quote } from "./evidence";
import type { ServiceRef } from "../../aws/service-ref";
import type { Diagnosis } from "../api";
import { ownCommand } from "../own-command";

/** Why AWS does not answer the watch itself. */
export interface CallerDiagnosis {
    readonly diagnosis: Diagnosis;

    /** `passes`: asking again can help. `stays`: it cannot. `unclear`: it is worth another try or two. */
    readonly kind: "passes" | "stays" | "unclear";
}

/** What an error of AWS means to the watch. */
export function diagnoseCallerError(error: Error, serviceRef: ServiceRef): CallerDiagnosis {
    const advice = `the deployment continues without being watched: ${ownCommand("status", serviceRef)}`;
    const evidence = quote(error.message, []); // no text of the application
    if (isAwsError(error, "denied")) {
        const cause = "the deploying identity lacks a permission that is needed to watch the deployment";
        return { kind: "stays", diagnosis: { id: "caller-denied", cause, evidence, advice } };
    }
    if (isAwsError(error, ...signInKinds)) {
        const cause = credentialCauses[error.kind] ?? "AWS does not accept the credentials";
        return { kind: "stays", diagnosis: { id: "caller-credentials", cause, evidence, advice } };
    }
    return {
        kind: error instanceof AwsError && error.transient ? "passes" : "unclear",
        diagnosis: { id: "caller-unanswered", cause: "AWS does not answer", evidence, advice },
    };
}

/** What is not a matter of the credentials themselves. */
const credentialCauses: Readonly<Partial<Record<AwsErrorKind, string>>> = {
    "wrong clock": "AWS does not accept the clock of this machine",
    "no region": "no AWS region is set",
};
