import { createHash } from "node:crypto";
import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, zeros, type ResourceType, type ServiceResources } from "./resource-type";

/** Security groups and their rules, and lookups of VPC and subnets. */
export const ec2: ServiceResources = {
    types: {
        "aws:ec2/securityGroup:SecurityGroup": {
            placeholder: (_, account, logicalName) => {
                const hash = createHash("sha256").update(logicalName).digest("hex"); // a rule names the group that it opens
                const id = `sg-${hash.slice(0, 17)}`;
                return { id, arn: toArn(account, "ec2", `security-group/${id}`) };
            },
            describe: (inputs) => ({
                name: inputs.object("tags").text("Name"),
                facts: facts(inputs.text("description")),
            }),
            importId: importedBy("ec2/securitygroup", (state) => state.text("id")),
            forcesNew: ["description", "name", "namePrefix", "vpcId"],
        },
        "aws:ec2/flowLog:FlowLog": {
            placeholder: (_, account) => ({ id: `fl-${zeros}`, arn: toArn(account, "ec2", `vpc-flow-log/fl-${zeros}`) }),
            describe: (inputs) => ({ facts: facts(`flows of the VPC, ${inputs.text("trafficType")?.toLowerCase()}`) }),
            importId: importedBy("ec2/flowlog", (state) => state.text("id")),
            forcesNew: { allBut: ["tags"] },
        },
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("to", "vpc/securitygroupegressrule"),
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("from", "vpc/securitygroupingressrule"),
    },
    lookups: {
        // Of what is asked for by its id, nothing else is known.
        "aws:ec2/getSubnet:getSubnet": ({ id, availabilityZone }) => ({
            id: id ?? `subnet-${zeros.slice(1)}${String(availabilityZone).slice(-1)}`,
        }),
        "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["a", "b"].map((zone) => `subnet-${zeros.slice(1)}${zone}`) }),
        "aws:ec2/getVpc:getVpc": ({ id }) => ({ id: id ?? `vpc-${zeros}` }),
        "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { region }) => ({
            names: ["a", "b", "c"].map((zone) => region + zone),
        }),
    },
};

function rule(preposition: "from" | "to", page: string): ResourceType {
    return {
        placeholder: () => ({ id: `sgr-${zeros}` }),
        describe: (inputs) => ({
            facts: facts(inputs.text("description"), `${describePorts(inputs)} ${preposition} ${describePeer(inputs)}`),
        }),
        importId: importedBy(page, (state) => state.text("id")),
        forcesNew: ["securityGroupId"],
        alternatives: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"],
    };
}

/** `tcp 443`, or `every protocol`, which EC2 writes as -1. */
function describePorts(inputs: Inputs): string {
    const [protocol, from, to] = ["ipProtocol", "fromPort", "toPort"].map((key) => inputs.text(key));
    if (protocol === "-1") {
        return "every protocol";
    }
    return `${protocol} ${from === to ? from : `${from}–${to}`}`;
}

function describePeer(inputs: Inputs): string {
    const addresses = ["cidrIpv4", "cidrIpv6", "prefixListId"].map((key) => inputs.text(key));
    return addresses.find((address) => address !== undefined) ?? inputs.text("referencedSecurityGroupId") ?? "a security group";
}
