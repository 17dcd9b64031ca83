import * as assert from "node:assert/strict";
import type { LoadBalancer } from "../../aws/elb-load-balancers";
import type { PlannedEntrance } from "../../deployment/api";
import { evaluateEntrance, type EntranceFacts } from "../../deployment/entrance";
import { intent } from "./builders";

const planned: PlannedEntrance = {
    serviceRef: intent.serviceRef,
    tags: { Project: "spotter", Environment: "staging" },
    loadBalancer: "spotter-staging",
    internal: false,
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
};
const loadBalancer: LoadBalancer = {
    arn: "arn:aws:elasticloadbalancing:us-east-1:920013187591:loadbalancer/app/spotter-staging/1",
    name: "spotter-staging",
    dnsName: "spotter-staging-1.us-east-1.elb.amazonaws.com",
    zoneId: "Z35SXDOTRQ7X7K",
    type: "application",
    scheme: "internet-facing",
    ipAddressType: "ipv4",
    vpcId: "vpc-1",
    zones: ["us-east-1a", "us-east-1b"],
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroupIds: ["sg-1"],
};
const facts: EntranceFacts = {
    loadBalancer,
    plannedZones: ["us-east-1a", "us-east-1b"],
    taskZones: ["us-east-1a", "us-east-1b"],
    refused: [],
};
const besides =
    "make the new one beside it, by another stack file with names of its own, and move the DNS record once it serves " +
    "(docs/operations.md, Another load balancer); where minutes without a service do no harm, deployment.acceptGap says so";
const cannot = (what: string) => `load balancer spotter-staging can't ${what}: ${besides}`;
const lostNames = (names: string, certified: string) =>
    `users of ${names} would meet a certificate for ${certified} at once: ${besides}`;
const livez = { path: "/livez", matcher: "200-299", ownPort: false };
const unhealthy = (answers: string) =>
    `/livez answers ${answers} now, not 200-299: the load balancer would find every task that serves unhealthy, and ECS would ` +
    "stop them. First release an application that answers to both checks, then change loadBalancer.healthCheck";

interface Row {
    readonly when: string;
    readonly planned?: Partial<PlannedEntrance>;
    readonly facts?: Partial<EntranceFacts>;
    readonly errors?: readonly string[];
    readonly warnings?: readonly string[];
}

