import { UserError } from "./user-error";

/** Why AWS did not answer: what the operator can do about it, and whether asking again can help. */
export type AwsErrorKind =
    "denied" | "no credentials" | "expired" | "unknown credentials" | "throttled" | "unreachable" | "missing" | "other";

/** An error of AWS as one line for the operator. It keeps the name and the details of the SDK's error, but not its stack. */
export class AwsError extends UserError {
    /** Asking again later can help. */
    public readonly transient: boolean;

    /** Of the network or the operating system, for example `ECONNRESET`. */
    public readonly code?: string;
    public readonly $metadata?: Thrown["$metadata"];

    /** @param action as a policy names it, for example `ecs:DescribeServices` */
    constructor(
        public readonly kind: AwsErrorKind,
        public readonly action: string,
        thrown: Thrown,
    ) {
        super(describeError(kind, action, thrown));
        this.name = thrown.name ?? "AwsError";
        this.code = thrown.code;
        this.$metadata = thrown.$metadata;
        this.transient = kind === "throttled" || kind === "unreachable";
    }
}

/** The fields that errors of the SDK, of its credential providers and of the network have in common. */
interface Thrown {
    readonly name?: string;
    readonly code?: string;
    readonly message?: string;
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const codes: readonly (readonly [AwsErrorKind, RegExp])[] = [
    ["denied", /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthorizationError)$/],
    ["expired", /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired|SSOTokenExpired)$/],
    ["no credentials", /^(CredentialsProviderError|TokenProviderError|MissingAuthenticationToken\w*|NoCredentials)$/],
    [
        "unknown credentials",
        /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/,
    ],
    ["throttled", /Throttl|^(TooManyRequestsException|RequestLimitExceeded|LimitExceededException|SlowDown)$/],
    ["unreachable", /^(TimeoutError|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)$/],
    ["missing", /NotFound/],
];

/** Turns what the SDK threw into one line; an abort stays what it is. */
export function toAwsError(thrown: unknown, action: string): Error {
    if (thrown instanceof AwsError || isAbort(thrown)) {
        return thrown as Error;
    }
    const error = thrown as Thrown;
    return new AwsError(findKind(error), action, error);
}

/** Whether something ended because the caller wanted it to. */
export function isAbort(thrown: unknown): boolean {
    return thrown instanceof Error && thrown.name === "AbortError";
}

/** Whether AWS did not answer for one of these reasons. */
export function isAwsError(thrown: unknown, ...kinds: readonly AwsErrorKind[]): thrown is AwsError {
    return thrown instanceof AwsError && kinds.includes(thrown.kind);
}

/** Undefined for what does not exist. ECS answers so for a moment after something was created, too. */
export async function undefinedIfMissing<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
        return await question();
    } catch (error) {
        if (isAwsError(error, "missing")) {
            return undefined;
        }
        throw error;
    }
}

/**
 * Undefined for what the caller's policy does not allow, so that a missing permission costs one row and not the answer.
 *
 * @param denials gets one line for each
 */
export async function undefinedIfDenied<T>(question: () => Promise<T>, denials: string[]): Promise<T | undefined> {
    try {
        return await question();
    } catch (error) {
        if (isAwsError(error, "denied")) {
            denials.push(error.message);
            return undefined;
        }
        throw error;
    }
}

function findKind(error: Thrown): AwsErrorKind {
    const names = [error.name, error.code].filter((name) => name !== undefined);
    const known = codes.find(([, code]) => names.some((name) => code.test(name)));
    if (known?.[0] === "no credentials" && /expired/i.test(error.message ?? "")) {
        return "expired";
    }
    if (known !== undefined) {
        return known[0];
    }
    const status = error.$metadata?.httpStatusCode ?? 0;
    return status >= 500 || /socket hang up|network/i.test(error.message ?? "") ? "unreachable" : "other";
}

function describeError(kind: AwsErrorKind, action: string, error: Thrown): string {
    const reason = firstLine(error);
    switch (kind) {
        case "denied": {
            const [, who, what = action] = /(arn:\S+) is not authorized to perform: (\S+)/.exec(reason) ?? [];
            const explicit = /explicit deny/.test(reason) ? " (an explicit deny)" : "";
            return `AWS denied ${what}${who === undefined ? "" : ` to ${who}`}${explicit}: allow ${what} in the policy of the deploying identity`;
        }
        case "no credentials":
            return `no AWS credentials for ${action}: sign in (aws sso login), or set aws:profile or AWS_PROFILE (${reason})`;
        case "expired":
            return `the AWS credentials have expired (${action}): sign in again (aws sso login, or a new session token)`;
        case "unknown credentials":
            return `AWS does not accept these credentials (${action}: ${error.name ?? ""}): check the access key, the profile and the clock`;
        case "throttled":
            return `AWS throttles ${action}: too many calls from this account at once (${error.name ?? ""})`;
        case "unreachable":
            return `AWS did not answer ${action} (${reason === "" ? (error.name ?? "no reason given") : reason})`;
        default:
            return `${action} failed: ${error.name ?? "Error"}${reason === "" ? "" : `: ${reason}`}`;
    }
}

/** A signed URL is a credential, and some errors quote it. */
function firstLine({ message = "" }: Thrown): string {
    return (message.split("\n")[0] ?? "").replace(/(https?:\/\/[^\s?]+)\?\S+/g, "$1?…").slice(0, 400);
}
