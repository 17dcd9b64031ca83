import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { formats } from "../aws/formats";
import { keyUses, type KeyUse } from "../aws/key-uses";
import { account, flag, listOf, object, oneOf, optional, physicalName, requireValid, text } from "./arguments";
import { keyPolicy } from "./key-policy";

/** Arguments of {@link CustomerKey}. */
export interface CustomerKeyArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** Alias of the key is `alias/` and this; unique in the account and region. */
        readonly monitoring: string;

        /** Log group whose lines the key may encrypt. */
        readonly logGroup: string;
    };

    /** Log group of how runs of schedules ended, whose lines it may encrypt as well. @default - there is none */
    readonly runLog?: string;

    /** What it encrypts. */
    readonly uses: readonly KeyUse[];

    /** A budget of AWS's tells the topic of the alarms, too. */
    readonly hasBudget: boolean;

    /** Whose key it is, and how it is kept. */
    readonly settings: CustomerKeySettings;
}

/** Whose key it is, and how it is kept. */
export interface CustomerKeySettings {
    /** A key that exists, and is managed elsewhere; undefined where the stack makes one. */
    readonly kmsKeyArn: string | undefined;

    /** Refuses to destroy the key, and keeps it in AWS when it leaves the program. */
    readonly protect: boolean;

    /** Keeps the key in AWS when it leaves the program, as what it has encrypted stays, too. */
    readonly retainOnDelete: boolean;
}

/** Days in which the deletion of a key can be taken back: AWS's most, and its least. */
const deletionDays = { protected: 30, other: 7 } as const;

/**
 * The customer key of a stack, about 1 USD a month: AWS rotates it every year, and its policy lets in who has to use it. A key that
 * exists is passed on as it is.
 */
export class CustomerKey extends pulumi.ComponentResource {
    /** ARN of the key for each use; absent for what it does not encrypt. */
    public readonly arns: Readonly<Partial<Record<KeyUse, pulumi.Output<string>>>>;

    /** ARN of the key that the stack makes; undefined where it exists. */
    public readonly ownArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: CustomerKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:kms:CustomerKey", name, {}, opts);
        validate(args);
        const { uses, settings } = args;

        this.ownArn = settings.kmsKeyArn === undefined ? this.key(name, args) : undefined;
        const arn = this.ownArn ?? pulumi.output(settings.kmsKeyArn);
        this.arns = Object.fromEntries(uses.map((use) => [use, arn]));
        this.registerOutputs({ arn });
    }

    private key(name: string, { account: at, names, runLog, uses, hasBudget, settings }: CustomerKeyArgs): pulumi.Output<string> {
        const { protect } = settings;
        const readers = [...new Set<KeyUse>(["logs", ...uses])]; // older lines keep the key that they were written with
        const opts = { parent: this, protect, retainOnDelete: protect || settings.retainOnDelete };
        const key = new kms.Key(
            name,
            {
                description: `What ${names.monitoring} keeps: ${uses.join(", ")}`,
                enableKeyRotation: true,
                deletionWindowInDays: protect ? deletionDays.protected : deletionDays.other,
                policy: JSON.stringify(keyPolicy({ account: at, uses: readers, logGroup: names.logGroup, runLog, hasBudget })),
            },
            opts,
        );
        new kms.Alias(name, { name: `alias/${names.monitoring}`, targetKeyId: key.keyId }, opts);
        return key.arn;
    }
}

function validate(args: CustomerKeyArgs): void {
    requireValid("CustomerKey", args, {
        account,
        names: object({ monitoring: physicalName("monitoring"), logGroup: physicalName("logGroup") }),
        runLog: optional(physicalName("logGroup")),
        uses: listOf(oneOf(keyUses)),
        hasBudget: flag,
        settings: object({ kmsKeyArn: optional(text(formats.kmsKeyArn)), protect: flag, retainOnDelete: flag }),
    });
}
