import type { Control } from "../control";
import { fail, failUnless, judgeJson, pass, worst } from "../judge";
import { wildcardReasons } from "./iam-wildcards";

/** A statement of a policy, as far as controls read it. */
interface Statement {
    readonly Action?: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Principal?: { readonly Service?: string };
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;
}

const policyTypes = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"];

/** Services that may assume a role of the stack, each with what it must be bound to by a condition beside the account. */
const trusted: Readonly<Record<string, RegExp>> = {
    "ecs.amazonaws.com": /^arn:[^*:]+:ecs:[^*:]+:\d{12}:\*$/,
    "ecs-tasks.amazonaws.com": /^arn:[^*:]+:ecs:[^*:]+:\d{12}:\*$/,
    "scheduler.amazonaws.com": /^arn:[^*:]+:scheduler:[^*:]+:\d{12}:schedule-group\/[^*?/]+$/,
};

/** Those of which AWS does not document that they name what they act for: the condition must hold where they do. */
const trustedIfBound = ["ecs.amazonaws.com"];

/** Roles and what they may. */
export const iamControls: readonly Control[] = [
    {
        id: "IAM.21",
        title: "no permission has a wildcard without a listed reason",
        alsoKnownAs: [
            ...["IAM.1", "KMS.1", "KMS.2", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288"],
            ...["CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355", "AwsSolutions-IAM5"],
        ],
        level: "mandatory",
        types: policyTypes,
        check: (resource) =>
            judgeJson(resource, "policy", (policy) =>
                worst(
                    statementsOf(policy)
                        .flatMap(findWildcards)
                        .map((found) => fail(`it allows ${found}`)),
                ),
            ),
    },
    {
        id: "CKV_AWS_60",
        title: "only tasks and schedules of this account and region may assume a role",
        alsoKnownAs: ["CKV_AWS_61"],
        level: "mandatory",
        types: ["aws:iam/role:Role"],
        check: (resource) =>
            judgeJson(resource, "assumeRolePolicy", (policy) =>
                worst(statementsOf(policy).map((each) => failUnless(isBound(each), "others may assume it"))),
            ),
    },
    {
        id: "OWN.4",
        title: "no role has permissions that this repository does not spell out",
        alsoKnownAs: ["CKV_AWS_274", "AwsSolutions-IAM4"],
        level: "mandatory",
        types: [
            "aws:iam/role:Role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "aws:iam/policyAttachment:PolicyAttachment",
        ],
        check: ({ type, inputs }) =>
            type !== "aws:iam/role:Role"
                ? fail("it attaches a policy that is written elsewhere")
                : "managedPolicyArns" in inputs || "inlinePolicies" in inputs
                  ? fail("it has policies beside those that are resources")
                  : pass,
    },
];

function statementsOf(policy: unknown): readonly Statement[] {
    return toList((policy as { readonly Statement?: Statement | readonly Statement[] }).Statement);
}

/** Actions and resources of a statement with a wildcard that no row of the list explains. */
function findWildcards({ Action, Resource, Condition = {} }: Statement): string[] {
    const [actions, resources] = [toList(Action), toList(Resource)];
    const bound = Object.values(Condition).flatMap((keys) => Object.keys(keys ?? {}));
    const isListed = (pattern: string) =>
        actions.every((action) =>
            wildcardReasons.some(
                (row) =>
                    row.action.test(action) &&
                    row.resource.test(pattern) &&
                    (row.condition === undefined || bound.includes(row.condition)),
            ),
        );
    return [
        ...actions.filter((action) => /[*?]/.test(action)),
        ...resources
            .filter((pattern) => /[*?]/.test(pattern) && !isListed(pattern))
            .map((pattern) => `${actions.join(", ")} on ${pattern}`),
    ];
}

function isBound({ Principal, Condition }: Statement): boolean {
    const service = Principal?.Service ?? "";
    const ifExists = trustedIfBound.includes(service) ? "IfExists" : "";
    return (
        trusted[service]?.test(Condition?.[`ArnLike${ifExists}`]?.["aws:SourceArn"] ?? "") === true &&
        /^\d{12}$/.test(Condition?.[`StringEquals${ifExists}`]?.["aws:SourceAccount"] ?? "")
    );
}

/** IAM takes a list of one for the one. */
function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
    return Array.isArray(value) ? (value as readonly T[]) : value === undefined ? [] : [value as T];
}
