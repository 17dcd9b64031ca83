import { memoryMiBFor } from "../aws/fargate";
import { defaultNames } from "./names";
import { isDerived, type StackConfig } from "./stack-config";
import { parameters } from "./parameters";

/** A rule between keys of a stack's configuration. */
export interface Rule {
    /** Key that is at fault when the rule does not hold, as it stands in the stack file. */
    readonly path: string;

    /** Other keys that the rule reads: it is skipped while one of them is wrong in itself. */
    readonly reads: readonly string[];

    /** What must hold: the second half of a sentence that starts with the path. */
    readonly message: string;

    /** What `message` leaves to the case at hand. */
    readonly detail?: (config: StackConfig) => string;

    readonly holds: (config: StackConfig) => boolean;
}

const inProd = (holds: (config: StackConfig) => boolean) => (config: StackConfig) => config.profile !== "prod" || holds(config);

const derivable = (config: StackConfig) =>
    parameters.filter((parameter) => isDerived(parameter, config.access)).map(({ name }) => name);

const without = (names: readonly string[], taken: readonly string[]) => names.filter((name) => !taken.includes(name));
const within = (names: readonly string[], taken: readonly string[]) => names.filter((name) => taken.includes(name));

const givenSecrets = (config: StackConfig) =>
    parameters.filter(({ name, secret }) => secret && config.parameters.values[name] !== undefined).map(({ name }) => name);

