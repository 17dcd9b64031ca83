import * as assert from "node:assert/strict";
import type { Plain } from "../../preview/document";
import type { Operation, PropertyChange } from "../../review/compare";
import { describeTraffic, trafficRows, worstImpact, type Impact, type Traffic } from "../../review/traffic";

const [alb, listener, targets] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/listener:Listener",
    "aws:lb/targetGroup:TargetGroup",
];
const [service, certificate] = ["aws:ecs/service:Service", "aws:acm/certificate:Certificate"];
const [rule, shown] = ["aws:lb/listenerRule:ListenerRule", "aws:lb/listenerCertificate:ListenerCertificate"];
const otherRules = "where the other rules of the shared listener say";
const [acl, association] = ["aws:wafv2/webAcl:WebAcl", "aws:wafv2/webAclAssociation:WebAclAssociation"];
const scaling = "aws:appautoscaling/target:Target";
const [ingress, egress] = [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];
const check = "aws:route53/healthCheck:HealthCheck";
const [group, record] = ["aws:ec2/securityGroup:SecurityGroup", "aws:route53/record:Record"];

const isRefused = "the update is refused unless deployment.acceptGap says why a gap is acceptable";
const anew = "the same release is deployed anew by rolling deployment";

type Row = readonly [
    type: string,
    operation: Operation,
    input: string,
    impact: Impact,
    statement: string,
    values?: readonly Plain[],
];

