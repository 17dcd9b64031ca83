import * as assert from "node:assert/strict";
import { previewOfExample } from "./preview-of";

describe("the output dnsRecord", () => {
    const recordOf = async (domain?: object) => {
        const { outputs } = await previewOfExample("prod", "update", (config) => {
            config["spotter:domain"] = domain as Record<string, unknown>;
        });
        return outputs.dnsRecord;
    };
    const name = "app.example.com";
    const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/0a1b2c3d-0000-4000-8000-000000000000";

    it("is the record that leads to the load balancer, where the stack makes none", async () => {
        const { outputs } = await previewOfExample("prod", "update");
        const wanted = { name, value: outputs.loadBalancerDns, hostedZoneId: "Z0" };
        assert.deepEqual(await recordOf({ name, certificateArn }), wanted);
        assert.deepEqual(await recordOf({ name, zone: "example.com", record: false }), wanted);
    });

    it("is absent where the stack makes it, and without a domain", async () => {
        assert.equal(await recordOf({ name, zone: "example.com" }), undefined);
        assert.equal(await recordOf(), undefined);
    });
});
