import type { ProviderCall } from "./provider-calls";
import { accountId } from "./record-delivery";

/** A kind of resource, as its ARN names it, and whether the call makes it or it is there before. */
type Named =
    `${"new" | "own"} ${"elastic-ip" | "internet-gateway" | "natgateway" | "route-table" | "subnet" | "vpc" | "vpc-endpoint" | "vpc-flow-log"}`;

const endpoints: readonly Named[] = ["new vpc-endpoint", "own vpc", "own route-table"];

/**
 * What the AWS provider calls for the children of awsx's `Vpc`, which are a VPC, its internet gateway, subnets, a route table with
 * its routes and association for each, addresses, NAT gateways and gateway endpoints, and for a flow log of it. The resources are
 * those that AWS's reference asks a permission for, and IAM looks at each by itself:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
const writes: Readonly<Record<string, readonly Named[]>> = {
    CreateVpc: ["new vpc"],
    ModifyVpcAttribute: ["own vpc"],
    DeleteVpc: ["own vpc"],
    CreateInternetGateway: ["new internet-gateway"],
    AttachInternetGateway: ["own internet-gateway", "own vpc"],
    DetachInternetGateway: ["own internet-gateway", "own vpc"],
    DeleteInternetGateway: ["own internet-gateway"],
    CreateSubnet: ["new subnet", "own vpc"],
    ModifySubnetAttribute: ["own subnet"],
    DeleteSubnet: ["own subnet"],
    CreateRouteTable: ["new route-table", "own vpc"],
    DeleteRouteTable: ["own route-table"],
    AssociateRouteTable: ["own route-table", "own subnet"],
    DisassociateRouteTable: ["own route-table", "own subnet"],
    ReplaceRouteTableAssociation: ["own route-table", "own subnet"],
    CreateRoute: ["own route-table"],
    ReplaceRoute: ["own route-table"],
    DeleteRoute: ["own route-table"],
    AllocateAddress: ["new elastic-ip"],
    DisassociateAddress: ["own elastic-ip"],
    ReleaseAddress: ["own elastic-ip"],
    CreateNatGateway: ["new natgateway", "own subnet", "own elastic-ip"],
    DeleteNatGateway: ["own natgateway"],
    CreateVpcEndpoint: endpoints,
    ModifyVpcEndpoint: ["own vpc-endpoint", "own route-table"],
    DeleteVpcEndpoints: ["own vpc-endpoint"],
};

const flowLogs: Readonly<Record<string, readonly Named[]>> = {
    CreateFlowLogs: ["new vpc-flow-log", "own vpc"],
    DeleteFlowLogs: ["own vpc-flow-log"],
};

const reads = `DescribeAddresses DescribeAddressesAttribute DescribeInternetGateways DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces
DescribePrefixLists DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcEndpoints DescribeVpcs`;

/** What the provider asks for a network of a stack's own, whose children no preview shows. */
export function networkCalls(tags: Readonly<Record<string, string>>): readonly ProviderCall[] {
    return [...callsOf(writes, tags), ...reads.split(/\s+/).map((action) => call(`ec2:${action}`, "*", {}, false))];
}

/** What it asks for the flow log of one, which is written to a bucket. */
export function flowLogCalls(tags: Readonly<Record<string, string>>): readonly ProviderCall[] {
    const deliver = ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"].map((action) => call(action, "*", {}, true));
    return [...callsOf(flowLogs, tags), ...deliver, call("ec2:DescribeFlowLogs", "*", {}, false)];
}

function callsOf(rows: Readonly<Record<string, readonly Named[]>>, tags: Readonly<Record<string, string>>): ProviderCall[] {
    const keyed = (key: string) => Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:${key}/${name}`, value]));
    return Object.entries(rows).flatMap(([name, resources]) => {
        const makes = resources.some((resource) => resource.startsWith("new "));
        return resources.flatMap((named) => {
            const [state, kind = ""] = named.split(" ");
            const resource = `arn:aws:ec2:us-east-1:${accountId}:${kind}/${kind}-0123456789abcdef0`;
            const context = { ...(makes ? keyed("RequestTag") : {}), ...(state === "own" ? keyed("ResourceTag") : {}) };
            const tag = { ...keyed("RequestTag"), "ec2:CreateAction": name };
            return [
                call(`ec2:${name}`, resource, context, true),
                ...(state === "new"
                    ? [
                          call("ec2:CreateTags", resource, tag, true),
                          call("ec2:CreateTags", resource, keyed("ResourceTag"), true),
                          call("ec2:DeleteTags", resource, keyed("ResourceTag"), true),
                      ]
                    : []),
            ];
        });
    });
}

function call(action: string, resource: string, context: ProviderCall["context"], isWrite: boolean): ProviderCall {
    return { action, resources: [resource], context, writes: isWrite };
}
