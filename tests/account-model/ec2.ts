import { types as elbTypes } from "./elb-types";
import {
    awsError,
    part,
    text,
    texts,
    type ServiceModel,
    type Thing,
    type Things,
    type TypeModel,
    type Values,
} from "./type-model";

export const types = {
    group: "aws:ec2/securityGroup:SecurityGroup",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

const service = "aws:ecs/service:Service";

/** Security groups and their rules. */
export const ec2: ServiceModel = {
    [types.group]: {
        defaults: { description: "Managed by Pulumi" },
        chosen: ({ vpcId }) => ({ name: `pulumi-${text(vpcId)}`, namePrefix: "" }),
        outputs: (_, { accountId }) => ({ ownerId: accountId }),
        unread: ["revokeRulesOnDelete"],
        isTagged: true,
        owned: ({ id }, things) => rulesOf(things).filter(({ properties }) => properties.securityGroupId === id),
        refusesCreate: ({ name, vpcId }, things) =>
            name !== undefined &&
            things.list(types.group).some(({ properties }) => properties.name === name && properties.vpcId === vpcId)
                ? awsError(
                      `creating Security Group (${text(name)})`,
                      ["EC2", "CreateSecurityGroup"],
                      `api error InvalidGroup.Duplicate: The security group '${text(name)}' already exists for VPC '${text(vpcId)}'`,
                  )
                : undefined,
        refusesDelete: ({ id }, _, things) =>
            isInUse(id, things)
                ? awsError(
                      `deleting Security Group (${id})`,
                      ["EC2", "DeleteSecurityGroup"],
                      `api error DependencyViolation: resource ${id} has a dependent object`,
                  )
                : undefined,
    },
    [types.ingress]: rule("Ingress"),
    [types.egress]: rule("Egress"),
};

function rule(direction: "Ingress" | "Egress"): TypeModel {
    const call = ["EC2", `AuthorizeSecurityGroup${direction}`] as const;
    const doing = `creating VPC Security Group ${direction} Rule`;
    const type = direction === "Ingress" ? types.ingress : types.egress;
    return {
        isTagged: true,
        outputs: () => ({ arn: "", securityGroupRuleId: "" }),
        view: ({ id }, { account: { partition, region, accountId } }) => ({
            arn: `arn:${partition}:ec2:${region}:${accountId}:security-group-rule/${id}`,
            securityGroupRuleId: id,
        }),
        refusesCreate: (asked, things) => {
            const missing = [asked.securityGroupId, asked.referencedSecurityGroupId].find(
                (id) => id !== undefined && things.find(types.group, text(id)) === undefined,
            );
            if (missing !== undefined) {
                const error = `api error InvalidGroup.NotFound: The security group '${text(missing)}' does not exist`;
                return awsError(doing, call, error);
            }
            return things.list(type).some(({ properties }) => tupleOf(properties) === tupleOf(asked))
                ? awsError(
                      doing,
                      call,
                      `api error InvalidPermission.Duplicate: the specified rule "${describe(asked)}" already exists`,
                  )
                : undefined;
        },
    };
}

/** What a group may have once. */
function tupleOf({ securityGroupId, ipProtocol, fromPort, toPort, ...rule }: Values): string {
    return JSON.stringify([securityGroupId, ipProtocol, fromPort, toPort, peerOf(rule)].map(text));
}

function peerOf({ cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId }: Values): unknown {
    return cidrIpv4 ?? cidrIpv6 ?? prefixListId ?? referencedSecurityGroupId;
}

function describe({ ipProtocol, fromPort, toPort, ...rule }: Values): string {
    const protocol = ipProtocol === "-1" ? "ALL" : text(ipProtocol).toUpperCase();
    const ports = fromPort === undefined ? [] : [`from port: ${text(fromPort)}`, `to port: ${text(toPort)}`];
    return [`peer: ${text(peerOf(rule))}`, protocol, ...ports, "ALLOW"].join(", ");
}

/** Network interfaces of a load balancer and of tasks have it, or a rule of another group names it. */
function isInUse(id: string, things: Things): boolean {
    const isOf = (thing: Thing, groups: unknown) => thing.id !== id && texts(groups).includes(id);
    return (
        things.list(elbTypes.balancer).some((balancer) => isOf(balancer, balancer.properties.securityGroups)) ||
        things.list(service).some((each) => isOf(each, part(each.properties.networkConfiguration).securityGroups)) ||
        rulesOf(things).some(
            ({ properties: { securityGroupId, referencedSecurityGroupId } }) =>
                referencedSecurityGroupId === id && securityGroupId !== id,
        )
    );
}

function rulesOf(things: Things): readonly Thing[] {
    return [...things.list(types.ingress), ...things.list(types.egress)];
}
