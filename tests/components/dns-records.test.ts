import * as assert from "node:assert/strict";
import { DnsRecords, type DnsRecordsArgs } from "../../components/dns-records";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { findMessages } from "./mistakes";
import { makeFoundation, serviceOn, type Entrance } from "./service-fixture";
import { records as subject } from "./subjects-entrance";
import { shiftSettings } from "./settings-fixture";

const type = "aws:route53/record:Record";
const names = { loadBalancer: "spotter-alb" };
const inZone: Entrance = { domain: { name: "app.example.com", zoneId: "Z0123456789ABC" } };
const domain = { name: "app.example.com", zoneId: "Z0123456789ABC", otherNames: [] as readonly string[] };

const latency = { policy: "latency", role: undefined, region: "us-east-1", healthCheckPath: undefined } as const;

function make(entrance: Entrance, spread: Pick<DnsRecordsArgs, "weight" | "routing"> = {}): DnsRecords {
    const foundation = makeFoundation(undefined, entrance);
    const { loadBalancer } = foundation;
    const deployment = { strategy: entrance.shift === undefined ? "rolling" : "blueGreen" } as const;
    return new DnsRecords("web", { names, domain, loadBalancer, service: serviceOn(foundation, { deployment }), ...spread });
}

describe("DnsRecords", () => {
    for (const mode of modes) {
        it(`makes an A record, and AAAA where the load balancer listens on IPv6 (${mode})`, async () => {
            const children = async (entrance: Entrance) =>
                childrenOf(await build(() => make(entrance), mode), "spotter:route53:DnsRecords::web");
            assert.deepEqual(await children(inZone), [`${type}::web-a`]);
            assert.deepEqual(await children({ ...inZone, ipAddressType: "dualstack" }), [`${type}::web-a`, `${type}::web-aaaa`]);
        });
    }

    it("leads the domain to the load balancer", async () => {
        const resources = await build(() => make({ ...inZone, ipAddressType: "dualstack" }));
        const aliases = [{ evaluateTargetHealth: true, name: "spotter-alb-0.us-east-1.elb.amazonaws.com", zoneId: "Z0" }];
        for (const [name, recordType] of [
            ["web-a", "A"],
            ["web-aaaa", "AAAA"],
        ] as const) {
            assert.deepEqual(inputsOf(resources, type, name), {
                aliases,
                name: "app.example.com",
                type: recordType,
                zoneId: "Z0123456789ABC",
            });
        }
    });

    it("leads every other name there, too", async () => {
        const foundationOf = () => makeFoundation(undefined, { ...inZone, ipAddressType: "dualstack" });
        const resources = await build(() => {
            const foundation = foundationOf();
            const { loadBalancer } = foundation;
            const all = { ...domain, otherNames: ["*.example.com"] };
            return new DnsRecords("web", { names, domain: all, loadBalancer, service: serviceOn(foundation) });
        });
        assert.deepEqual(childrenOf(resources, "spotter:route53:DnsRecords::web"), [
            `${type}::web-a`,
            `${type}::web-a-*.example.com`,
            `${type}::web-aaaa`,
            `${type}::web-aaaa-*.example.com`,
        ]);
        assert.equal(inputsOf(resources, type, "web-a-*.example.com").name, "*.example.com");
    });

    it("leads a share of the lookups there, told apart from the records of others by the load balancer's name", async () => {
        const inputs = inputsOf(await build(() => make(inZone, { weight: 0 })), type, "web-a");
        assert.deepEqual(
            { setIdentifier: inputs.setIdentifier, weightedRoutingPolicies: inputs.weightedRoutingPolicies },
            { setIdentifier: "spotter-alb", weightedRoutingPolicies: [{ weight: 0 }] },
        );
    });

    it("leads to the nearest of several regions, told apart by load balancer and region, and asks no more than its targets", async () => {
        const resources = await build(() => make({ ...inZone, ipAddressType: "dualstack" }, { routing: latency }));
        for (const name of ["web-a", "web-aaaa"]) {
            const inputs = inputsOf(resources, type, name);
            const { setIdentifier, latencyRoutingPolicies, failoverRoutingPolicies, healthCheckId } = inputs;
            assert.deepEqual(
                [setIdentifier, latencyRoutingPolicies, failoverRoutingPolicies, healthCheckId],
                ["spotter-alb-us-east-1", [{ region: "us-east-1" }], undefined, undefined],
            );
        }
        assert.deepEqual(childrenOf(resources, "spotter:route53:DnsRecords::web"), [`${type}::web-a`, `${type}::web-aaaa`]);
    });

    it("is the first or the second of two", async () => {
        for (const role of ["primary", "secondary"] as const) {
            const routing = { ...latency, policy: "failover", role } as const;
            const inputs = inputsOf(await build(() => make(inZone, { routing })), type, "web-a");
            const { setIdentifier, latencyRoutingPolicies, failoverRoutingPolicies } = inputs;
            assert.deepEqual(
                [setIdentifier, latencyRoutingPolicies, failoverRoutingPolicies],
                ["spotter-alb-us-east-1", undefined, [{ type: role.toUpperCase() }]],
            );
        }
    });

    it("lets Route 53 ask the load balancer of its region for the application, once it serves, for every name", async () => {
        const routing = { ...latency, healthCheckPath: "/api/health" };
        const resources = await build(() => make({ ...inZone, ipAddressType: "dualstack" }, { routing }));
        const check = "aws:route53/healthCheck:HealthCheck";
        assert.deepEqual(inputsOf(resources, check), {
            type: "HTTPS",
            fqdn: "spotter-alb-0.us-east-1.elb.amazonaws.com",
            port: 443,
            resourcePath: "/api/health",
            requestInterval: 30,
            failureThreshold: 3,
            tags: { Name: "spotter-alb-us-east-1" },
        });
        assert.ok(resourceOf(resources, check).options.dependsOn.includes("aws:ecs/service:Service::web"));
        for (const name of ["web-a", "web-aaaa"]) {
            assert.equal(inputsOf(resources, type, name).healthCheckId, "00000000-0000-0000-0000-000000000000");
        }
    });

    it("is not judged by target groups of which one is empty between deployments, where others would be led to instead", async () => {
        const routed = { routing: { ...latency, healthCheckPath: "/api/health" } };
        const shifted = { ...inZone, shift: shiftSettings };
        for (const [entrance, spread, expected] of [
            [shifted, routed, false],
            [shifted, { weight: 5 }, false],
            [shifted, {}, true],
            [inZone, routed, true],
        ] as const) {
            const { aliases } = inputsOf(await build(() => make(entrance, spread)), type, "web-a");
            assert.deepEqual(
                (aliases as { evaluateTargetHealth: boolean }[]).map(({ evaluateTargetHealth }) => evaluateTargetHealth),
                [expected],
            );
        }
    });

    it("refuses a weight beside it, and a role that the policy doesn't have", async () => {
        const messages = await findMessages(subject, {
            both: ["routing", latency],
            "no role": ["routing", { ...latency, policy: "failover" }],
            "a role too many": ["routing", { ...latency, role: "primary" }],
        });
        assert.deepEqual(messages, {
            both: "DnsRecords: weight must be absent with routing: Route 53 takes one of them",
            "no role": "DnsRecords: routing.role must be given with failover, and absent with latency, got undefined",
            "a role too many": "DnsRecords: routing.role must be given with failover, and absent with latency, got primary",
        });
    });

    it("waits for the service", async () => {
        const { options } = resourceOf(await build(() => make(inZone)), type, "web-a");
        assert.ok(options.dependsOn.includes("aws:ecs/service:Service::web"), options.dependsOn.join("\n"));
    });
});
