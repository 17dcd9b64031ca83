import type { z } from "zod";
import { toArn } from "../../aws/account";
import { formats } from "../../aws/formats";
import { isOfRegion } from "../../aws/kms-key";
import { keyUses, type KeyUse } from "../../aws/key-uses";
import { profiles } from "../profiles";
import type { StackConfig } from "../sections";
import { over, type ByColumn, type Section } from "../section";
import { flag, listOf, oneOf, section, text } from "../schema-kit";

const schema = section({
    customerKey: flag()
        .default(false)
        .describe("the stack makes a KMS key, about 1 USD a month, which AWS rotates every year, and encrypts with it"),
    kmsKeyArn: text(formats.kmsKeyArn.allowed, formats.kmsKeyArn.pattern)
        .optional()
        .describe("key that exists instead; its policy must let CloudWatch Logs, CloudWatch and EventBridge use it")
        .meta({ absent: "each service's own key" }),
    uses: listOf(oneOf(keyUses), "uses")
        .optional()
        .describe("what the key encrypts; a section's own `kmsKeyArn` wins; none for a key that is about to leave")
        .meta({ absent: "all four, where there is a key" }),
    protect: flag().optional().describe("refuse to destroy the key, and keep it when it leaves the program"),
}).optional();

interface Encryption {
    /** The stack makes a key. */
    readonly customerKey: boolean;

    /** A key that exists. */
    readonly kmsKeyArn: string | undefined;

    /** What the key encrypts. */
    readonly uses: readonly KeyUse[];
    readonly protect: boolean;
}

const defaults: ByColumn<{ readonly protect: boolean }> = {
    dev: { protect: false },
    staging: { protect: false },
    prod: { protect: true }, // without the key all that it has encrypted is lost
};

/** One customer key for what the stack keeps. */
export const encryption: Section<z.infer<typeof schema>, Encryption> & { readonly defaults: typeof defaults } = {
    note:
        "Log lines, what is told and new values are encrypted by the key from then on. AWS can't change the key of an ECR repository: where it " +
        "exists already, leave `repository` out of `uses`, or give it another name. Tables and buckets keep AWS's own keys, and so does the bucket " +
        "of logs, as a load balancer can write to no other. A key that is not protected is deleted seven days after it has left the program, and " +
        "with it whatever it has encrypted.",
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => ({
        customerKey: input?.customerKey ?? false,
        kmsKeyArn: input?.kmsKeyArn,
        uses: input?.uses ?? (input?.customerKey === true || input?.kmsKeyArn !== undefined ? keyUses : []),
        ...over(defaults[profiles[profile].column], { protect: input?.protect }),
    }),
    rules: [
        {
            path: "encryption.kmsKeyArn",
            reads: ["encryption.customerKey", "aws:region"],
            message: "must be a key of the stack's region and partition, and none with customerKey: true, which makes one",
            holds: ({ encryption: { kmsKeyArn, customerKey }, aws }) =>
                isOfRegion(kmsKeyArn, aws.region) && (kmsKeyArn === undefined || !customerKey),
        },
        {
            path: "encryption.uses",
            reads: ["encryption.customerKey", "encryption.kmsKeyArn"],
            message: "requires encryption.customerKey: true or encryption.kmsKeyArn, as nothing is encrypted otherwise",
            holds: ({ encryption: settings }) => settings.uses.length === 0 || hasKey(settings),
        },
    ],
    warnings: (config) =>
        hasKey(config.encryption) && encryptedBy(config).length === 0
            ? [
                  {
                      path: "encryption.uses",
                      message:
                          config.encryption.uses.length === 0
                              ? "the key encrypts nothing new, and what it has encrypted can be read"
                              : "the key encrypts nothing: each section has a key of its own, or is off",
                  },
              ]
            : [],
};

function hasKey({ customerKey, kmsKeyArn }: Encryption): boolean {
    return customerKey || kmsKeyArn !== undefined;
}

/** What the stack's one key encrypts. */
export function encryptedBy(config: StackConfig): readonly KeyUse[] {
    const { encryption: settings, logs, parameters, repository, alarms } = config;
    const isOpen: Readonly<Record<KeyUse, boolean>> = {
        logs: logs.kmsKeyArn === undefined,
        parameters: parameters.kmsKeyArn === undefined,
        repository: repository.kmsKeyArn === undefined && !repository.existing,
        alarms: alarms.kmsKeyArn === undefined && alarms.set !== "none",
    };
    return keyUses.filter((use) => settings.uses.includes(use) && isOpen[use]);
}

/**
 * Key that secrets in SSM are written under, as a command names it: the ARN of the key, or of the alias of the one that the
 * stack makes. Undefined for SSM's own.
 */
export function parameterKeyOf(config: StackConfig): string | undefined {
    const isEncrypted = encryptedBy(config).includes("parameters");
    return config.parameters.kmsKeyArn ?? (isEncrypted ? stackKeyOf(config) : undefined);
}

/** The key that secrets can be read under beside SSM's own: one that the stack makes encrypts some as long as it is there. */
export function readableKeyOf(config: StackConfig): string | undefined {
    return parameterKeyOf(config) ?? (config.encryption.customerKey ? stackKeyOf(config) : undefined);
}

function stackKeyOf({ encryption: settings, names, aws }: StackConfig): string {
    return settings.kmsKeyArn ?? toArn(aws, "kms", `alias/${names.monitoring}`);
}
