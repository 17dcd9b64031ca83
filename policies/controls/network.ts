import type { Control } from "../control";
import { cannotTell, fail, failUnless, judge, pass, valueAt } from "../judge";
import { secret, unknown } from "../../resources/resource";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** Security groups, the VPC, parameters and certificates. Who may reach what is with the load balancer. */
export const networkControls: readonly Control[] = [
    {
        id: "CKV_AWS_23",
        title: "every rule of a security group says what it is for",
        alsoKnownAs: ["AwsSolutions-EC27"],
        level: "mandatory",
        types: [ingress, egress],
        check: (resource) =>
            judge(resource, "description", (value) => typeof value === "string" && value !== "", "it has no description"),
    },
    {
        id: "CKV_AWS_382",
        title: "no security group lets everything out",
        alsoKnownAs: [],
        level: "mandatory",
        types: [egress],
        check: (resource) =>
            judge(resource, "ipProtocol", (value) => value !== "-1" && value !== "all", "it opens every port and protocol"),
    },
    {
        id: "OWN.3",
        title: "security groups have no rules beside the resources that describe them",
        alsoKnownAs: [],
        level: "mandatory",
        types: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/securityGroupRule:SecurityGroupRule"],
        check: ({ type, inputs }) =>
            type === "aws:ec2/securityGroupRule:SecurityGroupRule"
                ? fail("it is a rule of the older type")
                : failUnless(!("ingress" in inputs) && !("egress" in inputs), "it has rules inline"),
    },
    {
        id: "EC2.6",
        title: "a VPC of the stack's own keeps flow logs",
        alsoKnownAs: ["CKV2_AWS_11", "AwsSolutions-VPC7"],
        level: "advisory",
        types: ["awsx:ec2:Vpc"],
        check: (_, stack) => failUnless(stack.all("aws:ec2/flowLog:FlowLog").length > 0, "it has no flow log"),
    },
    {
        id: "CKV2_AWS_34",
        title: "secret parameters are SecureString",
        alsoKnownAs: [],
        level: "mandatory",
        types: ["aws:ssm/parameter:Parameter"],
        check: (resource) => {
            const [type, value] = [valueAt(resource, "type"), valueAt(resource, "value")];
            if (value === undefined || type === "SecureString") {
                return pass; // `insecureValue` is for what is no secret
            }
            return type === unknown || value === unknown
                ? cannotTell("a secret, or its type,")
                : failUnless(value !== secret, "a secret is kept as plain text");
        },
    },
    {
        id: "CKV_AWS_337",
        title: "secret parameters are encrypted by a key of the account's",
        alsoKnownAs: [],
        level: "advisory",
        types: ["aws:ssm/parameter:Parameter"],
        check: (resource) => {
            const type = valueAt(resource, "type");
            return type === "SecureString"
                ? judge(resource, "keyId", (value) => value !== undefined, "SSM's own key encrypts it (encryption.customerKey)")
                : type === unknown && valueAt(resource, "value") !== undefined
                  ? cannotTell("type")
                  : pass;
        },
    },
    {
        id: "ACM.2",
        title: "certificates have keys of 2048 bits or more",
        alsoKnownAs: [],
        level: "mandatory",
        types: ["aws:acm/certificate:Certificate"],
        check: (resource) => judge(resource, "keyAlgorithm", (value) => value !== "RSA_1024", "keyAlgorithm is RSA_1024"),
    },
];
