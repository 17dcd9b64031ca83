import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";

/**
 * Next.js stops on SIGTERM: it takes no new connections, closes the silent ones and finishes the requests in flight. But
 * their connections then stay open for the keep-alive time, which is longer than the time that a task has to stop. So each
 * is closed once its request is answered.
 */
export function closeConnectionsOnStop(): void {
    let stopping = false;
    process.once("SIGTERM", () => {
        stopping = true;
    });
    subscribe("http.server.response.finish", (message) => {
        if (stopping) {
            const { server } = message as { server: Server };
            setImmediate(() => server.closeIdleConnections());
        }
    });
}
