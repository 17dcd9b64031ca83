import * as assert from "node:assert/strict";
import {
    serviceRevisionArns,
    toService,
    toServiceDeployment,
    toServiceRevision,
    toServiceDeploymentBrief,
    toTask,
    toTaskDefinition,
} from "../../aws/ecs-translation";

const at = (second: number) => new Date(second * 1000);

describe("what ECS answers, in the terms of its API", () => {
    it("is empty where it is absent", () => {
        assert.deepEqual(toService({}), {
            arn: "",
            name: "",
            status: "",
            desiredCount: 0,
            runningCount: 0,
            pendingCount: 0,
            deployments: [],
            events: [],
            loadBalancers: [],
            shift: undefined,
            alarms: [],
            subnetIds: [],
            deploymentController: "ECS",
        });
        const { containers, ...task } = toTask({});
        assert.deepEqual(containers, []);
        assert.deepEqual(Object.values(task).filter(Boolean), ["UNKNOWN"], "the health of a task that tells none");
        const { environment, secrets } = toTaskDefinition({ containerDefinitions: [{}] }).containers[0] ?? {};
        assert.deepEqual([environment, secrets], [new Map(), new Map()]);
        assert.deepEqual(toServiceDeploymentBrief({}).startedAt, undefined);
        assert.equal(toServiceDeployment({}, new Map()).rollback, undefined);
    });

    it("keeps a service's deployments, events, target groups and alarms", () => {
        const service = toService({
            serviceArn: "arn",
            deployments: [{ id: "ecs-svc/1", status: "PRIMARY", taskDefinition: "web:7", createdAt: at(1), failedTasks: 2 }],
            events: [{ id: "e", createdAt: at(2), message: "steady" }],
            loadBalancers: [{ containerName: "web", targetGroupArn: "group" }],
            deploymentConfiguration: { alarms: { alarmNames: ["5xx"], enable: true, rollback: true } },
        });
        assert.deepEqual(service.deployments, [
            {
                id: "ecs-svc/1",
                status: "PRIMARY",
                taskDefinitionArn: "web:7",
                rolloutState: "",
                rolloutStateReason: "",
                desiredCount: 0,
                runningCount: 0,
                failedTasks: 2,
                createdAt: 1000,
                updatedAt: 0,
            },
        ]);
        assert.deepEqual(service.events, [{ id: "e", at: 2000, message: "steady" }]);
        assert.deepEqual(service.loadBalancers, [{ container: "web", targetGroupArn: "group" }]);
        assert.deepEqual(service.alarms, ["5xx"]);
    });

    it("tells how a service shifts traffic, and that ECS fills in what was left out", () => {
        const advancedConfiguration = { alternateTargetGroupArn: "green", productionListenerRule: "rule" };
        const shiftOf = (deploymentConfiguration: object) =>
            toService({ loadBalancers: [{ targetGroupArn: "blue", advancedConfiguration }], deploymentConfiguration }).shift;
        const expected = { alternateTargetGroupArn: "green", productionListenerRuleArn: "rule" };
        assert.deepEqual(shiftOf({ strategy: "BLUE_GREEN", bakeTimeInMinutes: 5 }), {
            ...expected,
            strategy: "BLUE_GREEN",
            stepMinutes: 0,
            bakeMinutes: 5,
        });
        const steps = (configuration: object) => shiftOf(configuration)?.stepMinutes;
        assert.equal(steps({ strategy: "CANARY", canaryConfiguration: { canaryBakeTimeInMinutes: 7 } }), 7);
        assert.equal(steps({ strategy: "CANARY" }), 10);
        assert.equal(steps({ strategy: "LINEAR", linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: 4 } }), 12);
        assert.equal(steps({ strategy: "LINEAR" }), 54);
        assert.equal(shiftOf({ strategy: "ROLLING" }), undefined);
    });

    it("tells which hook of a stage waits, and until when", () => {
        const [hook] =
            toServiceDeployment(
                {
                    lifecycleHookDetails: [
                        {
                            hookId: "h",
                            targetType: "PAUSE",
                            status: "AWAITING_ACTION",
                            expiresAt: at(9),
                            timeoutAction: "ROLLBACK",
                        },
                    ],
                },
                new Map(),
            ).lifecycleHooks ?? [];
        assert.deepEqual(hook, {
            id: "h",
            type: "PAUSE",
            status: "AWAITING_ACTION",
            targetArn: undefined,
            expiresAt: 9000,
            timeoutAction: "ROLLBACK",
        });
    });

    it("tells where a service deployment leads, what it replaces, and where a rollback returns to", () => {
        const answer = {
            targetServiceRevision: { arn: "r3", requestedProductionTrafficWeight: 10 },
            lifecycleStage: "PRODUCTION_TRAFFIC_SHIFT" as const,
            sourceServiceRevisions: [{ arn: "r1" }, { arn: "r2" }, {}],
            rollback: { reason: "breaker", serviceRevisionArn: "r1" },
            createdAt: at(1),
            startedAt: at(2),
            deploymentCircuitBreaker: { status: "TRIGGERED" as const, failureCount: 3, threshold: 3 },
            alarms: { triggeredAlarmNames: ["5xx"] },
        };
        assert.deepEqual(serviceRevisionArns(answer), ["r3", "r1", "r1", "r2"]);
        const definitions = new Map([
            ["r1", { taskDefinitionArn: "web:1", targetGroupArns: ["blue"] }],
            ["r3", { taskDefinitionArn: "web:3", targetGroupArns: ["green"] }],
        ]);
        const told = toServiceDeployment(answer, definitions);
        assert.equal(told.taskDefinitionArn, "web:3");
        assert.deepEqual(
            [told.targetGroupArns, told.lifecycleStage, told.productionTrafficWeight],
            [["green"], "PRODUCTION_TRAFFIC_SHIFT", 10],
        );
        assert.deepEqual(told.sourceTaskDefinitionArns, ["web:1"], "r2 is forgotten");
        assert.deepEqual(told.rollback, {
            reason: "breaker",
            startedAt: undefined,
            taskDefinitionArn: "web:1",
            targetGroupArns: ["blue"],
        });
        assert.deepEqual(told.circuitBreaker, { status: "TRIGGERED", failureCount: 3, threshold: 3 });
        assert.deepEqual([told.triggeredAlarms, told.startedAt], [["5xx"], 2000]);
        assert.equal(toServiceDeployment({ createdAt: at(1) }, definitions).startedAt, 1000, "not begun yet: when it was made");
    });

    it("takes the target group that ECS has resolved for a revision before the one that it was given", () => {
        const given = { taskDefinition: "web:3", loadBalancers: [{ targetGroupArn: "blue" }] };
        assert.deepEqual(toServiceRevision(given), { taskDefinitionArn: "web:3", targetGroupArns: ["blue"] });
        const resolved = { ...given, resolvedConfiguration: { loadBalancers: [{ targetGroupArn: "green" }] } };
        assert.deepEqual(toServiceRevision(resolved).targetGroupArns, ["green"]);
    });

    it("finds the address of a task at its network interface, however it is spelled, else at its container", () => {
        const byInterface = (name: string) =>
            toTask({
                attachments: [
                    {
                        details: [
                            { name: "subnetId", value: "s" },
                            { name, value: "10.0.0.4" },
                        ],
                    },
                ],
            }).address;
        assert.deepEqual(["privateIPv4Address", "privateIpv4Address", "macAddress"].map(byInterface), [
            "10.0.0.4",
            "10.0.0.4",
            undefined,
        ]);
        const container = { networkInterfaces: [{ privateIpv4Address: "10.0.0.5" }] };
        assert.equal(toTask({ containers: [container] }).address, "10.0.0.5");
    });

    it("keeps how each container of a task ended", () => {
        const { containers, stoppedAt } = toTask({
            containers: [
                { name: "web", exitCode: 0 },
                { name: "agent", reason: "OutOfMemory" },
            ],
            stoppedAt: at(9),
        });
        assert.deepEqual(containers, [
            { name: "web", exitCode: 0, reason: "" },
            { name: "agent", exitCode: undefined, reason: "OutOfMemory" },
        ]);
        assert.equal(stoppedAt, 9000);
    });

    it("keeps of a task definition what tells one release from another", () => {
        const healthCheck = { command: ["CMD", "true"] };
        const definition = toTaskDefinition(
            {
                taskDefinitionArn: "web:7",
                cpu: "512",
                memory: "1024",
                runtimePlatform: { cpuArchitecture: "ARM64" },
                registeredAt: at(5),
                registeredBy: "arn:aws:sts::1:assumed-role/deploy/ci",
                containerDefinitions: [
                    {
                        name: "web",
                        image: "repository@sha256:1",
                        portMappings: [{ containerPort: 3000 }],
                        stopTimeout: 30,
                        environment: [{ name: "A", value: "" }],
                        secrets: [{ name: "B", valueFrom: "/spotter/B" }],
                        healthCheck,
                    },
                ],
            },
            [{ key: "spotter:release", value: "1" }, { key: "empty" }],
        );
        const [container] = definition.containers;
        assert.deepEqual([definition.cpu, definition.memoryMiB, definition.architecture], [512, 1024, "ARM64"]);
        assert.deepEqual(definition.tags, { "spotter:release": "1", empty: "" });
        assert.deepEqual([definition.registeredAt, definition.registeredBy], [5000, "arn:aws:sts::1:assumed-role/deploy/ci"]);
        assert.deepEqual([container?.port, container?.stopTimeoutSeconds], [3000, 30]);
        assert.deepEqual(container?.environment, new Map([["A", ""]]));
        assert.deepEqual(container.secrets, new Map([["B", "/spotter/B"]]));
        assert.equal(container.healthCheck, healthCheck);
    });
});