/** What a deployment can replace at a time, of `tasks` that run: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
function roomToRoll(tasks: number, { minimumHealthyPercent, maximumPercent }: StackConfig["service"]): number {
    return Math.floor((tasks * maximumPercent) / 100) - Math.ceil((tasks * minimumHealthyPercent) / 100);
}

/** The rules between keys. The reader reports every one that does not hold; the docs list them all. */
export const rules: readonly Rule[] = [
    {
        path: "spotter:service.memoryMiB",
        reads: ["spotter:service.cpu"],
        message: "must be a size that Fargate offers with the CPU",
        detail: ({ service }) => `with ${service.cpu} CPU units one of ${memoryMiBFor[service.cpu].join(", ")}`,
        holds: ({ service }) => memoryMiBFor[service.cpu].includes(service.memoryMiB),
    },
    {
        path: "spotter:service.tasks.max",
        reads: ["spotter:service.tasks.min"],
        message: "must be at least tasks.min",
        detail: ({ service }) => String(service.tasks.min),
        holds: ({ service }) => service.tasks.max >= service.tasks.min,
    },
    {
        path: "spotter:service.tasks.min",
        reads: ["spotter:profile"],
        message: "must be at least 2 in production, so that one task may fail",
        holds: inProd(({ service }) => service.tasks.min >= 2),
    },
    {
        path: "spotter:service.capacity",
        reads: [],
        message: "must have a weight above zero for on-demand or Spot, which ECS requires",
        holds: ({ service: { capacity } }) => capacity.onDemandWeight + capacity.spotWeight > 0,
    },
    {
        path: "spotter:service.capacity.base",
        reads: ["spotter:profile", "spotter:service.capacity.onDemandWeight"],
        message: "must be at least 1 in production unless onDemandWeight is above zero: Spot alone may vanish at once",
        holds: inProd(({ service: { capacity } }) => capacity.base > 0 || capacity.onDemandWeight > 0),
    },
    {
        path: "spotter:service.maximumPercent",
        reads: ["spotter:service.minimumHealthyPercent", "spotter:service.tasks.min", "spotter:service.tasks.max"],
        message: "must leave a deployment room to replace a task between itself and minimumHealthyPercent",
        detail: ({ service }) => `at ${service.tasks.min} to ${service.tasks.max} tasks and ${service.minimumHealthyPercent} %`,
        holds: ({ service }) =>
            Array.from(
                { length: Math.max(0, service.tasks.max - service.tasks.min) + 1 },
                (_, index) => service.tasks.min + index,
            ).every((tasks) => roomToRoll(tasks, service) > 0),
    },
    {
        path: "spotter:service.availabilityZoneRebalancing",
        reads: ["spotter:service.maximumPercent"],
        message: "must be false where maximumPercent is 100: ECS starts a task before it stops one",
        holds: ({ service }) => !service.availabilityZoneRebalancing || service.maximumPercent > 100,
    },
    {
        path: "spotter:service.healthCheckGracePeriodSeconds",
        reads: ["spotter:service.healthCheckStartPeriodSeconds"],
        message:
            "must be at least healthCheckStartPeriodSeconds, or the load balancer stops what the container check still waits for",
        detail: ({ service }) => String(service.healthCheckStartPeriodSeconds),
        holds: ({ service }) => service.healthCheckGracePeriodSeconds >= service.healthCheckStartPeriodSeconds,
    },
    {
        path: "spotter:service.architecture",
        reads: ["spotter:image.build.platform"],
        message: "must be that of image.build.platform",
        detail: ({ image }) => String(image.build?.platform),
        holds: ({ service, image: { build } }) =>
            build === undefined || service.architecture === (build.platform === "linux/arm64" ? "ARM64" : "X86_64"),
    },
    {
        path: "spotter:loadBalancer.deregistrationDelaySeconds",
        reads: ["spotter:service.maxRequestSeconds"],
        message: "must be at least service.maxRequestSeconds, or a deployment cuts requests",
        detail: ({ service }) => String(service.maxRequestSeconds),
        holds: ({ service, loadBalancer }) => loadBalancer.deregistrationDelaySeconds >= service.maxRequestSeconds,
    },
    {
        path: "spotter:loadBalancer.idleTimeoutSeconds",
        reads: ["spotter:service.maxRequestSeconds"],
        message: "must be at least service.maxRequestSeconds, or the load balancer answers 504",
        detail: ({ service }) => String(service.maxRequestSeconds),
        holds: ({ service, loadBalancer }) => loadBalancer.idleTimeoutSeconds >= service.maxRequestSeconds,
    },
    {
        path: "spotter:loadBalancer.healthCheck.timeoutSeconds",
        reads: ["spotter:loadBalancer.healthCheck.intervalSeconds"],
        message: "must be shorter than intervalSeconds",
        detail: ({ loadBalancer }) => String(loadBalancer.healthCheck.intervalSeconds),
        holds: ({ loadBalancer: { healthCheck } }) => healthCheck.timeoutSeconds < healthCheck.intervalSeconds,
    },
    {
        path: "spotter:loadBalancer.deletionProtection",
        reads: ["spotter:profile"],
        message: "must be true in production",
        holds: inProd(({ loadBalancer }) => loadBalancer.deletionProtection),
    },
    {
        path: "spotter:loadBalancer.ipAddressType",
        reads: ["spotter:network"],
        message: "must be ipv4 unless network.mode is existing: the other networks have no IPv6",
        holds: ({ loadBalancer, network }) => loadBalancer.ipAddressType === "ipv4" || network.mode === "existing",
    },
    {
        path: "spotter:network.serviceSubnetIds",
        reads: ["spotter:profile", "spotter:network.mode"],
        message: "must be at least 2 subnets in production, in different zones",
        holds: inProd(({ network }) => network.mode !== "existing" || network.serviceSubnetIds.length >= 2),
    },
    {
        path: "spotter:domain",
        reads: [],
        message: "must have either zone or certificateArn",
        holds: ({ domain }) => domain === undefined || (domain.zone === undefined) !== (domain.certificateArn === undefined),
    },
    {
        path: "spotter:domain.zone",
        reads: ["spotter:domain.name"],
        message: "must be the domain's name or a parent of it",
        detail: ({ domain }) => String(domain?.name),
        holds: ({ domain }) => domain?.zone === undefined || `.${domain.name}`.endsWith(`.${domain.zone}`),
    },
    {
        path: "spotter:domain.certificateArn",
        reads: ["aws:region", "aws:allowedAccountIds"],
        message: "must be a certificate of the stack's region and account, where the load balancer looks for it",
        holds: ({ domain, aws }) => domain?.certificateArn === undefined || isOf(domain.certificateArn, aws),
    },
    {
        path: "spotter:image.build",
        reads: ["spotter:profile"],
        message: "must be absent in production, which runs a digest that was built and tried elsewhere",
        holds: inProd(({ image }) => image.build === undefined),
    },
    {
        path: "spotter:image.commit",
        reads: ["spotter:image.digest"],
        message: "must stand beside image.digest: it says what that was built from",
        holds: ({ image }) => image.commit === undefined || image.digest !== undefined,
    },
    {
        path: "spotter:image.pinnedBy",
        reads: ["spotter:image.digest"],
        message: "must stand beside image.digest, which it says the origin of",
        holds: ({ image }) => image.pinnedBy === undefined || image.digest !== undefined,
    },
    {
        path: "spotter:repository.existing",
        reads: ["spotter:names.repository"],
        message: "must come with names.repository, the name of that repository",
        holds: ({ repository, names, stack }) => !repository.existing || names.repository !== defaultNames(stack).repository,
    },
    {
        path: "spotter:parameters.values",
        reads: ["spotter:access"],
        message: "must not repeat what the program derives",
        detail: (config) => within(Object.keys(config.parameters.values), derivable(config)).join(", "),
        holds: (config) => within(Object.keys(config.parameters.values), derivable(config)).length === 0,
    },
    {
        path: "spotter:parameters.values",
        reads: ["spotter:profile"],
        message: "must not hold secrets in production: a refresh decrypts them; keep them in SSM and list them as external",
        detail: (config) => givenSecrets(config).join(", "),
        holds: inProd((config) => givenSecrets(config).length === 0),
    },
    {
        path: "spotter:parameters.external",
        reads: ["spotter:parameters.values", "spotter:access"],
        message: "must not list a variable that has a value or is derived",
        detail: (config) => doublyGiven(config).join(", "),
        holds: (config) => doublyGiven(config).length === 0,
    },
    {
        path: "spotter:parameters.kmsKeyArn",
        reads: ["aws:region"],
        message: "must be a key of the stack's region, where SSM uses it",
        holds: ({ parameters: { kmsKeyArn }, aws }) => kmsKeyArn === undefined || kmsKeyArn.split(":")[3] === aws.region,
    },
    {
        path: "spotter:access.tables",
        reads: [],
        message: "must name the tables that the application cannot do without",
        detail: (config) => without(requiredTables, Object.keys(config.access.tables)).join(", "),
        holds: (config) => without(requiredTables, Object.keys(config.access.tables)).length === 0,
    },
    {
        path: "spotter:access.mail.sender",
        reads: ["spotter:access.mail.identity"],
        message: "must be an address of access.mail.identity",
        detail: ({ access }) => String(access.mail?.identity),
        holds: ({ access: { mail } }) =>
            mail === undefined || mail.sender === mail.identity || mail.sender.endsWith(`@${mail.identity}`),
    },
];

const requiredTables = parameters.flatMap(({ required, derivedFrom }) =>
    required && typeof derivedFrom === "object" ? [derivedFrom.table] : [],
);

function doublyGiven(config: StackConfig): string[] {
    const { values, external } = config.parameters;
    return external === "all" ? [] : within(external, [...Object.keys(values), ...derivable(config)]);
}

function isOf(arn: string, { region, accountId }: StackConfig["aws"]): boolean {
    const [, , , arnRegion, arnAccount] = arn.split(":");
    return arnRegion === region && arnAccount === accountId;
}
