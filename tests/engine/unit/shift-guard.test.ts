import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { Findings, ShiftChange } from "../../../deployment/api";
import { leavingHook, newRuleHook } from "../../../engine/shift-guard";
import { build } from "../../support/build";
import { DeploymentApiDouble, run, serviceRef } from "./guard-fixture";

const [first, rule] = ["arn:first", "arn:rule"];
const shifting = {
    loadBalancers: [{ targetGroupArn: first, advancedConfiguration: { productionListenerRule: rule } }],
};
const rolling = { loadBalancers: [{ targetGroupArn: first }] };
const ruleTo = (arn: string) => ({ actions: [{ forward: { targetGroups: [{ arn, weight: 100 }] } }] });

async function make(findings: Findings = { errors: [], warnings: [] }) {
    const asked: ShiftChange[] = [];
    const api = Object.assign(new DeploymentApiDouble(), {
        checkShiftChange: (change: ShiftChange) => {
            asked.push(change);
            return Promise.resolve(findings);
        },
    });
    const report = ({ errors }: Findings) => (errors.length > 0 ? Promise.reject(new Error(errors[0])) : Promise.resolve());
    let hooks: pulumi.ResourceHookBinding[] = [];
    await build(() => {
        hooks = [leavingHook("web", { api, serviceRef, report }), newRuleHook("web", { api, serviceRef, report })];
    });
    const [leaving, made] = [hooks[0]?.beforeUpdate?.[0], hooks[1]?.beforeCreate?.[0]] as pulumi.ResourceHook[];
    return { asked, leaving, made };
}

describe("the guard of two target groups", () => {
    it("asks where requests go before the service leaves one of them, in a preview too", async () => {
        const { asked, leaving } = await make();
        assert.equal(leaving?.opts?.onDryRun, true);
        await run(leaving, { oldInputs: shifting, newInputs: rolling });
        assert.deepEqual(asked, [{ serviceRef, targetGroupArn: first, leavingRuleArn: rule }]);
    });

    it("asks nothing before any other change of the service", async () => {
        const { asked, leaving } = await make();
        for (const [oldInputs, newInputs] of [
            [shifting, shifting],
            [rolling, shifting],
            [rolling, rolling],
        ]) {
            await run(leaving, { oldInputs, newInputs });
        }
        assert.deepEqual(asked, []);
    });

    it("asks where tasks serve before a rule of production is made, once its target group is known", async () => {
        const { asked, made } = await make();
        assert.equal(made?.opts?.onDryRun, true);
        await run(made, { newInputs: ruleTo("04da6b54-80e4-46f7-96ec-b56ff0331ba9") }); // as the engine has an unknown value
        assert.deepEqual(asked, []);
        await run(made, { newInputs: ruleTo(first) });
        assert.deepEqual(asked, [{ serviceRef, targetGroupArn: first }]);
    });

    it("refuses what was found to lose requests", async () => {
        const { leaving, made } = await make({ errors: ["would lose"], warnings: [] });
        await assert.rejects(run(leaving, { oldInputs: shifting, newInputs: rolling }), /^Error: would lose$/);
        await assert.rejects(run(made, { newInputs: ruleTo(first) }), /^Error: would lose$/);
    });
});
