import { isSameCondition, matchesAction, matchesResource, type Statement } from "../../../aws/iam-policy";
import type { Allowance } from "./allowances";

/** Whether statements allow all that a role does. What they allow under another condition may be less. */
export function isGranted({ action, resource, conditions }: Allowance, granted: readonly Statement[]): boolean {
    return granted.some(
        ({ Action, Resource, Condition }) =>
            (Condition === undefined || isSameCondition(Condition, conditions)) &&
            [Action].flat().some((one) => matchesAction(one, action)) &&
            [Resource].flat().some((each) => isSamePlace(each, resource) || matchesResource(each, resource)),
    );
}

/** Whether statements allow something of what a role allows by patterns. */
export function isPartlyGranted({ action, resource }: Allowance, granted: readonly Statement[]): boolean {
    return granted.some(
        (each) =>
            [each.Resource].flat().some((place) => isSamePlace(place, resource)) &&
            [each.Action].flat().some((one) => matchesAction(action, one)),
    );
}

/** A bucket and what is in it are one place: a statement that names both allows little of what its product says. */
function isSamePlace(one: string, other: string): boolean {
    const place = (arn: string) => (/^arn:[\w-]+:s3:::/.test(arn) ? arn.replace(/\/\*$/, "") : arn);
    return place(one) === place(other);
}

/** Actions of the statements that the role allows on none of their resources, each once. */
export function findWidened(allowances: readonly Allowance[], granted: readonly Statement[]): string[] {
    const widened = granted.flatMap(({ Action, Resource, Condition }) =>
        [Action].flat().filter((action) => ![Resource].flat().some((place) => isAllowed(allowances, action, place, Condition))),
    );
    return [...new Set(widened)];
}

/** Whether the role allows it without a condition, or under the same one. */
function isAllowed(
    allowances: readonly Allowance[],
    action: string,
    resource: string,
    condition: Statement["Condition"],
): boolean {
    return allowances.some(
        (each) =>
            (Object.keys(each.conditions).length === 0 || isSameCondition(each.conditions, condition)) &&
            matchesAction(each.action, action) &&
            matchesResource(each.resource, resource),
    );
}
