import * as assert from "node:assert/strict";
import type { Plain } from "../../preview/document";
import type { Operation, PropertyChange } from "../../review/compare";
import { describeTraffic, trafficRows, worstImpact, type Impact, type Traffic } from "../../review/traffic";
import { alb, listener, targets, service, rule, isRefused, type Row, cases } from "./traffic-cases";

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
