import type { Resource } from "../resources/resource";
import { failUnless, judgeJson, type Judgement } from "./judge";

interface Policy {
    readonly Statement?: readonly {
        readonly Effect?: unknown;
        readonly Principal?: unknown;
        readonly Action?: unknown;
        readonly Condition?: { readonly Bool?: Readonly<Record<string, unknown>> };
    }[];
}

/**
 * Judges whether the policy of a resource refuses every request without TLS.
 *
 * @param action that stands for all of the service
 */
export function judgeTls(resource: Pick<Resource, "inputs">, action: string): Judgement {
    return judgeJson(resource, "policy", (policy) =>
        failUnless(
            ((policy as Policy).Statement ?? []).some(
                ({ Effect, Principal, Action, Condition }) =>
                    Effect === "Deny" &&
                    Principal === "*" &&
                    Action === action &&
                    Condition?.Bool?.["aws:SecureTransport"] === "false",
            ),
            "it answers over plain HTTP, too",
        ),
    );
}
