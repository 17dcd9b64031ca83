import type { PolicyStatement, Role } from "../../../aws/iam";

/** One action on one resource, as a policy allows it. Either may be a pattern. */
export interface Allowance {
    readonly action: string;
    readonly resource: string;
    readonly conditions: PolicyStatement["conditions"];

    /** Name of the policy, and of the statement where it has one. */
    readonly policy: string;
    readonly sid: string;
}

/** What no section of a stack file can be made of. */
export interface OddStatement {
    readonly policy: string;
    readonly why: string;
}

/** Everything that a role's policies allow, piece by piece. */
export function listAllowances({ policies }: Role): { readonly allowances: Allowance[]; readonly odd: OddStatement[] } {
    const allowances: Allowance[] = [];
    const odd: OddStatement[] = [];
    for (const { name: policy, statements } of policies) {
        for (const { sid = "", effect, actions, resources, conditions, otherKeys } of statements) {
            if (effect !== "Allow") {
                odd.push({ policy, why: `denies ${shorten(actions)}: the program's role allows nothing but what is listed` });
            } else if (otherKeys.length > 0) {
                odd.push({ policy, why: `${otherKeys.join(" and ")}: name what is allowed in access.statements` });
            } else {
                allowances.push(
                    ...actions.flatMap((action) => resources.map((resource) => ({ action, resource, conditions, policy, sid }))),
                );
            }
        }
    }
    return { allowances, odd };
}

/** More words than these are too many for a line. */
const maxWords = 4;

export function shorten(words: readonly string[]): string {
    const all = [...new Set(words)];
    return all.length > maxWords ? `${all.slice(0, maxWords).join(", ")} and ${all.length - maxWords} more` : all.join(", ");
}
