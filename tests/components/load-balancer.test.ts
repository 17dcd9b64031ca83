import * as assert from "node:assert/strict";
import { LoadBalancer } from "../../components/load-balancer";
import { build, childrenOf, inputsOf, modes } from "../support/build";
import { children } from "./load-balancer-children";
import { names, http, usual, certificateArn, type Change, makeNetwork, make, balancerWith } from "./balancer-with";

const always = ["aws:ec2/securityGroup:SecurityGroup::web-alb", "aws:lb/loadBalancer:LoadBalancer::web"];

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
