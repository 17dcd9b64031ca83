import type * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { everywhere, peerSlug, ruleDescription, toPeer } from "../aws/peers";
import { ranges } from "../aws/ranges";
import { listOf, object, oneOf, optional, peer, text, wholeNumber, type Check } from "./arguments";

const protocols = ["tcp", "udp"] as const;

/** What the tasks may reach. */
export interface EgressRule {
    /** Port of the others, 1 to 65535. */
    readonly port: number;

    /** A block of addresses, a prefix list or a security group; `0.0.0.0/0` is everywhere. */
    readonly to: string;

    /** `tcp` or `udp`. */
    readonly protocol: (typeof protocols)[number];

    /**
     * What it is for, as the rule's description.
     *
     * @default - port and destination
     */
    readonly description?: string;
}

export const egressArgs: Check<readonly EgressRule[]> = listOf(
    object<EgressRule>({
        port: wholeNumber(ranges.port),
        to: peer,
        protocol: oneOf(protocols),
        description: optional(text(ruleDescription)),
    }),
);

/** AWS, and everything else that is reached by HTTPS: images, parameters and logs need it. */
const https: EgressRule = {
    port: 443,
    to: everywhere.ipv4,
    protocol: "tcp",
    description: "AWS and other services over HTTPS",
};

/**
 * Opens the ways out of the tasks: HTTPS to everywhere, unless a rule says where it may go, and what is given. Each rule is
 * named by what it opens, so that another order changes nothing.
 */
export function openEgress(
    name: string,
    group: ec2.SecurityGroup,
    given: readonly EgressRule[],
    opts: pulumi.CustomResourceOptions,
): vpc.SecurityGroupEgressRule[] {
    const rules = given.some(isHttps) ? given : [https, ...given];
    return rules.map(
        (rule) =>
            new vpc.SecurityGroupEgressRule(
                `${name}-tasks-${toSlug(rule)}`,
                {
                    securityGroupId: group.id,
                    description: rule.description ?? `${rule.protocol} ${rule.port} to ${rule.to}`,
                    ipProtocol: rule.protocol,
                    fromPort: rule.port,
                    toPort: rule.port,
                    ...toPeer(rule.to),
                },
                opts,
            ),
    );
}

function isHttps({ protocol, port }: EgressRule): boolean {
    return protocol === https.protocol && port === https.port;
}

/** `https`, `to-587`, `to-5432-10.0.0.0-16`, `to-udp-53-pl-0123456789abcdef0` */
function toSlug(rule: EgressRule): string {
    const { protocol, port, to } = rule;
    if (to === everywhere.ipv4) {
        return isHttps(rule) ? "https" : ["to", ...(protocol === "tcp" ? [] : [protocol]), port].join("-");
    }
    return ["to", ...(protocol === "tcp" ? [] : [protocol]), port, peerSlug(to)].join("-");
}
