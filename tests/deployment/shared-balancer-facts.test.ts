import * as assert from "node:assert/strict";
import { gatherSharedBalancer } from "../../deployment/shared-balancer-facts";
import { refuse, StubClients, type Input } from "../aws/stub-clients";

const tags = { Project: "spotter", Environment: "pr-12" };
const asked = { arn: "balancer", tags };
const toList = (given: object) => Object.entries(given).map(([Key, Value]) => ({ Key, Value: String(Value) }));

/** An account with a load balancer that has three rules, one of them the stack's; some questions may be denied. */
function clientsOf(denied: readonly string[] = [], listeners: readonly object[] = [{ Protocol: "HTTPS", Port: 443 }]) {
    const answers = (methods: Readonly<Record<string, (input: Input) => object>>) =>
        Object.fromEntries(
            Object.entries(methods).map(([name, answer]) => [
                name,
                (input: Input) => (denied.includes(name) ? refuse("AccessDeniedException", `x:${name}`) : answer(input)),
            ]),
        );
    return new StubClients({
        elb: answers({
            describeLoadBalancers: ({ LoadBalancerArns }) =>
                (LoadBalancerArns as string[])[0] === "balancer"
                    ? { LoadBalancers: [{ LoadBalancerArn: "balancer", LoadBalancerName: "shared", VpcId: "vpc-1" }] }
                    : refuse("LoadBalancerNotFoundException"),
            describeLoadBalancerAttributes: () => ({ Attributes: toList({ "idle_timeout.timeout_seconds": 90 }) }),
            describeListeners: () => ({
                Listeners: [{ Protocol: "HTTP", Port: 80 }, ...listeners].map((each, at) => ({
                    ...each,
                    ListenerArn: `listener-${at}`,
                })),
            }),
            describeRules: () => ({
                Rules: ["5", "7", "default"].map((Priority) => ({ RuleArn: `rule-${Priority}`, Priority })),
            }),
            describeTags: ({ ResourceArns }) => ({
                TagDescriptions: (ResourceArns as string[]).map((ResourceArn) => ({
                    ResourceArn,
                    Tags: toList(ResourceArn === "rule-7" ? tags : { ...tags, Environment: "staging" }),
                })),
            }),
            describeListenerCertificates: () => ({ Certificates: [{ CertificateArn: "one" }, { CertificateArn: "two" }] }),
        }),
        acm: answers({
            describeCertificate: ({ CertificateArn }) => ({
                Certificate: { SubjectAlternativeNames: [CertificateArn === "one" ? "example.org" : "*.example.com"] },
            }),
        }),
    });
}

const gather = (...given: Parameters<typeof clientsOf>) => gatherSharedBalancer(clientsOf(...given).clients, asked);

describe("what is known of a load balancer that stacks share", () => {
    it("is its listener with the certificates, and its rules, the stack's own told apart by its tags", async () => {
        const found = await gather();
        const { name, vpcId, listenerArn, idleTimeoutSeconds, certifiedNames, ownPriority, refused } = found ?? {};
        assert.deepEqual(
            { name, vpcId, listenerArn, idleTimeoutSeconds, certifiedNames, ownPriority, refused },
            {
                name: "shared",
                vpcId: "vpc-1",
                listenerArn: "listener-1",
                idleTimeoutSeconds: 90,
                certifiedNames: ["example.org", "*.example.com"],
                ownPriority: 7,
                refused: [],
            },
        );
        assert.deepEqual(
            found?.otherRules?.map(({ priority }) => priority),
            ["5"],
        );
    });

    it("is nothing where there is none, and no rules without HTTPS on port 443", async () => {
        assert.equal(await gatherSharedBalancer(clientsOf().clients, { ...asked, arn: "gone" }), undefined);
        const found = await gather([], [{ Protocol: "HTTPS", Port: 8443 }]);
        assert.deepEqual([found?.listenerArn, found?.otherRules, found?.certifiedNames], [undefined, undefined, undefined]);
    });

    for (const [denied, lost] of [
        ["describeLoadBalancerAttributes", "idleTimeoutSeconds"],
        ["describeRules", "otherRules"],
        ["describeTags", "otherRules"],
        ["describeListenerCertificates", "certifiedNames"],
        ["describeCertificate", "certifiedNames"],
    ] as const) {
        it(`lacks by a denied ${denied} what that tells, and says so`, async () => {
            const found = await gather([denied]);
            assert.equal(found?.listenerArn, "listener-1");
            assert.ok(found[lost] === undefined || found[lost] === 0, lost);
            assert.ok(found.refused.length > 0 && found.refused.every((line) => line.includes(denied)), found.refused.join("\n"));
        });
    }

    it("can't be done without what leads to the listener", async () => {
        await assert.rejects(gather(["describeListeners"]), /describeListeners/);
    });
});
