import * as assert from "node:assert/strict";
import { describeTargets, findLoadBalancerDns } from "../../aws/elb";
import { StubClients } from "./stub-clients";

describe("a target group", () => {
    it("has targets with their health; what is absent is empty", async () => {
        const TargetHealthDescriptions = [
            {
                Target: { Id: "10.0.0.4", Port: 3000 },
                TargetHealth: { State: "unhealthy", Reason: "Target.Timeout", Description: "Request timed out" },
            },
            {},
        ];
        const stub = new StubClients({ elb: { describeTargetHealth: () => ({ TargetHealthDescriptions }) } });
        assert.deepEqual(await describeTargets(stub.clients, "group"), [
            { id: "10.0.0.4", port: 3000, state: "unhealthy", reason: "Target.Timeout", description: "Request timed out" },
            { id: "", port: 0, state: "", reason: "", description: "" },
        ]);
    });

    const group = (LoadBalancerArns: readonly string[]) =>
        new StubClients({
            elb: {
                describeTargetGroups: () => ({ TargetGroups: [{ LoadBalancerArns }] }),
                describeLoadBalancers: ({ LoadBalancerArns: asked }) => ({
                    LoadBalancers: [{ DNSName: `dns of ${String(asked)}` }],
                }),
            },
        });

    it("is reached through its load balancer", async () => {
        assert.equal(await findLoadBalancerDns(group(["balancer"]).clients, "group"), "dns of balancer");
    });

    it("is not reached where no listener uses it, and then nothing more is asked", async () => {
        const stub = group([]);
        assert.equal(await findLoadBalancerDns(stub.clients, "group"), undefined);
        assert.equal(stub.calls.length, 1);
    });
});