/** A change for each row of the tables, and what is said of it. */
const cases: readonly Row[] = [
    [alb, "create", "", "none", "gets requests once a DNS record or a user names it"],
    [alb, "delete", "", "interrupted", "requests to its DNS name fail"],
    [
        alb,
        "replace",
        "name",
        "refused",
        `another load balancer is made, that no user knows of and that can't have the target group of this one: ${isRefused}`,
    ],
    [alb, "update", "securityGroups", "at once", "new connections need a rule of the new security groups at once"],
    [
        alb,
        "update",
        "subnets",
        "at once",
        "listens in the new subnets and leaves the others at once; the update looks first that no task serves in a zone that it leaves",
    ],
    [
        alb,
        "update",
        "idleTimeout",
        "at once",
        "keeps idle connections longer than running tasks do, until those of the new release serve: single requests may get 502",
        [60, 120],
    ],
    [alb, "update", "idleTimeout", "none", "only idle connections are closed earlier", [120, 60]],
    [alb, "update", "ipAddressType", "interrupted", "no longer answers on IPv6", ["dualstack", "ipv4"]],
    [alb, "update", "ipAddressType", "none", "answers on IPv6 too", ["ipv4", "dualstack"]],
    [alb, "update", "desyncMitigationMode", "at once", "requests are accepted and passed on by the new rule at once"],
    [alb, "update", "enableDeletionProtection", "none", "no request notices"],
    [listener, "create", "", "none", "answers on its port from then on"],
    [listener, "delete", "", "interrupted", "nothing answers on its port any more"],
    [listener, "replace", "loadBalancerArn", "none", "the one before answers until its load balancer goes"],
    [listener, "update", "certificateArn", "moved", "new connections get the new certificate in place; open ones go on"],
    [
        listener,
        "update",
        "sslPolicy",
        "at once",
        "clients that share no TLS version or cipher with the new policy are refused at once",
    ],
    [
        listener,
        "update",
        "defaultActions[0].targetGroupArn",
        "at once",
        "requests follow the new action at once; a target group without a healthy task answers 503",
    ],
    [listener, "update", "port", "interrupted", "nothing answers any more on the port, or in the protocol, of before"],
    [listener, "update", "tags.a", "none", "no request notices"],
    [rule, "create", "", "none", "requests for its host name go to its target group from then on"],
    [rule, "delete", "", "interrupted", `requests for its host name go ${otherRules}`],
    [rule, "replace", "listenerArn", "none", "the rule of the listener before stays until this one is made"],
    [rule, "update", "conditions", "interrupted", `requests for the host name before go ${otherRules}`],
    [
        rule,
        "update",
        "actions",
        "at once",
        "requests follow the new action at once; a target group without a healthy task answers 503",
    ],
    [rule, "update", "priority", "none", "no request notices, as no other rule of the listener has the same requests"],
    [shown, "create", "", "none", "clients of its host names meet it from then on"],
    [shown, "delete", "", "interrupted", "clients of its host names meet another certificate of the listener"],
    [shown, "replace", "certificateArn", "none", "the certificate before stays until this one is there"],
    [targets, "create", "", "none", "gets requests once a listener forwards to it"],
    [targets, "delete", "", "none", "AWS deletes it only when no listener forwards to it"],
    [targets, "replace", "vpcId", "refused", `no load balancer reaches targets of another VPC: ${isRefused}`],
    [
        targets,
        "replace",
        "port",
        "interrupted",
        "listeners move to another, empty one, and answer 503 until a task is healthy in it",
    ],
    [
        targets,
        "update",
        "healthCheck.path",
        "at once",
        "the tasks that serve must pass the new check at once, or ECS stops them; the update looks first whether they do",
    ],
    [targets, "update", "healthCheck.interval", "at once", "the tasks that serve are checked at the new pace at once"],
    [targets, "update", "deregistrationDelay", "none", "counts for the tasks that stop from then on"],
    [targets, "update", "stickiness.type", "at once", "requests are spread over the tasks by the new rule at once"],
    [targets, "update", "tags", "none", "no request notices"],
    [service, "create", "", "none", "the load balancer answers 503 until the first task is healthy"],
    [service, "delete", "", "interrupted", "no task answers any more"],
    [
        service,
        "replace",
        "name",
        "moved",
        "a second service starts beside the one before, which goes once the update has seen the new one serve",
    ],
    [
        service,
        "update",
        "taskDefinition",
        "moved",
        "new release by rolling deployment: tasks of the one before serve until new ones are healthy",
    ],
    [service, "update", "desiredCount", "moved", "more tasks start beside those that serve", [2, 3]],
    [service, "update", "desiredCount", "moved", "the tasks that are too many finish their requests and stop", [3, 2]],
    [scaling, "create", "", "moved", "tasks are added and taken away as the load asks for it"],
    [scaling, "delete", "", "none", "as many tasks run as now, and the load changes that no more"],
    [scaling, "replace", "resourceId", "none", "until the other is there, as many tasks run as now"],
    [scaling, "update", "minCapacity", "moved", "where fewer tasks run, more start beside those that serve", [2, 3]],
    [
        scaling,
        "update",
        "maxCapacity",
        "moved",
        "where more tasks run, those that are too many finish their requests and stop, whatever the load",
        [6, 4],
    ],
    [scaling, "update", "maxCapacity", "none", "counts when the load changes next", [4, 6]],
    [service, "update", "capacityProviderStrategies[FARGATE].weight", "moved", `${anew}, on the new capacity`],
    [service, "update", "networkConfiguration.subnets", "moved", `${anew}, in the new subnets and security groups`],
    [
        service,
        "update",
        "loadBalancers[0].containerPort",
        "moved",
        "new tasks register on the new port or target group; those before serve until they are healthy",
    ],
    [
        service,
        "update",
        "availabilityZoneRebalancing",
        "moved",
        "ECS may move tasks between zones, each new one before an old one stops",
    ],
    [service, "update", "healthCheckGracePeriodSeconds", "none", "counts from the next deployment on"],
    [service, "update", "propagateTags", "none", "no request notices"],
    [acl, "create", "", "none", "no request meets it before it stands before the load balancer"],
    [acl, "delete", "", "none", "no request meets it any more"],
    [acl, "replace", "name", "none", "the one before stands there until the other does"],
    [
        acl,
        "update",
        "rules[0].priority",
        "at once",
        "requests meet the new rules within minutes: `mode: count` shows what they would refuse",
    ],
    [acl, "update", "description", "none", "no request notices its name, description or metrics"],
    [
        association,
        "create",
        "",
        "at once",
        "requests meet the rules of the web ACL from then on: `mode: count` shows what they would refuse",
    ],
    [association, "delete", "", "at once", "requests meet no web ACL any more"],
    [association, "replace", "webAclArn", "none", "the rules of before count until those of the other do"],
    [certificate, "create", "", "none", "no listener shows it before it is issued"],
    [certificate, "delete", "", "none", "AWS deletes it only when no listener shows it"],
    [certificate, "replace", "domainName", "moved", "the listener shows the one before until the new one is issued"],
    [certificate, "update", "tags", "none", "no request notices"],
    ...[ingress, egress].flatMap((rule): Row[] => [
        [rule, "create", "", "none", "opens a way, and closes none"],
        [rule, "delete", "", "moved", "closes the way once all else is done: what serves by then needs it no more"],
        [rule, "replace", "securityGroupId", "none", "the new rule is there before the one before goes"],
        [
            rule,
            "update",
            "toPort",
            "at once",
            "closes the port of before and opens the new one at once, while running tasks still listen on that of before",
        ],
        [rule, "update", "cidrIpv4", "at once", "new connections get in from the new source alone at once"],
        [rule, "update", "description", "none", "no request notices"],
    ]),
    [group, "create", "", "none", "is nobody's yet"],
    [group, "delete", "", "none", "AWS deletes it only when nothing has it"],
    [group, "replace", "vpcId", "refused", `the load balancer and its tasks can't leave their VPC: ${isRefused}`],
    [
        group,
        "replace",
        "description",
        "at once",
        "what has the one before gets another, whose rules may come after it: connections may fail for seconds",
    ],
    [group, "update", "tags.Name", "none", "no request notices"],
    [record, "create", "", "none", "leads users here once resolvers have forgotten that there was none"],
    [record, "delete", "", "interrupted", "the name leads nowhere, for whoever asks from then on"],
    [record, "replace", "name", "interrupted", "the name of before leads nowhere once the new one is there"],
    [
        record,
        "update",
        "aliases[0].name",
        "moved",
        "whoever asks from then on is led to the new address, others within the TTL (60 s for an alias): both must answer",
    ],
    [
        record,
        "update",
        "weightedRoutingPolicies[0].weight",
        "moved",
        "requests move by the new weights or policy as resolvers ask anew (60 s for an alias): every target must answer",
    ],
    [record, "update", "ttl", "none", "no request notices"],
    [check, "create", "", "none", "counts as healthy until Route 53 has asked, and asks all the time"],
    [check, "delete", "", "none", "the record then has the health of the load balancer alone"],
    [check, "replace", "type", "none", "the one before is asked until the record has the other"],
    [check, "update", "resourcePath", "moved", "if the application doesn't pass the new check, users are led to another region"],
    [check, "update", "tags.Name", "none", "no request notices"],
];

