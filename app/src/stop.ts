import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** In milliseconds. A task has ten seconds at least to stop, and the answers need some of them. */
const [tick, longest] = [50, 5_000];

/** Each is a turn of the event loop at least, and a connection that waits is taken in one. */
const quietTicks = 5;

/**
 * Next.js stops on SIGTERM: it takes no new connections, closes the silent ones and finishes the requests in flight. Four
 * things are added:
 *
 * - A busy process has connections that wait to be taken, with requests in them, and closing the door would lose those. So
 *   the stop begins when nothing has arrived for a moment.
 * - Connections with a request in flight would stay open for the keep-alive time afterwards, which is longer than the time
 *   that a task has to stop. So each is closed once its request is answered.
 * - Whoever goes on sending over an open connection would keep the process, and lose what is on its way when that ends. So
 *   each answer from the signal on says that its connection closes.
 * - A connection on which no request was ever sent, or half of one, is not silent to Node.js, and nothing would end it. So it
 *   is closed when it has had its time.
 */
export function closeConnectionsOnStop(): void {
    let [signalled, stopping] = [false, false];
    const unanswered = new Set<ServerResponse>();
    let arrivals = 0;
    const connections = new Set<Socket>();
    subscribe("net.server.socket", (message) => {
        arrivals += 1;
        const { socket } = message as { socket: Socket };
        connections.add(socket.once("close", () => connections.delete(socket)));
    });
    subscribe("http.server.request.start", (message) => {
        arrivals += 1;
        const { response } = message as { response: ServerResponse };
        unanswered.add(response.once("close", () => unanswered.delete(response)));
        if (signalled) {
            closeAfter(response);
        }
    });
    subscribe("http.server.response.finish", (message) => {
        if (stopping) {
            const { server } = message as { server: Server };
            setImmediate(() => server.closeIdleConnections());
        }
    });

    const listeners = process.listeners("SIGTERM");
    process.removeAllListeners("SIGTERM");
    process.once("SIGTERM", (signal) => {
        signalled = true;
        unanswered.forEach(closeAfter);
        process.on("SIGTERM", () => undefined); // a second one changes nothing
        const latest = Date.now() + longest;
        let [seen, quiet] = [arrivals, 0];
        const timer = setInterval(() => {
            [seen, quiet] = [arrivals, seen === arrivals ? quiet + 1 : 0];
            if (quiet >= quietTicks || Date.now() > latest) {
                clearInterval(timer);
                stopping = true;
                listeners.forEach((listener) => listener(signal));
                setTimeout(() => closeUnasked(connections, unanswered), latest - Date.now());
            }
        }, tick);
    });
}

function closeAfter(response: ServerResponse): void {
    if (!response.headersSent) {
        response.setHeader("connection", "close");
    }
}

function closeUnasked(connections: ReadonlySet<Socket>, unanswered: ReadonlySet<ServerResponse>): void {
    const asked = new Set([...unanswered].map(({ socket }) => socket));
    connections.forEach((socket) => {
        if (!asked.has(socket)) {
            socket.destroy();
        }
    });
}
