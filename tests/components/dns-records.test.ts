import * as assert from "node:assert/strict";
import { DnsRecords } from "../../components/dns-records";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { makeFoundation, serviceOn, type Entrance } from "./service-fixture";

const type = "aws:route53/record:Record";
const names = { loadBalancer: "spotter-alb" };
const inZone: Entrance = { domain: { name: "app.example.com", zoneId: "Z0123456789ABC" } };

function make(entrance: Entrance, weight?: number): DnsRecords {
    const foundation = makeFoundation(undefined, entrance);
    return new DnsRecords("web", { names, loadBalancer: foundation.loadBalancer, service: serviceOn(foundation), weight });
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

    it("is not made where DNS is kept elsewhere", async () => {
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
        const resources = await build(() => make({ domain: { name: "app.example.com", certificateArn } }));
        assert.deepEqual(childrenOf(resources, "spotter:route53:DnsRecords::web"), []);
    });
});
