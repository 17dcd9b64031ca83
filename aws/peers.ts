import { isIPv4, isIPv6 } from "node:net";
import { IPv4, IPv6 } from "ipaddr.js";

/**
 * The other end of a security group's rule, in the words of the API: exactly one of them.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
 */
export type Peer =
    | { readonly cidrIpv4: string }
    | { readonly cidrIpv6: string }
    | { readonly prefixListId: string }
    | { readonly referencedSecurityGroupId: string };

/** Everywhere, by address family. */
export const everywhere = { ipv4: "0.0.0.0/0", ipv6: "::/0" } as const;

/** How a peer is written. What a pattern can't say, {@link explainPeer} does. */
export const peerFormat = {
    pattern: /^(?:[\d.]+\/\d{1,2}|[\da-f:.]*:[\da-f:.]*\/\d{1,3}|pl-[\da-f]{8,17}|sg-[\da-f]{8,17})$/,
    allowed:
        "an IPv4 or IPv6 block like 10.0.0.0/16, a prefix list like pl-0123456789abcdef0 or a security group like sg-0123456789abcdef0",
};

/** A block of addresses alone. What a pattern can't say, {@link explainPeer} does. */
export const blockFormat = {
    pattern: /^(?:[\d.]+\/\d{1,2}|[\da-f:.]*:[\da-f:.]*\/\d{1,3})$/,
    allowed: "an IPv4 or IPv6 block like 203.0.113.0/24",
};

/** Descriptions of a rule: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
export const ruleDescription = {
    pattern: /^[A-Za-z0-9. _:/()#,@[\]+=&;{}!$*-]{1,255}$/,
    allowed: "at most 255 letters, digits, blanks and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
};

/** What is wrong with a block of addresses, as the second half of a sentence; undefined for what is none, or right. */
export function explainPeer(given: string): string | undefined {
    if (isIPv4(given) || isIPv6(given)) {
        return `must have the length of its prefix: ${given}/${isIPv4(given) ? 32 : 128} is the one address`;
    }
    const [address = "", length] = given.split("/");
    const family = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
    if (family === undefined || length === undefined) {
        return undefined;
    }
    if (Number(length) > family) {
        return `must have a prefix of at most ${family} bits`;
    }
    const network = (isIPv4(address) ? IPv4 : IPv6).networkAddressFromCIDR(given).toString();
    return network === address ? undefined : `must be written as AWS keeps it: ${network}/${length}`;
}

/** Whether a text says which peer it is. */
export function isPeer(given: string): boolean {
    const isBlock = given.includes("/");
    const [address = ""] = given.split("/");
    return peerFormat.pattern.test(given) && explainPeer(given) === undefined && (!isBlock || isIPv4(address) || isIPv6(address));
}

/** @param given a text for which {@link isPeer} holds */
export function toPeer(given: string): Peer {
    if (given.startsWith("sg-")) {
        return { referencedSecurityGroupId: given };
    }
    if (given.startsWith("pl-")) {
        return { prefixListId: given };
    }
    return given.includes(":") ? { cidrIpv6: given } : { cidrIpv4: given };
}

/** Who can reach a load balancer. */
export interface Entrance {
    /** Only the VPC, and what it is connected with. */
    readonly internal: boolean;

    /** Who of those may send requests. */
    readonly ingress: readonly string[];

    /**
     * It is shared with other stacks, and who can reach it is decided elsewhere.
     *
     * @default - the load balancer is the stack's own
     */
    readonly existing?: object | undefined;
}

/** Not everyone can reach the load balancer: a machine that deploys may be among those who can't. */
export function isRestricted({ internal, ingress, existing }: Entrance): boolean {
    return existing !== undefined || internal || !ingress.includes(everywhere.ipv4);
}

/** The part of a logical name that is for a peer: no `/` or `:`, which names of resources are put together with. */
export function peerSlug(given: string): string {
    return given.replaceAll(":", ".").replace("/", "-");
}
