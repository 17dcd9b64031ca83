import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { DedicatedNetworkArgs, DefaultNetworkArgs } from "./network-layout";

/** Subnets of the load balancer and of the tasks. */
export interface Subnets {
    /** VPC of all of them. */
    readonly vpcId: pulumi.Input<string>;

    /** Subnets of the load balancer. */
    readonly publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;

    /** Subnets of the tasks. */
    readonly serviceSubnetIds: pulumi.Input<pulumi.Input<string>[]>;

    /** Tasks have public addresses. */
    readonly assignPublicIp: boolean;
}

/** Zones are sorted by name and local zones left out, so the choice stays the same from one run to the next. */
export function defaultSubnets({ subnetIds }: DefaultNetworkArgs, opts: pulumi.InvokeOptions): Subnets {
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
        throw new Error(`Network: layout.mode default needs two availability zones, the region has ${names.join(", ")}`);
    }
    return zone;
}

/**
 * Both gateway endpoints are free and keep image layers (S3) and tables (DynamoDB) off the NAT gateway. awsx gives them
 * routes only under the strategy "Auto".
 */
export function dedicatedSubnets(
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
