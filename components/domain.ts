import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { listOf, object, optional, text, type Check } from "./arguments";

/** The host name that the load balancer answers to. */
export interface DomainArgs {
    /** Host name of the application, for example `app.example.com`. */
    readonly name: string;

    /**
     * Other host names that the application answers to; `*.example.com` stands for all of one label more.
     *
     * @default - none
     */
    readonly alternativeNames?: readonly string[];

    /**
     * Host names whose requests are redirected to `name`, with path and query.
     *
     * @default - none
     */
    readonly redirectFrom?: readonly string[];

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
        alternativeNames: optional(listOf(text(formats.certifiedName))),
        redirectFrom: optional(listOf(text(formats.hostName))),
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
export function certify(name: string, domain: DomainArgs, opts: pulumi.CustomResourceOptions): pulumi.Input<string> | undefined {
    const { zoneId, certificateArn } = domain;
    return zoneId === undefined
        ? certificateArn
        : issueCertificate(name, { name: domain.name, otherNames: otherNames(domain), zoneId }, opts);
}

/** Every host name that leads to the load balancer, beside the one of the application. */
export function otherNames({ alternativeNames = [], redirectFrom = [] }: DomainArgs): string[] {
    return [...alternativeNames, ...redirectFrom];
}

/** A host name and the hosted zone that has its records. */
export interface HostedDomain {
    /** The host name. */
    readonly name: string;

    /** Others of the same zone. */
    readonly otherNames: readonly string[];

    /** Id of the Route 53 hosted zone. */
    readonly zoneId: string;
}

export const hostedDomain: Check<HostedDomain> = object<HostedDomain>({
    name: text(formats.hostName),
    otherNames: listOf(text(formats.certifiedName)),
    zoneId: text(formats.zoneId),
});

/** Issues a certificate and waits until its records in the zone have validated it. Returns its ARN. */
export function issueCertificate(
    name: string,
    { name: domainName, otherNames, zoneId }: HostedDomain,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const certificate = new acm.Certificate(
        name,
        {
            domainName,
            // ACM adds the first itself. Without a list the provider keeps the certificate with names that have left, and waits for their proof.
            subjectAlternativeNames: [domainName, ...otherNames],
            validationMethod: "DNS",
        },
        opts,
    );
    // A name and its wildcard have one record.
    const hosts = [...new Set([domainName, ...otherNames].map(withoutWildcard))];
    const records = hosts.map((host) => {
        const role = host === withoutWildcard(domainName) ? "validation" : `validation-${host}`;
        return prove(`${name}-${role}`, { host, zoneId, certificate }, opts);
    });
    const validation = new acm.CertificateValidation(
        name,
        { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
        opts,
    );
    return validation.certificateArn;
}

/** The record by which ACM sees that a host name is the account's. */
function prove(
    name: string,
    { host, zoneId, certificate }: { readonly host: string; readonly zoneId: string; readonly certificate: acm.Certificate },
    opts: pulumi.CustomResourceOptions,
): route53.Record {
    const proof = certificate.domainValidationOptions.apply(
        (options) =>
            options.find(({ domainName }) => withoutWildcard(domainName) === host) ?? {
                resourceRecordName: "",
                resourceRecordType: "",
                resourceRecordValue: "",
            },
    );
    return new route53.Record(
        name,
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
}

function withoutWildcard(name: string): string {
    return name.replace(/^\*\./, "");
}
