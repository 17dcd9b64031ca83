interface Policy {
    readonly Statement?: readonly {
        readonly Effect?: unknown;
        readonly Principal?: unknown;
        readonly Action?: unknown;
        readonly Condition?: { readonly Bool?: Readonly<Record<string, unknown>> };
    }[];
}

/**
 * Whether the policy of a resource refuses every request without TLS.
 *
 * @param action that stands for all of the service
 */
export function refusesPlainHttp(policy: unknown, action: string): boolean {
    return ((policy as Policy).Statement ?? []).some(
        ({ Effect, Principal, Action, Condition }) =>
            Effect === "Deny" && Principal === "*" && Action === action && Condition?.Bool?.["aws:SecureTransport"] === "false",
    );
}
