import * as assert from "node:assert/strict";
import { gatherSharedBalancer } from "../../deployment/shared-balancer-facts";
import type { SharedBalancer } from "../../deployment/shared-balancer";
import { refuse, StubClients, type Input } from "../aws/stub-clients";

const tags = { Project: "spotter", Environment: "pr-12" };
const asked = { balancer: { arn: "balancer" }, tags };
const toList = (given: object) => Object.entries(given).map(([Key, Value]) => ({ Key, Value: String(Value) }));

const balancers = [
    { LoadBalancerArn: "balancer", LoadBalancerName: "shared", VpcId: "vpc-1", Type: "application" },
    { LoadBalancerArn: "another", LoadBalancerName: "other", VpcId: "vpc-1", Type: "application" },
    { LoadBalancerArn: "third", LoadBalancerName: "network", VpcId: "vpc-1", Type: "network" },
];

const ownTags = new Map<string, object>([
    ["balancer", { Role: "review", Team: "web" }],
    ["another", { Team: "web" }],
    ["third", { Team: "web" }],
    ["rule-7", tags],
]);

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
            describeLoadBalancers: ({ LoadBalancerArns, Names }) => {
                const wanted = (LoadBalancerArns ?? Names) as string[] | undefined;
                const LoadBalancers = balancers.filter(
                    ({ LoadBalancerArn, LoadBalancerName }) =>
                        wanted?.some((each) => each === LoadBalancerArn || each === LoadBalancerName) ?? true,
                );
                return LoadBalancers.length === 0 ? refuse("LoadBalancerNotFoundException") : { LoadBalancers };
            },
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
                    Tags: toList(ownTags.get(ResourceArn) ?? { ...tags, Environment: "staging" }),
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

async function gather(...given: Parameters<typeof clientsOf>): Promise<SharedBalancer> {
    const found = await gatherSharedBalancer(clientsOf(...given).clients, asked);
    assert.ok(!("matching" in found));
    return found;
}

describe("what is known of a load balancer that stacks share", () => {
    it("is its listener with the certificates, and its rules, the stack's own told apart by its tags", async () => {
        const found = await gather();
        const { name, vpcId, listenerArn, idleTimeoutSeconds, certifiedNames, ownPriority, refused } = found;
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
            found.otherRules?.map(({ priority }) => priority),
            ["5"],
        );
    });

    it("has no rules without HTTPS on port 443", async () => {
        const found = await gather([], [{ Protocol: "HTTPS", Port: 8443 }]);
        assert.deepEqual([found.listenerArn, found.otherRules, found.certifiedNames], [undefined, undefined, undefined]);
    });

    const all = ["other", "shared"];
    for (const [what, balancer, expected] of [
        ["its ARN", { arn: "balancer" }, "balancer"],
        ["its name", { name: "other" }, "another"],
        ["tags that no other has", { tags: { Role: "review" } }, "balancer"],
        ["an ARN that is gone", { arn: "gone" }, { matching: [], all }],
        ["a name that none has", { name: "sharde" }, { matching: [], all }],
        ["the name of a load balancer of another type", { name: "network" }, { matching: [], all }],
        ["tags that none has", { tags: { Role: "shared" } }, { matching: [], all }],
        ["tags that several have", { tags: { Team: "web" } }, { matching: all, all }],
    ] as const) {
        it(`is found by ${what}, ${typeof expected === "string" ? "and by that alone" : "or is one of those that there are"}`, async () => {
            const found = await gatherSharedBalancer(clientsOf().clients, { balancer, tags });
            assert.deepEqual("matching" in found ? found : found.arn, expected);
        });
    }

    for (const [denied, lost] of [
        ["describeLoadBalancerAttributes", "idleTimeoutSeconds"],
        ["describeRules", "otherRules"],
        ["describeTags", "otherRules"],
        ["describeListenerCertificates", "certifiedNames"],
        ["describeCertificate", "certifiedNames"],
    ] as const) {
        it(`lacks by a denied ${denied} what that tells, and says so`, async () => {
            const found = await gather([denied]);
            assert.equal(found.listenerArn, "listener-1");
            assert.ok(found[lost] === undefined || found[lost] === 0, lost);
            assert.ok(found.refused.length > 0 && found.refused.every((line) => line.includes(denied)), found.refused.join("\n"));
        });
    }

    it("can't be done without what leads to the listener", async () => {
        await assert.rejects(gather(["describeListeners"]), /describeListeners/);
    });
});
