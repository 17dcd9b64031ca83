import { lookedUp } from "../../resources/placeholders";
import {
    denied,
    failing,
    subnets,
    vpcId,
    other,
    a,
    b,
    c,
    existing,
    certificateArn,
    tagged,
    taggedSubnets,
    type Row,
} from "./look-up-answers";

const placeholder = (letter: string) => `subnet-${"0".repeat(16)}${letter}`;
const defaultVpc = `vpc-${"0".repeat(17)}`;

export const rows: readonly Row[] = [
    {
        title: "an account without a default VPC",
        lookUp: failing("getVpc", "no matching EC2 VPC found"),
        lines: [
            "spotter:network: account 920013187591 has no default VPC in us-east-1: set network.mode to dedicated (a VPC of the stack's own) or existing",
        ],
    },
    {
        title: "a default subnet that was deleted",
        lookUp: failing("getSubnet", "no matching EC2 Subnet found", (asked) => asked.availabilityZone === "us-east-1b"),
        lines: [
            `spotter:network: ${defaultVpc}, the default VPC, has no default subnet in us-east-1b: set network.subnetIds to two of ` +
                `${placeholder("a")} (us-east-1a), ${placeholder("c")} (us-east-1c), make it again (aws ec2 create-default-subnet ` +
                "--availability-zone us-east-1b), or set network.mode to dedicated or existing",
        ],
    },
    {
        title: "a default VPC without subnets",
        lookUp: failing("getSubnet", "no matching EC2 Subnet found"),
        lines: [
            `spotter:network: ${defaultVpc}, the default VPC, has no default subnet in us-east-1a and us-east-1b: make it again ` +
                "(aws ec2 create-default-subnet --availability-zone us-east-1a), or set network.mode to dedicated or existing",
        ],
    },
    {
        title: "a subnet of another VPC than the default one",
        network: { mode: "default", subnetIds: [a, b] },
        lookUp: subnets({ [a]: [defaultVpc, "us-east-1a"], [b]: [other, "us-east-1b"] }),
        lines: [`spotter:network.subnetIds: ${b} is in ${other}, and not in ${defaultVpc}, the default VPC`],
    },
    {
        title: "a VPC that does not exist",
        network: existing([a, b], [a, b]),
        lookUp: failing("getVpc", "no matching EC2 VPC found"),
        lines: [
            `spotter:network.vpcId: ${vpcId} does not exist in us-east-1, or is not shared with account 920013187591: aws ec2 describe-vpcs lists those that do`,
        ],
    },
    {
        title: "a subnet that does not exist",
        network: existing([a, b], [a, c]),
        lookUp: failing("getSubnet", "no matching EC2 Subnet found", ({ id }) => id === c),
        lines: [`spotter:network.serviceSubnetIds: ${c} does not exist in us-east-1, or is not shared with the account`],
    },
    {
        title: "subnets of another VPC than vpcId",
        network: existing([a, b], [c]),
        lookUp: subnets({ [a]: [vpcId, "us-east-1a"], [b]: [other, "us-east-1b"], [c]: [other, "us-east-1c"] }),
        lines: [
            `spotter:network.publicSubnetIds: ${b} is in ${other}, and not in ${vpcId}, network.vpcId`,
            `spotter:network.serviceSubnetIds: ${c} is in ${other}, and not in ${vpcId}, network.vpcId`,
        ],
    },
    {
        title: "subnets in one zone, and tasks where the load balancer is not",
        network: existing([a, b], [c]),
        lookUp: subnets({ [a]: [vpcId, "us-east-1a"], [b]: [vpcId, "us-east-1a"], [c]: [vpcId, "us-east-1c"] }),
        lines: [
            `spotter:network.publicSubnetIds: a load balancer needs subnets in two zones or more, all of these are in us-east-1a: ${a}, ${b}`,
            `spotter:network.serviceSubnetIds: ${c} is in us-east-1c, where the load balancer has no subnet, so that its tasks would ` +
                "get no requests: choose subnets in us-east-1a, or add one in us-east-1c to network.publicSubnetIds",
        ],
    },
    {
        title: "tags that no VPC has",
        network: tagged,
        lookUp: failing("getVpc", "no matching EC2 VPC found", ({ tags }) => tags !== undefined),
        lines: [
            "spotter:network.vpcTags: no VPC of account 920013187591 in us-east-1 has Name=shared, Team=web: correct the tags, or set " +
                "network.vpcId, as the tags of what another account shares are not seen here",
        ],
    },
    {
        title: "tags that several VPCs have",
        network: tagged,
        lookUp: failing(
            "getVpc",
            "multiple EC2 VPCs matched; use additional constraints to reduce matches to a single EC2 VPC",
            ({ tags }) => tags !== undefined,
        ),
        lines: ["spotter:network.vpcTags: several VPCs in us-east-1 have Name=shared, Team=web: add a tag, or set network.vpcId"],
    },
    {
        title: "tags that no subnet has",
        network: { ...tagged, vpcTags: undefined, vpcId },
        lookUp: taggedSubnets({ public: [a, b] }),
        lines: [
            `spotter:network.serviceSubnetTags: no subnet of ${vpcId} has Tier=private: correct the tags, or set ` +
                "network.serviceSubnetIds, as the tags of what another account shares are not seen here",
        ],
    },
    {
        title: "tagged subnets in one zone, and several in one",
        network: tagged,
        lookUp: taggedSubnets(
            { public: [b, a], private: [c] },
            subnets({ [a]: [vpcId, "us-east-1a"], [b]: [vpcId, "us-east-1a"], [c]: [vpcId, "us-east-1a"] }),
        ),
        lines: [
            `spotter:network.publicSubnetTags: a load balancer needs subnets in two zones or more, all of these are in us-east-1a: ${a}, ${b}`,
        ],
    },
    {
        title: "a zone without Fargate",
        region: "us-west-1",
        network: existing([a, b], [b]),
        lookUp: subnets({ [a]: [vpcId, "us-west-1a", "usw1-az1"], [b]: [vpcId, "us-west-1c", "usw1-az2"] }),
        lines: [
            `spotter:network.serviceSubnetIds: ${b} is in us-west-1c (usw1-az2), which has no Fargate: choose subnets in usw1-az1, usw1-az3`,
        ],
    },
    {
        title: "more zones than the region has",
        network: { mode: "dedicated", zones: 5 },
        lines: [
            "spotter:network.zones: must be at most 3 in us-east-1, whose zones with Fargate are us-east-1a, us-east-1b, us-east-1c, got 5",
        ],
    },
    {
        title: "a hosted zone that the account does not have, but its parent",
        domain: { name: "app.web.example.com", zone: "web.example.com" },
        lookUp: failing("getZone", "no matching Route 53 Hosted Zone found", ({ name }) => name !== "example.com"),
        lines: [
            "spotter:domain.zone: account 920013187591 has no public hosted zone web.example.com: set it to example.com, " +
                "make it (aws route53 create-hosted-zone), or, where another account or system keeps DNS, set domain.certificateArn instead",
        ],
    },
    {
        title: "two public hosted zones of one name",
        domain: { name: "app.example.com", zone: "example.com" },
        lookUp: failing(
            "getZone",
            "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone",
        ),
        lines: [
            "spotter:domain.zone: several public hosted zones are named example.com: set domain.zoneId to the one that the domain's " +
                "name servers have (aws route53 list-hosted-zones-by-name --dns-name example.com)",
        ],
    },
    {
        title: "the id of a zone of another name",
        domain: { name: "app.example.com", zone: "example.com", zoneId: "Z0123456789ABC" },
        lookUp: (token, inputs, account) => ({
            ...lookedUp(token, inputs, account),
            ...(token.includes("getZone") ? { name: "example.org." } : {}),
        }),
        lines: ["spotter:domain.zoneId: Z0123456789ABC is the hosted zone of example.org., and not of example.com, domain.zone"],
    },
    {
        title: "the id of a private zone",
        domain: { name: "app.example.com", zone: "example.com", zoneId: "Z0123456789ABC" },
        lookUp: (token, inputs, account) => ({
            ...lookedUp(token, inputs, account),
            ...(token.includes("getZone") ? { privateZone: true } : {}),
        }),
        lines: ["spotter:domain.zoneId: Z0123456789ABC is a private hosted zone, where no certificate can be validated"],
    },
    {
        title: "the id of a zone that does not exist",
        domain: { name: "app.example.com", zone: "example.com", zoneId: "Z0123456789ABC" },
        lookUp: failing(
            "getZone",
            "operation error Route 53: GetHostedZone, https response error StatusCode: 404, RequestID: 0a, NoSuchHostedZone: No hosted zone found with ID: Z0123456789ABC",
        ),
        lines: ["spotter:domain.zoneId: account 920013187591 has no hosted zone Z0123456789ABC"],
    },
    {
        title: "a certificate that does not exist",
        domain: { name: "app.example.com", certificateArn },
        certificate: "NOT_FOUND",
        lines: [
            `spotter:domain.certificateArn: certificate ${certificateArn} does not exist in this region: aws acm list-certificates has those of the region`,
        ],
    },
    {
        title: "a certificate that is not issued",
        domain: { name: "app.example.com", certificateArn },
        certificate: "PENDING_VALIDATION",
        lines: [
            `spotter:domain.certificateArn: certificate ${certificateArn} is PENDING_VALIDATION, it must be ISSUED: aws acm list-certificates has those of the region`,
        ],
    },
    {
        title: "a look-up that AWS denies",
        lookUp: failing("getVpc", denied("DescribeVpcs")),
        lines: [
            "spotter:network: AWS denied ec2:DescribeVpcs to arn:aws:iam::920013187591:user/ci: allow ec2:DescribeVpcs in the policy of the deploying identity",
        ],
    },
    {
        title: "credentials of another account",
        misconfigured: "AWS account ID not allowed: 123456789012",
        lines: [
            "aws:allowedAccountIds: the credentials are of account 123456789012, the stack's is 920013187591: choose another profile",
        ],
    },
];