const property = (path: string, forcesReplacement: boolean, [before, after]: readonly Plain[] = ["a", "b"]): PropertyChange => ({
    path,
    before,
    after,
    forcesReplacement,
});

function trafficOf([type, operation, input, , , values]: Row, acceptsGap = false): Traffic[] {
    const properties = input === "" ? [] : [property(input, operation === "replace", values)];
    return describeTraffic({ type, operation, properties }, {}, acceptsGap);
}

describe("what requests notice", () => {
    for (const row of cases) {
        const [type, operation, input, impact, statement, values = []] = row;
        it(`of ${operation} ${type.split(":").at(-1)} ${input} ${values.map(String).join(" ▸ ")}`.trim(), () => {
            assert.deepEqual(trafficOf(row), [{ impact, statement }]);
        });
    }

    it("has a case here for every row of the tables", () => {
        const rows = Object.entries(trafficRows).flatMap(([type, each]) =>
            each.map((row) => `${type} ${row.operation} ${row.statement}`),
        );
        const covered = cases.map(
            ([type, operation, , , statement]) => `${type} ${operation} ${statement.replace(`: ${isRefused}`, "")}`,
        );
        assert.deepEqual(
            rows.filter((row) => !covered.includes(row)),
            [],
        );
        assert.equal(new Set(rows).size, rows.length);
    });

    it("is not guessed for an input that is in no row", () => {
        assert.deepEqual(trafficOf([alb, "update", "clientKeepAlive", "unknown", ""]), [
            { impact: "unknown", statement: "what clientKeepAlive does to requests is not known here" },
        ]);
    });

    it("is nothing of what no request goes through", () => {
        assert.deepEqual(trafficOf(["aws:iam/role:Role", "replace", "name", "none", ""]), []);
    });

    it("is a gap where the stack accepts one", () => {
        assert.deepEqual(trafficOf([targets, "replace", "vpcId", "refused", ""], true), [
            {
                impact: "interrupted",
                statement:
                    "no load balancer reaches targets of another VPC: requests fail for a time, as deployment.acceptGap accepts",
            },
        ]);
        assert.deepEqual(trafficOf([alb, "update", "tags", "none", ""], true), [
            { impact: "none", statement: "no request notices" },
        ]);
    });

    it("is an interruption wherever the one before goes first", () => {
        const change = {
            type: service,
            operation: "replace",
            properties: [property("name", true)],
            order: "delete first",
        } as const;
        assert.deepEqual(describeTraffic(change, {}, false), [
            { impact: "interrupted", statement: "the one before goes before the other is made: requests fail until then" },
        ]);
    });

    it("is said of a replacement for what forces it, and once", () => {
        const properties = [property("healthCheck.path", false), property("port", true), property("protocol", true)];
        assert.deepEqual(
            describeTraffic({ type: targets, operation: "replace", properties }, {}, false).map(({ impact }) => impact),
            ["interrupted"],
        );
    });

    it("has the worst first", () => {
        const properties = [property("tags.a", false), property("sslPolicy", false), property("certificateArn", false)];
        assert.deepEqual(
            describeTraffic({ type: listener, operation: "update", properties }, {}, false).map(({ impact }) => impact),
            ["at once", "moved", "none"],
        );
    });

    describe("of a service that is deployed anew with every change", () => {
        const statements = (...inputs: readonly string[]) => {
            const properties = inputs.map((input) => property(input, false, [2, 3]));
            const change = { type: service, operation: "update", properties } as const;
            return describeTraffic(change, { forceNewDeployment: true }, false).map(({ statement }) => statement);
        };
        const replaced = "as forceNewDeployment is set, every task is replaced by rolling deployment, whatever has changed";

        it("is that all tasks are replaced, though only their number changes", () => {
            assert.deepEqual(statements("desiredCount"), ["more tasks start beside those that serve", replaced]);
            assert.deepEqual(statements("healthCheckGracePeriodSeconds"), [replaced, "counts from the next deployment on"]);
        });

        it("is nothing more for another release, nor for tags", () => {
            assert.ok(!statements("taskDefinition", "desiredCount").includes(replaced));
            assert.ok(!statements("tags.a").includes(replaced));
        });
    });

    it("of a rule whose weights ECS moves is that requests go on, wherever it comes and goes", () => {
        const weighted = { actions: [{ type: "forward", forward: { targetGroups: [] } }] };
        const of = (operation: Operation, ...inputs: readonly string[]) =>
            describeTraffic(
                { type: rule, operation, properties: inputs.map((input) => property(input, operation === "replace")) },
                weighted,
                false,
            );
        const looked = "the update looks first that a task is healthy in it";
        assert.deepEqual(
            [
                of("create"),
                of("delete"),
                of("replace", "listenerArn"),
                of("update", "conditions[0].httpHeader.httpHeaderName"),
                of("update", "actions[0].forward.stickiness"),
                of("update", "priority"),
            ],
            [
                [{ impact: "none", statement: `requests go on to the target group that has them; ${looked}` }],
                [
                    {
                        impact: "none",
                        statement:
                            "requests go on to the target group that the service keeps; the update looks first that they go there already",
                    },
                ],
                [{ impact: "none", statement: `requests of the new listener go to the first target group; ${looked}` }],
                [{ impact: "none", statement: "only requests of tests are told apart in another way" }],
                [{ impact: "at once", statement: "requests are spread over the target groups by the new action at once" }],
                [{ impact: "none", statement: "no request notices" }],
            ],
        );
    });

    it("names the strategy by which a release comes", () => {
        const release = (strategy: string) =>
            describeTraffic(
                { type: service, operation: "update", properties: [property("taskDefinition", false)] },
                { deploymentConfiguration: { strategy } },
                false,
            ).map(({ statement }) => statement);
        const serve = "tasks of the one before serve until new ones are healthy";
        assert.deepEqual(release("BLUE_GREEN"), [`new release by blue/green deployment: ${serve}`]);
        assert.deepEqual(release("CANARY"), [`new release by canary deployment: ${serve}`]);
        assert.deepEqual(release("ROLLING"), [`new release by rolling deployment: ${serve}`]);
    });

    it("is as bad as the worst of all changes", () => {
        const change = (...found: readonly Impact[]) => ({ traffic: found.map((impact) => ({ impact, statement: "" })) });
        assert.equal(worstImpact([]), "none");
        assert.equal(worstImpact([change(), change("moved", "none")]), "moved");
        assert.equal(worstImpact([change("at once"), change("interrupted", "moved")]), "interrupted");
    });
});
