import type { z } from "zod";
import { findPartition } from "../../aws/regions";
import type { StackConfig } from "../sections";
import type { Section } from "../section";
import { hostName, section, text } from "../schema-kit";

const schema = section({
    name: hostName.describe("host name of the application"),
    zone: hostName
        .optional()
        .describe("Route 53 hosted zone for the DNS records and the validation of the certificate")
        .meta({ absent: "either this or `certificateArn`" }),
    certificateArn: text("the ARN of an ACM certificate", /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/)
        .optional()
        .describe("an existing certificate, where DNS is managed outside Route 53")
        .meta({ absent: "either this or `zone`" }),
}).optional();

/** The host name that the load balancer answers to, over HTTPS. */
export interface Domain {
    readonly name: string;

    /** Route 53 hosted zone for the records; undefined where DNS is managed elsewhere. */
    readonly zone: string | undefined;

    /** ACM certificate of the stack's region; undefined for a new one that is validated through `zone`. */
    readonly certificateArn: string | undefined;
}

/** Host name and certificate. */
export const domain: Section<z.infer<typeof schema>, Domain | undefined> = {
    note: "Without it the load balancer serves HTTP only, and a warning says so.",
    schema: () => schema,
    resolve: (input) => input && { name: input.name, zone: input.zone, certificateArn: input.certificateArn },
    rules: [
        {
            path: "domain",
            reads: [],
            message: "must have either zone or certificateArn",
            holds: ({ domain: given }) =>
                given === undefined || (given.zone === undefined) !== (given.certificateArn === undefined),
        },
        {
            path: "domain.zone",
            reads: ["domain.name"],
            message: "must be the domain's name or a parent of it",
            detail: ({ domain: given }) => String(given?.name),
            holds: ({ domain: given }) => given?.zone === undefined || `.${given.name}`.endsWith(`.${given.zone}`),
        },
        {
            path: "domain.certificateArn",
            reads: ["aws:region", "aws:allowedAccountIds"],
            message: "must be a certificate of the stack's region and account: a load balancer can use no other",
            holds: ({ domain: given, aws }) => given?.certificateArn === undefined || isIn(given.certificateArn, aws),
        },
    ],
    warnings: ({ domain: given }) =>
        given === undefined
            ? [{ path: "domain", message: "HTTP only: sign-ins and sessions are sent over the network unencrypted" }]
            : [],
};

function isIn(arn: string, { region, accountId }: StackConfig["aws"]): boolean {
    const [, arnPartition, , arnRegion, arnAccount] = arn.split(":");
    return arnPartition === findPartition(region) && arnRegion === region && arnAccount === accountId;
}
