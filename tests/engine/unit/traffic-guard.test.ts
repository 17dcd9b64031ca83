import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { TrafficGuard } from "../../../components/traffic-guard";
import type { Findings } from "../../../deployment/api";
import { trafficGuard, type TrafficGuardArgs } from "../../../engine/traffic-guard";
import { makeFoundation } from "../../components/service-fixture";
import { build } from "../../support/build";
import { DeploymentApiDouble, logged, run, served, serviceRef } from "./guard-fixture";

const tags = { Project: "spotter", Environment: "staging", ManagedBy: "pulumi" };
const planned = {
    serviceRef,
    tags,
    loadBalancer: "spotter-alb",
    internal: false,
    vpcId: "vpc-01234567",
    subnetIds: ["subnet-0123456a", "subnet-0123456b"],
};
const refused: Findings = { errors: ["can't leave"], warnings: ["not checked: one"] };

type Settings = TrafficGuardArgs["settings"];

const open = { internal: false, ingress: ["0.0.0.0/0"] };

async function make(
    findings?: Findings,
    settings: Settings = { preflight: true },
    domain?: TrafficGuardArgs["domain"],
    entrance: TrafficGuardArgs["entrance"] = open,
    sharedArn?: string,
) {
    const api = new DeploymentApiDouble(served, findings);
    let guard: TrafficGuard | undefined;
    await build(() => {
        const { network } = makeFoundation();
        const names = { loadBalancer: "spotter-alb" };
        guard = trafficGuard("web", { api, serviceRef, tags, names, network, entrance, domain, sharedArn, settings });
    });
    const hook = (of: Exclude<keyof TrafficGuard, "acceptsGap">, when: "beforeCreate" | "beforeUpdate") =>
        (guard?.[of]?.[when] as pulumi.ResourceHook[])[0];
    return { api, guard, hook };
}

const change = (oldInputs: object, newInputs: object) => ({ oldInputs, newInputs });

