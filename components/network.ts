import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
    /** For example `us-east-1`. */
    readonly region: string;

    readonly layout: DefaultNetworkArgs | DedicatedNetworkArgs | ExistingNetworkArgs;
}

/** The account's default VPC, whose subnets are all public. */
export interface DefaultNetworkArgs {
    readonly mode: "default";

    /**
     * Subnets of the default VPC, in two zones or more.
     *
     * @default - the default subnets of the first two zones
     */
    readonly subnetIds?: readonly string[];
}

/** A VPC of the stack's own. */
export interface DedicatedNetworkArgs {
    readonly mode: "dedicated";

    /** Private IPv4 block between /16 and /20, for example `10.0.0.0/16`; the subnets share it evenly. */
    readonly cidr: string;

    /** Number of availability zones, two or more. */
    readonly zones: number;

    /** Way out of the tasks. `none` puts them into the public subnets; a NAT gateway costs about 33 USD a month. */
    readonly nat: "none" | "single" | "perZone";
}

/** Subnets that somebody else made. */
export interface ExistingNetworkArgs {
    readonly mode: "existing";
    readonly vpcId: string;

    /** For the load balancer, in two zones or more. */
    readonly publicSubnetIds: readonly string[];

    /** For the tasks. */
    readonly serviceSubnetIds: readonly string[];

    /** Needed where the tasks' subnets have no NAT gateway. */
    readonly assignPublicIp: boolean;
}

/** Where the load balancer and the tasks live. Security groups are not its business: each belongs to whom it protects. */
export class Network extends pulumi.ComponentResource {
    public readonly vpcId: pulumi.Output<string>;

    /** Subnets of the load balancer. */
    public readonly publicSubnetIds: pulumi.Output<string[]>;

    /** Subnets of the tasks. */
    public readonly serviceSubnetIds: pulumi.Output<string[]>;

    /** Tasks have public addresses, as their subnets offer no other way out. */
    public readonly assignPublicIp: boolean;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ec2:Network", name, {}, opts);

        validate(args);
        const subnets = this.findSubnets(name, args);
        this.vpcId = pulumi.output(subnets.vpcId);
        this.publicSubnetIds = pulumi.output(subnets.publicSubnetIds);
        this.serviceSubnetIds = pulumi.output(subnets.serviceSubnetIds);
        this.assignPublicIp = subnets.assignPublicIp;

        this.registerOutputs({ vpcId: this.vpcId });
    }

    private findSubnets(name: string, { region, layout }: NetworkArgs): Subnets {
        switch (layout.mode) {
            case "default":
                return defaultSubnets(layout, { parent: this });
            case "dedicated":
                return dedicatedSubnets(name, region, layout, { parent: this });
            case "existing":
                return {
                    vpcId: layout.vpcId,
                    publicSubnetIds: [...layout.publicSubnetIds],
                    serviceSubnetIds: [...layout.serviceSubnetIds],
                    assignPublicIp: layout.assignPublicIp,
                };
        }
    }
}

interface Subnets {
    readonly vpcId: pulumi.Input<string>;
    readonly publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
    readonly serviceSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
    readonly assignPublicIp: boolean;
}

/** Zones are sorted by name and local zones left out, so the choice stays the same from one run to the next. */
function defaultSubnets({ subnetIds }: DefaultNetworkArgs, opts: pulumi.InvokeOptions): Subnets {
    const vpcId = ec2.getVpcOutput({ default: true }, opts).id;
    const zones = getAvailabilityZonesOutput(
        { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
        opts,
    );
    const inZone = (index: number) =>
        ec2.getSubnetOutput(
            { vpcId, defaultForAz: true, availabilityZone: zones.names.apply((names) => zoneAt(names, index)) },
            opts,
        ).id;
    const ids = subnetIds === undefined ? [inZone(0), inZone(1)] : [...subnetIds];
    return { vpcId, publicSubnetIds: ids, serviceSubnetIds: ids, assignPublicIp: true };
}

function zoneAt(names: readonly string[], index: number): string {
    const zone = [...names].sort()[index];
    if (zone === undefined) {
        throw new Error(`spotter:network.mode default needs two availability zones, the region has ${names.join(", ")}`);
    }
    return zone;
}

/**
 * Both gateway endpoints are free and keep image layers (S3) and tables (DynamoDB) off the NAT gateway. awsx gives them
 * routes only under the strategy "Auto".
 */
function dedicatedSubnets(
    name: string,
    region: string,
    { cidr, zones, nat }: DedicatedNetworkArgs,
    opts: pulumi.ComponentResourceOptions,
): Subnets {
    const isPrivate = nat !== "none";
    const vpc = new Vpc(
        name,
        {
            cidrBlock: cidr,
            numberOfAvailabilityZones: zones,
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
        assignPublicIp: !isPrivate,
    };
}

function validate({ layout }: NetworkArgs): void {
    if (layout.mode === "existing" && layout.publicSubnetIds.length < 2) {
        throw new Error(`publicSubnetIds must be subnets of two zones or more, got ${JSON.stringify(layout.publicSubnetIds)}`);
    }
    if (layout.mode === "dedicated" && layout.zones < 2) {
        throw new Error(`zones must be 2 or more, got ${layout.zones}`);
    }
}
