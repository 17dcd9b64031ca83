import type { IncomingMessage, ServerResponse } from "node:http";

/** What a call carries. */
export type Input = Readonly<Record<string, unknown>>;

/** By action: an object answers in JSON, a text is XML. */
export type Answers = Readonly<Partial<Record<string, (input: Input) => object | string>>>;

/** An error of AWS, by its code. */
export function refuse(code: string, message: string): never {
    throw Object.assign(new Error(message), { name: code });
}

/** The JSON services name the action in a header, the query services in the body; the load balancer is asked by GET. */
export async function read(request: IncomingMessage): Promise<{ action: string; input: Input }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString();
    const target = request.headers["x-amz-target"];
    if (typeof target === "string") {
        return { action: target.slice(target.indexOf(".") + 1), input: JSON.parse(body) as Input };
    }
    if (request.method === "GET") {
        return { action: request.url?.startsWith("/blob/") === true ? "blob" : "probe", input: { url: request.url } };
    }
    const form = Object.fromEntries(new URLSearchParams(body));
    return { action: form.Action ?? "", input: form };
}

/** What is not known is an error, so that no call goes unnoticed. */
export function answer(response: ServerResponse, action: string, answers: Answers, input: Input): void {
    const query = "Action" in input;
    const known = answers[action];
    if (known === undefined) {
        fail(response, { status: 400, code: "InvalidAction", message: `nobody answers ${action}`, query });
        return;
    }
    try {
        const said = known(input);
        const xml = typeof said === "string";
        response.writeHead(200, { "content-type": xml ? "text/xml" : "application/x-amz-json-1.1" });
        response.end(xml ? said : JSON.stringify(said));
    } catch (error) {
        const { name, message } = error as Error;
        fail(response, { status: 400, code: name, message, query });
    }
}

/** Each protocol has its own errors. */
export function fail(response: ServerResponse, { status, code, message, query }: Failure): void {
    response.writeHead(status, { "content-type": query ? "text/xml" : "application/x-amz-json-1.1", "x-amzn-errortype": code });
    const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
    response.end(query ? xml : JSON.stringify({ __type: code, message }));
}

export interface Failure {
    readonly status: number;
    readonly code: string;
    readonly message: string;

    /** The call came by the query protocol. */
    readonly query: boolean;
}
