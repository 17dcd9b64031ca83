import { ofImage, ofLog, ofSecret, unreachable } from "./patterns";
import type { TextCause } from "./text-cause";

/*
 * The network between a task and AWS: route, DNS, TLS, and what a network interface is made in.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/verify-connectivity.html
 */

const ofStart = new RegExp(
    [/ResourceInitialization|TaskFailedToStart|execution resource/, ofImage, ofLog, ofSecret]
        .map(({ source }) => source)
        .join("|"),
    "i",
);

/** What could not be reached, as far as the text says. */
function findService(text: string): string {
    if (/\bssm\b|Systems Manager|Parameter ?Store/i.test(text)) {
        return "SSM";
    }
    if (/secrets? ?manager|\basm\b/i.test(text)) {
        return "Secrets Manager";
    }
    if (/CloudWatch|log (stream|group)|logs\.|logger args|log(ging)? driver/i.test(text)) {
        return "CloudWatch Logs";
    }
    const registry = /\b(docker\.io|ghcr\.io|quay\.io|gcr\.io|public\.ecr\.aws|registry-1\.docker\.io)\b/i.exec(text)?.[1];
    return registry ?? (/\bs3[.-]|amazonaws\.com.*layer/i.test(text) ? "Amazon S3, which holds the image's layers" : "ECR");
}

export const routeCauses: readonly TextCause[] = [
    {
        // Timeout, reset, refused, TLS, DNS, cancelled: https://github.com/Releem/releem-agent/issues/195
        id: "no-route",
        when: [ofStart, unreachable],
        unless: /AccessDenied|is not authorized to perform/, // AWS has answered
        cause: (text) => `the task has no route to ${findService(text)}`,
        advice: "give its subnet a route (public address, NAT gateway or VPC endpoints), allow its security group egress to port 443 and the endpoints' group ingress from it, and keep DNS on in the VPC",
    },
];

export const interfaceCauses: readonly TextCause[] = [
    {
        id: "network-missing",
        when: [
            /invalid (subnet|security group)|Invalid(SubnetID|Subnet|Group|GroupId|SecurityGroupID|SecurityGroup|VpcID)\b|(subnet|security group)s?( id)? .{0,60}(does|do) not exist|(subnet|security group)s? .{0,40}(not found|(was|were|been) deleted)/i,
        ],
        cause: "a subnet or a security group of the service does not exist",
        advice: "run the update again, which puts the service into what exists; if network.* in the stack file names it, correct that",
    },
    {
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
        id: "no-addresses",
        when: [
            /RESOURCE:ENI|InsufficientFreeAddresses|InsufficientCidrBlocks|(not enough|insufficient|no|not have enough|not have sufficient) (free |available |private )*(IP )?addresses/i,
        ],
        cause: "the subnets have no free IP addresses",
        advice: "add subnets, or run fewer tasks at once (service.maximumPercent)",
    },
];

/** EC2 gives no reason: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/failed-to-start-error.html#subnet-error */
export const interfaceWithoutReasonCauses: readonly TextCause[] = [
    {
        id: "no-addresses",
        when: [/attempting to Create Network Interface with public IP assignment enabled in subnet/i],
        cause: "the subnets have no free IP addresses",
        advice: "add subnets, or run fewer tasks at once (service.maximumPercent)",
    },
];
