import * as assert from "node:assert/strict";
import { profileNames } from "../../config/profiles";
import { valueAt } from "../../config/problems";
import { readStack } from "../../config/read-stack";
import type { StackConfig } from "../../config/sections";
import { describeSpotter } from "../support/own";
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

const ownRepository = { existing: false, account: undefined, region: undefined, kmsKeyArn: undefined };

describeSpotter("staging", () => {
    const config = ofFile("staging");
    const ofContainer = {
        healthCheck: { command: undefined },
        user: "1001:1001",
        writablePaths: ["/tmp", "/app/.next/cache"],
        readonlyRootFilesystem: true,
        entryPoint: undefined,
        ephemeralStorageGiB: undefined,
        enableExecuteCommand: false,
        sidecars: {},
        dependsOn: {},
        command: undefined,
    };

    it("takes the column of its profile", () => {
        assert.deepEqual(config.service, {
            ...ofContainer,
            port: 3000,
            minimumHealthyPercent: 100,
            maximumPercent: 200,
            healthCheckStartPeriodSeconds: 20,
            cpu: 256,
            memoryMiB: 1024,
            tasks: { min: 1, max: 2 },
            capacity: { base: 1, onDemandWeight: 0, spotWeight: 1 },
            healthCheckGracePeriodSeconds: 60,
            stopTimeoutSeconds: 30,
            maxRequestSeconds: 15,
            skipDestroy: true,
            architecture: "X86_64",
            availabilityZoneRebalancing: true,
        });
        assert.deepEqual(config.repository, { ...ownRepository, keepImages: 30, protect: false });
        assert.deepEqual(config.logs, { retentionDays: 30, kmsKeyArn: undefined, protect: false });
    });

    it("builds what it runs", () => {
        const build = {
            context: "app",
            dockerfile: "app/Dockerfile",
            platform: "linux/amd64",
            target: "runner",
            args: {},
            tag: "build-staging",
        };
        assert.deepEqual(config.image, { digest: undefined, commit: undefined, pinnedBy: undefined, build });
    });

    it("bears no name of production's", () => {
        const prod = ofFile("prod");
        for (const name of [
            "repository",
            "cluster",
            "taskFamily",
            "logGroup",
            "executionRole",
            "taskRole",
            "loadBalancer",
        ] as const) {
            assert.notEqual(config.names[name], prod.names[name]);
        }
        assert.equal(config.parameters.prefix, "/spotter-staging");
        assert.equal(config.access.tables.users, "spotter-staging-users");
        assert.deepEqual(
            Object.values(config.access.tables).filter((table) => Object.values(prod.access.tables).includes(table)),
            [],
        );
    });

    it("injects what is derived or required, and nothing else", () => {
        const external = config.parameters.variables.filter(({ from }) => from === "external");
        assert.deepEqual(
            external.map(({ name }) => name),
            ["AUTH_SECRET"],
        );
        assert.equal(config.parameters.variables.length, 15); // and NEXTAUTH_URL, AWS_REGION, 12 tables
    });
});

describeSpotter("prod", () => {
    const config = ofFile("prod");

    it("takes the column of its profile", () => {
        assert.deepEqual(config.loadBalancer, {
            ipAddressType: "ipv4",
            internal: false,
            maintenance: undefined,
            existing: undefined,
            ingress: ["0.0.0.0/0"],
            idleTimeoutSeconds: 60,
            deregistrationDelaySeconds: 30,
            deletionProtection: true,
            stickinessSeconds: undefined,
            slowStartSeconds: undefined,
            healthCheck: {
                path: "/api/health",
                matcher: "200",
                port: 3000,
                healthyThreshold: 2,
                unhealthyThreshold: 3,
                intervalSeconds: 10,
                timeoutSeconds: 5,
            },
        });
        const { cpu, memoryMiB, tasks, capacity } = config.service;
        assert.deepEqual([cpu, memoryMiB], [512, 1024]);
        assert.deepEqual(tasks, { min: 2, max: 6 });
        assert.deepEqual(capacity, { base: 2, onDemandWeight: 1, spotWeight: 0 });
        assert.deepEqual(config.repository, { ...ownRepository, keepImages: 30, protect: true });
        assert.deepEqual(config.logs, { retentionDays: 90, kmsKeyArn: undefined, protect: true });
    });

    it("carries the names that the scripts gave", () => {
        assert.deepEqual(config.names, {
            repository: "spotter-app",
            cluster: "spotter-cluster",
            service: "spotter-web-service",
            taskFamily: "spotter-app-task",
            container: "spotter-web",
            logGroup: "/ecs/spotter-app",
            executionRole: "SpotterTaskExecutionRole",
            executionPolicy: "SsmParameterAccess",
            taskRole: "SpotterTaskRole",
            taskPolicy: "SpotterAppPolicy",
            infrastructureRole: "spotter-prod-infrastructure",
            loadBalancer: "spotter-alb",
            monitoring: "spotter-prod",
        });
        assert.equal(config.parameters.prefix, "/spotter-app");
    });

    it("lives where the scripts ran", () => {
        assert.deepEqual(config.aws, {
            region: "us-east-1",
            accountId: "920013187591",
            partition: "aws",
            profile: undefined,
            assumeRole: undefined,
        });
        assert.deepEqual(config.domain, {
            name: "spotter.cannashieldct.com",
            alternativeNames: undefined,
            redirectFrom: undefined,
            zone: "cannashieldct.com",
            zoneId: undefined,
            certificateArn: undefined,
            record: undefined,
            recordWeight: undefined,
            routing: undefined,
        });
        assert.deepEqual(config.network, { mode: "default", subnetIds: undefined, egress: [] });
    });

    it("has all 63 variables, and the value of none", () => {
        const { variables, values, encrypted } = config.parameters;
        assert.equal(variables.length, 63);
        assert.deepEqual(
            variables.filter(({ from }) => from === "config"),
            [],
        );
        assert.deepEqual([values, encrypted], [{}, false]);
    });
});

function ofFile(stack: string): StackConfig {
    return readStack(process.cwd(), stack).config;
}
