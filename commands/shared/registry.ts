import { STATUS_CODES } from "node:http";
import { CommandError, exitCodes } from "./errors";

/** A repository in a registry that speaks the distribution API: https://github.com/opencontainers/distribution-spec */
export interface RemoteRepository {
    /** For example `https://123456789012.dkr.ecr.us-east-1.amazonaws.com`. */
    readonly registry: string;
    readonly name: string;

    /** Value of the header `Authorization`, where the registry wants one. */
    readonly authorization?: string;
}

/** What is asked of a registry. */
export interface RegistryRequest {
    readonly method?: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
    readonly headers?: Readonly<Record<string, string>>;

    /** A text, or the bytes of a blob as they come. */
    readonly body?: AsyncIterable<Uint8Array> | string;
    readonly signal?: AbortSignal;

    /** Statuses that are accepted; any other is an error. */
    readonly expected: readonly number[];
}

/** What a registry answered. */
export interface RegistryAnswer extends Pick<Response, "status" | "headers"> {
    readonly text: string;
}

/** Milliseconds for everything but the bytes of a blob, of which `fetch` waits five minutes for the next ones. */
const requestTimeoutMs = 30_000;

/**
 * Asks a registry, and reads all that it answers; `path` is below the repository, or a whole URL that the registry gave.
 *
 * @throws {CommandError} with the exit code of AWS, where the registry does not answer, or otherwise than expected
 */
export async function callRegistry(
    repository: RemoteRepository,
    path: string | URL,
    request: RegistryRequest,
): Promise<RegistryAnswer> {
    const { body, signal } = request;
    const signals = [
        ...(typeof body === "object" ? [] : [AbortSignal.timeout(requestTimeoutMs)]),
        ...(signal === undefined ? [] : [signal]),
    ];
    const call = toCall(repository, path, request);
    try {
        const response = await send(call, { body, signal: signals.length === 0 ? undefined : AbortSignal.any(signals) });
        const answer = { status: response.status, headers: response.headers, text: await response.text() };
        if (!request.expected.includes(answer.status)) {
            throw refusal(answer, call);
        }
        return answer;
    } catch (error) {
        throw toCommandError(error, call);
    }
}

/**
 * The bytes of a blob, as they come.
 *
 * @throws {CommandError} with the exit code of AWS, where the registry does not give it, or not to its end
 */
export async function* readBlob(
    repository: RemoteRepository,
    digest: string,
    signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
    const call = toCall(repository, `blobs/${digest}`, {});
    try {
        const response = await send(call, { signal });
        if (!response.ok) {
            throw refusal({ status: response.status, headers: response.headers, text: await response.text() }, call);
        }
        yield* response.body ?? [];
    } catch (error) {
        throw toCommandError(error, call);
    }
}

/** A request with all that a message needs to know of it. */
interface Call {
    readonly url: URL;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly repository: string;
}

function toCall(
    { registry, name, authorization }: RemoteRepository,
    path: string | URL,
    { method = "GET", headers = {} }: Pick<RegistryRequest, "method" | "headers">,
): Call {
    const url = new URL(path, `${registry}/v2/${name}/`);
    // An upload may continue on another host, which is not to get the token.
    const isOwn = authorization !== undefined && url.origin === new URL(registry).origin;
    return { url, method, headers: { ...headers, ...(isOwn ? { authorization } : {}) }, repository: name };
}

function send({ url, method, headers }: Call, { body, signal }: Pick<RegistryRequest, "body" | "signal">): Promise<Response> {
    return fetch(url, {
        method,
        headers: { "accept-encoding": "identity", ...headers }, // a blob as it is, since its digest is of these bytes
        body: body as BodyInit, // Node's sends whatever can be iterated
        ...(typeof body === "object" ? { duplex: "half" as const } : {}),
        signal,
    });
}

/** The error of another registry, where the bytes of an upload come from there. */
function toCommandError(error: unknown, { url, method }: Call): CommandError {
    const { name, message, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
    const own = [error, cause].find((each) => each instanceof CommandError);
    const reason = name === "TimeoutError" ? `nothing within ${requestTimeoutMs / 1000} s` : `${name}: ${message}`;
    return (
        own ??
        new CommandError(`${url.host} did not answer ${method} (${cause?.code ?? cause?.message ?? reason})`, exitCodes.aws)
    );
}

/** Without the query of the URL, which may hold a signature. */
function refusal({ status, text }: RegistryAnswer, { url, method, repository }: Call): CommandError {
    const code = /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? STATUS_CODES[status] ?? "";
    const what = url.pathname.split(`/${repository}/`)[1]?.replace(/uploads\/.*/, "uploads") ?? "";
    const advice = /NAME_UNKNOWN|RepositoryNotFound/i.test(`${code} ${text}`)
        ? ": the repository does not exist (pulumi up --target '**ImageRepository**' makes it)"
        : "";
    return new CommandError(`${url.host} refused ${method} ${what} of ${repository}: ${status} ${code}${advice}`, exitCodes.aws);
}
