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
    readonly body?: ReadableStream | string;
    readonly signal?: AbortSignal;

    /** Statuses that are accepted; any other is an error. */
    readonly expected: readonly number[];
}

/** Milliseconds for everything but the bytes of a layer. */
const requestTimeoutMs = 30_000;

/** Asks a registry; `path` is below the repository, or a whole URL that the registry gave. */
export async function callRegistry(
    repository: RemoteRepository,
    path: string | URL,
    question: RegistryRequest,
): Promise<Response> {
    const { registry, name, authorization } = repository;
    const { method = "GET", headers = {}, body, signal, expected } = question;
    const url = new URL(path, `${registry}/v2/${name}/`);
    const short = typeof body !== "object" && method !== "GET" ? [AbortSignal.timeout(requestTimeoutMs)] : [];
    const signals = [...short, ...(signal === undefined ? [] : [signal])];
    let response: Response;
    try {
        response = await fetch(url, {
            method,
            // A layer is asked for as it is, since its digest is of these bytes.
            headers: {
                "accept-encoding": "identity",
                ...headers,
                // An upload may continue on another host, which is not to get the token.
                ...(authorization === undefined || url.origin !== new URL(registry).origin ? {} : { authorization }),
            },
            body,
            ...(typeof body === "object" ? { duplex: "half" as const } : {}),
            signal: signals.length === 0 ? undefined : AbortSignal.any(signals),
        });
    } catch (error) {
        const { name: what, message, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
        throw new CommandError(
            `${url.host} did not answer ${method} (${cause?.code ?? cause?.message ?? `${what}: ${message}`})`,
            exitCodes.aws,
        );
    }
    if (!expected.includes(response.status)) {
        throw new CommandError(await refusal(response, repository, url, method), exitCodes.aws);
    }
    return response;
}

/** Without the query of the URL, which may hold a signature. */
async function refusal(response: Response, { name }: RemoteRepository, url: URL, method: string): Promise<string> {
    const text = await response.text().catch(() => "");
    const code = /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? response.statusText;
    const what = url.pathname.split(`/${name}/`)[1]?.replace(/uploads\/.*/, "uploads") ?? "";
    const advice = /NAME_UNKNOWN|RepositoryNotFound/i.test(`${code} ${text}`)
        ? ": the repository does not exist (pulumi up --target '**ImageRepository**' makes it)"
        : "";
    return `${url.host} refused ${method} ${what} of ${name}: ${response.status} ${code}${advice}`;
}