const rows: readonly Row[] = [
    { when: "everything stays where it is" },
    { when: "the stack has no load balancer yet", facts: { loadBalancer: undefined }, planned: { loadBalancer: "another" } },
    {
        when: "the load balancer gets another name",
        planned: { loadBalancer: "another" },
        errors: [cannot("become another")],
    },
    {
        when: "the load balancer becomes internal",
        planned: { internal: true },
        errors: [cannot("become internal, as it is internet-facing")],
    },
    {
        when: "an internal load balancer stays internal",
        planned: { internal: true },
        facts: { loadBalancer: { ...loadBalancer, scheme: "internal" } },
    },
    {
        when: "the stack moves to another VPC, whose zones have other names",
        planned: { vpcId: "vpc-2" },
        facts: { plannedZones: ["us-east-1c"] },
        errors: [cannot("leave vpc-1 for vpc-2")],
    },
    {
        when: "the stack moves to a VPC that it makes",
        planned: { vpcId: undefined, subnetIds: undefined },
        facts: { plannedZones: undefined, taskZones: undefined },
        errors: [cannot("leave vpc-1 for a VPC that is still to be made")],
    },
    {
        when: "several things change that can't",
        planned: { loadBalancer: "another", vpcId: "vpc-2" },
        errors: [cannot("become another, and can't leave vpc-1 for vpc-2")],
    },
    {
        when: "the load balancer leaves a zone where tasks serve",
        facts: { plannedZones: ["us-east-1b", "us-east-1c"] },
        errors: [
            "the load balancer would leave us-east-1a while tasks serve there, and they would get no more requests: " +
                "add the new zones beside the old ones first, and take the old ones out with the next update",
        ],
    },
    { when: "the load balancer leaves a zone without tasks", facts: { plannedZones: ["us-east-1a"], taskZones: ["us-east-1a"] } },
    { when: "a zone is added", facts: { plannedZones: ["us-east-1a", "us-east-1b", "us-east-1c"] } },
    { when: "the load balancer leaves a zone, and nothing serves", facts: { plannedZones: [], isServing: false } },
    { when: "it is not known where tasks run", facts: { plannedZones: ["us-east-1c"], taskZones: undefined } },
    {
        when: "what serves does not answer at the new path of the health check",
        planned: { newHealthCheck: livez },
        facts: { healthResponse: { status: 404 } },
        errors: [unhealthy("404")],
    },
    {
        when: "nothing answers at the new path of the health check",
        planned: { newHealthCheck: livez },
        facts: { healthResponse: { status: 0, error: "connection refused" } },
        errors: [unhealthy("connection refused")],
    },
    {
        when: "this machine can't reach a restricted load balancer to ask at the new path of the health check",
        planned: { newHealthCheck: livez, isRestricted: true },
        facts: { healthResponse: { status: 0, error: "no answer within 5 s", isUnconnected: true } },
        warnings: [
            "not checked: the health check changes at once for the tasks that serve, and this machine can't reach the load balancer to ask them",
        ],
    },
    {
        when: "a load balancer that everyone can reach does not answer",
        planned: { newHealthCheck: livez },
        facts: { healthResponse: { status: 0, error: "no answer within 5 s", isUnconnected: true } },
        errors: [unhealthy("no answer within 5 s")],
    },
    {
        when: "what serves answers at the new path of the health check",
        planned: { newHealthCheck: livez },
        facts: { healthResponse: { status: 204 } },
    },
    {
        when: "the health check moves to a port of its own",
        planned: { newHealthCheck: { ...livez, ownPort: true } },
        warnings: [
            "the health check changes at once for the tasks that serve, and their health port can't be asked: it must be theirs already",
        ],
    },
    {
        when: "nothing serves that the new health check could fail",
        planned: { newHealthCheck: livez },
        facts: { isServing: false, healthResponse: { status: 503 } },
    },
    {
        when: "the new certificate is for another domain",
        planned: { host: "new.example.org", newCertificate: { arn: undefined } },
        facts: { certifiedNames: ["app.example.com"] },
        errors: [lostNames("app.example.com", "new.example.org")],
    },
    {
        when: "the new certificate lacks one of the names, and the domain becomes another",
        planned: { host: "new.example.org", newCertificate: { arn: "arn:aws:acm:1" } },
        facts: { certifiedNames: ["app.example.com", "example.com"], newCertifiedNames: ["*.example.com", "new.example.org"] },
        errors: [lostNames("example.com", "*.example.com and new.example.org")],
    },
    {
        when: "the new certificate is for the old domain, too",
        planned: { host: "new.example.org", newCertificate: { arn: "arn:aws:acm:1" } },
        facts: { certifiedNames: ["app.example.com"], newCertifiedNames: ["*.example.com", "new.example.org"] },
    },
    {
        when: "it is not known what the new certificate is for",
        planned: { host: "new.example.org", newCertificate: { arn: "arn:aws:acm:1" } },
        facts: { certifiedNames: ["app.example.com"] },
    },
    {
        when: "the new certificate is for the same domain alone",
        planned: { host: "app.example.com", newCertificate: { arn: undefined } },
        facts: { certifiedNames: ["app.example.com", "unused.example.com"] },
    },
    {
        when: "the certificate becomes another while nothing serves",
        planned: { host: "new.example.org", newCertificate: { arn: undefined } },
        facts: { certifiedNames: ["app.example.com"], isServing: false },
    },
    {
        when: "AWS does not answer",
        facts: { loadBalancer: undefined, refused: ["not allowed: elasticloadbalancing:DescribeTags"] },
        warnings: ["not checked: not allowed: elasticloadbalancing:DescribeTags"],
    },
];

describe("a load balancer that stacks share", () => {
    it("is not compared with a name, a scheme and a VPC of the stack's own, only with the new health check", () => {
        const shared = { ...planned, sharedArn: loadBalancer.arn, loadBalancer: "other", internal: true, vpcId: "vpc-2" };
        assert.deepEqual(evaluateEntrance(shared, facts), { errors: [], warnings: [] });
        const healthResponse = { status: 404 };
        const { errors } = evaluateEntrance({ ...shared, newHealthCheck: livez }, { ...facts, healthResponse });
        assert.match(errors.join(), /^\/livez answers 404 now, not 200-299: /);
    });
});

describe("what would lose requests", () => {
    for (const { when, planned: change, facts: found, errors = [], warnings = [] } of rows) {
        it(`is ${errors.length === 0 ? "nothing" : "refused"} when ${when}`, () => {
            assert.deepEqual(evaluateEntrance({ ...planned, ...change }, { ...facts, ...found }), { errors, warnings });
        });
    }
});
