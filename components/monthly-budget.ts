import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";
import { account, given, object, physicalName, requireValid, wholeNumber } from "./arguments";
import type { Account } from "../aws/account";
import { ranges } from "../aws/ranges";
import type { ReleaseAlarms } from "./release-alarms";

/** Arguments of {@link MonthlyBudget}. */
export interface MonthlyBudgetArgs {
    /** Account that pays. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** The budget; unique in the account. */
        readonly monitoring: string;
    };

    /** Most that the stack is to cost a month, in USD. */
    readonly monthlyUsd: number;

    /** Tags by which AWS counts what the stack costs: as cost allocation tags someone must have activated them. */
    readonly tags: { readonly [K in "Project" | "Environment"]: string };

    /** Alarms whose topic is told. */
    readonly alarms: ReleaseAlarms;
}

/**
 * Tells of what the stack really costs, once AWS's bill for the month passes the budget, and once AWS expects it to. It ends nothing.
 *
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class MonthlyBudget extends pulumi.ComponentResource {
    constructor(name: string, args: MonthlyBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:budgets:MonthlyBudget", name, {}, opts);
        validate(args);
        const { topicArn } = args.alarms;

        new budgets.Budget(
            name,
            {
                accountId: args.account.accountId,
                name: args.names.monitoring,
                budgetType: "COST",
                timeUnit: "MONTHLY",
                limitAmount: String(args.monthlyUsd),
                limitUnit: "USD",
                metrics: "UnblendedCost",
                filterExpression: {
                    ands: (["Project", "Environment"] as const).map((key) => ({
                        tags: { key, values: [args.tags[key]], matchOptions: ["EQUALS"] },
                    })),
                },
                notifications: ["ACTUAL", "FORECASTED"].map((notificationType) => ({
                    notificationType,
                    comparisonOperator: "GREATER_THAN",
                    threshold: 100,
                    thresholdType: "PERCENTAGE",
                    subscriberSnsTopicArns: [topicArn],
                })),
            },
            { parent: this, dependsOn: args.alarms },
        );
        this.registerOutputs({});
    }
}

function validate(args: MonthlyBudgetArgs): void {
    requireValid("MonthlyBudget", args, {
        account,
        names: object({ monitoring: physicalName("monitoring") }),
        monthlyUsd: wholeNumber(ranges.monthlyUsd),
        tags: object({ Project: given, Environment: given }),
        alarms: given,
    });
}
