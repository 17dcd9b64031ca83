import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DomainArgs } from "../../components/domain";
import type { HttpArgs } from "../../components/http";
import { LoadBalancer, type LoadBalancerSettings } from "../../components/load-balancer";
import { Network } from "../../components/network";
import type { PreviewMode } from "../../preview/recorder";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";

const names = { loadBalancer: "spotter-alb" };

const http: HttpArgs = {
    port: 3000,
    healthCheckPath: "/api/health",
    healthCheckPort: 3000,
    healthCheckMatcher: "200",
    idleTimeoutSeconds: 60,
};

const usual: LoadBalancerSettings = {
    deregistrationDelaySeconds: 30,
    stickinessSeconds: undefined,
    slowStartSeconds: undefined,
    deletionProtection: true,
    ipAddressType: "ipv4",
    internal: false,
    maintenance: undefined,
    ingress: ["0.0.0.0/0"],
    healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
};
const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
const balancerArn = `${arn}:loadbalancer/app/spotter-alb/${"0".repeat(16)}`;
const targetGroupArn = `${arn}:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`;
const inZone = { domain: { name: "app.example.com", zoneId: "Z0123456789ABC" } };
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
const withCertificate = { domain: { name: "app.example.com", certificateArn } };

const bothFamilies = { ipAddressType: "dualstack", ingress: ["0.0.0.0/0", "::/0"] } as const;

interface Change extends Partial<LoadBalancerSettings> {
    readonly domain?: DomainArgs;
    readonly acceptsGap?: boolean;
}

function makeNetwork(): Network {
    return new Network("web", {
        region: "us-east-1",
        layout: {
            mode: "existing",
            vpcId: "vpc-01234567",
            publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
            serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
            assignPublicIp: false,
        },
    });
}

/** Makes a load balancer; a test changes what it is about. */
function make({ domain, acceptsGap = false, ...settings }: Change, asked = http): LoadBalancer {
    const guard = { acceptsGap };
    return new LoadBalancer("web", {
        names,
        network: makeNetwork(),
        domain,
        http: asked,
        guard,
        settings: { ...usual, ...settings },
    });
}

const balancerWith = (change: Change, mode: PreviewMode = "update") => build(() => make(change), mode);

