import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What the application sent. */
export interface Received {
    readonly path: string;
    readonly body: unknown;

    /** Access key that signed it. */
    readonly signedBy: string | undefined;
}

/**
 * Bedrock and SES as far as the application uses them: each answers with what it was told to, and keeps what it received.
 * Credentials come as a task gets them, from an address that the container knows. The services that the program asks are
 * in tests/aws-double: none of them is one of these.
 */
export class Aws {
    public readonly received: Received[] = [];

    /** The next answers of Bedrock and SES, status first. */
    public bedrock: readonly [number, object] = [200, {}];
    public ses: readonly [number, object] = [200, { MessageId: "1" }];

    private constructor(
        private readonly http: Server,
        private readonly http2: Http2Server,
    ) {}

    public static async start(): Promise<Aws> {
        // The client of Bedrock speaks HTTP/2, the others HTTP/1.1.
        const aws: Aws = new Aws(
            createHttpServer((request, response) => {
                void text(request).then((body) => {
                    const [status, answer] = request.url === "/credentials" ? [200, credentials()] : aws.ses;
                    aws.keep(request.url, body, request.headers.authorization);
                    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
                });
            }),
            createHttp2Server((request, response) => {
                void text(request).then((body) => {
                    const [status, answer] = aws.bedrock;
                    aws.keep(request.url, body, request.headers.authorization);
                    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
                });
            }),
        );
        await Promise.all([aws.http, aws.http2].map((server) => once(server.listen(0, "127.0.0.1"), "listening")));
        return aws;
    }

    public get variables() {
        return {
            AWS_CONTAINER_CREDENTIALS_FULL_URI: `${addressOf(this.http)}/credentials`,
            AWS_ENDPOINT_URL_BEDROCK_RUNTIME: addressOf(this.http2),
            AWS_ENDPOINT_URL_SESV2: addressOf(this.http),
        };
    }

    public stop(): void {
        this.http.close();
        this.http.closeAllConnections();
        this.http2.close();
    }

    private keep(path = "", body: string, authorization = ""): void {
        if (path !== "/credentials") {
            const signedBy = /Credential=([^/]+)/.exec(authorization)?.[1];
            this.received.push({ path, body: JSON.parse(body) as unknown, signedBy });
        }
    }
}

const addressOf = (server: Server | Http2Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function credentials(): object {
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    return { AccessKeyId: "TASKROLE", SecretAccessKey: "secret", Token: "token", Expiration };
}
