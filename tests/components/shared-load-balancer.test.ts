import * as assert from "node:assert/strict";
import { Network } from "../../components/network";
import { ReleaseAlarms } from "../../components/release-alarms";
import { SharedLoadBalancer, type SharedLoadBalancerArgs } from "../../components/shared-load-balancer";
import type { PreviewMode } from "../../preview/recorder";
import { account, build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { alarmSettings, http } from "./settings-fixture";

const elb = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
const listener: SharedLoadBalancerArgs["listener"] = {
    loadBalancerArn: `${elb}:loadbalancer/app/shared/50dc6c495c0c9188`,
    listenerArn: `${elb}:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    dnsName: "shared-1.us-east-1.elb.amazonaws.com",
    zoneId: "Z35SXDOTRQ7X7K",
    ipAddressType: "dualstack",
    securityGroupId: "sg-0123456b",
    priority: 1234,
};
const settings = {
    deregistrationDelaySeconds: 15,
    stickinessSeconds: undefined,
    slowStartSeconds: undefined,
    healthCheck: { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    attachCertificate: false,
    path: undefined,
};
const domain = { name: "pr-12.example.com" };
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

type Change = Partial<Pick<SharedLoadBalancerArgs, "domain" | "listener">> & {
    readonly attachCertificate?: boolean;
    readonly path?: string;
};

const make = ({ attachCertificate = false, path, ...change }: Change = {}) =>
    new SharedLoadBalancer("web", {
        network: new Network("web", {
            region: "us-east-1",
            layout: { mode: "existing", vpcId: "vpc-01234567", serviceSubnetIds: ["subnet-01234567"], assignPublicIp: false },
        }),
        domain,
        listener,
        http,
        guard: {},
        settings: { ...settings, attachCertificate, path },
        ...change,
    });

/** What the component makes; the rest is what it stands on. */
const parent = "spotter:lb:SharedLoadBalancer::web";
const built = (change: Change, mode: PreviewMode = "update") => build(() => make(change), mode);

describe("SharedLoadBalancer", () => {
    for (const mode of modes) {
        it(`makes a target group and a rule, and neither a load balancer nor a listener (${mode})`, async () => {
            assert.deepEqual(childrenOf(await built({}, mode), parent), [
                "aws:lb/listenerRule:ListenerRule::web",
                "aws:lb/targetGroup:TargetGroup::web",
            ]);
        });
    }

    it("forwards the requests of one host name", async () => {
        assert.deepEqual(inputsOf(await built({}), "aws:lb/listenerRule:ListenerRule"), {
            listenerArn: listener.listenerArn,
            priority: 1234,
            conditions: [{ hostHeader: { values: ["pr-12.example.com"] } }],
            actions: [
                {
                    type: "forward",
                    targetGroupArn: `${elb}:targetgroup/web-${"0".repeat(16)}/${"0".repeat(16)}`,
                },
            ],
        });
    });

    it("forwards those for a path of the host name and what is below it alone, where there is one", async () => {
        const { conditions } = inputsOf(await built({ path: "/shop" }), "aws:lb/listenerRule:ListenerRule");
        assert.deepEqual(conditions, [
            { hostHeader: { values: ["pr-12.example.com"] } },
            { pathPattern: { values: ["/shop", "/shop/*"] } },
        ]);
    });

    it("gives the listener a certificate only where that is wanted, before the rule", async () => {
        const type = "aws:lb/listenerCertificate:ListenerCertificate";
        const own = await built({ domain: { ...domain, certificateArn }, attachCertificate: true });
        assert.deepEqual(inputsOf(own, type), { listenerArn: listener.listenerArn, certificateArn });
        assert.equal(resourceOf(own, type).options.retainOnDelete, true, "another stack's rule may need it");
        assert.ok(resourceOf(own, "aws:lb/listenerRule:ListenerRule").options.dependsOn.includes(`${type}::web`));

        const issued = await built({ domain: { ...domain, zoneId: "Z0123456789ABC" }, attachCertificate: true });
        assert.equal(resourceOf(issued, type).options.retainOnDelete, false);
        assert.deepEqual(childrenOf(issued, parent), [
            "aws:acm/certificate:Certificate::web",
            "aws:acm/certificateValidation:CertificateValidation::web",
            "aws:lb/listenerCertificate:ListenerCertificate::web",
            "aws:lb/listenerRule:ListenerRule::web",
            "aws:lb/targetGroup:TargetGroup::web",
            "aws:route53/record:Record::web-validation",
        ]);
        const without = await built({ domain: { ...domain, zoneId: "Z0123456789ABC" } });
        assert.equal(childrenOf(without, parent).length, 2);
    });

    it("is what the load balancer is, for what is made beside it", async () => {
        let made: SharedLoadBalancer | undefined;
        await build(() => (made = make()));
        assert.ok(made !== undefined);
        assert.deepEqual(
            [made.url, made.ipAddressType, made.isRestricted, made.securityGroup.isShared],
            ["https://pr-12.example.com", "dualstack", true, true],
        );
        await build(() => (made = make({ path: "/shop" })));
        assert.equal(made.url, "https://pr-12.example.com/shop");
    });

    it("refuses a path that the rule's conditions would not mean", async () => {
        await assert.rejects(built({ path: "/shop/" }), {
            message: 'SharedLoadBalancer: settings.path must be a path like /shop, without a slash at its end, got "/shop/"',
        });
    });

    it("refuses a place that a listener does not have, and what is no listener", async () => {
        await assert.rejects(built({ listener: { ...listener, priority: 50_001, listenerArn: "shared" } }), {
            message: [
                'SharedLoadBalancer: listener.listenerArn must be the ARN of a listener of an Application Load Balancer, got "shared"',
                "SharedLoadBalancer: listener.priority must be a whole number from 1 to 50000, got 50001",
            ].join("\n"),
        });
    });

    it("has no alarm of the whole load balancer guard the stack's deployments, as others cause it too", async () => {
        let guarding: readonly string[] = [];
        await build(() => {
            const names = { monitoring: "spotter-pr-12" };
            const args = { account, names, loadBalancer: make(), hasBudget: false, settings: alarmSettings };
            ({ guarding } = new ReleaseAlarms("web", args));
        });
        assert.deepEqual(guarding, ["spotter-pr-12-target-5xx", "spotter-pr-12-slow"]);
    });
});
