import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before moto: notes every action, and refuses those of a service, as AWS does for want of a permission. */
export class MotoGate {
    /** `elasticloadbalancing:DescribeTags`, or for services that speak REST `route53:GET`. */
    public readonly asked: string[] = [];

    /** Services that are refused, as a credential's scope names them. */
    public readonly denied = new Set<string>();

    private readonly server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const body = Buffer.concat(chunks);
            const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
            this.asked.push(`${service}:${actionOf(request, body.toString())}`);
            if (this.denied.has(service)) {
                const [type, text] = refusalFor(request);
                response.writeHead(403, { "content-type": type }).end(text);
                return;
            }
            const { method, url, headers } = request;
            const upstream = forward(`${this.endpoint}${url ?? "/"}`, { method, headers }, (answer) => {
                response.writeHead(answer.statusCode ?? 502, answer.headers);
                answer.pipe(response);
            });
            upstream.end(body);
        });
    });

    constructor(private readonly endpoint: string) {}

    /** Returns the address to ask instead of moto's. */
    public async open(): Promise<string> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    public close(): void {
        this.server.closeAllConnections();
        this.server.close();
    }
}

function actionOf({ method = "", headers }: IncomingMessage, body: string): string {
    const target = headers["x-amz-target"];
    const [operation] = [target].flat();
    return operation?.split(".").at(-1) ?? /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? method;
}

/** Each protocol has its own way to say no. */
function refusalFor({ headers }: IncomingMessage): readonly [type: string, text: string] {
    const message = "no identity-based policy allows it";
    return headers["content-type"]?.includes("json") === true
        ? ["application/x-amz-json-1.1", JSON.stringify({ __type: "AccessDeniedException", message })]
        : ["text/xml", `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`];
}
