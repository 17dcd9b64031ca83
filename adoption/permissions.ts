import type { PolicyStatement } from "../aws/iam";
import { isSameCondition, matchesAction, matchesResource } from "../aws/iam-policy";

/**
 * What `before` allows and `after` does not, as `dynamodb:Query on arn:…`. Cautious: a right counts as kept only where one
 * statement of `after` covers action and resource as they are written, under the same condition or none.
 */
export function findLostRights(before: readonly PolicyStatement[], after: readonly PolicyStatement[]): string[] {
    const lost = before.filter(isAllowing).flatMap((statement) =>
        listRights(statement)
            .filter(({ action, resource }) => !after.some((other) => covers(other, statement, action, resource)))
            .map(({ action, resource }) => `${action} on ${resource}`),
    );
    return [...new Set(lost)];
}

/**
 * Who may assume a role by `before` and not by `after`, as `lambda.amazonaws.com`. The conditions of the program's own trust
 * policy don't count: they name the account and region that the tasks run in.
 */
export function findLostPrincipals(before: readonly PolicyStatement[], after: readonly PolicyStatement[]): string[] {
    const listPrincipals = (statements: readonly PolicyStatement[]) =>
        statements.filter(isAllowing).flatMap(({ principals = [] }) => principals);
    const kept = listPrincipals(after);
    return [...new Set(listPrincipals(before))].filter((principal) => !kept.includes(principal));
}

function isAllowing({ effect }: PolicyStatement): boolean {
    return effect === "Allow";
}

/** Every right by itself; `NotAction` and `NotResource` are rights that no statement of the program covers. */
function listRights({
    actions,
    resources,
    otherKeys,
}: PolicyStatement): { readonly action: string; readonly resource: string }[] {
    const all = otherKeys.includes("NotAction") ? ["all actions but some"] : actions;
    const on = otherKeys.includes("NotResource") ? ["all resources but some"] : resources;
    return all.flatMap((action) => on.map((resource) => ({ action, resource })));
}

function covers(statement: PolicyStatement, { conditions }: PolicyStatement, action: string, resource: string): boolean {
    return (
        isAllowing(statement) &&
        statement.otherKeys.length === 0 &&
        (Object.keys(statement.conditions).length === 0 || isSameCondition(statement.conditions, conditions)) &&
        statement.actions.some((pattern) => matchesAction(pattern, action)) &&
        statement.resources.some((pattern) => matchesResource(pattern, resource))
    );
}
