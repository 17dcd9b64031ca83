import * as acm from "@pulumi/aws/acm";
import type * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";

/** A host name and the hosted zone that has its records. */
export interface HostedDomain {
    readonly domain: string;
    readonly zoneId: pulumi.Input<string>;
}

/** Issues a certificate and waits until its record in the zone has validated it. Returns its ARN. */
export function issueCertificate(
    name: string,
    { domain, zoneId }: HostedDomain,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const certificate = new acm.Certificate(name, { domainName: domain, validationMethod: "DNS" }, opts);
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

/** Lets the host name lead to the load balancer, by A and, where it listens on IPv6, by AAAA. */
export function aliasTo(
    name: string,
    { domain, zoneId }: HostedDomain,
    balancer: lb.LoadBalancer,
    ipAddressType: "ipv4" | "dualstack",
    opts: pulumi.CustomResourceOptions,
): void {
    for (const type of ipAddressType === "dualstack" ? ["A", "AAAA"] : ["A"]) {
        new route53.Record(
            `${name}-${type.toLowerCase()}`,
            {
                zoneId,
                name: domain,
                type,
                aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
            },
            opts,
        );
    }
}
