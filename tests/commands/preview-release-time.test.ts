import * as assert from "node:assert/strict";
import { compareReleases, describeRelease, predictRelease, type ReleaseTime } from "../../commands/preview/release-time";
import { parseConfig } from "../../config/parse";
import { expectedSeconds } from "../../deployment/phases";
import { previewOfExample, type StackKeys } from "../stacks/preview-of";
import { exampleCatalogue } from "../support/own";

async function timeOf(change?: (config: StackKeys) => void, mode: "preview" | "update" = "update"): Promise<ReleaseTime> {
    const time = predictRelease(await previewOfExample("prod", mode, change), "prod");
    assert.ok(time !== undefined);
    return time;
}
const loadBalancer = (keys: object) => (config: StackKeys) => {
    config["spotter:loadBalancer"] = { ...config["spotter:loadBalancer"], ...keys };
};

describe("the time that a release should take", () => {
    it("is the sum of its phases, from the settings in the preview, before the first update too", async () => {
        const time = await timeOf();
        assert.deepEqual(time, {
            totalSeconds: 132, // 25 + 22 + 5 + (10 + 5 + 10) + (30 + 5 + 20)
            phases: { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 },
            waitingSeconds: 0,
            costs: [],
        });
        assert.equal(describeRelease(time), "about 2 min 12 s: schedule 25 · pull 22 · start 5 · health 25 · drain 55");
        assert.deepEqual(await timeOf(undefined, "preview"), time);
    });

    it("is what a verdict compares the deployment with", async () => {
        const raw = { "spotter:profile": "prod", "aws:region": "us-east-1", "aws:allowedAccountIds": '["920013187591"]' };
        const tables = JSON.stringify({ identity: "example.com", sender: "no-reply@example.com" });
        const given = {
            ...raw,
            "spotter:access": `{"mail":${tables}}`,
            "spotter:domain": '{"name":"a.example.com","zone":"example.com"}',
        };
        const config = parseConfig(given, [], { project: "spotter", stack: "prod", catalogue: exampleCatalogue });
        assert.deepEqual(expectedSeconds(config), (await timeOf()).phases);
    });

    it("names a setting that costs more than its profile's default", async () => {
        const time = await timeOf(loadBalancer({ deregistrationDelaySeconds: 300 }));
        assert.deepEqual(time.costs, [{ setting: "loadBalancer.deregistrationDelaySeconds", value: 300, seconds: 270 }]);
        assert.match(describeRelease(time), /; loadBalancer\.deregistrationDelaySeconds 300 costs 4 min 30 s$/);
    });

    it("names each of several settings with its own share", async () => {
        const time = await timeOf((config) => {
            loadBalancer({ healthCheck: { intervalSeconds: 30 } })(config);
            config["spotter:service"] = { cpu: 256, tasks: { min: 4 }, maximumPercent: 125 }; // one task after the other
        });
        assert.deepEqual(
            time.costs.map(({ setting }) => setting),
            ["loadBalancer.healthCheck.intervalSeconds", "service.cpu", "service.maximumPercent"],
        );
        assert.equal(time.totalSeconds, 4 * (25 + 22 + 10 + 45 + 55));
    });

    it("is none without a service, or without tasks", async () => {
        const document = await previewOfExample("prod", "update");
        const resources = document.resources.filter(({ type }) => type !== "aws:ecs/service:Service");
        assert.equal(predictRelease({ ...document, resources }, "prod"), undefined);
    });

    it("is compared phase by phase", async () => {
        const [before, after] = [await timeOf(), await timeOf(loadBalancer({ deregistrationDelaySeconds: 300 }))];
        assert.deepEqual(compareReleases(before, after), [
            { name: "Release", text: "takes about 2 min 12 s ▸ 6 min 42 s", items: ["drain 55 ▸ 325 s"] },
        ]);
        assert.deepEqual(compareReleases(before, before), [
            { name: "Release", text: "takes about 2 min 12 s, as before", items: [] },
        ]);
        assert.deepEqual(compareReleases(undefined, before), [{ name: "Release", text: "takes about 2 min 12 s", items: [] }]);
        assert.deepEqual(compareReleases(before, undefined), []);
    });
});
