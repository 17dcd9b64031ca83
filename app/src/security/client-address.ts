import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Header that only this process writes: Next.js hands no socket to a route. */
const peerHeader = "x-peer-address";

/** Notes with each request whose socket it came over, before Next.js sees it. What a client sent under the name is lost. */
export function rememberPeers(): void {
    subscribe("http.server.request.start", (message) => {
        const { request } = message as { request: IncomingMessage };
        request.headers[peerHeader] = unmapped(request.socket.remoteAddress ?? "unknown");
    });
}

/**
 * Address of the client. Each proxy appends whom it spoke to, so the last address that is not a trusted proxy's own is
 * the client's; what stands before it is whatever the client claims.
 */
export function clientAddress(headers: Headers, trustedProxies: readonly string[]): string {
    const trusted = listOf(trustedProxies);
    const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => unmapped(address.trim()));
    const hops = [...forwarded.filter((address) => isIP(address) > 0), headers.get(peerHeader) ?? "unknown"];
    // Where all of them are trusted the client is one too, and what is sure is whom the nearest proxy saw.
    return networkOf(hops.findLast((address) => !isTrusted(trusted, address)) ?? hops.at(-2) ?? hops[0] ?? "unknown");
}

/** An IPv4 address in IPv6's form is still one. */
function unmapped(address: string): string {
    return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** An IPv4 address as it is, and of IPv6 the /64 that a provider gives to one customer. */
function networkOf(address: string): string {
    if (isIP(address) !== 6) {
        return address;
    }
    const [head = "", tail] = address.replace(/%.*$/, "").split("::");
    const groups = (part: string) => (part === "" ? [] : part.split(":"));
    const [first, last] = [groups(head), groups(tail ?? "")];
    // The last two groups may stand in IPv4's form, and are never among the first four.
    const width = first.length + last.length + (last.concat(first).some((group) => group.includes(".")) ? 1 : 0);
    const all = tail === undefined ? first : [...first, ...Array<string>(8 - width).fill("0"), ...last];
    return `${all
        .slice(0, 4)
        .map((group) => Number.parseInt(group, 16).toString(16))
        .join(":")}::/64`;
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
