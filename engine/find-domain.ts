import { getZone } from "@pulumi/aws/route53/getZone";
import { otherNames, type DomainArgs, type HostedDomain } from "../components/domain";
import { lookUp, refuse, type LookupContext } from "./look-up";

/** The host name that a stack file asks for. */
export interface WantedDomain {
    /** Host name of the application. */
    readonly name: string;

    /** Others that the application answers to; undefined for none. */
    readonly alternativeNames: readonly string[] | undefined;

    /** Others whose requests are redirected to `name`; undefined for none. */
    readonly redirectFrom: readonly string[] | undefined;

    /** Name of the Route 53 hosted zone; undefined where DNS is kept elsewhere. */
    readonly zone: string | undefined;

    /** Id of the hosted zone; undefined where one public zone has the name. */
    readonly zoneId: string | undefined;

    /** Certificate; undefined for a new one. */
    readonly certificateArn: string | undefined;
}

const action = "route53:ListHostedZones";

/**
 * Finds the hosted zone of the stack's host name, and checks a certificate that the stack file names.
 *
 * @returns undefined where the stack has none
 * @throws {pulumi.RunError} in one line, when there is not one such zone, or a load balancer can't use the certificate
 */
export async function findDomain(context: LookupContext, wanted: WantedDomain | undefined): Promise<DomainArgs | undefined> {
    if (wanted === undefined) {
        return undefined;
    }
    const { name, alternativeNames, redirectFrom, zone, zoneId, certificateArn } = wanted;
    const hosts = {
        name,
        ...(alternativeNames === undefined ? {} : { alternativeNames }),
        ...(redirectFrom === undefined ? {} : { redirectFrom }),
    };
    if (zone === undefined) {
        for (const host of [name, ...otherNames(hosts)]) {
            await checkCertificate(context, { certificateArn, host });
        }
        return { ...hosts, ...(certificateArn === undefined ? {} : { certificateArn }) };
    }
    return {
        ...hosts,
        zoneId: await (zoneId === undefined ? findByName(context, wanted.name, zone) : checkId(context, zone, zoneId)),
    };
}

/** The domain with its hosted zone; undefined where DNS is kept elsewhere. */
export function toHosted(domain: DomainArgs | undefined): HostedDomain | undefined {
    return domain?.zoneId === undefined
        ? undefined
        : { name: domain.name, otherNames: otherNames(domain), zoneId: domain.zoneId };
}

async function findByName(context: LookupContext, host: string, zone: string): Promise<string> {
    const key = "domain.zone";
    const ask = (name: string) => lookUp(context, { key, action }, (opts) => getZone({ name }, opts));
    const found = await ask(zone);
    if (typeof found === "object") {
        return found.zoneId;
    }
    if (found === "several") {
        throw refuse(
            context,
            `${key}: several public hosted zones are named ${zone}: set domain.zoneId to the one that the domain's name servers have ` +
                `(aws route53 list-hosted-zones-by-name --dns-name ${zone})`,
        );
    }
    const others = parentsOf(host).filter((each) => each !== zone);
    const answers = await Promise.all(others.map(async (each) => ({ name: each, answer: await ask(each) })));
    const choices = answers.filter(({ answer }) => answer !== "none").map((each) => each.name);
    throw refuse(
        context,
        `${key}: account ${context.serviceRef.account.accountId} has no public hosted zone ${zone}: ` +
            (choices.length > 0 ? `set it to ${choices.join(" or ")}, ` : "") +
            "make it (aws route53 create-hosted-zone), or, where another account or system keeps DNS, set domain.certificateArn instead",
    );
}

async function checkId(context: LookupContext, zone: string, zoneId: string): Promise<string> {
    const key = "domain.zoneId";
    const found = await lookUp(context, { key, action: "route53:GetHostedZone" }, (opts) => getZone({ zoneId }, opts));
    if (typeof found === "string") {
        throw refuse(context, `${key}: account ${context.serviceRef.account.accountId} has no hosted zone ${zoneId}`);
    }
    const { name = zone, privateZone } = found as Partial<typeof found>;
    if (name.replace(/\.$/, "") !== zone) {
        throw refuse(context, `${key}: ${zoneId} is the hosted zone of ${name}, and not of ${zone}, domain.zone`);
    }
    if (privateZone === true) {
        throw refuse(context, `${key}: ${zoneId} is a private hosted zone, where no certificate can be validated`);
    }
    return zoneId;
}

interface CertifiedHost extends Pick<WantedDomain, "certificateArn"> {
    readonly host: string;
}

async function checkCertificate(context: LookupContext, { certificateArn, host }: CertifiedHost): Promise<void> {
    const mistakes = await context.api.checkCertificate?.({ serviceRef: context.serviceRef, certificateArn, host });
    const [first] = mistakes ?? [];
    if (first !== undefined) {
        throw refuse(context, `domain.certificateArn: ${first}: aws acm list-certificates has those of the region`);
    }
}

/** `app.example.com` ▸ `app.example.com`, `example.com` */
function parentsOf(host: string): string[] {
    const labels = host.split(".");
    return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}
