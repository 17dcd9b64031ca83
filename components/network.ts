import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { optional, requireValid, text } from "./arguments";
import { egressArgs, type EgressRule } from "./egress";
import { findSubnets, networkLayout, type NetworkLayout } from "./network-layout";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
    /** Region of the subnets, for example `us-east-1`. */
    readonly region: string;

    /** Where the subnets come from. */
    readonly layout: NetworkLayout;

    /**
     * What the tasks may reach.
     *
     * @default - HTTPS everywhere
     */
    readonly egress?: readonly EgressRule[];
}

/** VPC and subnets of the load balancer and the tasks. It creates no security groups: each component creates its own. */
export class Network extends pulumi.ComponentResource {
    /** VPC of all the subnets. */
    public readonly vpcId: pulumi.Output<string>;

    /** Subnets of the load balancer. */
    public readonly publicSubnetIds: pulumi.Output<string[]>;

    /** Subnets of the tasks. */
    public readonly serviceSubnetIds: pulumi.Output<string[]>;

    /** NAT gateways that the tasks have a way out through, one or one in each zone; none in a network that is not the stack's own. */
    public readonly natGatewayIds: readonly pulumi.Output<string>[];

    /** Tasks have public addresses, as their subnets offer no other way out. */
    public readonly assignPublicIp: boolean;

    /** What the tasks may reach beside HTTPS everywhere, or instead of it. */
    public readonly egress: readonly EgressRule[];

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ec2:Network", name, {}, opts);
        validate(args);

        const subnets = findSubnets(name, args.region, args.layout, { parent: this });
        this.vpcId = pulumi.output(subnets.vpcId);
        this.publicSubnetIds = pulumi.output(subnets.publicSubnetIds);
        this.serviceSubnetIds = pulumi.output(subnets.serviceSubnetIds);
        this.natGatewayIds = subnets.natGatewayIds;
        this.assignPublicIp = subnets.assignPublicIp;
        this.egress = args.egress ?? [];

        this.registerOutputs({ vpcId: this.vpcId });
    }
}

function validate(args: NetworkArgs): void {
    requireValid("Network", args, {
        region: text(formats.region),
        layout: networkLayout,
        egress: optional(egressArgs),
    });
}
