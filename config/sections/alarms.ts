import type { z } from "zod";
import { alarmRoles, natAlarmRoles, type AlarmRole } from "../../aws/alarm-roles";
import { formats } from "../../aws/formats";
import { isOfRegion } from "../../aws/kms-key";
import { countNatGateways } from "../../aws/nat-gateways";
import { ranges } from "../../aws/ranges";
import { profiles } from "../profiles";
import { over, type ByColumn, type Complete, type Section } from "../section";
import type { StackConfig } from "../sections";
import { flag, inRange, listOf, oneOf, section, text } from "../schema-kit";

const sets = ["none", "release", "all"] as const;

const schema = section({
    set: oneOf(sets)
        .optional()
        .describe(
            "which alarms there are, about 0.10 USD a month each: `release` has three, about what users get; `all` also has those " +
                "about tasks, CPU, memory, the certificate and NAT gateways",
        ),
    emails: listOf(text(formats.mailAddress.allowed, formats.mailAddress.pattern), "mail addresses")
        .default([])
        .describe("who is told; each address gets a mail first, whose link must be followed"),
    kmsKeyArn: text(formats.kmsKeyArn.allowed, formats.kmsKeyArn.pattern)
        .optional()
        .describe("customer key that encrypts what is told; its policy must let CloudWatch and EventBridge use it")
        .meta({ absent: "not encrypted at rest: what is told are names and numbers" }),
    rollback: flag()
        .optional()
        .describe("ECS rolls a deployment back when one of the three goes off; it then watches some minutes longer"),
    errorPercent: inRange(ranges.alarmPercent)
        .optional()
        .describe("share of the requests that tasks answer with 5xx, above which `target-5xx` goes off"),
    slowMilliseconds: inRange(ranges.slowMilliseconds)
        .optional()
        .describe("time that the slowest 5 % of the requests take, above which `slow` goes off"),
    cpuPercent: inRange(ranges.alarmPercent).optional().describe("average CPU of the tasks above which `cpu` goes off"),
    memoryPercent: inRange(ranges.alarmPercent).optional().describe("average memory of the tasks above which `memory` goes off"),
    natGigabytesPerHour: inRange(ranges.natGigabytesPerHour)
        .optional()
        .describe(
            "GB that leave through one NAT gateway of the stack's own network in an hour, above which `nat-1` and so on go off",
        ),
    dashboard: flag().optional().describe("one page of CloudWatch, about 3 USD a month beyond the first three of an account"),
}).optional();

type Defaults = Complete<Omit<NonNullable<z.infer<typeof schema>>, "emails" | "kmsKeyArn">>;
type Alarms = Defaults & {
    readonly emails: readonly string[];
    readonly kmsKeyArn: string | undefined;
};

const shared = {
    errorPercent: 1,
    slowMilliseconds: 1500,
    cpuPercent: 85, // scaling holds 65
    memoryPercent: 85,
    natGigabytesPerHour: 10, // about 0.45 USD: 330 USD in a month that goes on like this
};

const defaults: ByColumn<Defaults> = {
    dev: { ...shared, set: "none", rollback: false, dashboard: false },
    staging: { ...shared, set: "release", rollback: false, dashboard: false }, // a rollback costs minutes in each deployment
    prod: { ...shared, set: "all", rollback: true, dashboard: true },
};

/** What is watched, and who is told. */
export const alarms: Section<z.infer<typeof schema>, Alarms> & { readonly defaults: typeof defaults } = {
    note:
        "`set: none` takes everything away that would tell, the rule about failed deployments included. What to do about each alarm is in " +
        "[operations.md](operations.md#alarms).",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => {
        const { emails = [], kmsKeyArn, ...others } = input ?? {};
        const { rollback, ...resolved } = over(defaults[profiles[profile].column], others);
        const isOn = resolved.set !== "none";
        return { ...resolved, rollback: input?.rollback ?? (rollback && isOn), emails, kmsKeyArn };
    },
    rules: [
        {
            path: "alarms.emails",
            reads: ["alarms.set"],
            message: "requires alarms.set release or all, as nothing is told otherwise",
            holds: ({ alarms: { emails, set } }) => emails.length === 0 || set !== "none",
        },
        {
            path: "alarms.kmsKeyArn",
            reads: ["alarms.set", "aws:region"],
            message: "must be a key of the stack's region and partition, and requires alarms.set release or all",
            holds: ({ alarms: { kmsKeyArn, set }, aws }) =>
                kmsKeyArn === undefined || (isOfRegion(kmsKeyArn, aws.region) && set !== "none"),
        },
        {
            path: "alarms.rollback",
            reads: ["alarms.set"],
            message: "requires alarms.set release or all, as there is no alarm otherwise",
            holds: ({ alarms: { rollback, set } }) => !rollback || set !== "none",
        },
    ],
    warnings: ({ alarms: { set, emails } }) =>
        set === "all" && emails.length === 0
            ? [{ path: "alarms.emails", message: "none: alarms tell nobody, and only status and the console show them" }]
            : [],
};

/** What the alarms of a stack are about. */
export function alarmRolesOf({
    alarms: { set },
    domain,
    loadBalancer: { existing },
    network,
}: Pick<StackConfig, "alarms" | "domain" | "loadBalancer" | "network">): readonly AlarmRole[] {
    const service = alarmRoles.service.filter(
        (role) => role !== "certificate" || (domain !== undefined && existing === undefined),
    );
    const gateways = natAlarmRoles(network.mode === "dedicated" ? countNatGateways(network) : 0);
    return set === "none" ? [] : set === "release" ? alarmRoles.release : [...alarmRoles.release, ...service, ...gateways];
}