const always = ["aws:ec2/securityGroup:SecurityGroup::web-alb", "aws:lb/loadBalancer:LoadBalancer::web"];
const children = {
    "HTTP only": [
        {},
        ["aws:lb/listener:Listener::web-http", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http"],
    ],
    "a certificate that exists": [
        withCertificate,
        [
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
        ],
    ],
    "a certificate of its own": [
        inZone,
        [
            "aws:acm/certificate:Certificate::web",
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:route53/record:Record::web-validation",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
        ],
    ],
    "both address families": [
        { ...inZone, ...bothFamilies },
        [
            "aws:acm/certificate:Certificate::web",
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/listener:Listener::web-http",
            "aws:lb/listener:Listener::web-https",
            "aws:route53/record:Record::web-validation",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http-ipv6",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https-ipv6",
        ],
    ],
} as const;

describe("LoadBalancer", () => {
    for (const mode of modes) {
        for (const [what, [change, expected]] of Object.entries(children)) {
            it(`makes exactly what it needs for ${what} (${mode})`, async () => {
                assert.deepEqual(
                    childrenOf(await balancerWith(change, mode), "spotter:lb:LoadBalancer::web"),
                    [...always, "aws:lb/targetGroup:TargetGroup::web", ...expected].sort(),
                );
            });
        }
    }

    it("faces the internet in the public subnets, and drops what it can't parse", async () => {
        const resources = await balancerWith({});
        const { dropInvalidHeaderFields, desyncMitigationMode, securityGroups, ...rest } = inputsOf(
            resources,
            "aws:lb/loadBalancer:LoadBalancer",
        );
        assert.deepEqual(rest, {
            enableDeletionProtection: true,
            idleTimeout: 60,
            internal: false,
            ipAddressType: "ipv4",
            loadBalancerType: "application",
            name: "spotter-alb",
            subnets: ["subnet-0123456a", "subnet-0123456b"],
        });
        assert.deepEqual([dropInvalidHeaderFields, desyncMitigationMode], [true, "defensive"]);
        assert.equal((securityGroups as string[]).length, 1);
    });

    it("has a security group with a description, and no rule of its own", async () => {
        assert.deepEqual(inputsOf(await balancerWith({}), "aws:ec2/securityGroup:SecurityGroup"), {
            description: "Load balancer",
            tags: { Name: "spotter-alb" },
            vpcId: "vpc-01234567",
        });
    });

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

    it("stands in the subnets of the tasks where it is internal", async () => {
        const { internal, subnets } = inputsOf(await balancerWith({ internal: true }), "aws:lb/loadBalancer:LoadBalancer");
        assert.deepEqual([internal, subnets], [true, ["subnet-0123456c", "subnet-0123456d"]]);
    });

    it("asks the tasks by their addresses, in a target group that AWS can replace", async () => {
        const inputs = inputsOf(await balancerWith({}), "aws:lb/targetGroup:TargetGroup");
        assert.deepEqual(inputs, {
            deregistrationDelay: 30,
            healthCheck: {
                healthyThreshold: 2,
                interval: 10,
                matcher: "200",
                path: "/api/health",
                protocol: "HTTP",
                timeout: 5,
                unhealthyThreshold: 3,
            },
            namePrefix: "web-",
            port: 3000,
            protocol: "HTTP",
            targetType: "ip",
            vpcId: "vpc-01234567",
        });
    });

    it("checks health on another port, path and with other success codes where it is told to", async () => {
        const resources = await build(() => {
            make({}, { ...http, healthCheckPort: 9000, healthCheckPath: "/healthz?ready=1", healthCheckMatcher: "200-399" });
        });
        const { healthCheck, port } = inputsOf(resources, "aws:lb/targetGroup:TargetGroup");
        assert.deepEqual(healthCheck, {
            healthyThreshold: 2,
            interval: 10,
            matcher: "200-399",
            path: "/healthz?ready=1",
            port: "9000",
            protocol: "HTTP",
            timeout: 5,
            unhealthyThreshold: 3,
        });
        assert.equal(port, 3000);
    });

    it("sends a client's requests to one task, and more and more to a new one, where it is told to", async () => {
        const settingsOf = async (change: Change) => {
            const { stickiness, slowStart } = inputsOf(await balancerWith(change), "aws:lb/targetGroup:TargetGroup");
            return [stickiness, slowStart];
        };
        assert.deepEqual(await settingsOf({ stickinessSeconds: 3600, slowStartSeconds: 30 }), [
            { type: "lb_cookie", enabled: true, cookieDuration: 3600 },
            30,
        ]);
        assert.deepEqual(await settingsOf({ stickinessSeconds: 0 }), [{ type: "lb_cookie", enabled: false }, undefined]);
    });

    it("shortens a long name to the six characters that AWS allows as prefix", async () => {
        const resources = await build(
            () =>
                new LoadBalancer("storefront", {
                    names,
                    network: makeNetwork(),
                    http,
                    guard: { acceptsGap: false },
                    settings: usual,
                }),
        );
        const { namePrefix, name } = inputsOf(resources, "aws:lb/targetGroup:TargetGroup");
        assert.deepEqual([namePrefix, name], ["storef", undefined]);
    });

    it("lets the last requests finish at once where the delay is zero", async () => {
        const { deregistrationDelay } = inputsOf(
            await balancerWith({ deregistrationDelaySeconds: 0 }),
            "aws:lb/targetGroup:TargetGroup",
        );
        assert.equal(deregistrationDelay, 0);
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

    for (const domain of [{ name: "app.example.com" }, { name: "app.example.com", zoneId: "Z0123456789ABC", certificateArn }]) {
        it(`refuses a domain with ${"zoneId" in domain ? "both" : "neither"} zone and certificate, before it makes anything`, async () => {
            const resources = await build(() => {
                assert.throws(() => make({ domain }), {
                    message: `LoadBalancer: domain must have either zoneId or certificateArn, got ${"zoneId" in domain ? "both" : "neither"}`,
                });
            });
            assert.deepEqual(childrenOf(resources, "spotter:lb:LoadBalancer::web"), []);
        });
    }
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
