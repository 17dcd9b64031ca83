import { z } from "zod";
import { everywhere, ruleDescription } from "../../aws/peers";
import { noneOf, type Section } from "../section";
import { listOf, oneOf, peer, section, subnetId, text, wholeNumber } from "../schema-kit";
import { existingKeys, existingRules, findExistingWarnings, resolveExisting, type ExistingVpc } from "./network-existing";

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

const egressRule = section({
    port: wholeNumber(1, 65535).describe("port that the tasks may reach"),
    to: peer.default(everywhere.ipv4).describe("where: addresses, a prefix list or a security group"),
    protocol: oneOf(["tcp", "udp"]).default("tcp").describe("protocol"),
    description: text(ruleDescription.allowed, ruleDescription.pattern, 255).optional().describe("what it is for"),
});

const egress = listOf(egressRule, "rules with a port")
    .default([])
    .describe("what the tasks may reach, like `{ port: 5432, to: 10.0.0.0/16 }` or `{ port: 587 }`")
    .meta({ absent: "443 to everywhere, which a rule for 443 takes the place of" });

/** What the tasks may reach. */
export type EgressRule = z.infer<typeof egressRule>;

const defaultVpc = section({
    mode: z.literal("default"),
    subnetIds: listOf(subnetId, "subnets", { min: 2 })
        .optional()
        .describe("subnets of the default VPC")
        .meta({ absent: "the default subnets of the first two zones" }),
    egress,
}).meta({ title: "the account's default VPC" });

const dedicatedVpc = section({
    mode: z.literal("dedicated"),
    cidr: text(
        "a private IPv4 block between /16 and /20, like 10.0.0.0/16",
        new RegExp(String.raw`^(?:10\.${octet}|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.${octet}){2}/(?:1[6-9]|20)$`),
    )
        .default("10.0.0.0/16")
        .describe("addresses of the VPC"),
    zones: wholeNumber(2, 6).default(2).describe("availability zones; a load balancer needs two"),
    nat: oneOf(["none", "single", "perZone"])
        .default("single")
        .describe("NAT gateways, each about 33 USD a month; `none` puts the tasks into public subnets"),
    egress,
}).meta({ title: "a VPC of the stack's own" });

const existingVpc = section({ mode: z.literal("existing"), ...existingKeys, egress }).meta({
    title: "a VPC that is managed elsewhere",
});

const modes = ["default", "dedicated", "existing"] as const;

const schema = z
    .discriminatedUnion("mode", [defaultVpc, dedicatedVpc, existingVpc], {
        error: ({ input }) =>
            typeof input === "object" ? `must be one of ${modes.join(", ")}` : "must be an object with the key mode",
    })
    .optional()
    .describe("where the load balancer and the tasks are; the other keys depend on it")
    .meta({ absent: "`default`, if there is no section `network`" });

/** Where the load balancer and the tasks are. */
export type NetworkLayout =
    | { readonly mode: "default"; readonly subnetIds: readonly string[] | undefined; readonly egress: readonly EgressRule[] }
    | z.infer<typeof dedicatedVpc>
    | ({ readonly mode: "existing"; readonly egress: readonly EgressRule[] } & ExistingVpc);

/** VPC and subnets. */
export const network: Section<z.infer<typeof schema>, NetworkLayout> = {
    note:
        "With `mode: existing` VPC and subnets are given by ids or by tags, which are looked up at each run: a subnet that gets the tags, or " +
        "loses them, changes the load balancer and the service in the next update.",
    schema: () => schema,
    resolve: (input) =>
        input === undefined || input.mode === "default"
            ? { mode: "default", subnetIds: input?.subnetIds, egress: input?.egress ?? [] }
            : input.mode === "existing"
              ? { mode: "existing", egress: input.egress, ...resolveExisting(input) }
              : input,
    rules: [
        ...existingRules,
        {
            path: "network.egress",
            reads: [],
            message: "must have each port, protocol and destination only once",
            ...noneOf(({ network: layout }) => repeatedRules(layout.egress)),
        },
    ],
    warnings: ({ network: layout, loadBalancer }) => [
        ...(layout.mode === "existing" ? findExistingWarnings(layout, loadBalancer) : []),
        ...(layout.mode === "default" || (layout.mode === "dedicated" && layout.nat === "none")
            ? [{ path: "network", message: "tasks have public addresses; only the load balancer may reach them" }]
            : []),
        ...(layout.mode === "dedicated" && layout.nat === "single"
            ? [{ path: "network.nat", message: "one NAT gateway: when its zone fails, no task can reach the internet" }]
            : []),
    ],
};

function repeatedRules(rules: readonly EgressRule[]): string[] {
    const texts = rules.map(({ protocol, port, to }) => `${protocol} ${port} to ${to}`);
    return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))];
}

/** Subnets of the tasks, where the stack file has their ids. */
export function configuredServiceSubnets(layout: NetworkLayout): readonly string[] | undefined {
    switch (layout.mode) {
        case "default":
            return layout.subnetIds;
        case "existing":
            return layout.serviceSubnetIds;
        case "dedicated":
            return undefined;
    }
}
