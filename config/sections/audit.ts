import type { z } from "zod";
import { ranges } from "../../aws/ranges";
import { profiles } from "../profiles";
import type { StackConfig } from "../sections";
import { over, type ByColumn, type Complete, type Section } from "../section";
import { flag, inRange, section } from "../schema-kit";

const off = "off, and there is no bucket for it";
const schema = section({
    accessLogs: flag()
        .optional()
        .describe("a line for each request that the load balancer gets, with address, path and answer")
        .meta({ absent: off }),
    connectionLogs: flag()
        .optional()
        .describe("a line for each connection to the load balancer, with its TLS version and cipher")
        .meta({ absent: off }),
    healthCheckLogs: flag()
        .optional()
        .describe("a line for each health check, with the reason why a target failed")
        .meta({ absent: off }),
    flowLogs: flag()
        .optional()
        .describe("which addresses of the VPC spoke to which others, and what was refused; requires `network.mode: dedicated`")
        .meta({ absent: off }),
    retentionDays: inRange(ranges.auditRetentionDays).optional().describe("how long these logs are kept"),
    protect: flag().optional().describe("refuse to destroy the bucket, and keep it when it leaves the program"),
}).optional();

type Input = NonNullable<z.infer<typeof schema>>;
type Switch = "accessLogs" | "connectionLogs" | "healthCheckLogs" | "flowLogs";
type Defaults = Complete<Omit<Input, Switch>>;
type Audit = Defaults & { readonly [K in Switch]: boolean | undefined };

const defaults: ByColumn<Defaults> = {
    dev: { retentionDays: 7, protect: false },
    staging: { retentionDays: 30, protect: false },
    prod: { retentionDays: 90, protect: true },
};

/** Logs that AWS itself writes, into a bucket of the stack's own. */
export const audit: Section<z.infer<typeof schema>, Audit> & { readonly defaults: typeof defaults } = {
    note:
        "There is a bucket for as long as one of the first four is given, `false` included: AWS goes on writing where a key is only taken " +
        "away. Turn a log off by `false`, and take the key away in a later update. The bucket's name is `<names.monitoring>-logs-<account>`.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => ({
        ...over(defaults[profiles[profile].column], { retentionDays: input?.retentionDays, protect: input?.protect }),
        accessLogs: input?.accessLogs,
        connectionLogs: input?.connectionLogs,
        healthCheckLogs: input?.healthCheckLogs,
        flowLogs: input?.flowLogs,
    }),
    rules: [
        ...(["accessLogs", "connectionLogs", "healthCheckLogs"] as const).map((key) => ({
            path: `audit.${key}`,
            reads: ["loadBalancer.existing"],
            message: "must be absent with loadBalancer.existing, which is not the stack's to change",
            holds: ({ audit: given, loadBalancer }: StackConfig) =>
                given[key] === undefined || loadBalancer.existing === undefined,
        })),
        {
            path: "audit.flowLogs",
            reads: ["network.mode"],
            message: "requires network.mode dedicated: other networks are not the stack's to record",
            detail: ({ network }) => network.mode,
            holds: ({ audit: { flowLogs }, network }) => flowLogs !== true || network.mode === "dedicated",
        },
    ],
};
