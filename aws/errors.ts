import { UserError } from "./user-error";

/** Why AWS did not answer: what the operator can do about it, and whether asking again can help. */
export type AwsErrorKind =
    | "denied"
    | "no credentials"
    | "no region"
    | "expired"
    | "unknown credentials"
    | "wrong clock"
    | "throttled"
    | "unreachable"
    | "untrusted"
    | "missing"
    | "other";

/** Kinds that the operator mends on the own machine: by signing in, or by a setting. Asking again does not help. */
export const signInKinds = ["no credentials", "no region", "expired", "unknown credentials", "wrong clock"] as const;

/** An error of AWS as one line for the operator. It keeps the name and the details of the SDK's error, but not its stack. */
export class AwsError extends UserError {
    /** Asking again later can help. */
    public readonly transient: boolean;

    /** Of the network or the operating system, for example `ECONNRESET`. */
    public readonly code?: string;
    public readonly $metadata?: Thrown["$metadata"];

    /**
     * @param action as a policy names it, for example `ecs:DescribeServices`
     * @param profile whose credentials were to be used, where one is named
     */
    constructor(
        public readonly kind: AwsErrorKind,
        public readonly action: string,
        thrown: Thrown,
        profile?: string,
    ) {
        super(describeError(kind, action, thrown, profile));
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
    ["wrong clock", /^(RequestTimeTooSkewed|RequestInTheFuture)$/],
    ["expired", /^(ExpiredToken\w*|RequestExpired|TokenRefreshRequired|SSOTokenExpired|InvalidGrant(Exception)?)$/],
    [
        "denied",
        /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|UnauthorizedException|NotAuthorized(Exception)?|AuthorizationError(Exception)?|Forbidden(Exception)?)$/,
    ],
    [
        "no credentials",
        /^(CredentialsProviderError|TokenProviderError|ProviderError|MissingAuthenticationToken\w*|NoCredentials)$/,
    ],
    [
        "unknown credentials",
        /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|InvalidToken|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature\w*|AuthFailure)$/,
    ],
    [
        "throttled",
        /Throttl|^(TooManyRequests(Exception)?|RequestLimitExceeded|LimitExceededException|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete)$/,
    ],
    ["untrusted", /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|^EPROTO$|^ERR_(SSL|TLS)_/],
    ["unreachable", /^(TimeoutError|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOST\w+|ENET\w+|ERR_SOCKET\w*|UND_ERR\w*)$/],
    ["missing", /NotFound|^NoSuch|^QueueDoesNotExist$/],
];

/**
 * What a message says that a name does not: several of them stand for more than one kind. IAM Identity Center does not
 * know a session that was ended or is of another region: "Session token not found or invalid".
 */
const messages: readonly (readonly [AwsErrorKind, RegExp])[] = [
    ["wrong clock", /signature (expired|not yet current)|clock skew|difference between the request time/i],
    ["no region", /region is missing/i],
];

/** Names that say only where an error comes from: its message has why. */
const sessionEnded = /expired|session token|sso login|refresh token|token (is |was )?(not found|invalid|missing)/i;

/**
 * Turns what the SDK threw into one line; an abort stays what it is.
 *
 * @param profile whose credentials were to be used; undefined for the SDK's default credential chain
 */
export function toAwsError(thrown: unknown, action: string, profile?: string): Error {
    if (thrown instanceof AwsError || isAbort(thrown)) {
        return thrown as Error;
    }
    const error = thrown as Thrown;
    return new AwsError(findKind(error), action, error, profile);
}

/** Whether something ended because the caller wanted it to. */
export function isAbort(thrown: unknown): boolean {
    return thrown instanceof Error && thrown.name === "AbortError";
}

/** Whether a question that has failed is worth asking again: its time was up, or AWS was too busy or out of reach. */
export function mayPass(thrown: unknown): boolean {
    return isAbort(thrown) || (thrown instanceof AwsError && thrown.transient);
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
    const { message = "" } = error;
    const said = messages.find(([, words]) => words.test(message));
    if (said !== undefined) {
        return said[0];
    }
    const known = codes.find(([, code]) => names.some((name) => code.test(name)));
    const unclear = known?.[0] === "no credentials" || error.name === "UnauthorizedException";
    if (unclear && sessionEnded.test(message)) {
        return "expired";
    }
    if (known !== undefined) {
        return known[0];
    }
    const status = error.$metadata?.httpStatusCode ?? 0;
    return status >= 500 || /socket hang up|network|fetch failed/i.test(message) ? "unreachable" : "other";
}

function describeError(kind: AwsErrorKind, action: string, error: Thrown, profile?: string): string {
    const reason = firstLine(error);
    switch (kind) {
        case "denied": {
            const [, who, what = action] = /(arn:\S+) is not authorized to perform: (\S+)/.exec(reason) ?? [];
            const explicit = /explicit deny/.test(reason) ? " (an explicit deny)" : "";
            return `AWS denied ${what}${who === undefined ? "" : ` to ${who}`}${explicit}: allow ${what} in the policy of the deploying identity`;
        }
        case "no credentials":
            if (profile !== undefined && profile !== "") {
                return `no AWS credentials for ${action} by the profile ${profile}: aws configure list-profiles shows whether it exists, and aws sso login --profile ${profile} signs in (${reason})`;
            }
            return `no AWS credentials for ${action}: sign in (aws sso login), or set aws:profile or AWS_PROFILE (${reason})`;
        case "no region":
            return `no AWS region for ${action}: set aws:region in the stack file, or AWS_REGION`;
        case "wrong clock":
            return `AWS does not accept the time of this machine (${action}: ${error.name ?? ""}): set the clock, for example by NTP`;
        case "untrusted":
            return `the certificate of AWS is not accepted (${action}: ${reason}): a proxy in between needs NODE_EXTRA_CA_CERTS, with the file of its certificate authority`;
        case "expired":
            return `the AWS credentials have expired (${action}): sign in again (aws sso login, or a new session token)`;
        case "unknown credentials":
            return `AWS does not accept these credentials (${action}: ${error.name ?? ""}): check the access key, the profile and the clock`;
        case "throttled":
            return `AWS throttles ${action}: too many calls from this account at once (${error.name ?? ""})`;
        case "unreachable":
            return `AWS did not answer ${action} (${reason === "" ? (error.code ?? error.name ?? "no reason given") : reason}${networkAdvice(error)})`;
        default:
            return `${action} failed: ${error.name ?? "Error"}${reason === "" ? "" : `: ${reason}`}`;
    }
}

/** What to check where a connection was not even made. */
function networkAdvice({ code = "" }: Thrown): string {
    if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code)) {
        return ": check the network, DNS, and the region's name";
    }
    return /^(ECONNREFUSED|EHOST\w+|ENET\w+)$/.test(code) ? ": check the network, a VPN, and HTTPS_PROXY" : "";
}

/** A signed URL is a credential, and some errors quote it. */
function firstLine({ message = "" }: Thrown): string {
    return (message.split("\n")[0] ?? "").replace(/(https?:\/\/[^\s?]+)\?\S+/g, "$1?…").slice(0, 400);
}
