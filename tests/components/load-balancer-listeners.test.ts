import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { build, inputsOf, resourceOf } from "../support/build";
import {
    balancerArn,
    targetGroupArn,
    inZone,
    certificateArn,
    withCertificate,
    bothFamilies,
    type Change,
    make,
    balancerWith,
} from "./balancer-with";

describe("the traffic that a LoadBalancer takes", () => {
    it("opens HTTP alone to the world where there is no domain", async () => {
        assert.deepEqual(await rulesOf({}), [
            ["web-http", { cidrIpv4: "0.0.0.0/0", description: "HTTP from everywhere", ...tcp(80) }],
        ]);
    });

    it("opens HTTP and HTTPS to the world where there is a domain", async () => {
        assert.deepEqual(await rulesOf(withCertificate), [
            ["web-http", { cidrIpv4: "0.0.0.0/0", description: "HTTP from everywhere", ...tcp(80) }],
            ["web-https", { cidrIpv4: "0.0.0.0/0", description: "HTTPS from everywhere", ...tcp(443) }],
        ]);
    });

    it("opens the same over IPv6 where it listens on it", async () => {
        assert.deepEqual(await rulesOf({ ...withCertificate, ...bothFamilies }), [
            ["web-http", { cidrIpv4: "0.0.0.0/0", description: "HTTP from everywhere", ...tcp(80) }],
            ["web-http-ipv6", { cidrIpv6: "::/0", description: "HTTP from everywhere", ...tcp(80) }],
            ["web-https", { cidrIpv4: "0.0.0.0/0", description: "HTTPS from everywhere", ...tcp(443) }],
            ["web-https-ipv6", { cidrIpv6: "::/0", description: "HTTPS from everywhere", ...tcp(443) }],
        ]);
    });

    it("lets in who is listed instead of the world, by rules that are named by whom they let in", async () => {
        const ingress = ["10.0.0.0/8", "pl-01234567", "sg-01234567", "2001:db8::/32"];
        assert.deepEqual(await rulesOf({ ...withCertificate, ingress: ingress.slice(0, 2) }), [
            ["web-http-10.0.0.0-8", { cidrIpv4: "10.0.0.0/8", description: "HTTP from 10.0.0.0/8", ...tcp(80) }],
            ["web-http-pl-01234567", { description: "HTTP from pl-01234567", prefixListId: "pl-01234567", ...tcp(80) }],
            ["web-https-10.0.0.0-8", { cidrIpv4: "10.0.0.0/8", description: "HTTPS from 10.0.0.0/8", ...tcp(443) }],
            ["web-https-pl-01234567", { description: "HTTPS from pl-01234567", prefixListId: "pl-01234567", ...tcp(443) }],
        ]);
        assert.deepEqual(await rulesOf({ ingress: ingress.slice(2) }), [
            ["web-http-2001.db8..-32", { cidrIpv6: "2001:db8::/32", description: "HTTP from 2001:db8::/32", ...tcp(80) }],
            [
                "web-http-sg-01234567",
                { description: "HTTP from sg-01234567", referencedSecurityGroupId: "sg-01234567", ...tcp(80) },
            ],
        ]);
    });

    it("forwards HTTP where there is no domain", async () => {
        const { defaultActions, loadBalancerArn, ...rest } = inputsOf(await balancerWith({}), "aws:lb/listener:Listener");
        assert.deepEqual(rest, { port: 80, protocol: "HTTP" });
        assert.equal(loadBalancerArn, balancerArn);
        assert.deepEqual(defaultActions, [{ targetGroupArn, type: "forward" }]);
    });

    it("redirects HTTP for good where there is a domain", async () => {
        const { defaultActions } = inputsOf(await balancerWith(inZone), "aws:lb/listener:Listener", "web-http");
        assert.deepEqual(defaultActions, [
            { redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" }, type: "redirect" },
        ]);
    });

    it("speaks TLS 1.2 and 1.3 only, with the given certificate", async () => {
        const { loadBalancerArn, ...rest } = inputsOf(
            await balancerWith(withCertificate),
            "aws:lb/listener:Listener",
            "web-https",
        );
        assert.equal(loadBalancerArn, balancerArn);
        assert.deepEqual(rest, {
            certificateArn,
            defaultActions: [{ targetGroupArn, type: "forward" }],
            port: 443,
            protocol: "HTTPS",
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        });
    });

    it("waits with HTTPS until the certificate is validated", async () => {
        const resources = await balancerWith(inZone);
        assert.deepEqual(resourceOf(resources, "aws:lb/listener:Listener", "web-https").options.dependsOn, [
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/loadBalancer:LoadBalancer::web",
            "aws:lb/targetGroup:TargetGroup::web",
        ]);
    });

    it("sends its users to the domain, or to its own name where there is none", async () => {
        const urls: Record<string, string> = {};
        await build(() => {
            const { url } = make({});
            pulumi.output(url).apply((value) => (urls.own = value));
        });
        await build(() => {
            const { url } = make(inZone);
            pulumi.output(url).apply((value) => (urls.domain = value));
        }, "preview");
        assert.deepEqual(urls, {
            own: "http://spotter-alb-0.us-east-1.elb.amazonaws.com",
            domain: "https://app.example.com",
        });
    });
});

const tcp = (port: number) => ({ fromPort: port, ipProtocol: "tcp", toPort: port });

/** The ingress rules by name, each without its group, which must be the load balancer's. */
async function rulesOf(change: Change): Promise<[string, object][]> {
    const resources = await balancerWith(change);
    const { securityGroups } = inputsOf(resources, "aws:lb/loadBalancer:LoadBalancer");
    const rules = resources.filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    return rules.map(({ name, inputs: { securityGroupId, ...rest } }) => {
        assert.deepEqual([securityGroupId], securityGroups);
        return [name, rest];
    });
}
