import type { Account } from "../aws/account";
import { findLookup, findResourceType } from "./index";
import { isComponentType } from "./resource";
import type { Values } from "./resource-type";

/**
 * Inputs and computed properties of a resource, once it exists. An offline preview in the mode `update`, and a stand-in
 * for the provider, answer with these.
 *
 * @throws for a type that the folder `resources` does not know
 */
export function created(
    type: string,
    name: string,
    inputs: Values,
    account: Account,
): { id: string; state: Record<string, unknown> } {
    if (isComponentType(type)) {
        return { id: `${name}-id`, state: { ...inputs } };
    }
    const { id = `${name}-id`, ...computed } = findResourceType(type).placeholder(inputs, account, name);
    return { id: String(id), state: { ...inputs, ...computed } };
}

/**
 * What a preview knows of a resource that does not exist yet: its inputs, and of a parameter that its first version is 1,
 * without which nothing could be said about the container. The CLI's own first preview leaves that open.
 *
 * @throws for a type that the folder `resources` does not know
 */
export function planned(type: string, inputs: Values): Record<string, unknown> {
    if (!isComponentType(type)) {
        findResourceType(type);
    }
    return type === "aws:ssm/parameter:Parameter" ? { ...inputs, version: 1 } : { ...inputs };
}

/**
 * What the account would answer to a lookup. Nothing is read from AWS, in either mode of a preview.
 *
 * @throws for a lookup that the folder `resources` does not know
 */
export function lookedUp(token: string, inputs: Values, account: Account): Record<string, unknown> {
    return { ...inputs, ...findLookup(token)(inputs, account, "") };
}
