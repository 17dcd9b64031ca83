import type { IncomingMessage, ServerResponse } from "node:http";

/** What a call carries. */
export type Input = Readonly<Record<string, unknown>>;

/** By action: an object is sent as JSON, a text is XML. */
export type Answers = Readonly<Partial<Record<string, (input: Input) => object | string>>>;

/** An error of AWS. */
export class Refusal extends Error {
    constructor(
        public readonly code: string,
        message: string,
        public readonly status = 400,
    ) {
        super(message);
    }
}

export function refuse(code: string, message: string): never {
    throw new Refusal(code, message);
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
    const schedulerCall = readSchedulerCall(request, body);
    if (schedulerCall !== undefined) {
        return schedulerCall;
    }
    if (request.method === "GET") {
        return {
            action: request.url?.startsWith("/blob/") === true ? "blob" : "probe",
            input: { url: request.url, headers: request.headers },
        };
    }
    const form = Object.fromEntries(new URLSearchParams(body));
    return { action: form.Action ?? "", input: form };
}

/** Scheduler is a REST service: what is asked for is the path. */
function readSchedulerCall({ method, url = "" }: IncomingMessage, body: string): { action: string; input: Input } | undefined {
    const { pathname, searchParams } = new URL(url, "http://double");
    const [, kind = "", encoded = ""] = /^\/(schedules|schedule-groups|tags)\/(.+)$/.exec(pathname) ?? [];
    const Name = decodeURIComponent(encoded);
    switch (`${method ?? ""} ${kind}`) {
        case "GET schedules":
            return { action: "GetSchedule", input: { Name, GroupName: searchParams.get("groupName") } };
        case "PUT schedules":
            return { action: "UpdateSchedule", input: { Name, ...(JSON.parse(body) as Input) } };
        case "GET schedule-groups":
            return { action: "GetScheduleGroup", input: { Name } };
        case "GET tags":
            return { action: "ListTagsForResource", input: { ResourceArn: Name } };
        default:
            return undefined;
    }
}

/** Sends what `answer` returns, or the error of AWS that it throws, in the protocol of the call. */
export function send(response: ServerResponse, input: Input, answer: () => object | string): void {
    const reply = (status: number, content: object | string, headers = {}) => {
        const [type, body] =
            typeof content === "string" ? ["text/xml", content] : ["application/x-amz-json-1.1", JSON.stringify(content)];
        response.writeHead(status, { "content-type": type, ...headers }).end(body);
    };
    try {
        reply(200, answer());
    } catch (error) {
        const { code, message, status } = error instanceof Refusal ? error : new Refusal("InternalFailure", String(error), 500);
        const content = `<Error><Type>Sender</Type>${elements({ Code: code, Message: message })}</Error>`;
        const body = "Action" in input ? `<ErrorResponse>${content}</ErrorResponse>` : { __type: code, message };
        reply(status, body, { "x-amzn-errortype": code });
    }
}

/** The answer of a query service. */
export function xml(action: string, namespace: string, result: string): string {
    const content = `<${action}Result>${result}</${action}Result>`;
    return `<${action}Response xmlns="https://${namespace}.amazonaws.com/doc/">${content}</${action}Response>`;
}

/** An element for each value that is there. */
export function elements(values: Readonly<Record<string, string | number | undefined>>): string {
    return Object.entries(values)
        .map(([name, value]) => (value === undefined ? "" : `<${name}>${value}</${name}>`))
        .join("");
}
