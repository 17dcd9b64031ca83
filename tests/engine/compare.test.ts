import * as assert from "node:assert/strict";
import { offlinePreview } from "../../preview/offline";
import type { PreviewDocument } from "../../preview/document";
import { compare } from "../../review/compare";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ComponentProviderDouble } from "../support/component-provider-double";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";
import { shownChanges } from "./shown-changes";

const network = (nat: string) => ({ mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat });

const deployBy = (strategy: string) => ({ strategy, verdict: false, preflight: false });

/** What is deployed at first. */
const deployed: Readonly<Record<string, unknown>> = {
    "spotter:image": { digest: `sha256:${"1".repeat(64)}` },
    "spotter:deployment": deployBy("rolling"),
    "spotter:network": network("none"),
    "spotter:service": { cpu: 512, memoryMiB: 1024, tasks: { min: 2 } },
    "spotter:parameters": { values: { SUPPORT_EMAIL: "help@example.com" } },
};

/** What exists only where ECS moves requests between two target groups. */
const shift = [
    "aws:iam/role:Role::web-infrastructure",
    "aws:iam/rolePolicy:RolePolicy::web-shift-traffic",
    "aws:lb/listenerRule:ListenerRule::web-production",
    "aws:lb/targetGroup:TargetGroup::web-alternate",
];
const all = (keys: readonly string[], operation: string) => Object.fromEntries(keys.map((key) => [key, operation]));

const [service, revision] = ["aws:ecs/service:Service::web", "aws:ecs/taskDefinition:TaskDefinition::web"];

/** Changes of what is deployed, and what both must see at least. */
const changes: readonly (readonly [title: string, key: string, value: unknown, operations: Readonly<Record<string, string>>])[] =
    [
        [
            "more memory",
            "spotter:service",
            { cpu: 512, memoryMiB: 2048, tasks: { min: 2 } },
            { [service]: "update", [revision]: "replace" },
        ],
        ["a NAT gateway", "spotter:network", network("single"), { "awsx:ec2:Vpc::web": "update", [service]: "update" }],
        ["one task more", "spotter:service", { cpu: 512, memoryMiB: 1024, tasks: { min: 3 } }, { [service]: "update" }],
        [
            "another plain value",
            "spotter:parameters",
            { values: { SUPPORT_EMAIL: "support@example.com" } },
            { "aws:ssm/parameter:Parameter::web-SUPPORT_EMAIL": "update", [service]: "update", [revision]: "replace" },
        ],
        [
            "canary in place of rolling",
            "spotter:deployment",
            deployBy("canary"),
            { ...all(shift, "create"), [service]: "update" },
        ],
        [
            "another name of a role",
            "spotter:names",
            { taskRole: "another-role" },
            {
                "aws:iam/role:Role::web-task": "replace",
                "aws:iam/rolePolicy:RolePolicy::web-use-services": "replace",
                [revision]: "replace",
                [service]: "update",
            },
        ],
        [
            "other names of all that has one and may stand beside another",
            "spotter:names",
            Object.fromEntries(
                ["cluster", "service", "logGroup", "repository", "executionRole", "taskRole"].map((key) => [
                    key,
                    `other-${key.toLowerCase()}`,
                ]),
            ),
            { [service]: "replace", [revision]: "replace", "aws:ecr/lifecyclePolicy:LifecyclePolicy::web": "replace" },
        ],
    ];

/** Both are asked about the same two states of staging, of which the first is deployed. */
describeWithCli("the comparison of two previews, beside the preview of the engine", () => {
    const cloud = new ProviderAws();
    const [aws, awsx] = [new ProviderDouble(cloud), new ComponentProviderDouble()];
    const workspace = new Workspace();
    const offline = () => offlinePreview(workspace.folder, "staging", "update");
    let deployedPreview: PreviewDocument;

    const configure = (keys: Readonly<Record<string, unknown>>) =>
        Object.entries(keys).forEach(([key, value]) => workspace.configure("staging", key, value));

    before(async () => {
        await cloud.start();
        workspace.open(`${await aws.start()},${await awsx.start()}`, cloud.environment);
        configure(deployed);
        cloud.parameters.set("/spotter-staging/AUTH_SECRET", secureString(1));
        await workspace.succeed("stack", "init", "staging");
        await workspace.succeed("up", "--yes", "--skip-preview");
        deployedPreview = await offline();
    });
    after(() => {
        aws.stop();
        awsx.stop();
        cloud.stop();
        workspace.close();
    });

    /** Configures a change, and holds what is said of it to what the engine says; then the keys are as before. */
    async function assertSame(key: string, value: unknown, deployedValue: unknown, expected: Readonly<Record<string, string>>) {
        configure({ [key]: value });
        try {
            const now = await offline();
            const comparison = compare(deployedPreview, now);
            const operations = Object.fromEntries(
                comparison.changes.map(({ type, name, operation }) => [`${type}::${name}`, operation]),
            );
            const asked = operationsOf(await workspace.succeed("preview", "--json"));
            assert.deepEqual(operations, asked);
            assert.deepEqual({ ...operations, ...expected }, operations);

            const engine = Object.entries(asked).filter(([key]) => !key.startsWith("spotter:"));
            const told = engine.map(([key, operation]) => `${operation} ${key.replace(/^.*:(\w+)::/, "$1 ")}`).sort();
            Object.entries(shownChanges(now, comparison)).forEach(([output, shown]) => assert.deepEqual(shown, told, output));
        } finally {
            configure({ [key]: deployedValue });
        }
    }

    for (const [title, key, value, expected] of changes) {
        it(`has the same operations for ${title}, and so have JSON, text, comment and page`, () =>
            assertSame(key, value, deployed[key], expected));
    }

    it("has the same operations for rolling in place of canary, and so have JSON, text, comment and page", async () => {
        const key = "spotter:deployment";
        configure({ [key]: deployBy("canary") });
        await workspace.succeed("up", "--yes", "--skip-preview");
        deployedPreview = await offline();
        await assertSame(key, deployed[key], deployBy("canary"), { ...all(shift, "delete"), [service]: "update" });
    });
});
