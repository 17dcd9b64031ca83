import * as assert from "node:assert/strict";
import { profileNames } from "../../config/profiles";
import { valueAt } from "../../config/problems";
import { keysOfSchema } from "../docs/schema-keys";
import { assertRows, configOf, project, unruledConfigOf } from "./input";
import { neighboursOf } from "./neighbours";

describe("a value that is configured", () => {
    const takes = (value: unknown) => keysOfSchema(project).leaves.filter(({ schema }) => schema.safeParse(value).success);
    const zeros = takes(0).map((leaf) => ({ leaf, value: 0 }));
    const falses = takes(false).map((leaf) => ({ leaf, value: false }));

    it("may be zero or false for these keys", () => {
        assert.deepEqual(
            zeros.map(({ leaf }) => leaf.key),
            [
                "fitness:domain.recordWeight",
                "fitness:loadBalancer.deregistrationDelaySeconds",
                "fitness:loadBalancer.stickinessSeconds",
                "fitness:service.capacity.base",
                "fitness:service.capacity.onDemandWeight",
                "fitness:service.capacity.spotWeight",
                "fitness:service.minimumHealthyPercent",
                "fitness:service.healthCheckGracePeriodSeconds",
                "fitness:service.healthCheckStartPeriodSeconds",
                "fitness:scaling.requestsPerTargetPerMinute",
                "fitness:scaling.scaleInCooldownSeconds",
                "fitness:scaling.scaleOutCooldownSeconds",
                "fitness:deployment.bakeTimeMinutes",
                "fitness:deployment.canary.bakeTimeMinutes",
                "fitness:deployment.linear.bakeTimeMinutes",
            ],
        );
        assert.deepEqual(
            falses.map(({ leaf }) => leaf.key),
            [
                "fitness:domain.record",
                "fitness:domain.routing.healthCheck",
                "fitness:network.assignPublicIp (existing)",
                "fitness:repository.existing",
                "fitness:repository.protect",
                "fitness:loadBalancer.deletionProtection",
                "fitness:loadBalancer.internal",
                "fitness:loadBalancer.existing.attachCertificate",
                "fitness:cluster.existing",
                "fitness:service.availabilityZoneRebalancing",
                "fitness:service.readonlyRootFilesystem",
                "fitness:service.enableExecuteCommand",
                "fitness:service.skipDestroy",
                "fitness:scaling.frozen",
                "fitness:parameters.retainOnDelete",
                "fitness:data.pointInTimeRecovery",
                "fitness:data.protect",
                "fitness:encryption.customerKey",
                "fitness:encryption.protect",
                "fitness:logs.protect",
                "fitness:alarms.rollback",
                "fitness:alarms.dashboard",
                "fitness:audit.accessLogs",
                "fitness:audit.connectionLogs",
                "fitness:audit.healthCheckLogs",
                "fitness:audit.flowLogs",
                "fitness:audit.protect",
                "fitness:deployment.preflight",
                "fitness:deployment.verdict",
                "fitness:deployment.rollbackEarly",
                "fitness:budget.notify",
            ],
        );
    });

    it("survives over the default of every profile", () => {
        assertRows(
            profileNames.flatMap((profile) =>
                [...zeros, ...falses].map(({ leaf, value }) => {
                    const config = unruledConfigOf({ "fitness:profile": profile, ...neighboursOf(leaf), [leaf.path]: value });
                    const found = valueAt(config, leaf.path.replace("fitness:", "").split("."));
                    return [`${leaf.key} of ${profile}`, found, value] as const;
                }),
            ),
        );
    });

    it("leaves its neighbours at their defaults", () => {
        const { service, loadBalancer } = configOf({
            "fitness:service.capacity.base": 0,
            "fitness:loadBalancer.healthCheck.path": "/healthz",
        });
        assert.deepEqual(service.capacity, { base: 0, onDemandWeight: 0, spotWeight: 1 });
        assert.deepEqual(loadBalancer.healthCheck, {
            path: "/healthz",
            matcher: "200",
            port: 3000,
            healthyThreshold: 2,
            unhealthyThreshold: 3,
            intervalSeconds: 10,
            timeoutSeconds: 5,
        });
    });

    it("replaces a list or a map of tables as a whole", () => {
        const tables = { users: "the-users", workouts: "the-workouts" };
        assert.deepEqual(configOf({ "fitness:access.tables": tables }).access.tables, tables);
    });
});

describe("a value that follows from others", () => {
    it("is the processor, from the platform that is built for", () => {
        const built = (platform: string) => configOf({ "fitness:image.build.platform": platform }).service.architecture;
        assert.deepEqual(
            [configOf({}).service.architecture, built("linux/amd64"), built("linux/arm64")],
            ["X86_64", "X86_64", "ARM64"],
        );
    });

    it("is rebalancing of zones, from the most tasks that a deployment may run", () => {
        const at = (maximumPercent: number) =>
            configOf({ "fitness:service": { minimumHealthyPercent: 0, maximumPercent } }).service.availabilityZoneRebalancing;
        assert.deepEqual([at(100), at(101), at(200)], [false, true, true]);
    });

    it("is the most tasks, from the fewest where those are more than the profile's", () => {
        const max = (given: object) => configOf({ "fitness:profile": "prod", "fitness:service.tasks": given }).service.tasks.max;
        assert.deepEqual([max({}), max({ min: 6 }), max({ min: 9 }), max({ min: 9, max: 12 })], [6, 6, 9, 12]);
    });

    it("is the tag of a build, from the stack's name", () => {
        const tag = (stack: string) => configOf({ "fitness:image.build": {} }, { stack }).image.build?.tag;
        assert.equal(tag("staging"), "build-staging");
        assert.match(tag("Feature_1") ?? "", /^build-feature-1-[0-9a-f]{6}$/);
        assert.equal(configOf({}).image.build, undefined);
    });

    it("is the model: a profile before a model that is invoked directly", () => {
        const model = (bedrock: object) => configOf({ "fitness:access.bedrock": bedrock }).parameters.derived.model;
        assert.equal(model({ models: ["a.b"], profiles: ["us.c.d"] }), "us.c.d");
        assert.equal(model({ models: ["a.b"] }), "a.b");
        assert.equal(model({}), undefined);
    });
});
