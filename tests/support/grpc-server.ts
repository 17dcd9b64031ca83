import * as grpc from "@grpc/grpc-js";
import type { Message } from "google-protobuf";

/** What a service answers, by method. A method that is not here is unimplemented, as in an older engine or provider. */
export type Answers = Readonly<Record<string, (request: never) => Message | Promise<Message>>>;

/** Serves gRPC on a free port of the loopback interface. What an answer throws becomes the caller's error. */
export async function serve(
    ...services: readonly [grpc.ServiceDefinition, Answers][]
): Promise<{ port: number; close: () => void }> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    for (const [service, answers] of services) {
        const methods = Object.keys(service).map((method) => [method, handlerOf(method, answers[method])]);
        server.addService(service, Object.fromEntries(methods) as grpc.UntypedServiceImplementation);
    }
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    return { port, close: () => server.forceShutdown() };
}

function handlerOf(method: string, answer: Answers[string] | undefined): grpc.handleUnaryCall<unknown, Message> {
    return ({ request }, callback) => {
        if (answer === undefined) {
            callback({ code: grpc.status.UNIMPLEMENTED, details: method });
            return;
        }
        const fail = (error: unknown) => callback({ code: grpc.status.UNKNOWN, details: (error as Error).message });
        try {
            const response = answer(request as never);
            if (response instanceof Promise) {
                response.then((message) => callback(null, message), fail);
            } else {
                callback(null, response);
            }
        } catch (error) {
            fail(error);
        }
    };
}
