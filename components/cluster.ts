import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { flag, object } from "./arguments";
import { createFirst } from "./replacement";

/** Arguments of {@link cluster}. */
export interface ClusterArgs {
    /** Account and region of an existing cluster. */
    readonly account: Account;

    /** Its physical name; unique in the region. */
    readonly clusterName: string;

    /** Who owns it. */
    readonly settings: ClusterSettings;
}

/** Who owns the cluster. */
export interface ClusterSettings {
    /** The cluster exists and is managed elsewhere, so that services share it: nothing of it is made, changed or deleted. */
    readonly existing: boolean;
}

export const clusterSettings = object<ClusterSettings>({ existing: flag });

/** Where a service runs. */
export interface Cluster {
    /** Its ARN, which is known in every preview where it exists. */
    readonly arn: pulumi.Input<string>;

    /** Its name, once it exists. */
    readonly name: pulumi.Output<string>;

    /** What must be there before a service. */
    readonly resources: readonly pulumi.Resource[];
}

/** A cluster of the stack's own that offers Fargate and Fargate Spot, or one that exists, as it is. */
export function cluster(
    name: string,
    { account, clusterName, settings }: ClusterArgs,
    opts: pulumi.ComponentResourceOptions,
): Cluster {
    if (settings.existing) {
        return { arn: toArn(account, "ecs", `cluster/${clusterName}`), name: pulumi.output(clusterName), resources: [] };
    }
    const own = new ecs.Cluster(
        name,
        { name: clusterName, settings: [{ name: "containerInsights", value: "disabled" }] }, // charged per metric
        { ...opts, ...createFirst },
    );
    const capacityProviders = new ecs.ClusterCapacityProviders(
        name,
        { clusterName: own.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
        opts,
    );
    return { arn: own.arn, name: own.name, resources: [capacityProviders] };
}
