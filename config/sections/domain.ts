import type { z } from "zod";
import { formats } from "../../aws/formats";
import { findPartition } from "../../aws/regions";
import type { StackConfig } from "../sections";
import { noneOf, type Rule, type Section } from "../section";
import { ranges } from "../../aws/ranges";
import { resolveRouting, routing, routingRules, routingWarnings, type Routing } from "./domain-routing";
import { flag, hostName, inRange, listOf, section, text } from "../schema-kit";

const schema = section({
    name: hostName.describe("host name of the application"),
    alternativeNames: listOf(text(formats.certifiedName.allowed, formats.certifiedName.pattern), "host names")
        .optional()
        .describe("other host names that the application answers to, like `*.example.com`")
        .meta({ absent: "none" }),
    redirectFrom: listOf(hostName, "host names")
        .optional()
        .describe("host names whose requests are redirected to `name`, with path and query, like `www.example.com`")
        .meta({ absent: "none" }),
    zone: text(formats.hostName.allowed, formats.hostName.pattern, 253, explainZone)
        .optional()
        .describe("Route 53 hosted zone for the DNS records and the validation of the certificate")
        .meta({ absent: "either this or `certificateArn`" }),
    zoneId: text(formats.zoneId.allowed, formats.zoneId.pattern)
        .optional()
        .describe("id of `zone`, where several public zones of the account have its name")
        .meta({ absent: "the one public zone of that name" }),
    certificateArn: text(formats.certificateArn.allowed, formats.certificateArn.pattern)
        .optional()
        .describe("an issued certificate of the stack's account and region, where another account or system keeps the DNS")
        .meta({ absent: "either this or `zone`" }),
    record: flag()
        .optional()
        .describe("point the host name to the load balancer, once the release serves; off while another system has the name")
        .meta({ absent: "`true` with `zone`" }),
    recordWeight: inRange(ranges.recordWeight)
        .optional()
        .describe("share of the lookups, beside weighted records of the same name that are kept elsewhere")
        .meta({ absent: "one record, which gets all" }),
    routing: routing.describe("records beside those of other stacks, each with the load balancer of its region"),
}).optional();

function explainZone(given: string): string | undefined {
    return formats.zoneId.pattern.test(given)
        ? "must be the name of the zone, like example.com: its id belongs in domain.zoneId, beside it"
        : undefined;
}

/** The host name that the load balancer answers to, over HTTPS. */
export interface Domain {
    readonly name: string;

    /** Others that the application answers to; undefined for none. */
    readonly alternativeNames: readonly string[] | undefined;

    /** Others whose requests are redirected to `name`; undefined for none. */
    readonly redirectFrom: readonly string[] | undefined;

    /** Route 53 hosted zone for the records; undefined where DNS is managed elsewhere. */
    readonly zone: string | undefined;

    /** Its id; undefined where one public zone has the name. */
    readonly zoneId: string | undefined;

    /** ACM certificate of the stack's region; undefined for a new one that is validated through `zone`. */
    readonly certificateArn: string | undefined;

    /** False for a zone that gets no alias of the load balancer yet. */
    readonly record: boolean | undefined;

    /** Share of the lookups, 0 to 255; undefined for a record that gets all. */
    readonly recordWeight: number | undefined;

    /** How Route 53 chooses between this region's records and those of others; undefined for one region. */
    readonly routing: Routing | undefined;
}

/** Host name and certificate. */
export const domain: Section<z.infer<typeof schema>, Domain | undefined> = {
    note: "Without it the load balancer serves HTTP only, and a warning says so. Where the stack makes no record, its output `dnsRecord` is the one to make.",
    schema: () => schema,
    resolve: (input) =>
        input && {
            name: input.name,
            alternativeNames: input.alternativeNames,
            redirectFrom: input.redirectFrom,
            zone: input.zone,
            zoneId: input.zoneId,
            certificateArn: input.certificateArn,
            record: input.record,
            recordWeight: input.recordWeight,
            routing: resolveRouting(input.routing),
        },
    rules: [
        {
            path: "domain",
            reads: ["loadBalancer.existing"],
            message: "must have either zone or certificateArn, or neither with loadBalancer.existing",
            holds: ({ domain: given, loadBalancer: { existing } }) => {
                const count = [given?.zone, given?.certificateArn].filter((each) => each !== undefined).length;
                return given === undefined || count === 1 || (count === 0 && existing !== undefined);
            },
        },
        {
            path: "domain.zone",
            reads: ["domain.name"],
            message: "must be the domain's name or a parent of it",
            detail: ({ domain: given }) => String(given?.name),
            holds: ({ domain: given }) => given?.zone === undefined || `.${given.name}`.endsWith(`.${given.zone}`),
        },
        ...(["alternativeNames", "redirectFrom"] as const).flatMap((key): Rule[] => [
            {
                path: `domain.${key}`,
                reads: ["domain.zone"],
                message: "must be names of domain.zone, where their records and the proof for the certificate are",
                ...noneOf(({ domain: given }) =>
                    given?.zone === undefined
                        ? []
                        : (given[key] ?? []).filter((name) => !`.${name}`.endsWith(`.${String(given.zone)}`)),
                ),
            },
            {
                path: `domain.${key}`,
                reads: ["loadBalancer.existing"],
                message: "must be absent with loadBalancer.existing: the stack's rule is for one host name",
                holds: ({ domain: given, loadBalancer: { existing } }) =>
                    existing === undefined || (given?.[key] ?? []).length === 0,
            },
        ]),
        {
            path: "domain.redirectFrom",
            reads: ["domain.name", "domain.alternativeNames"],
            message: "must have no name that the application itself answers to",
            ...noneOf(({ domain: given }) =>
                (given?.redirectFrom ?? []).filter((name) => [given?.name, ...(given?.alternativeNames ?? [])].includes(name)),
            ),
        },
        {
            path: "domain.redirectFrom",
            reads: [],
            message: "must be at most 5 names, as a rule of a listener has room for no more",
            holds: ({ domain: given }) => (given?.redirectFrom ?? []).length <= 5,
        },
        {
            path: "domain.zoneId",
            reads: ["domain.zone"],
            message: "requires zone, the name that it is for",
            holds: ({ domain: given }) => given?.zoneId === undefined || given.zone !== undefined,
        },
        {
            path: "domain.certificateArn",
            reads: ["aws:region", "aws:allowedAccountIds"],
            message:
                "must be a certificate of the stack's region and account: a load balancer can use no other, wherever the DNS is",
            holds: ({ domain: given, aws }) => given?.certificateArn === undefined || isIn(given.certificateArn, aws),
        },
        {
            path: "domain.record",
            reads: ["domain.zone"],
            message: "must be false without zone: its DNS is kept elsewhere",
            holds: ({ domain: given }) => given?.record !== true || given.zone !== undefined,
        },
        {
            path: "domain.recordWeight",
            reads: ["domain.zone", "domain.record"],
            message: "requires zone, and no record: false",
            holds: ({ domain: given }) =>
                given?.recordWeight === undefined || (given.zone !== undefined && given.record !== false),
        },
        ...routingRules,
    ],
    warnings: (config) => [
        ...(config.domain === undefined
            ? [{ path: "domain", message: "HTTP only: sign-ins and sessions are sent over the network unencrypted" }]
            : []),
        ...routingWarnings(config),
    ],
};

function isIn(arn: string, { region, accountId }: StackConfig["aws"]): boolean {
    const [, arnPartition, , arnRegion, arnAccount] = arn.split(":");
    return arnPartition === findPartition(region) && arnRegion === region && arnAccount === accountId;
}
