import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { retentionDays } from "../aws/log-retention";
import { flag, given, object, oneOf, optional, physicalName, requireValid, text } from "./arguments";
import { createFirst } from "./replacement";

/** Arguments of {@link LogGroup}. */
export interface LogGroupArgs {
    /** Physical names. */
    readonly names: {
        /** The log group, for example `/ecs/spotter-app`; unique in the account. */
        readonly logGroup: string;
    };

    /**
     * Key of the stack, which encrypts the lines unless the settings name another.
     *
     * @default - CloudWatch's own key
     */
    readonly keyArn?: pulumi.Input<string>;

    /** How long log lines are kept, and whether the group may be deleted. */
    readonly settings: LogGroupSettings;
}

/** How long log lines are kept, and whether the group may be deleted. */
export interface LogGroupSettings {
    /** Days that a log line is kept, one of CloudWatch's values. Storage costs about 0.03 USD per GB and month. */
    readonly retentionDays: number;

    /** Customer key that encrypts the lines; undefined for the stack's, or for CloudWatch's own. */
    readonly kmsKeyArn: string | undefined;

    /** Refuses to destroy the log group, and keeps it in AWS when it leaves the program. */
    readonly protect: boolean;
}

/** CloudWatch log group of the containers. */
export class LogGroup extends pulumi.ComponentResource {
    constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:LogGroup", name, {}, opts);
        validate(args);
        const { settings } = args;

        const group = new cloudwatch.LogGroup(
            name,
            {
                name: args.names.logGroup,
                retentionInDays: settings.retentionDays,
                kmsKeyId: settings.kmsKeyArn ?? args.keyArn,
            },
            { parent: this, protect: settings.protect, retainOnDelete: settings.protect, ...createFirst },
        );
        this.registerOutputs({ name: group.name });
    }
}

function validate(args: LogGroupArgs): void {
    requireValid("LogGroup", args, {
        names: object({ logGroup: physicalName("logGroup") }),
        keyArn: optional(given),
        settings: object({
            retentionDays: oneOf<number>(retentionDays),
            kmsKeyArn: optional(text(formats.kmsKeyArn)),
            protect: flag,
        }),
    });
}
