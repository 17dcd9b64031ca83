import * as assert from "node:assert/strict";
import { readStack } from "../../config/read-stack";
import { offlinePreview } from "../../preview/offline";
import { describeSpotter } from "../support/own";
import { allows } from "../support/resource-policy";
import { flowLogCalls, networkCalls } from "./network-calls";
import { providerCalls, type ProviderCall } from "./provider-calls";
import { recordDelivery, statementsOf, tooLong, withStackFile, type Registered } from "./record-delivery";

describeSpotter("what a role of delivery may do with a network of the stack's own", () => {
    const dedicated = { "spotter:network": { mode: "dedicated" }, "spotter:audit": { flowLogs: true } };
    const tags = (stack: string) => ({ Project: readStack(".", "staging").config.project, Environment: stack });
    const tried = <T>(stack: string, act: (roles: readonly Registered[], asked: readonly ProviderCall[]) => T) =>
        withStackFile(stack, "staging", dedicated, async (folder) => {
            const config = { stacks: { [stack]: { environment: stack } }, github: { repository: "acme/shop" } };
            const { resources: roles } = await recordDelivery(config, folder);
            return act(roles, providerCalls(await offlinePreview(folder, stack, "update")));
        });
    const granted = (roles: readonly Registered[], role: string, asked: readonly ProviderCall[], is = true) =>
        asked
            .filter((call) => call.resources.every((on) => allows(statementsOf(roles, role), { ...call, resource: on })) === is)
            .map(({ action, resources: [on] }) => `${action} ${on?.split(":").at(-1)?.split("/")[0] ?? ""}`);

    it("may make, change, read and delete it, and a preview reads it alone", () =>
        tried("walled", (roles, asked) => {
            assert.ok(asked.some(({ action }) => action === "ec2:CreateNatGateway"));
            assert.ok(asked.some(({ action }) => action === "ec2:CreateFlowLogs"));
            assert.deepEqual(granted(roles, "deploy-walled", asked, false), []);
            const network = [...networkCalls(tags("walled")), ...flowLogCalls(tags("walled"))];
            const reads = network.filter((call) => !call.writes);
            assert.deepEqual(granted(roles, "preview", network).length, reads.length);
            assert.deepEqual(tooLong(roles), []);
        }));

    it("may touch no network of another, nor make anything in one", () =>
        tried("walled", (roles) => {
            const others = [...networkCalls(tags("prod")), ...flowLogCalls(tags("prod"))].filter((call) => call.writes);
            // Tags that are given as something is made: what makes it is refused.
            const made = others.filter((call) => !("ec2:CreateAction" in call.context) && call.resources[0] !== "*");
            assert.deepEqual(granted(roles, "deploy-walled", made), []);

            const own = networkCalls(tags("walled")).filter((call) => call.writes && !("ec2:CreateAction" in call.context));
            const foreign = own.map(({ context, ...call }) => ({
                ...call,
                context: {
                    ...context,
                    ...("aws:ResourceTag/Environment" in context ? { "aws:ResourceTag/Environment": "prod" } : {}),
                },
            }));
            const inForeign = foreign.filter((call) => "aws:ResourceTag/Environment" in call.context);
            assert.ok(inForeign.length > 30);
            assert.deepEqual(granted(roles, "deploy-walled", inForeign), []);
        }));

    it("is nothing where the stack has none", async () => {
        const { resources: roles } = await recordDelivery();
        const asked = networkCalls(tags("staging")).filter((call) => call.writes);
        assert.deepEqual(granted(roles, "deploy-staging", asked), []);
    });

    it("is taken away with a review stack, of which the reaper makes nothing", () =>
        withStackFile("pr", "pr", dedicated, async (folder) => {
            const config = { stacks: {}, reviewStack: "pr", github: { repository: "acme/shop" } };
            const { resources: roles } = await recordDelivery(config, folder);
            const asked = networkCalls(tags("pr-12"));
            const isDelete = ({ action }: ProviderCall) => /:(?:Delete(?!Tags)|Detach|Disassociate|Release)/.test(action);
            const writes = asked.filter((call) => call.writes);
            assert.deepEqual(granted(roles, "review", asked, false), []);
            assert.deepEqual(granted(roles, "reaper", asked.filter(isDelete), false), []);
            assert.deepEqual(
                granted(
                    roles,
                    "reaper",
                    writes.filter((call) => !isDelete(call)),
                ),
                [],
            );
        }));
});
