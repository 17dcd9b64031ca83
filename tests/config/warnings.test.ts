import * as assert from "node:assert/strict";
import { findWarnings } from "../../config/warnings";
import { configOf, type Given } from "./input";

/** A file that gives no reason to warn. */
const quiet: Given = {
    "spotter:profile": "prod",
    "spotter:domain": { name: "app.example.com", zone: "example.com" },
    "spotter:network": { mode: "dedicated", nat: "perZone" },
    "spotter:parameters.external": ["AUTH_SECRET"],
};
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const existing = {
    mode: "existing",
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: subnets,
    serviceSubnetIds: subnets,
};

describe("a warning", () => {
    it("has a cause", () => {
        assert.deepEqual(findWarnings(configOf(quiet)), []);
    });

    const image = { digest: `sha256:${"a".repeat(64)}` };
    const staging = { "spotter:profile": "staging", "spotter:service.tasks.min": 2 };
    const openNetwork = {
        path: "spotter:network",
        message: "tasks have public addresses; only the load balancer may reach them",
    };

    /** What it warns of: the file that it appears with, the nearest that it disappears with, path and message. */
    const cases: Readonly<Record<string, readonly [appears: Given, disappears: Given, path: string, message: string]>> = {
        "a build that nobody uses": [
            { ...staging, "spotter:image": { ...image, build: {} } },
            { ...staging, "spotter:image": { build: {} } },
            "spotter:image.digest",
            "wins over image.build: nothing is built",
        ],
        "no preflight": [
            { ...quiet, "spotter:deployment": { preflight: false } },
            { ...quiet, "spotter:deployment": { preflight: true } },
            "spotter:deployment.preflight",
            "off: a release that can't start is noticed only when its tasks fail",
        ],
        "no verdict": [
            { ...quiet, "spotter:deployment": { verdict: false } },
            { ...quiet, "spotter:deployment": { verdict: true } },
            "spotter:deployment.verdict",
            "off: an update ends well when ECS is steady, whatever serves",
        ],
        "a digest that a rollback pinned": [
            { "spotter:image": { ...image, pinnedBy: "rollback" } },
            { "spotter:image": image },
            "spotter:image.digest",
            "pinned by rollback: npm run rollback -- STACK --clear ends it",
        ],
        "HTTP without TLS": [
            { "spotter:domain": undefined },
            {},
            "spotter:domain",
            "HTTP only: sign-in and sessions cross the network unencrypted",
        ],
        "public addresses in the default VPC": [{ "spotter:network": undefined }, {}, openNetwork.path, openNetwork.message],
        "public addresses in a VPC without NAT": [
            { "spotter:network": { mode: "dedicated", nat: "none" } },
            {},
            openNetwork.path,
            openNetwork.message,
        ],
        "public addresses in a network that exists": [
            { "spotter:network": { ...existing, assignPublicIp: true } },
            { "spotter:network": existing },
            "spotter:network.assignPublicIp",
            "tasks have public addresses",
        ],
        "one NAT gateway for all": [
            { "spotter:network": { mode: "dedicated" } },
            {},
            "spotter:network.nat",
            "one NAT gateway: when its zone fails, all tasks lose their way out",
        ],
        "a single task": [
            { "spotter:profile": "staging" },
            staging,
            "spotter:service.tasks.min",
            "one task: when it fails, nothing serves until its successor is healthy",
        ],
        "fewer tasks during a deployment": [
            { "spotter:service.minimumHealthyPercent": 99 },
            { "spotter:service.minimumHealthyPercent": 100 },
            "spotter:service.minimumHealthyPercent",
            "a deployment runs on 99 % of the tasks",
        ],
        "Spot alone": [
            { ...staging, "spotter:service.capacity": { base: 0, onDemandWeight: 0 } },
            { ...staging, "spotter:service.capacity": { base: 0, onDemandWeight: 1 } },
            "spotter:service.capacity",
            "Spot only: every task may be interrupted at once",
        ],
        "a required variable that nobody gave": [
            { "spotter:parameters.external": undefined },
            {},
            "spotter:parameters.values.AUTH_SECRET",
            "required and not given: /spotter-test/AUTH_SECRET must exist in SSM before test can start",
        ],
        "a model that may not be invoked": [
            { "spotter:parameters": { values: { BEDROCK_MODEL_ID: "a.b" }, external: ["AUTH_SECRET"] } },
            { "spotter:access.bedrock.models": ["a.b"] },
            "spotter:access.bedrock",
            "names no model: the application may not invoke BEDROCK_MODEL_ID",
        ],
        "assumed names": [
            { "spotter:parameters.external": ["AUTH_SECRET", "STRIPE_SECRET_KEY", "SES_REPLY_TO"] },
            {},
            "spotter:parameters.external",
            "2 names are assumed, not read from the account: correct them in config/parameters.ts",
        ],
    };

    for (const [what, [appears, disappears, path, message]] of Object.entries(cases)) {
        it(`appears and disappears with its cause: ${what}`, () => {
            assert.deepEqual(findWarnings(configOf({ ...quiet, ...appears })), [{ path, message }]);
            assert.deepEqual(findWarnings(configOf({ ...quiet, ...disappears })), []);
        });
    }

    it("does not speak of a variable that has its value or is listed", () => {
        const secretKeys = ["spotter:parameters.values.AUTH_SECRET"];
        const given = { ...quiet, ...staging, "spotter:parameters": { values: { AUTH_SECRET: "<encrypted>" } } };
        assert.deepEqual(findWarnings(configOf(given, { secretKeys })), []);
    });

    it("counts the assumed names of production", () => {
        const all = findWarnings(configOf({ ...quiet, "spotter:parameters.external": "all" }));
        assert.deepEqual(
            all.map(({ path }) => path),
            ["spotter:access.bedrock", "spotter:parameters.external"],
        );
        assert.match(all[1]?.message ?? "", /^48 names are assumed/);
    });
});
