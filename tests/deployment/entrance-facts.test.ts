import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PlannedEntrance } from "../../deployment/api";
import { gatherEntranceFacts } from "../../deployment/entrance-facts";
import { refuse, StubClients, type Input } from "../aws/stub-clients";
import { intent } from "./builders";

const tags = { Project: "spotter", Environment: "staging" };
const planned: PlannedEntrance = {
    serviceRef: intent.serviceRef,
    tags,
    loadBalancer: "spotter-staging",
    internal: false,
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
};
const zones: Readonly<Record<string, string>> = { "subnet-a": "us-east-1a", "subnet-b": "us-east-1b", "subnet-c": "us-east-1c" };
const certificates: Readonly<Record<string, readonly string[]>> = { old: ["*.example.com"], new: ["app.example.org"] };

/** An account with one load balancer, which serves in two zones. */
interface Account {
    readonly isTagged?: boolean;
    readonly taggedGroup?: string;
    readonly health?: string;
    readonly service?: object;
    readonly certificateArn?: string;
    readonly dnsName?: string;
    readonly denied?: string;
}

function clientsOf({
    isTagged = true,
    taggedGroup = "",
    health = "healthy",
    service,
    certificateArn,
    dnsName = "x",
    denied,
}: Account) {
    const answers = (methods: Readonly<Record<string, (input: Input) => object>>) =>
        Object.fromEntries(
            Object.entries(methods).map(([name, answer]) => [
                name,
                (input: Input) =>
                    name === denied ? refuse("AccessDeniedException", `not authorized to perform: x:${name}`) : answer(input),
            ]),
        );
    return new StubClients({
        elb: answers({
            describeLoadBalancers: () => ({
                LoadBalancers: [
                    {
                        LoadBalancerArn: "balancer",
                        DNSName: dnsName,
                        AvailabilityZones: ["us-east-1a", "us-east-1b"].map((ZoneName) => ({ ZoneName })),
                    },
                ],
            }),
            describeTags: () => ({
                TagDescriptions: [
                    {
                        ResourceArn: "balancer",
                        Tags: Object.entries(isTagged ? tags : {}).map(([Key, Value]) => ({ Key, Value })),
                    },
                    { ResourceArn: taggedGroup, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
                ],
            }),
            describeTargetGroups: () => ({ TargetGroups: [{ TargetGroupArn: "empty" }, { TargetGroupArn: "group" }] }),
            describeTargetHealth: ({ TargetGroupArn }) => ({
                TargetHealthDescriptions:
                    TargetGroupArn === "group" ? [{ Target: { Id: "10.0.0.1" }, TargetHealth: { State: health } }] : [],
            }),
            describeListeners: () => ({
                Listeners: [
                    { Protocol: "HTTP" },
                    ...(certificateArn === undefined
                        ? []
                        : [{ Protocol: "HTTPS", Certificates: [{ CertificateArn: certificateArn }] }]),
                ],
            }),
        }),
        acm: answers({
            describeCertificate: ({ CertificateArn }) => ({
                Certificate: { SubjectAlternativeNames: certificates[String(CertificateArn)] },
            }),
        }),
        ecs: answers({ describeServices: () => ({ services: service === undefined ? [] : [service] }) }),
        ec2: answers({
            describeSubnets: ({ SubnetIds, Filters }) => ({
                Subnets: ((SubnetIds ?? (Filters as { Values: string[] }[])[0]?.Values) as string[]).map((SubnetId) => ({
                    SubnetId,
                    AvailabilityZone: zones[SubnetId],
                })),
            }),
        }),
    });
}

async function gather(account: Account, change: Partial<PlannedEntrance> = {}) {
    const stub = clientsOf(account);
    const { loadBalancer, ...facts } = await gatherEntranceFacts(stub.clients, { ...planned, ...change });
    return { facts, found: loadBalancer?.arn, asked: new Set(stub.calls.map(({ method }) => method)) };
}

const both = ["us-east-1a", "us-east-1b"];
const leaving = { subnetIds: ["subnet-b", "subnet-c"] };
const running = {
    status: "ACTIVE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
};

describe("what is known of the way to the tasks", () => {
    it("is nothing, by one question, where the stack has no load balancer yet", async () => {
        const { facts, found, asked } = await gather({ isTagged: false });
        assert.deepEqual(
            [facts, found, [...asked].sort()],
            [{ refused: [] }, undefined, ["describeLoadBalancers", "describeTags"]],
        );
    });

    it("is whether any target is healthy, in any target group", async () => {
        for (const [health, isServing] of [
            ["healthy", true],
            ["draining", false],
            ["initial", false],
        ] as const) {
            assert.deepEqual((await gather({ health })).facts, { isServing, plannedZones: both, refused: [] });
        }
    });

    it("counts targets of the stack's own groups alone behind a load balancer that stacks share, and asks for no zones", async () => {
        const shared = { sharedArn: "balancer", ...leaving };
        const { facts, found, asked } = await gather({ isTagged: false }, shared);
        assert.deepEqual([facts, found], [{ isServing: false, refused: [] }, "balancer"]);
        assert.equal(asked.has("describeSubnets"), false);
        assert.deepEqual((await gather({ taggedGroup: "group" }, shared)).facts, { isServing: true, refused: [] });
    });

    it("is where tasks run, asked only where the load balancer leaves a zone", async () => {
        assert.equal((await gather({ service: running })).asked.has("describeServices"), false);
        const { facts } = await gather({ service: running }, leaving);
        assert.deepEqual([facts.plannedZones, facts.taskZones], [["us-east-1b", "us-east-1c"], ["us-east-1a"]]);
    });

    it("lacks where tasks run while the service has another name, and says so", async () => {
        const { cluster, service } = planned.serviceRef;
        for (const gone of [undefined, { ...running, status: "INACTIVE" }]) {
            const { facts } = await gather({ service: gone }, leaving);
            assert.deepEqual(facts.refused, [`which zones tasks serve in, as cluster ${cluster} has no service ${service} yet`]);
            assert.equal(facts.taskZones, undefined);
        }
    });

    it("is the host names that users meet, and are about to meet", async () => {
        const { facts } = await gather({ certificateArn: "old" }, { newCertificate: { arn: "new" } });
        assert.deepEqual([facts.certifiedNames, facts.newCertifiedNames], [["*.example.com"], ["app.example.org"]]);
        const unissued = await gather({ certificateArn: "old" }, { newCertificate: { arn: undefined } });
        assert.deepEqual([unissued.facts.certifiedNames, unissued.facts.newCertifiedNames], [["*.example.com"], undefined]);
    });

    const denials: readonly (readonly [denied: string, lost: readonly string[]])[] = [
        ["describeTargetHealth", ["isServing"]],
        ["describeSubnets", ["plannedZones", "taskZones"]],
        ["describeServices", ["taskZones"]],
        ["describeCertificate", ["certifiedNames", "newCertifiedNames"]],
    ];
    for (const [denied, lost] of denials) {
        it(`lacks by a denied ${denied} what that tells, and nothing else`, async () => {
            const ask = { ...leaving, newCertificate: { arn: "new" } };
            const { healthResponse, ...whole } = (await gather({ service: running, certificateArn: "old" }, ask)).facts;
            assert.equal(healthResponse, undefined);
            const { facts } = await gather({ service: running, certificateArn: "old", denied }, ask);
            const expected = Object.entries(whole).filter(([key]) => !lost.includes(key));
            assert.deepEqual(JSON.parse(JSON.stringify(facts)), { ...Object.fromEntries(expected), refused: facts.refused });
            assert.ok(facts.refused.length > 0 && facts.refused.every((line) => line.includes(denied)), facts.refused.join("\n"));
        });
    }

    describe("of a new health check", () => {
        let server: Server;
        const requests: string[] = [];
        const newHealthCheck = { path: "/livez", matcher: "200", ownPort: false };
        const dnsName = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

        before(async () => {
            server = createServer(({ url = "", headers }, response) => {
                requests.push(`${headers.host ?? ""}${url}`);
                response.writeHead(204).end();
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        });

        after(() => server.close());

        it("is what answers at its path, by the protocol that the listeners have now", async () => {
            const { facts } = await gather({ dnsName: dnsName() }, { newHealthCheck, host: "app.example.com" });
            assert.deepEqual([facts.healthResponse?.status, requests], [204, [`${dnsName()}/livez`]]);
        });

        it("is not asked for on a port of its own, which the load balancer alone can reach", async () => {
            const { asked, facts } = await gather(
                { dnsName: dnsName() },
                { newHealthCheck: { ...newHealthCheck, ownPort: true } },
            );
            assert.deepEqual([asked.has("describeListeners"), facts.healthResponse], [false, undefined]);
        });
    });
});
