import type { Statement } from "../../aws/iam-policy";
import type { StackScope } from "../scope";
import { actions, allow, tagged } from "./statement";

/** Kinds of what a network is made of, as their ARNs name them. AWS chooses the ids, so that only tags say whose each is. */
const kinds = [
    ...["elastic-ip", "internet-gateway", "natgateway", "route-table"],
    ...["subnet", "vpc", "vpc-endpoint", "vpc-flow-log"],
];

/**
 * A network of the stack's own.
 *
 * What makes something also names what it is made in: the first has the stack's tags by the call, the second must have them
 * already. So no statement lets one action make its thing where another of its resources may be anyone's.
 */
export function ownNetwork(scope: StackScope): readonly Statement[] {
    const { partition, region, accountId } = scope.account;
    const arns = (...of: readonly string[]) => of.map((kind) => `arn:${partition}:ec2:${region}:${accountId}:${kind}/*`);
    const made = tagged(scope, "aws:RequestTag");
    return [
        ...allow(
            "MakeNetwork",
            actions("ec2", "AllocateAddress CreateInternetGateway CreateVpc"),
            arns("elastic-ip", "internet-gateway", "vpc"),
            made,
        ),
        ...allow("MakeSubnets", actions("ec2", "CreateRouteTable CreateSubnet"), arns("route-table", "subnet"), made),
        ...allow(
            "MakeWaysOut",
            actions("ec2", "CreateFlowLogs CreateNatGateway CreateVpcEndpoint"),
            arns("natgateway", "vpc-endpoint", "vpc-flow-log"),
            made,
        ),
        ...allow("TagNewNetwork", ["ec2:CreateTags"], arns(...kinds), {
            StringEquals: {
                "ec2:CreateAction": [
                    ...["AllocateAddress", "CreateFlowLogs", "CreateInternetGateway", "CreateNatGateway", "CreateRouteTable"],
                    ...["CreateSubnet", "CreateVpc", "CreateVpcEndpoint"],
                ],
            },
        }),
        ...allow(
            "ChangeNetwork",
            actions(
                "ec2",
                `AssociateRouteTable AttachInternetGateway CreateFlowLogs CreateNatGateway CreateRoute CreateRouteTable CreateSubnet
                CreateTags CreateVpcEndpoint DeleteFlowLogs DeleteInternetGateway DeleteNatGateway DeleteRoute DeleteRouteTable
                DeleteSubnet DeleteTags DeleteVpc DeleteVpcEndpoints DetachInternetGateway DisassociateAddress
                DisassociateRouteTable ModifySubnetAttribute ModifyVpcAttribute ModifyVpcEndpoint ReleaseAddress ReplaceRoute
                ReplaceRouteTableAssociation`,
            ),
            arns(...kinds),
            tagged(scope, "aws:ResourceTag"),
        ),
        ...allow("DeliverFlowLogs", actions("logs", "CreateLogDelivery DeleteLogDelivery"), "*"), // AWS takes no resource for them
    ];
}
