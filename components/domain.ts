import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { object, optional, text, type Check } from "./arguments";

/** The host name that the load balancer answers to. */
export interface DomainArgs {
    /** Host name of the application, for example `app.example.com`. */
    readonly name: string;

    /**
     * Id of the Route 53 hosted zone that gets the records and validates a new certificate, which is free.
     *
     * @default - DNS is kept elsewhere, and `certificateArn` given
     */
    readonly zoneId?: string;

    /**
     * ACM certificate of the load balancer's region.
     *
     * @default - a new one, validated through the zone
     */
    readonly certificateArn?: string;
}

export const domainArgs: Check<DomainArgs> = object<DomainArgs>(
    {
        name: text(formats.hostName),
        zoneId: optional(text(formats.zoneId)),
        certificateArn: optional(text(formats.certificateArn)),
    },
    ({ zoneId, certificateArn }, path) =>
        (zoneId === undefined) === (certificateArn === undefined)
            ? [`${path} must have either zoneId or certificateArn, got ${zoneId === undefined ? "neither" : "both"}`]
            : [],
);

export const ipAddressTypes = ["ipv4", "dualstack"] as const;

export type IpAddressType = (typeof ipAddressTypes)[number];

/** ARN of the domain's certificate: a new one where the zone is given, which validates it; else the given one. */
export function certify(
    name: string,
    { name: host, zoneId, certificateArn }: DomainArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Input<string> | undefined {
    return zoneId === undefined ? certificateArn : issueCertificate(name, { name: host, zoneId }, opts);
}

/** A host name and the hosted zone that has its records. */
export interface HostedDomain {
    /** The host name. */
    readonly name: string;

    /** Id of the Route 53 hosted zone. */
    readonly zoneId: string;
}

export const hostedDomain: Check<HostedDomain> = object<HostedDomain>({
    name: text(formats.hostName),
    zoneId: text(formats.zoneId),
});

/** Issues a certificate and waits until its record in the zone has validated it. Returns its ARN. */
export function issueCertificate(
    name: string,
    { name: domainName, zoneId }: HostedDomain,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const certificate = new acm.Certificate(name, { domainName, validationMethod: "DNS" }, opts);
    const proof = certificate.domainValidationOptions.apply(
        ([first]) => first ?? { resourceRecordName: "", resourceRecordType: "", resourceRecordValue: "" },
    );
    const record = new route53.Record(
        `${name}-validation`,
        {
            zoneId,
            name: proof.resourceRecordName,
            type: proof.resourceRecordType,
            records: [proof.resourceRecordValue],
            ttl: 60,
            allowOverwrite: true, // ACM asks for the same record for every certificate of a domain in an account
        },
        opts,
    );
    const validation = new acm.CertificateValidation(
        name,
        { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
        opts,
    );
    return validation.certificateArn;
}