describe("the guard of requests", () => {
    it("guards of a load balancer that stacks share the stack's target group alone, against another health check", async () => {
        const { api, guard, hook } = await make(undefined, undefined, undefined, open, "arn:shared");
        assert.deepEqual(Object.keys(guard ?? {}).sort(), ["acceptsGap", "targetGroupHooks"]);
        assert.deepEqual(Object.keys(guard?.targetGroupHooks ?? {}), ["beforeUpdate"]);
        const check = (path: string) => ({ healthCheck: { path, matcher: "200" } });
        await run(hook("targetGroupHooks", "beforeUpdate"), change(check("/api/health"), check("/livez")));
        const newHealthCheck = { path: "/livez", matcher: "200", ownPort: false };
        assert.deepEqual(api.entrances, [{ ...planned, sharedArn: "arn:shared", newHealthCheck }]);
    });

    it("is asked before a load balancer or a target group is made or changed, in a preview too", async () => {
        const { hook } = await make();
        const hooks = [
            hook("securityGroupHooks", "beforeCreate"),
            hook("listenerHooks", "beforeUpdate"),
            ...(["loadBalancerHooks", "targetGroupHooks"] as const).flatMap((of) =>
                (["beforeCreate", "beforeUpdate"] as const).map((when) => hook(of, when)),
            ),
        ];
        assert.deepEqual(
            hooks.map((found) => [found?.name, found?.opts?.onDryRun]),
            [
                ["web-new-security-group", true],
                ["web-changed-listener", true],
                ["web-new-load-balancer", true],
                ["web-changed-load-balancer", true],
                ["web-new-target-group", true],
                ["web-changed-target-group", true],
            ],
        );
    });

    it("asks once for a load balancer, its target group and its security group, and says once what it finds", async () => {
        const { api, hook } = await make({ errors: [], warnings: ["not checked: one"] });
        const both = () =>
            Promise.all([run(hook("securityGroupHooks", "beforeCreate")), run(hook("loadBalancerHooks", "beforeCreate"))]);
        assert.deepEqual(await logged(both), ["preflight: not checked: one"]);
        await run(hook("targetGroupHooks", "beforeCreate"));
        assert.deepEqual(api.entrances, [planned]);
    });

    it("asks about an internal one in the subnets of the tasks, and says where this machine may not reach it", async () => {
        const internal = await make(undefined, undefined, undefined, { internal: true, ingress: ["0.0.0.0/0"] });
        await run(internal.hook("loadBalancerHooks", "beforeCreate"));
        const restricted = await make(undefined, undefined, undefined, { internal: false, ingress: ["10.0.0.0/8"] });
        await run(restricted.hook("loadBalancerHooks", "beforeCreate"));
        assert.deepEqual(
            [...internal.api.entrances, ...restricted.api.entrances],
            [
                { ...planned, internal: true, isRestricted: true, subnetIds: ["subnet-0123456c", "subnet-0123456d"] },
                { ...planned, isRestricted: true },
            ],
        );
    });

    it("asks about a load balancer that moves, and about none that stays", async () => {
        const { api, hook } = await make();
        const update = hook("loadBalancerHooks", "beforeUpdate");
        await run(update, change({ idleTimeout: 60, subnets: ["a"] }, { idleTimeout: 90, subnets: ["a"] }));
        assert.deepEqual(api.entrances, []);
        await run(update, change({ subnets: ["a"] }, { subnets: ["b"] }));
        assert.deepEqual(api.entrances, [planned]);
        const other = await make();
        await run(other.hook("loadBalancerHooks", "beforeUpdate"), change({ securityGroups: ["a"] }, { securityGroups: ["b"] }));
        assert.equal(other.api.entrances.length, 1);
    });

    it("asks about a health check at another path, by the name that users type", async () => {
        const { api, hook } = await make(undefined, undefined, { name: "app.example.com", zoneId: "Z0123456789ABC" });
        const update = hook("targetGroupHooks", "beforeUpdate");
        await run(update, change({ healthCheck: { path: "/a", interval: 5 } }, { healthCheck: { path: "/a", interval: 10 } }));
        assert.deepEqual(api.entrances, []);
        await run(update, change({ healthCheck: { path: "/a" } }, { healthCheck: { path: "/b" } }));
        assert.deepEqual(api.entrances.slice(-1), [
            { ...planned, host: "app.example.com", newHealthCheck: { path: "/b", matcher: "200", ownPort: false } },
        ]);
    });

    it("asks about another certificate, which a preview may not know yet", async () => {
        const { api, hook } = await make(undefined, undefined, { name: "app.example.com", zoneId: "Z0123456789ABC" });
        const update = hook("listenerHooks", "beforeUpdate");
        await run(update, change({ certificateArn: "arn:aws:acm:1", port: 443 }, { certificateArn: "arn:aws:acm:1", port: 444 }));
        assert.deepEqual(api.entrances, []);
        await run(update, change({ certificateArn: "arn:aws:acm:1" }, { certificateArn: "arn:aws:acm:2" }));
        await run(update, change({ certificateArn: "arn:aws:acm:1" }, {}));
        assert.deepEqual(
            api.entrances.map(({ newCertificate }) => newCertificate),
            [{ arn: "arn:aws:acm:2" }, { arn: undefined }],
        );
    });

    it("refuses with all findings at once and without a stack", async () => {
        const { hook } = await make({ errors: ["one", "two"], warnings: [] });
        const message = "would lose requests:\n  - one\n  - two";
        await assert.rejects(run(hook("loadBalancerHooks", "beforeCreate")), { message, stack: message });
    });

    it("warns instead where a gap is accepted, with the reason", async () => {
        const { guard, hook } = await make(refused, { preflight: true, acceptGap: "nobody uses it yet" });
        assert.deepEqual(await logged(() => run(hook("loadBalancerHooks", "beforeCreate"))), [
            "preflight: not checked: one",
            "gap accepted (nobody uses it yet): can't leave",
        ]);
        assert.equal(guard?.acceptsGap, true);
    });

    it("asks nothing without a preflight", async () => {
        assert.deepEqual((await make(refused, { preflight: false })).guard, { acceptsGap: false });
        assert.deepEqual((await make(refused, { preflight: false, acceptGap: "why not" })).guard, { acceptsGap: true });
    });
});
