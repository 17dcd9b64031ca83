import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { longestBody } from "./longest-body";

const methods = ["GET", "HEAD", "POST", "OPTIONS"];

/**
 * Answers, before Next.js sees them, requests that no route can answer: it fails on some methods, and keeps bodies in memory
 * before a route or a rate limit is asked.
 */
export function refuseBeforeRouting(): void {
    const guarded = new WeakSet<Server>();
    subscribe("http.server.request.start", (message) => {
        const { server } = message as { server: Server };
        if (!guarded.has(server)) {
            guarded.add(server);
            standBefore(server);
        }
    });
}

/** The channel speaks before the server does, so that this holds for the first request already. */
function standBefore(server: Server): void {
    const answers = server.listeners("request") as RequestListener[];
    server.removeAllListeners("request");
    server.on("request", (request: IncomingMessage, response) => {
        const refusal = refusalOf(request);
        if (refusal === undefined) {
            answers.forEach((answer) => answer.call(server, request, response));
            return;
        }
        const [status, text] = refusal;
        request.resume(); // what still comes of the body is thrown away as it comes
        response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...(status === 405 ? { allow } : {}) });
        response.end(request.method === "HEAD" ? undefined : `${text}\n`);
    });
}

const allow = methods.join(", ");

function refusalOf({ method = "", headers }: IncomingMessage): readonly [status: number, text: string] | undefined {
    if (!methods.includes(method)) {
        return [405, `The method is one of ${allow}.`];
    }
    if (headers["transfer-encoding"] !== undefined) {
        return [411, "A body needs a Content-Length."];
    }
    return Number(headers["content-length"] ?? 0) > longestBody ? [413, `A body has at most ${longestBody} bytes.`] : undefined;
}
