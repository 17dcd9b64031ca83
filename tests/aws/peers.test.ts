import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { explainPeer, isPeer, peerSlug, toPeer } from "../../aws/peers";

const one = "the one address";

/** What is written, and what it is, or what is wrong with it. */
const rows: Readonly<Record<string, object | string | undefined>> = {
    "0.0.0.0/0": { cidrIpv4: "0.0.0.0/0" },
    "10.0.0.0/16": { cidrIpv4: "10.0.0.0/16" },
    "192.0.2.7/32": { cidrIpv4: "192.0.2.7/32" },
    "::/0": { cidrIpv6: "::/0" },
    "2001:db8::/32": { cidrIpv6: "2001:db8::/32" },
    "2001:db8:0:1::/64": { cidrIpv6: "2001:db8:0:1::/64" },
    "pl-0123456789abcdef0": { prefixListId: "pl-0123456789abcdef0" },
    "sg-01234567": { referencedSecurityGroupId: "sg-01234567" },
    "10.0.0.5/16": "must be written as AWS keeps it: 10.0.0.0/16",
    "2001:db8::1/32": "must be written as AWS keeps it: 2001:db8::/32",
    "2001:db8:0:0::/64": "must be written as AWS keeps it: 2001:db8::/64",
    "10.0.0.5": `must have the length of its prefix: 10.0.0.5/32 is ${one}`,
    "2001:db8::1": `must have the length of its prefix: 2001:db8::1/128 is ${one}`,
    "10.0.0.0/33": "must have a prefix of at most 32 bits",
    "::/129": "must have a prefix of at most 128 bits",
    "10.0.0/16": undefined,
    "300.0.0.0/8": undefined,
    "1::2::3/64": undefined,
    "db.example.com": undefined,
    "sg-0123456": undefined,
    "vpc-01234567": undefined,
};

describe("the other end of a rule", () => {
    for (const [text, expected] of Object.entries(rows)) {
        it(`is known by its text, or refused: ${text}`, () => {
            const isLegal = typeof expected === "object";
            assert.deepEqual([isPeer(text), explainPeer(text)], [isLegal, isLegal ? undefined : expected]);
            if (isLegal) {
                assert.deepEqual(toPeer(text), expected);
            }
        });
    }

    it("is legal as the network of any address", () => {
        fc.assert(
            fc.property(fc.oneof(fc.tuple(fc.ipV4(), fc.nat(32)), fc.tuple(fc.ipV6(), fc.nat(128))), ([address, bits]) => {
                const text = `${address.toLowerCase()}/${bits}`;
                const network = / keeps it: (\S+)$/.exec(explainPeer(text) ?? "")?.[1] ?? text;
                assert.ok(isPeer(network), `${text} ${network}`);
                assert.ok(!/[/:]/.test(peerSlug(network)));
            }),
        );
    });
});
