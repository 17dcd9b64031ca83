import * as assert from "node:assert/strict";
import { readStack } from "../../config/read-stack";
import type { StackConfig } from "../../config/sections";
import { describeSpotter } from "../support/own";

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
