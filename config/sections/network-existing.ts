import type { z } from "zod";
import { describeTags } from "../../aws/tags";
import { inProduction, type Rule, type Warning } from "../section";
import type { StackConfig } from "../sections";
import { flag, listOf, lookupTags, subnetId, text } from "../schema-kit";

/** Keys of a network whose mode is `existing`. */
export const existingKeys = {
    vpcId: text("a VPC's id like vpc-0123456789abcdef0", /^vpc-[0-9a-f]{8,17}$/)
        .optional()
        .describe("VPC of all the subnets")
        .meta({ absent: "either this or `vpcTags`" }),
    vpcTags: lookupTags
        .optional()
        .describe("tags that only this VPC of the region has, like `{ Name: shared }`")
        .meta({ absent: "either this or `vpcId`" }),
    publicSubnetIds: listOf(subnetId, "subnets", { min: 2 })
        .optional()
        .describe("subnets of the load balancer, in two zones or more")
        .meta({ absent: "either this or `publicSubnetTags`, unless `loadBalancer.internal`" }),
    publicSubnetTags: lookupTags
        .optional()
        .describe("tags of the load balancer's subnets: all those of the VPC that have them, one in each zone")
        .meta({ absent: "either this or `publicSubnetIds`, unless `loadBalancer.internal`" }),
    serviceSubnetIds: listOf(subnetId, "subnets", { min: 1 })
        .optional()
        .describe("subnets of the tasks")
        .meta({ absent: "either this or `serviceSubnetTags`" }),
    serviceSubnetTags: lookupTags
        .optional()
        .describe("tags of the tasks' subnets, like `{ Tier: private }`: all those of the VPC that have them")
        .meta({ absent: "either this or `serviceSubnetIds`" }),
    assignPublicIp: flag().default(false).describe("public addresses for the tasks, where their subnets have no NAT gateway"),
};

/** A VPC that is managed elsewhere. Of an id and tags of the same thing one is undefined. */
export type ExistingVpc = { readonly [K in keyof Required<Input>]: Input[K] };
type Input = z.infer<z.ZodObject<typeof existingKeys>>;

export function resolveExisting(input: Input): ExistingVpc {
    return {
        vpcId: input.vpcId,
        vpcTags: input.vpcTags,
        publicSubnetIds: input.publicSubnetIds,
        publicSubnetTags: input.publicSubnetTags,
        serviceSubnetIds: input.serviceSubnetIds,
        serviceSubnetTags: input.serviceSubnetTags,
        assignPublicIp: input.assignPublicIp,
    };
}

export const existingRules: readonly Rule[] = [
    {
        path: "network.vpcId",
        reads: ["network.mode", "network.vpcTags"],
        message: "must be given, or else network.vpcTags, and not both",
        holds: ({ network }) => network.mode !== "existing" || countGiven(network.vpcId, network.vpcTags) === 1,
    },
    {
        path: "network.publicSubnetIds",
        reads: ["network.mode", "network.publicSubnetTags", "loadBalancer.internal", "loadBalancer.existing"],
        message: "must be given, or else network.publicSubnetTags, and not both; one that is internal or exists needs neither",
        holds: ({ network, loadBalancer }) => {
            const given = network.mode === "existing" ? countGiven(network.publicSubnetIds, network.publicSubnetTags) : 1;
            return given === 1 || (given === 0 && (loadBalancer.internal || loadBalancer.existing !== undefined));
        },
    },
    {
        path: "network.serviceSubnetIds",
        reads: ["network.mode", "network.serviceSubnetTags"],
        message: "must be given, or else network.serviceSubnetTags, and not both",
        holds: ({ network }) =>
            network.mode !== "existing" || countGiven(network.serviceSubnetIds, network.serviceSubnetTags) === 1,
    },
    {
        path: "network.serviceSubnetIds",
        reads: ["network.mode", "loadBalancer.internal"],
        message: "must be at least 2 subnets, in different zones, as the internal load balancer is in them",
        holds: ({ network, loadBalancer }) => !loadBalancer.internal || !hasOneSubnet(network),
    },
    {
        path: "network.serviceSubnetIds",
        reads: ["profile", "network.mode"],
        message: "must be at least 2 subnets in production, in different zones",
        holds: inProduction(({ network }) => !hasOneSubnet(network)),
    },
];

export function findExistingWarnings(vpc: ExistingVpc, loadBalancer: StackConfig["loadBalancer"]): Warning[] {
    const { vpcTags, publicSubnetIds, publicSubnetTags, serviceSubnetTags, assignPublicIp } = vpc;
    const unused = { publicSubnetIds, publicSubnetTags };
    return [
        ...Object.entries({ vpcTags, publicSubnetTags, serviceSubnetTags }).flatMap(([key, tags]) =>
            tags === undefined
                ? []
                : [{ path: `network.${key}`, message: `found by ${describeTags(tags)} at each run of the program` }],
        ),
        ...Object.entries(loadBalancer.internal || loadBalancer.existing !== undefined ? unused : {}).flatMap(([key, value]) =>
            value === undefined ? [] : [{ path: `network.${key}`, message: "not used: the load balancer is in none of them" }],
        ),
        ...(assignPublicIp
            ? [{ path: "network.assignPublicIp", message: "tasks have public addresses; only the load balancer may reach them" }]
            : []),
    ];
}

function countGiven(...values: readonly unknown[]): number {
    return values.filter((value) => value !== undefined).length;
}

/** Those that tags find are counted when they are found. */
function hasOneSubnet(network: StackConfig["network"]): boolean {
    return network.mode === "existing" && network.serviceSubnetIds?.length === 1;
}
