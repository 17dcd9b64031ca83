import * as assert from "node:assert/strict";
import { MonthlyBudget } from "../../components/monthly-budget";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { monthlyBudget } from "./subjects-alarms";

const type = "aws:budgets/budget:Budget";
const budget = () => new MonthlyBudget("web", monthlyBudget.args());

describe("MonthlyBudget", () => {
    for (const mode of modes) {
        it(`makes a budget, and nothing else (${mode})`, async () => {
            const resources = await build(budget, mode);
            assert.deepEqual(childrenOf(resources, "spotter:budgets:MonthlyBudget::web"), [`${type}::web`]);
        });
    }

    it("counts what has both tags of the stack, and tells the topic of what was billed and of what is expected", async () => {
        const resources = await build(budget);
        const notification = (notificationType: string) => ({
            comparisonOperator: "GREATER_THAN",
            notificationType,
            subscriberSnsTopicArns: ["arn:aws:sns:us-east-1:123456789012:spotter-app-alarms"],
            threshold: 100,
            thresholdType: "PERCENTAGE",
        });
        assert.deepEqual(inputsOf(resources, type), {
            accountId: "123456789012",
            budgetType: "COST",
            filterExpression: {
                ands: [
                    { tags: { key: "Project", matchOptions: ["EQUALS"], values: ["spotter"] } },
                    { tags: { key: "Environment", matchOptions: ["EQUALS"], values: ["test"] } },
                ],
            },
            limitAmount: "80",
            limitUnit: "USD",
            metrics: "UnblendedCost",
            name: "spotter-app",
            notifications: [notification("ACTUAL"), notification("FORECASTED")],
            timeUnit: "MONTHLY",
        });
    });

    it("comes after the policy of the topic, which AWS tries", async () => {
        const { options } = resourceOf(await build(budget), type);
        assert.ok(options.dependsOn.includes("aws:sns/topicPolicy:TopicPolicy::web-alarms"), options.dependsOn.join("\n"));
    });
});
