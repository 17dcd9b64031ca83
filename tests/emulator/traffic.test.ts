import * as assert from "node:assert/strict";
import { TrafficModel, type Entrance, type Release, type Update } from "./traffic/model";
import { orders } from "./traffic/orders";

const one: Release & Entrance = {
    port: 3000,
    zone: "us-east-1a",
    zones: ["us-east-1a", "us-east-1b"],
    healthPath: "/api/health",
    healthPaths: ["/api/health"],
};
const to = (change: Partial<Release & Entrance>): Update => ({ from: one, to: { ...one, ...change } });

const updates: Readonly<Record<keyof typeof orders, Update>> = {
    "another port": to({ port: 8080 }),
    "another service": to({}),
    "the load balancer in more zones, then the tasks": to({ zone: "us-east-1c", zones: ["us-east-1b", "us-east-1c"] }),
    "another health check": {
        from: { ...one, healthPaths: ["/api/health", "/livez"] }, // the release that serves answers to both, or the change is refused
        to: { ...one, healthPaths: ["/livez"], healthPath: "/livez" },
    },
};

/** Orders in which it could be done as well, and what would come of it. */
const careless: Readonly<Record<string, readonly [update: Update, order: readonly string[]]>> = {
    "one rule for every port": [
        to({ port: 8080 }),
        [
            "update aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb",
            "update aws:ecs/service:Service::web",
        ],
    ],
    "the listener before the service": [
        to({}),
        ["update aws:lb/listener:Listener::web-https", "update aws:ecs/service:Service::web"],
    ],
    "a health check that the release that serves does not know": [
        to({ healthPath: "/livez", healthPaths: ["/livez"] }),
        ["update aws:lb/targetGroup:TargetGroup::web", "update aws:ecs/service:Service::web"],
    ],
    "other zones before the tasks": [
        to({ zone: "us-east-1c", zones: ["us-east-1b", "us-east-1c"] }),
        ["replace zones:zones::web", "update aws:ecs/service:Service::web"],
    ],
    "the old service first": [to({}), ["delete aws:ecs/service:Service::web", "create aws:ecs/service:Service::web"]],
};

describe("a model of the load balancer under load", () => {
    for (const [path, order] of Object.entries(orders) as [keyof typeof orders, readonly string[]][]) {
        it(`loses no request in the order of ${path}`, async () => {
            const { lost, answered } = await new TrafficModel(updates[path]).play(order);
            assert.equal(lost, 0);
            assert.ok(answered > 0, String(answered));
        });
    }

    for (const [what, [update, order]] of Object.entries(careless)) {
        it(`loses requests by ${what}`, async () => {
            const { lost } = await new TrafficModel(update).play(order);
            assert.ok(lost > 0, String(lost));
        });
    }
});
