import * as assert from "node:assert/strict";
import { resourceKey, type PreviewDocument } from "../../preview/document";
import { inputsOf } from "../support/build";
import { ownProject } from "../support/own";
import { containersOf } from "./policies";
import { previewOf, previewOfExample, stacks, type StackKeys } from "./preview-of";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const other = `sha256:${"2e4d".repeat(16)}`;

const section = (config: StackKeys, key: string, change: object) => {
    config[key] = { ...config[key], ...change };
};
const after = (stack: "staging" | "prod", change: (config: StackKeys) => void) => previewOfExample(stack, "update", change);

/** `type::name` and inputs of every resource that is new, gone or different; options count as an input. */
function differences(before: PreviewDocument, now: PreviewDocument): Record<string, string[]> {
    const byKey = ({ resources }: PreviewDocument) =>
        new Map(resources.map((resource) => [resourceKey(resource), { ...resource.inputs, options: resource.options }]));
    const [old, fresh] = [byKey(before), byKey(now)];
    const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort();
    return Object.fromEntries(
        keys.flatMap((key): [string, string[]][] => {
            const [a, b] = [old.get(key), fresh.get(key)] as (Record<string, unknown> | undefined)[];
            if (a === undefined || b === undefined) {
                return [[key, [a === undefined ? "new" : "gone"]]];
            }
            const changed = Object.keys({ ...a, ...b }).filter((input) => JSON.stringify(a[input]) !== JSON.stringify(b[input]));
            return changed.length === 0 ? [] : [[key, changed.sort()]];
        }),
    );
}

function idsOf(document: PreviewDocument): { release?: string; config?: string } {
    const environment = Object.fromEntries(
        containersOf(document).flatMap((container) => container.environment.map(({ name, value }) => [name, value])),
    ) as Record<string, string>;
    const ids = { release: environment.RELEASE_ID, config: environment.CONFIG_ID };
    const tags = inputsOf(document.resources, task).tags as Record<string, string>;
    assert.deepEqual(ids, { release: tags["spotter:release"], config: tags["spotter:config"] });
    return ids;
}

for (const stack of stacks) {
    // The service follows by the revision's ARN, which only AWS counts up.
    it(`a new image of ${stack} changes the task definition and nothing else`, async () => {
        const usual = await previewOf(stack, "update");
        const now = await previewOf(stack, "update", (config) => section(config, `${ownProject}:image`, { digest: other }));
        assert.deepEqual(differences(usual, now), { [`${task}::web`]: ["containerDefinitions", "tags"] });
        assert.equal(idsOf(now).release, "2e4d2e4d2e4d");
        assert.equal(idsOf(now).config, idsOf(usual).config);
        assert.deepEqual({ ...now.outputs, imageDigest: usual.outputs.imageDigest }, usual.outputs);
        assert.equal(now.outputs.imageDigest, other);
    });
}

describe("a release of prod", () => {
    let usual: PreviewDocument;
    before(async () => {
        usual = await previewOfExample("prod", "update");
    });

    it("has a new CONFIG_ID when a variable of the container changes", async () => {
        const now = await after("prod", (config) => section(config, "spotter:loadBalancer", { idleTimeoutSeconds: 90 }));
        assert.deepEqual(differences(usual, now), {
            "aws:lb/loadBalancer:LoadBalancer::web": ["idleTimeout"],
            [`${task}::web`]: ["containerDefinitions", "tags"],
        });
        assert.notEqual(idsOf(now).config, idsOf(usual).config);
        assert.equal(idsOf(now).release, idsOf(usual).release);
    });

    it("changes the size of the task definition alone when it needs more memory", async () => {
        const now = await after("prod", (config) => section(config, "spotter:service", { memoryMiB: 2048 }));
        assert.deepEqual(differences(usual, now), { [`${task}::web`]: ["memory"] });
        assert.deepEqual(idsOf(now), idsOf(usual));
    });

    it("changes what the service is scaled to, and begins with, when it needs more tasks", async () => {
        const now = await after("prod", (config) => section(config, "spotter:service", { tasks: { min: 3 } }));
        assert.deepEqual(differences(usual, now), {
            "aws:appautoscaling/target:Target::web": ["minCapacity"],
            "aws:cloudwatch/metricAlarm:MetricAlarm::web-too-few": ["alarmDescription", "threshold"],
            "aws:ecs/service:Service::web": ["desiredCount"], // ignored once the service exists
        });
    });
});

describe("a release with another set of parameters", () => {
    const withValues = (values: object) => after("staging", (config) => section(config, "spotter:parameters", { values }));

    let none: PreviewDocument;
    let one: PreviewDocument;
    before(async () => {
        none = await withValues({});
        one = await withValues({ SUPPORT_EMAIL: "help@example.com" });
    });

    it("has a new CONFIG_ID when a parameter is added", () => {
        assert.deepEqual(differences(none, one), {
            "aws:ecs/service:Service::web": ["options"], // waits for the parameter
            [`${task}::web`]: ["containerDefinitions", "tags"],
            "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL": ["new"],
        });
        assert.notEqual(idsOf(one).config, idsOf(none).config);
    });

    it("has a new CONFIG_ID when an external variable is listed, and makes nothing", async () => {
        const now = await after("staging", (config) => section(config, "spotter:parameters", { external: ["SES_REPLY_TO"] }));
        assert.deepEqual(differences(none, now), { [`${task}::web`]: ["containerDefinitions", "tags"] });
        assert.notEqual(idsOf(now).config, idsOf(none).config);
    });

    it("has a new CONFIG_ID when a plain value changes, in a preview too", async () => {
        assert.deepEqual(differences(one, await withValues({ SUPPORT_EMAIL: "support@example.com" })), {
            [`${task}::web`]: ["containerDefinitions", "tags"],
            "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL": ["insecureValue"],
        });
    });
});
