import * as assert from "node:assert/strict";
import type { ListenerRule } from "../../aws/elb-listeners";
import {
    describeMiss,
    planRule,
    type BalancerMiss,
    type BalancerRef,
    type PlannedRule,
    type SharedBalancer,
} from "../../deployment/shared-balancer";

const planned: PlannedRule = {
    balancer: { arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/1" },
    host: "pr-12.example.com",
    priority: undefined,
    attachCertificate: false,
    idleTimeoutSeconds: 60,
    tags: {},
};

const balancer: SharedBalancer = {
    arn: planned.balancer.arn ?? "",
    name: "shared",
    dnsName: "shared-1.us-east-1.elb.amazonaws.com",
    zoneId: "Z35SXDOTRQ7X7K",
    type: "application",
    scheme: "internet-facing",
    ipAddressType: "ipv4",
    vpcId: "vpc-01234567",
    zones: ["us-east-1a", "us-east-1b"],
    subnetIds: [],
    securityGroupIds: ["sg-01234567"],
    idleTimeoutSeconds: 60,
    listenerArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/1/2",
    certifiedNames: ["example.org", "*.example.com"],
    otherRules: [],
    refused: [],
};

const rule = (priority: number, conditions: Partial<ListenerRule> = {}): ListenerRule => ({
    arn: `rule-${priority}`,
    priority: String(priority),
    hosts: [],
    paths: [],
    otherConditions: [],
    actions: [],
    ...conditions,
});

const plan = (change: Partial<PlannedRule>, facts: Partial<SharedBalancer> = {}) =>
    planRule({ ...planned, ...change }, { ...balancer, ...facts });

describe("the place of a rule among those of a shared listener", () => {
    it("follows from the host name, from 1000 to 50000, and is the same every time", () => {
        const places = Array.from({ length: 500 }, (_, at) => plan({ host: `pr-${at}.example.com` }).priority);
        assert.deepEqual(
            places.filter((each) => each < 1000 || each > 50_000 || !Number.isInteger(each)),
            [],
        );
        assert.ok(new Set(places).size > 490);
        assert.equal(plan({}).priority, plan({}).priority);
    });

    it("is the next one where that is taken, and the first after the last", () => {
        const { priority } = plan({});
        const otherRules = [priority, priority + 1].map((each) => rule(each, { hosts: ["other.example.com"] }));
        assert.deepEqual(plan({}, { otherRules }), { priority: priority + 2, errors: [] });
        const host = Array.from({ length: 200_000 }, (_, at) => `h-${at}.example.com`).find(
            (each) => plan({ host: each }).priority === 50_000,
        );
        const last = [rule(50_000, { hosts: ["other.example.com"] })];
        assert.equal(plan({ host: host ?? "" }, { otherRules: last }).priority, 1000);
    });

    it("stays where the stack's rule is, unless the file says another", () => {
        assert.equal(plan({}, { ownPriority: 7 }).priority, 7);
        assert.equal(plan({ priority: 8 }, { ownPriority: 7 }).priority, 8);
    });
});

describe("a rule of a shared listener", () => {
    const host = planned.host;
    const clashes: readonly (readonly [what: string, other: ListenerRule, message: string | undefined])[] = [
        [
            "a number that is taken",
            rule(500, { hosts: ["other.example.com"], paths: ["/api/*"] }),
            "500 is taken by rule 500 of the listener (host other.example.com, path /api/*): choose another",
        ],
        [
            "an earlier rule for the host",
            rule(10, { hosts: [host] }),
            `rule 10 of the listener (host ${host}) comes before 500 and takes every request for ${host}: choose a number below 10`,
        ],
        [
            "an earlier rule for all hosts of the domain, in other letters",
            rule(10, { hosts: ["*.Example.com"], paths: ["/*"] }),
            `rule 10 of the listener (host *.Example.com, path /*) comes before 500 and takes every request for ${host}: choose a number below 10`,
        ],
        [
            "an earlier rule without conditions that matter",
            rule(10, { paths: ["*"] }),
            `rule 10 of the listener (path *) comes before 500 and takes every request for ${host}: choose a number below 10`,
        ],
        [
            "a later rule for the same host",
            rule(900, { hosts: [host], paths: ["/api/*"] }),
            `rule 900 of the listener (host ${host}, path /api/*) comes after 500 and would get no more requests: choose a number above 900, or another domain`,
        ],
        ["an earlier rule for paths of the host", rule(10, { hosts: [host], paths: ["/api/*"] }), undefined],
        ["an earlier rule for some of the requests", rule(10, { hosts: [host], otherConditions: ["source-ip"] }), undefined],
        ["an earlier rule for a host that only looks like it", rule(10, { hosts: ["pr-1?.example_com", "pr-1.*"] }), undefined],
        ["a later rule for all hosts of the domain", rule(900, { hosts: ["*.example.com"] }), undefined],
        ["a rule for another host", rule(10, { hosts: ["other.example.com"] }), undefined],
    ];
    for (const [what, other, message] of clashes) {
        it(`${message === undefined ? "stands beside" : "is refused because of"} ${what}`, () => {
            const { errors } = plan({ priority: 500 }, { otherRules: [other] });
            assert.deepEqual(errors, message === undefined ? [] : [`loadBalancer.existing.priority: ${message}`]);
        });
    }

    const ofPath: readonly (readonly [what: string, other: ListenerRule, message: string | undefined])[] = [
        [
            "an earlier rule for the whole host",
            rule(10, { hosts: [host] }),
            `rule 10 of the listener (host ${host}) comes before 500 and takes every request for ${host}/shop: choose a number below 10`,
        ],
        [
            "an earlier rule for the same path",
            rule(10, { hosts: [host], paths: ["/shop", "/shop/*"] }),
            `rule 10 of the listener (host ${host}, path /shop or /shop/*) comes before 500 and takes every request for ${host}/shop: choose a number below 10`,
        ],
        [
            "an earlier rule for paths that begin like it",
            rule(10, { paths: ["/sh*"] }),
            `rule 10 of the listener (path /sh*) comes before 500 and takes every request for ${host}/shop: choose a number below 10`,
        ],
        [
            "a later rule for a part of it",
            rule(900, { hosts: [host], paths: ["/shop/api/*"] }),
            `rule 900 of the listener (host ${host}, path /shop/api/*) comes after 500 and would get no more requests: choose a number above 900, or another domain`,
        ],
        ["an earlier rule for a part of it", rule(10, { hosts: [host], paths: ["/shop/api/*"] }), undefined],
        [
            "an earlier rule for the path alone, without what is below it",
            rule(10, { hosts: [host], paths: ["/shop"] }),
            undefined,
        ],
        ["an earlier rule for a path of another host", rule(10, { hosts: ["a.example.com"], paths: ["/*"] }), undefined],
        ["an earlier rule for one letter below it", rule(10, { hosts: [host], paths: ["/shop", "/shop/?"] }), undefined],
        ["an earlier rule whose paths have more letters", rule(10, { hosts: [host], paths: ["/shop?", "/shop?/*"] }), undefined],
        [
            "an earlier rule in other letters, which paths are told apart by",
            rule(10, { hosts: [host], paths: ["/SHOP*"] }),
            undefined,
        ],
        ["a later rule for the whole host", rule(900, { hosts: [host] }), undefined],
        ["a later rule for other paths too", rule(900, { hosts: [host], paths: ["/shop/*", "/blog/*"] }), undefined],
    ];
    for (const [what, other, message] of ofPath) {
        it(`for a path ${message === undefined ? "stands beside" : "is refused because of"} ${what}`, () => {
            const { errors } = plan({ path: "/shop", priority: 500 }, { otherRules: [other] });
            assert.deepEqual(errors, message === undefined ? [] : [`loadBalancer.existing.priority: ${message}`]);
        });
    }

    it("for a path has another place than that of its host, and than those of other paths", () => {
        const places = ["/shop", "/blog", undefined].map((path) => plan({ path }).priority);
        assert.equal(new Set(places).size, 3);
    });

    const unfit: readonly (readonly [string, Partial<PlannedRule>, Partial<SharedBalancer>, string | undefined])[] = [
        ["no HTTPS listener", {}, { listenerArn: undefined }, "arn: shared has no HTTPS listener on port 443"],
        [
            "the same where it is found by its name",
            { balancer: { name: "shared" } },
            { listenerArn: undefined },
            "name: shared has no HTTPS listener on port 443",
        ],
        [
            "no certificate for the host",
            { host: "a.pr-12.example.com" },
            {},
            "attachCertificate: no certificate of shared is for a.pr-12.example.com (they are for example.org, *.example.com): set it to " +
                "true, with domain.zone or domain.certificateArn",
        ],
        ["one that it gets", { host: "a.pr-12.example.com", attachCertificate: true }, {}, undefined],
        ["certificates that were not read", { host: "a.pr-12.example.com" }, { certifiedNames: undefined }, undefined],
        ["a shorter idle timeout", {}, { idleTimeoutSeconds: 30 }, undefined],
    ];
    for (const [what, change, facts, message] of unfit) {
        it(`${message === undefined ? "needs no more than" : "is refused with"} ${what}`, () => {
            assert.deepEqual(plan(change, facts).errors, message === undefined ? [] : [`loadBalancer.existing.${message}`]);
        });
    }

    it("is refused where the load balancer keeps connections longer than the application", () => {
        assert.deepEqual(plan({}, { idleTimeoutSeconds: 61 }).errors, [
            "loadBalancer.idleTimeoutSeconds: shared keeps idle connections for 61 s: set it to that, so that the application keeps them longer",
        ]);
    });
});

describe("a shared load balancer that is not there, or not the only one", () => {
    const account = { partition: "aws", region: "us-east-1", accountId: "123456789012" } as const;
    const has = "account 123456789012 has no Application Load Balancer";
    const misses: readonly (readonly [what: string, ref: BalancerRef, miss: BalancerMiss, line: string])[] = [
        [
            "an ARN",
            { arn: "arn:of-it" },
            { matching: [], all: ["web"] },
            `loadBalancer.existing.arn: ${has} arn:of-it in us-east-1: it has web`,
        ],
        [
            "a name, with the nearest first",
            { name: "sharde" },
            { matching: [], all: ["a-balancer", "shared", "web"] },
            `loadBalancer.existing.name: ${has} called sharde in us-east-1: it has shared, web, a-balancer`,
        ],
        [
            "a name in an account that has none",
            { name: "shared" },
            { matching: [], all: [] },
            `loadBalancer.existing.name: ${has} called shared in us-east-1: it has none`,
        ],
        [
            "tags that none has, with the first of many",
            { tags: { Role: "shared", Team: "web" } },
            { matching: [], all: Array.from({ length: 10 }, (_, at) => `pr-${at}`) },
            `loadBalancer.existing.tags: ${has} with Role=shared, Team=web in us-east-1: ` +
                "it has pr-0, pr-1, pr-2, pr-3, pr-4, pr-5, pr-6, pr-7 and 2 more",
        ],
        [
            "tags that several have",
            { tags: { Role: "shared" } },
            { matching: ["a", "b"], all: ["a", "b", "c"] },
            "loadBalancer.existing.tags: several load balancers in us-east-1 have Role=shared (a, b): add a tag, or set name",
        ],
    ];
    for (const [what, ref, miss, line] of misses) {
        it(`is told in a line with the key and the choices, by ${what}`, () => {
            assert.equal(describeMiss(ref, miss, account), line);
        });
    }
});
