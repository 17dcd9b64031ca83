import * as assert from "node:assert/strict";
import { WebAcl, type WebAclSettings } from "../../components/web-acl";
import { build, childrenOf, inputsOf, modes, resourceOf } from "../support/build";
import { webAcl as subject } from "./subjects-entrance";

const acl = "aws:wafv2/webAcl:WebAcl";

type Rule = Readonly<Record<string, unknown>> & { readonly name: string; readonly priority: number };

/** The rules of a web ACL, in the order in which they are asked. */
async function rulesOf(change: Partial<WebAclSettings>): Promise<readonly Rule[]> {
    const resources = await build(() => {
        const args = subject.args();
        return new WebAcl("web", { ...args, settings: { ...args.settings, ...change } });
    });
    return inputsOf(resources, acl).rules as Rule[];
}

const metric = (metricName: string) => ({ cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true });

describe("WebAcl", () => {
    for (const mode of modes) {
        it(`is a web ACL that stands before the load balancer, and nothing else (${mode})`, async () => {
            const resources = await build(() => new WebAcl("web", subject.args()), mode);
            assert.deepEqual(childrenOf(resources, "spotter:wafv2:WebAcl::web"), [
                `${acl}::web`,
                "aws:wafv2/webAclAssociation:WebAclAssociation::web",
            ]);
        });
    }

    it("leaves the load balancer before another web ACL comes to it, as AWS would take that one away, too", async () => {
        const resources = await build(() => new WebAcl("web", subject.args()));
        assert.deepEqual(
            [acl, "aws:wafv2/webAclAssociation:WebAclAssociation"].map(
                (type) => resourceOf(resources, type).options.deleteBeforeReplace,
            ),
            [false, true],
        );
    });

    it("lets through what no rule finds", async () => {
        const { defaultAction, scope, visibilityConfig } = inputsOf(await build(() => new WebAcl("web", subject.args())), acl);
        assert.deepEqual([defaultAction, scope, visibilityConfig], [{ allow: {} }, "REGIONAL", metric("spotter-app")]);
    });

    it("asks for the limit first, then AWS's rules, and refuses what one finds", async () => {
        const group = "AWSManagedRulesSQLiRuleSet";
        assert.deepEqual(await rulesOf({ mode: "block", managedRuleGroups: [group], exceptPaths: [] }), [
            {
                name: "limit",
                priority: 0,
                action: { block: {} },
                statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 2000, evaluationWindowSec: 300 } },
                visibilityConfig: metric("limit"),
            },
            {
                name: group,
                priority: 1,
                overrideAction: { none: {} },
                statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group, ruleActionOverrides: [] } },
                visibilityConfig: metric(group),
            },
        ]);
    });

    it("refuses nothing where it only counts", async () => {
        const rules = await rulesOf({ mode: "count", exceptPaths: [] });
        assert.deepEqual(
            rules.map(({ action, overrideAction }) => action ?? overrideAction),
            [{ count: {} }, { count: {} }],
        );
    });

    it("never refuses large bodies: uploads and Server Actions have them", async () => {
        const rules = await rulesOf({ mode: "block", managedRuleGroups: ["AWSManagedRulesCommonRuleSet"] });
        assert.deepEqual(rules.at(-1)?.statement, {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: "AWSManagedRulesCommonRuleSet",
                ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
            },
        });
    });

    it("lets webhooks through before any other rule, by their paths as the application reads them", async () => {
        const beginsWith = (searchString: string) => ({
            byteMatchStatement: {
                searchString,
                positionalConstraint: "STARTS_WITH",
                fieldToMatch: { uriPath: {} },
                textTransformations: [
                    { priority: 0, type: "URL_DECODE" },
                    { priority: 1, type: "NORMALIZE_PATH" },
                ],
            },
        });
        const [one] = await rulesOf({ mode: "count", exceptPaths: ["/a/"] });
        assert.deepEqual([one?.name, one?.action, one?.statement], ["except-paths", { allow: {} }, beginsWith("/a/")]);
        const [two] = await rulesOf({ exceptPaths: ["/a/", "/b/"] });
        assert.deepEqual(two?.statement, { orStatement: { statements: [beginsWith("/a/"), beginsWith("/b/")] } });
    });
});
