import * as assert from "node:assert/strict";
import { evaluateShiftChange, type ShiftFacts } from "../../deployment/shift-change";
import { serviceRef } from "../engine/unit/guard-fixture";

const arn = (name: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`;
const [first, alternate] = [arn("web-1"), arn("web-2")];
const again =
    "release once more with the stack file as it was (npm run restart), which brings requests to it, and repeat the change";

const leave = (facts: Partial<ShiftFacts>) =>
    evaluateShiftChange(
        { serviceRef, targetGroupArn: first, leavingRuleArn: "arn:rule" },
        { isDeploying: false, weights: { [first]: 100, [alternate]: 0 }, refused: [], ...facts },
    );
const make = (facts: Partial<ShiftFacts>) =>
    evaluateShiftChange({ serviceRef, targetGroupArn: first }, { refused: [], ...facts });
const none = { errors: [], warnings: [] };

describe("a service that goes back to one target group", () => {
    it("may where all requests go to that one", () => {
        assert.deepEqual(leave({}), none);
    });

    it("may not where they go to the other, or to both", () => {
        const message = `requests go to web-2 now, not to web-1, which the service keeps: ${again}`;
        assert.deepEqual(leave({ weights: { [first]: 0, [alternate]: 100 } }), { errors: [message], warnings: [] });
        assert.deepEqual(leave({ weights: { [first]: 90, [alternate]: 10 } }), { errors: [message], warnings: [] });
    });

    it("may not where the rule sends none anywhere that is known", () => {
        assert.deepEqual(leave({ weights: {} }).errors, [
            `requests go to no target group now, not to web-1, which the service keeps: ${again}`,
        ]);
    });

    it("may not while a deployment is under way, whatever the weights", () => {
        const { service } = serviceRef;
        assert.deepEqual(leave({ isDeploying: true }), {
            errors: [
                `a deployment of ${service} is under way, and ECS takes another strategy only when it has ended: npm run status`,
            ],
            warnings: [],
        });
    });

    it("may not where AWS does not say where they go", () => {
        const refused = ["elasticloadbalancing:DescribeRules denied"];
        const errors = ["not known which target group requests go to: elasticloadbalancing:DescribeRules denied"];
        assert.deepEqual(leave({ weights: undefined, refused }), { errors, warnings: [] });
        assert.deepEqual(leave({ isDeploying: undefined }).errors, [
            "not known which target group requests go to: no rule says so",
        ]);
    });
});

describe("a rule that sends all requests to the first target group", () => {
    it("may be made where a task is healthy in it, or in none", () => {
        assert.deepEqual(make({ healthy: { first: 1, others: 2 } }), none);
        assert.deepEqual(make({ healthy: { first: 0, others: 0 } }), none);
        assert.deepEqual(make({}), none);
    });

    it("may not where tasks serve in another group alone", () => {
        assert.deepEqual(make({ healthy: { first: 0, others: 2 } }), {
            errors: [`target group web-1 would get all requests, and no task is healthy in it, while others serve: ${again}`],
            warnings: [],
        });
    });

    it("says what AWS did not answer", () => {
        assert.deepEqual(make({ refused: ["denied"] }), { errors: [], warnings: ["not checked: denied"] });
    });
});
