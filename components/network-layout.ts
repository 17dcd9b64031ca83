import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { countNatGateways } from "../aws/nat-gateways";
import { ranges } from "../aws/ranges";
import { anything, flag, isObject, listOf, mistake, object, oneOf, optional, text, wholeNumber, type Check } from "./arguments";

/** Where the subnets come from. */
export type NetworkLayout = DefaultNetworkArgs | DedicatedNetworkArgs | ExistingNetworkArgs;

/** The account's default VPC, whose subnets are all public. */
export interface DefaultNetworkArgs {
    /** The account's default VPC; costs nothing, but the tasks have public addresses. */
    readonly mode: "default";

    /** The default VPC. */
    readonly vpcId: string;

    /** Subnets of the default VPC, in two zones or more. */
    readonly subnetIds: readonly string[];
}

/** Ways out of the tasks of a dedicated VPC. */
export const natModes = ["none", "single", "perZone"] as const;

/** A VPC of the stack's own. */
export interface DedicatedNetworkArgs {
    /** A VPC of the stack's own, deleted with it. */
    readonly mode: "dedicated";

    /** Private IPv4 block between /16 and /20, for example `10.0.0.0/16`; the subnets share it evenly. */
    readonly cidr: string;

    /** Number of availability zones, 2 to 6. */
    readonly zones: number;

    /**
     * Names of the zones, as many as `zones`, where the first ones won't do.
     *
     * @default - the first ones by name
     */
    readonly zoneNames?: readonly string[];

    /**
     * NAT gateways, each about 33 USD a month: one in each zone, or one that all zones lose their way out with. `none`
     * gives the tasks public addresses in the public subnets.
     */
    readonly nat: (typeof natModes)[number];
}

/** Subnets that are managed elsewhere. */
export interface ExistingNetworkArgs {
    /** Subnets that are managed elsewhere: nothing is created. */
    readonly mode: "existing";

    /** VPC of all the subnets. */
    readonly vpcId: string;

    /**
     * Subnets of the load balancer, in two zones or more.
     *
     * @default - none, for an internal load balancer, which is in those of the tasks
     */
    readonly publicSubnetIds?: readonly string[];

    /** Subnets of the tasks. */
    readonly serviceSubnetIds: readonly string[];

    /** Gives the tasks public addresses, which they need where their subnets have no NAT gateway. */
    readonly assignPublicIp: boolean;
}

const subnets = (min: number) => listOf(text(formats.subnetId), { min });

const defaultNetwork: Check<DefaultNetworkArgs> = object<DefaultNetworkArgs>({
    mode: anything,
    vpcId: text(formats.vpcId),
    subnetIds: subnets(2),
});

const dedicatedNetwork: Check<DedicatedNetworkArgs> = object<DedicatedNetworkArgs>({
    mode: anything,
    cidr: text(formats.privateCidr),
    zones: wholeNumber(ranges.zones),
    zoneNames: optional(listOf(text(formats.zone), { min: ranges.zones.min })),
    nat: oneOf(natModes),
});

const existingNetwork: Check<ExistingNetworkArgs> = object<ExistingNetworkArgs>({
    mode: anything,
    vpcId: text(formats.vpcId),
    publicSubnetIds: optional(subnets(2)),
    serviceSubnetIds: subnets(1),
    assignPublicIp: flag,
});

export const networkLayout: Check<NetworkLayout> = (layout, path) => {
    if (!isObject(layout)) {
        return [mistake(path, "an object", layout)];
    }
    switch (layout.mode) {
        case "default":
            return defaultNetwork(layout, path);
        case "dedicated":
            return dedicatedNetwork(layout, path);
        case "existing":
            return existingNetwork(layout, path);
        default:
            return [mistake(`${path}.mode`, "one of default, dedicated, existing", (layout as NetworkLayout).mode)];
    }
};

/** Subnets of the load balancer and of the tasks. */
export interface Subnets {
    /** VPC of all of them. */
    readonly vpcId: pulumi.Input<string>;

    /** Subnets of the load balancer. */
    readonly publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;

    /** Subnets of the tasks. */
    readonly serviceSubnetIds: pulumi.Input<pulumi.Input<string>[]>;

    /** NAT gateways that the stack has made. */
    readonly natGatewayIds: readonly pulumi.Output<string>[];

    /** Tasks have public addresses. */
    readonly assignPublicIp: boolean;
}

/** Subnets by the mode of the layout; only `dedicated` makes something. */
export function findSubnets(name: string, region: string, layout: NetworkLayout, opts: pulumi.ComponentResourceOptions): Subnets {
    switch (layout.mode) {
        case "default":
            return {
                vpcId: layout.vpcId,
                publicSubnetIds: [...layout.subnetIds],
                serviceSubnetIds: [...layout.subnetIds],
                natGatewayIds: [],
                assignPublicIp: true,
            };
        case "dedicated":
            return dedicatedSubnets(name, region, layout, opts);
        case "existing":
            return {
                vpcId: layout.vpcId,
                publicSubnetIds: [...(layout.publicSubnetIds ?? [])],
                serviceSubnetIds: [...layout.serviceSubnetIds],
                natGatewayIds: [],
                assignPublicIp: layout.assignPublicIp,
            };
    }
}

/**
 * Both gateway endpoints are free and keep image layers (S3) and tables (DynamoDB) off the NAT gateway. awsx gives them
 * routes only under the strategy "Auto".
 */
function dedicatedSubnets(
    name: string,
    region: string,
    { cidr, zones, zoneNames, nat }: DedicatedNetworkArgs,
    opts: pulumi.ComponentResourceOptions,
): Subnets {
    const isPrivate = nat !== "none";
    const vpc = new Vpc(
        name,
        {
            cidrBlock: cidr,
            ...(zoneNames === undefined ? { numberOfAvailabilityZones: zones } : { availabilityZoneNames: [...zoneNames] }),
            enableDnsHostnames: true,
            subnetStrategy: "Auto",
            subnetSpecs: isPrivate ? [{ type: "Public" }, { type: "Private" }] : [{ type: "Public" }],
            natGateways: { strategy: nat === "perZone" ? "OnePerAz" : nat === "single" ? "Single" : "None" },
            vpcEndpointStrategy: "Auto",
            vpcEndpointSpecs: ["s3", "dynamodb"].map((service) => ({
                serviceName: `com.amazonaws.${region}.${service}`,
                vpcEndpointType: "Gateway",
            })),
        },
        opts,
    );
    return {
        vpcId: vpc.vpcId,
        publicSubnetIds: vpc.publicSubnetIds,
        serviceSubnetIds: isPrivate ? vpc.privateSubnetIds : vpc.publicSubnetIds,
        natGatewayIds: Array.from({ length: countNatGateways({ nat, zones }) }, (_, index) => natGatewayId(vpc, index)),
        assignPublicIp: !isPrivate,
    };
}

/**
 * awsx has them as references to resources: where the SDK knows no module for their type it takes the reference for the id, so that
 * either may come. How many there will be is known before; which, once they are there.
 */
function natGatewayId(vpc: Vpc, index: number): pulumi.Output<string> {
    return vpc.natGateways.apply((gateways) => {
        const gateway = gateways[index] as unknown as string | { readonly id: pulumi.Input<string> } | undefined;
        return pulumi.output(typeof gateway === "string" ? gateway : (gateway?.id ?? ""));
    });
}
