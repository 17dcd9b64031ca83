import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

const id = "00000000-0000-0000-0000-000000000000";

/** Web ACLs, and what they stand before. */
export const wafv2: ServiceResources = {
    types: {
        "aws:wafv2/webAcl:WebAcl": {
            placeholder: ({ name, scope }, account) => ({
                id,
                arn: toArn(account, "wafv2", `${String(scope).toLowerCase()}/webacl/${String(name)}/${id}`),
            }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: facts(...inputs.list("rules").map(describeRule)) }),
            importId: importedBy("wafv2/webacl", (state) =>
                joinKnown("/", [state.text("id"), state.text("name"), state.text("scope")]),
            ),
            forcesNew: ["name", "namePrefix", "scope"],
        },
        "aws:wafv2/webAclAssociation:WebAclAssociation": {
            placeholder: ({ webAclArn, resourceArn }) => ({ id: `${String(webAclArn)},${String(resourceArn)}` }),
            describe: () => ({ facts: [] }),
            importId: importedBy("wafv2/webaclassociation", (state) =>
                joinKnown(",", [state.text("webAclArn"), state.text("resourceArn")]),
            ),
            forcesNew: ["resourceArn", "webAclArn"],
        },
    },
};

/** `limit: 2000 requests of an address in 5 minutes`, or the name of a managed group, and whether it only counts. */
function describeRule(rule: Inputs): string | undefined {
    const statement = rule.object("statement");
    const limit = statement.object("rateBasedStatement").text("limit");
    const isCounting = [rule.object("action"), rule.object("overrideAction")].some((action) => action.has("count"));
    const what =
        limit === undefined
            ? statement
                  .object("managedRuleGroupStatement")
                  .text("name")
                  ?.replace(/^AWSManagedRules/, "")
            : `${limit} requests of an address in 5 minutes`;
    return what === undefined ? undefined : `${what}${isCounting ? ", counted" : ""}`;
}
