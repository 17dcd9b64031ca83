import * as assert from "node:assert/strict";
import { Scaling } from "../../components/scaling";
import type { ScalingSettings } from "../../components/scaling-settings";
import type { PreviewMode } from "../../preview/recorder";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { findMessages } from "./mistakes";
import { makeFoundation, serviceOn, serviceWith } from "./service-fixture";
import { scaling } from "./subjects";
import { scalingSettings } from "./settings-fixture";

const [target, policy, action] = [
    "aws:appautoscaling/target:Target",
    "aws:appautoscaling/policy:Policy",
    "aws:appautoscaling/scheduledAction:ScheduledAction",
];
const place = {
    resourceId: "service/spotter-cluster/spotter-web-service",
    scalableDimension: "ecs:service:DesiredCount",
    serviceNamespace: "ecs",
};
const schedules = {
    day: { schedule: "cron(0 7 ? * MON-FRI *)", min: 3, max: 6 },
    night: { schedule: "cron(0 22 * * ? *)", min: 2, max: 2 },
};

const scaled = (settings: Partial<ScalingSettings> = {}, mode?: PreviewMode) =>
    build(() => {
        const foundation = makeFoundation();
        new Scaling("web", {
            names: { cluster: "spotter-cluster", service: "spotter-web-service" },
            loadBalancer: foundation.loadBalancer,
            service: serviceOn(foundation, { isScaled: true }),
            tasks: { min: 2, max: 6 },
            settings: { ...scalingSettings, ...settings },
        });
    }, mode);

describe("Scaling", () => {
    for (const mode of modes) {
        it(`follows the CPU alone where nothing else is asked for (${mode})`, async () => {
            const resources = await scaled({}, mode);
            assert.deepEqual(childrenOf(resources, "spotter:appautoscaling:Scaling::web"), [
                `${policy}::web-cpu`,
                `${target}::web`,
            ]);
            assert.deepEqual(inputsOf(resources, policy), {
                ...place,
                name: "cpu",
                policyType: "TargetTrackingScaling",
                targetTrackingScalingPolicyConfiguration: {
                    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
                    scaleInCooldown: 300,
                    scaleOutCooldown: 60,
                    targetValue: 65,
                },
            });
        });
    }

    it("moves between the fewest and the most tasks of a service that exists", async () => {
        const resource = resourceOf(await scaled(), target);
        assert.deepEqual(resource.inputs, {
            ...place,
            maxCapacity: 6,
            minCapacity: 2,
            suspendedState: {
                dynamicScalingInSuspended: false,
                dynamicScalingOutSuspended: false,
                scheduledScalingSuspended: false,
            },
        });
        assert.deepEqual(resource.options.ignoreChanges, []);
        assert.ok(resource.options.dependsOn.includes("aws:ecs/service:Service::web"), resource.options.dependsOn.join("\n"));
    });

    it("tells the requests of its target group from others, once a listener leads there", async () => {
        const { inputs, options } = resourceOf(await scaled({ requestsPerTargetPerMinute: 600 }), policy, "web-requests");
        const { predefinedMetricSpecification, targetValue } = inputs.targetTrackingScalingPolicyConfiguration as {
            predefinedMetricSpecification: object;
            targetValue: number;
        };
        const hash = "0".repeat(16);
        assert.deepEqual(predefinedMetricSpecification, {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: `app/spotter-alb/${hash}/targetgroup/web-${hash}/${hash}`,
        });
        assert.equal(targetValue, 600);
        assert.ok(options.dependsOn.includes("aws:lb/listener:Listener::web-http"), options.dependsOn.join("\n"));
    });

    it("follows memory where it is asked to", async () => {
        const { targetTrackingScalingPolicyConfiguration: tracking } = inputsOf(
            await scaled({ memoryPercent: 80 }),
            policy,
            "web-memory",
        );
        assert.deepEqual(tracking, {
            predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
            scaleInCooldown: 300,
            scaleOutCooldown: 60,
            targetValue: 80,
        });
    });

    it("leaves the numbers of tasks to its schedules where there are some, each in the one time zone", async () => {
        const resources = await scaled({ schedules, timeZone: "America/New_York" });
        assert.deepEqual(resourceOf(resources, target).options.ignoreChanges, ["minCapacity", "maxCapacity"]);
        assert.deepEqual(inputsOf(resources, action, "web-day"), {
            ...place,
            name: "day",
            schedule: "cron(0 7 ? * MON-FRI *)",
            scalableTargetAction: { maxCapacity: 6, minCapacity: 3 },
            timezone: "America/New_York",
        });
        assert.equal(inputsOf(resources, action, "web-night").timezone, "America/New_York");
    });

    it("suspends all of it where it is frozen, and takes nothing away", async () => {
        const resources = await scaled({ frozen: true, schedules });
        assert.deepEqual(inputsOf(resources, target).suspendedState, {
            dynamicScalingInSuspended: true,
            dynamicScalingOutSuspended: true,
            scheduledScalingSuspended: true,
        });
        assert.equal(childrenOf(resources, "spotter:appautoscaling:Scaling::web").length, 4);
    });

    it("refuses numbers, schedules and time zones that AWS would refuse", async () => {
        assert.deepEqual(
            await findMessages(scaling, {
                "as many as few": ["tasks.max", 2],
                "a load that never goes": ["settings.cpuPercent", 95],
                "half a request": ["settings.requestsPerTargetPerMinute", 0.5],
                "a schedule of Unix": ["settings.schedules", { night: { ...schedules.night, schedule: "0 22 * * *" } }],
                "more at least than at most": ["settings.schedules", { night: { ...schedules.night, min: 3 } }],
                "a zone by its letters": ["settings.timeZone", "EST"],
            }),
            {
                "as many as few": "Scaling: tasks.max must be above min, 2, got 2",
                "a load that never goes": "Scaling: settings.cpuPercent must be a whole number from 10 to 90, got 95",
                "half a request":
                    "Scaling: settings.requestsPerTargetPerMinute must be a whole number from 0 to 1000000, got 0.5",
                "a schedule of Unix":
                    "Scaling: settings.schedules.night.schedule must be a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or " +
                    'at(2027-01-31T07:00:00), got "0 22 * * *"',
                "more at least than at most": "Scaling: settings.schedules.night.max must be at least min, 3, got 2",
                "a zone by its letters":
                    'Scaling: settings.timeZone must be a time zone like America/New_York, or UTC, got "EST"',
            },
        );
    });
});

describe("a service that is scaled", () => {
    it("leaves alone how many tasks run, and no other does", async () => {
        const ignored = async (isScaled: boolean) =>
            resourceOf(await serviceWith({ isScaled }), "aws:ecs/service:Service").options.ignoreChanges;
        assert.deepEqual([await ignored(true), await ignored(false)], [["desiredCount"], []]);
    });
});
