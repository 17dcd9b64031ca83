import * as assert from "node:assert/strict";
import { DnsRecords } from "../../components/dns-records";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { makeFoundation, serviceOn, type Entrance } from "./service-fixture";

const type = "aws:route53/record:Record";
const names = { loadBalancer: "spotter-alb" };
const inZone: Entrance = { domain: { name: "app.example.com", zoneId: "Z0123456789ABC" } };
const domain = { name: "app.example.com", zoneId: "Z0123456789ABC", otherNames: [] as readonly string[] };

function make(entrance: Entrance, weight?: number): DnsRecords {
    const foundation = makeFoundation(undefined, entrance);
    const { loadBalancer } = foundation;
    return new DnsRecords("web", { names, domain, loadBalancer, service: serviceOn(foundation), weight });
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
        const inputs = inputsOf(await build(() => make(inZone, 0)), type, "web-a");
        assert.deepEqual(
            { setIdentifier: inputs.setIdentifier, weightedRoutingPolicies: inputs.weightedRoutingPolicies },
            { setIdentifier: "spotter-alb", weightedRoutingPolicies: [{ weight: 0 }] },
        );
    });

    it("waits for the service", async () => {
        const { options } = resourceOf(await build(() => make(inZone)), type, "web-a");
        assert.ok(options.dependsOn.includes("aws:ecs/service:Service::web"), options.dependsOn.join("\n"));
    });
});
