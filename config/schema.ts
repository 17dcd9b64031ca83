import { z } from "zod";
import { cpuUnits, memoryMiBFor } from "../aws/fargate";
import { retentionDays } from "../aws/log-retention";
import { nameLimits, type NameKey } from "../aws/name-limits";
import { parameters, tableKeys } from "./parameters";
import { profileNames } from "./profiles";
import { didYouMean, flag, listOf, oneOf, section, text, wholeNumber } from "./schema-kit";

/**
 * What a stack file may say: every key, its type, its legal values, its meaning. Defaults are in `profiles.ts` and
 * `names.ts`, rules between keys in `rules.ts`; `docs/configuration.md` shows all of them and is held to them by a test.
 */

const memoryMiB = [...new Set(Object.values(memoryMiBFor).flat())].sort((a, b) => a - b);

const hostName = text("a host name like app.example.com", /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/);
const subnetId = text("a subnet's id like subnet-0123456789abcdef0", /^subnet-[0-9a-f]{8,17}$/);
const tableName = text("a DynamoDB table's name: 3 to 255 letters, digits and _ . -", /^[\w.-]{3,255}$/);
const mailAddress = text("a mail address", /^[^\s@"*?]+@[^\s@"*?]+\.[^\s@"*?]+$/, 320);

const physicalName = (key: NameKey) => {
    const { alphabet, allowed, length } = nameLimits[key];
    return text(allowed, alphabet, length);
};

const variableNames = parameters.map(({ name }) => name);
const variable = z.string("must be the name of a variable").refine((name) => variableNames.includes(name), {
    error: ({ input }) => `must be a variable of the catalogue${didYouMean(String(input), variableNames)}`,
});
const listed = (errors: z.core.$ZodIssue[][]) => errors.at(-1)?.map(({ message }) => message)[0] ?? "must be a list of variables";

const existingNetwork = section({
    mode: z.literal("existing"),
    vpcId: text("a VPC's id like vpc-0123456789abcdef0", /^vpc-[0-9a-f]{8,17}$/).describe("VPC of all the subnets"),
    publicSubnetIds: listOf(subnetId, "subnets", { min: 2 }).describe("subnets of the load balancer, in two zones or more"),
    serviceSubnetIds: listOf(subnetId, "subnets", { min: 1 }).describe("subnets of the tasks"),
    assignPublicIp: flag().default(false).describe("public addresses for the tasks, where their subnets have no NAT gateway"),
});

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

const dedicatedNetwork = section({
    mode: z.literal("dedicated"),
    cidr: text(
        "a private IPv4 block between /16 and /20, like 10.0.0.0/16",
        new RegExp(String.raw`^(?:10\.${octet}|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.${octet}){2}/(?:1[6-9]|20)$`),
    )
        .default("10.0.0.0/16")
        .describe("addresses of the VPC"),
    zones: wholeNumber(2, 6).default(2).describe("availability zones; the load balancer needs two"),
    nat: oneOf(["none", "single", "perZone"])
        .default("single")
        .describe("way out of the tasks: `none` puts them into public subnets, each NAT gateway costs about 33 USD a month"),
});

const defaultNetwork = section({
    mode: z.literal("default"),
    subnetIds: listOf(subnetId, "subnets", { min: 2 })
        .optional()
        .describe("subnets of the default VPC; without it, the default ones of the first two zones"),
});

const networkModes = ["default", "dedicated", "existing"] as const;

export const schema = {
    aws: section({
        region: text("a region like us-east-1", /^[a-z]{2}(?:-[a-z]+)+-\d$/).describe("region of everything"),
        allowedAccountIds: z
            .tuple(
                [text('an account id of 12 digits, quoted: "123456789012"', /^\d{12}$/)],
                'must be a list of exactly one account id, quoted: ["123456789012"]',
            )
            .describe("the one account; the provider refuses credentials of another"),
        profile: text("the name of a profile", /^\S+$/).optional().describe("profile of the shared AWS configuration"),
    }),

    spotter: section({
        profile: oneOf(profileNames).describe("column of the defaults"),

        names: section({
            repository: physicalName("repository").optional().describe("ECR repository"),
            cluster: physicalName("cluster").optional().describe("ECS cluster"),
            service: physicalName("service").optional().describe("ECS service"),
            taskFamily: physicalName("taskFamily").optional().describe("family of the task definitions"),
            container: physicalName("container").optional().describe("the container in the task"),
            logGroup: physicalName("logGroup").optional().describe("CloudWatch log group"),
            executionRole: physicalName("executionRole").optional().describe("role of the ECS agent"),
            executionPolicy: physicalName("executionPolicy").optional().describe("its inline policy that reads parameters"),
            taskRole: physicalName("taskRole").optional().describe("role of the application"),
            taskPolicy: physicalName("taskPolicy").optional().describe("its inline policy"),
            loadBalancer: physicalName("loadBalancer").optional().describe("Application Load Balancer"),
        }).optional(),

        domain: section({
            name: hostName.describe("host name of the application"),
            zone: hostName.optional().describe("Route 53 hosted zone that gets the records and validates the certificate"),
            certificateArn: text("the ARN of an ACM certificate", /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/)
                .optional()
                .describe("a certificate that exists, where DNS is kept elsewhere"),
        }).optional(),

        network: z
            .discriminatedUnion("mode", [defaultNetwork, dedicatedNetwork, existingNetwork], {
                error: ({ input }) =>
                    typeof input === "object"
                        ? `must be one of ${networkModes.join(", ")}`
                        : "must be an object with the key mode",
            })
            .optional(),

        repository: section({
            existing: flag().optional().describe("use a repository that another stack or somebody else made"),
            keepImages: wholeNumber(2, 1000).optional().describe("images that the lifecycle rule keeps, newest first"),
            protect: flag().optional().describe("refuse to destroy the repository, and keep it when it leaves the program"),
        }).optional(),

        image: section({
            digest: text("an image digest: sha256: and 64 hex digits", /^sha256:[0-9a-f]{64}$/)
                .optional()
                .describe("the image to run, which must be in the repository; wins over `build`"),
            commit: text("a commit id of 7 to 40 hex digits", /^[0-9a-f]{7,40}$/)
                .optional()
                .describe("commit that the digest was built from"),
            pinnedBy: oneOf(["rollback"])
                .optional()
                .describe("set by a rollback beside its digest, until `npm run rollback -- STACK --clear`"),
            build: section({
                context: text("a folder inside the project", /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w./-]+$/)
                    .default("app")
                    .describe("build context"),
                platform: oneOf(["linux/amd64", "linux/arm64"])
                    .default("linux/amd64")
                    .describe("platform of the image, whatever machine builds it"),
                target: text("the name of a stage", /^[a-z][\w.-]*$/)
                    .default("runner")
                    .describe("stage of the Dockerfile"),
            }).optional(),
        }).optional(),

        loadBalancer: section({
            idleTimeoutSeconds: wholeNumber(1, 4000)
                .optional()
                .describe("silence after which a connection is closed; the application keeps alive 5 s longer"),
            deregistrationDelaySeconds: wholeNumber(0, 3600)
                .optional()
                .describe("time that a task's last requests get; part of every deployment"),
            deletionProtection: flag().optional().describe("AWS refuses to delete the load balancer"),
            ipAddressType: oneOf(["ipv4", "dualstack"])
                .default("ipv4")
                .describe("`dualstack` also listens on IPv6, in subnets that have it"),
            healthCheck: section({
                path: text("a path like /api/health", /^\/[\w./~-]*$/, 1024)
                    .optional()
                    .describe("liveness: answers 200 without asking any dependency"),
                intervalSeconds: wholeNumber(5, 300).optional().describe("between two checks; the pace of a deployment"),
                timeoutSeconds: wholeNumber(2, 120).optional().describe("for one check"),
                healthyThreshold: wholeNumber(2, 10).optional().describe("passed checks to come back"),
                unhealthyThreshold: wholeNumber(2, 10).optional().describe("failed checks to be taken out"),
            }).optional(),
        }).optional(),

        service: section({
            cpu: oneOf(cpuUnits).optional().describe("CPU units of a task, 1024 are a vCPU"),
            memoryMiB: oneOf(memoryMiB).optional().describe("memory of a task; what is legal depends on the CPU"),
            architecture: oneOf(["X86_64", "ARM64"]).optional().describe("processor; by default the platform that is built for"),
            tasks: section({
                min: wholeNumber(1, 1000).optional().describe("tasks that run"),
                max: wholeNumber(1, 1000).optional().describe("tasks that scaling may reach"),
            }).optional(),
            capacity: section({
                base: wholeNumber(0, 1000).optional().describe("tasks that are always on demand"),
                onDemandWeight: wholeNumber(0, 1000).optional().describe("share of FARGATE in the tasks beyond the base"),
                spotWeight: wholeNumber(0, 1000).optional().describe("share of FARGATE_SPOT: cheaper, may be interrupted"),
            }).optional(),
            port: wholeNumber(1024, 65535)
                .optional()
                .describe("port of the container; a user that is not root needs 1024 or more"),
            minimumHealthyPercent: wholeNumber(0, 100).optional().describe("of the tasks that keep serving during a deployment"),
            maximumPercent: wholeNumber(100, 200).optional().describe("of the tasks that may run during a deployment"),
            availabilityZoneRebalancing: flag()
                .optional()
                .describe("ECS moves tasks back into balance; on unless `maximumPercent` is 100"),
            healthCheckGracePeriodSeconds: wholeNumber(0, 3600)
                .optional()
                .describe("in which failing health checks don't stop a new task"),
            healthCheckStartPeriodSeconds: wholeNumber(0, 300)
                .optional()
                .describe("in which failing container checks don't count"),
            stopTimeoutSeconds: wholeNumber(2, 120).optional().describe("between SIGTERM and SIGKILL; Fargate's longest is 120"),
            maxRequestSeconds: wholeNumber(1, 4000).optional().describe("longest request that a deployment must not cut"),
            skipDestroy: flag().optional().describe("old task definitions stay ACTIVE, as a rollback needs them"),
        }).optional(),

        parameters: section({
            prefix: text("a path like /spotter-app", /^(?!\/(?:aws|ssm)(?:\/|-|$))(?:\/[\w.-]+){1,14}$/i, 900)
                .optional()
                .describe("path of the SSM parameters"),
            values: section(
                Object.fromEntries(
                    parameters.map(({ name, description }) => [
                        name,
                        z
                            .string("must be a text: quote it")
                            .min(1, "must not be empty: SSM refuses it")
                            .refine(
                                (value) => Buffer.byteLength(value) <= 4096,
                                "must be at most 4 KB, the size of a standard parameter",
                            )
                            .optional()
                            .describe(description),
                    ]),
                ),
            )
                .optional()
                .describe("values that the stack manages, by variable"),
            external: z
                .union([z.literal("all"), listOf(variable, "variables")], {
                    error: ({ input, errors }) =>
                        Array.isArray(input) ? listed(errors as z.core.$ZodIssue[][]) : "must be all, or a list of variables",
                })
                .optional()
                .describe("variables whose values somebody else keeps in SSM; `all` for every one not otherwise given"),
            kmsKeyArn: text("the ARN of a KMS key", /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/)
                .optional()
                .describe("customer key that encrypts the secrets; without it, SSM's own"),
            retainOnDelete: flag().optional().describe("a parameter that leaves the program stays, as a rollback may need it"),
        }).optional(),

        access: section({
            tables: section(
                Object.fromEntries(tableKeys.map((key) => [key, tableName.optional().describe(`table of the ${key}`)])),
            )
                .optional()
                .describe("DynamoDB tables that the application uses, by what they hold"),
            bedrock: section({
                models: listOf(text("a foundation model's id", /^[a-z0-9-]+\.[\w.:-]+$/), "models")
                    .default([])
                    .describe("foundation models that the application may invoke in the stack's region"),
                profiles: listOf(
                    text("an inference profile's id like us.anthropic.claude-…", /^[a-z-]+\.[a-z0-9-]+\.[\w.:-]+$/),
                    "profiles",
                )
                    .default([])
                    .describe("cross-region inference profiles that the application may use"),
            }).optional(),
            mail: section({
                identity: z
                    .union([hostName, mailAddress], { error: "must be a domain or a mail address that SES has verified" })
                    .describe("SES identity"),
                sender: mailAddress.describe("the only address that mail may come from"),
                configurationSet: text("a configuration set's name: letters, digits, _ and -", /^[\w-]+$/, 64)
                    .optional()
                    .describe("what SES_CONFIGURATION_SET names: SES asks for a right of its own"),
            }).optional(),
        }).optional(),

        deployment: section({
            preflight: flag().optional().describe("refuse, in a preview too, what would fail its deployment"),
            verdict: flag().optional().describe("fail the update unless the release serves"),
            timeoutMinutes: wholeNumber(3, 60).optional().describe("after which a deployment has failed, whatever ECS says"),
            maxFailuresOfSameCause: wholeNumber(1, 20)
                .optional()
                .describe("tasks stopped by one cause that are enough for a verdict"),
            rollbackEarly: flag().optional().describe("let ECS roll back at once when the verdict is early"),
        }).optional(),

        logs: section({
            retentionDays: oneOf(retentionDays).optional().describe("how long log lines are kept"),
            protect: flag().optional().describe("refuse to destroy the log group, and keep it when it leaves the program"),
        }).optional(),
    }),
};

const stackSchema = z.strictObject(schema);

/** A stack file's values, checked one by one. */
export type StackInput = z.infer<typeof stackSchema>;

/** Checks the values of one stack, one by one; rules between them are in `rules.ts`. */
export function check(input: unknown): z.ZodSafeParseResult<StackInput> {
    return stackSchema.safeParse(input, { reportInput: false });
}
