import type { Control } from "../control";
import { failUnless, judge, judgeJson, worst } from "../judge";

const key = "aws:kms/key:Key";
const topic = "aws:sns/topic:Topic";

/** A statement of a key's policy, as far as controls read it. */
interface Statement {
    readonly Effect?: string;
    readonly Principal?: unknown;
    readonly Condition?: object;
}

/** Customer keys, and topics. */
export const keyControls: readonly Control[] = [
    {
        id: "KMS.4",
        title: "customer keys are rotated",
        alsoKnownAs: ["CKV_AWS_7", "kms_cmk_rotation_enabled"],
        level: "mandatory",
        types: [key],
        check: (resource) => judge(resource, "enableKeyRotation", (value) => value === true, "enableKeyRotation is off"),
    },
    {
        id: "KMS.5",
        title: "nobody outside the account may use a customer key",
        alsoKnownAs: ["CKV_AWS_33", "kms_key_not_publicly_accessible"],
        level: "mandatory",
        types: [key],
        check: (resource) =>
            judgeJson(resource, "policy", (policy) => {
                const statements = (policy as { readonly Statement: readonly Statement[] }).Statement;
                const allowing = statements.filter(({ Effect }) => Effect === "Allow");
                return worst(allowing.map((each) => failUnless(isBound(each), `it admits ${JSON.stringify(each.Principal)}`)));
            }),
    },
    {
        id: "CKV_AWS_26",
        title: "what alarms tell is encrypted at rest",
        alsoKnownAs: ["SNS.1", "sns_topics_kms_encryption_at_rest_enabled"],
        level: "advisory",
        types: [topic],
        check: (resource) =>
            judge(
                resource,
                "kmsMasterKeyId",
                (value) => value !== undefined,
                "no key encrypts names, numbers and reasons (encryption.customerKey)",
            ),
    },
];

/** Accounts are named, and services bound by a condition. */
function isBound({ Principal, Condition }: Statement): boolean {
    const principals = typeof Principal === "object" && Principal !== null ? Object.entries(Principal) : [["AWS", Principal]];
    const isNamed = principals.every(([kind, who]) => kind === "AWS" && /^arn:[^*]+$/.test(String(who)));
    return isNamed || (!JSON.stringify(principals).includes("*") && Object.keys(Condition ?? {}).length > 0);
}
