import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link LogGroup}. */
export interface LogGroupArgs {
    /** Physical name, for example `/ecs/spotter-app`. */
    readonly logGroup: string;

    readonly settings: LogGroupSettings;
}

/** How long log lines are kept, and whether the group may be deleted. */
export interface LogGroupSettings {
    /** Days that a log line is kept; CloudWatch has a list of legal values. Storage costs about 0.03 USD per GB and month. */
    readonly retentionDays: number;

    /** Refuses to destroy the log group, and keeps it in AWS when it leaves the program. */
    readonly protect: boolean;
}

/** Where the containers log to. */
export class LogGroup extends pulumi.ComponentResource {
    constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:cloudwatch:LogGroup", name, {}, opts);
        const { retentionDays, protect } = args.settings;
        const group = new cloudwatch.LogGroup(
            name,
            { name: args.logGroup, retentionInDays: retentionDays },
            { parent: this, protect, retainOnDelete: protect },
        );
        this.registerOutputs({ name: group.name });
    }
}
