import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { defaultReleaseHeader } from "../aws/release-header";
import type { ProbeTarget } from "./api";
import type { HealthResponse } from "./source";

/** How the health endpoint is requested. */
export interface ProbeArgs {
    /**
     * Seconds without an answer after which the request has failed.
     *
     * @default 5, the time that a load balancer's own health check waits
     */
    readonly timeoutSeconds?: number;

    /**
     * Certificate authority that is trusted.
     *
     * @default - those that Node trusts
     */
    readonly ca?: string;

    /**
     * Sent beside what every request has.
     *
     * @default - none
     */
    readonly header?: { readonly name: string; readonly value: string };
    readonly signal?: AbortSignal;
}

/**
 * Asks the health endpoint once, through the load balancer's own name: SNI and Host are the domain's, so it does not
 * matter where DNS points yet. Follows no redirect and reads no body. Never throws: what went wrong is in the reply.
 */
export function probe(target: ProbeTarget, { timeoutSeconds = 5, ca, header, signal }: ProbeArgs = {}): Promise<HealthResponse> {
    const { protocol, loadBalancerDns, host, path, releaseHeader = defaultReleaseHeader } = target;
    return new Promise((resolve) => {
        const send = protocol === "https" ? requestHttps : requestHttp;
        const own = header === undefined ? {} : { [header.name]: header.value };
        const headers = { ...own, host, "user-agent": "spotter-verdict" };
        const options = { servername: host, headers, agent: false, ca };
        let request: ReturnType<typeof send>;
        try {
            request = send(new URL(`${protocol}://${loadBalancerDns}${path}`), options, (response) => {
                resolve(toHealthResponse(response, releaseHeader));
                response.destroy();
            });
        } catch (error) {
            resolve({ status: 0, error: (error as Error).message });
            return;
        }
        let isConnected = false;
        request.on("socket", (socket) => socket.once("connect", () => (isConnected = true)));
        const stop = (why: string) => request.destroy(new Error(why));
        const timer = setTimeout(() => stop(`no answer within ${timeoutSeconds} s`), timeoutSeconds * 1000);
        const abort = () => stop("interrupted");
        signal?.addEventListener("abort", abort, { once: true });
        request.on("error", (error: NodeJS.ErrnoException) =>
            resolve({
                status: 0,
                error: describeFailure(error, loadBalancerDns),
                ...(!isConnected && isOutside(error) ? { isUnconnected: true } : {}),
            }),
        );
        request.on("close", () => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", abort);
        });
        request.end();
    });
}

function toHealthResponse({ statusCode = 0, headers }: IncomingMessage, releaseHeader: string): HealthResponse {
    const releaseId = headers[releaseHeader.toLowerCase()];
    return {
        status: statusCode,
        releaseId: typeof releaseId === "string" ? releaseId : undefined,
        ...(headers.location === undefined ? {} : { location: headers.location }),
    };
}

/** Where a load balancer can't be reached from, a connection gets no answer, or its private name is not known. */
function isOutside({ code = "" }: NodeJS.ErrnoException): boolean {
    return ["", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"].includes(code);
}

function describeFailure({ code = "", message }: NodeJS.ErrnoException, name: string): string {
    switch (code) {
        case "ENOTFOUND":
        case "EAI_AGAIN":
            return `the name ${name} does not resolve`;
        case "ECONNREFUSED":
            return "connection refused";
        case "ECONNRESET":
            return "connection reset";
        default:
            return /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code) ? `certificate not accepted: ${message}` : message || code;
    }
}
