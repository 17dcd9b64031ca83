import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Header that only this process writes: Next.js hands no socket to a route. */
const peerHeader = "x-peer-address";

/** Notes with each request whose socket it came over, before Next.js sees it. What a client sent under the name is lost. */
export function rememberPeers(): void {
    subscribe("http.server.request.start", (message) => {
        const { request } = message as { request: IncomingMessage };
        request.headers[peerHeader] = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
    });
}

/**
 * Address of the client. Each proxy appends whom it spoke to, so the last address that is not a trusted proxy's own is
 * the client's; what stands before it is whatever the client claims.
 */
export function clientAddress(headers: Headers, trustedProxies: readonly string[]): string {
    const trusted = listOf(trustedProxies);
    const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
    const hops = [...forwarded.filter((address) => isIP(address) > 0), headers.get(peerHeader) ?? "unknown"];
    return hops.findLast((address) => !isTrusted(trusted, address)) ?? hops[0] ?? "unknown";
}

function isTrusted(trusted: BlockList, address: string): boolean {
    const version = isIP(address);
    return version > 0 && trusted.check(address, version === 4 ? "ipv4" : "ipv6");
}

function listOf(networks: readonly string[]): BlockList {
    const trusted = new BlockList();
    for (const network of networks) {
        const [address = "", prefix] = network.split("/");
        const version = isIP(address) === 4 ? "ipv4" : "ipv6";
        trusted.addSubnet(address, Number(prefix ?? (version === "ipv4" ? 32 : 128)), version);
    }
    return trusted;
}
