import { findPartition } from "../../aws/regions";
import type { Account } from "../../aws/account";
import { findResourceType, isKnownType } from "../../resources";
import { readInputs } from "../../resources/inputs";
import { created } from "../../resources/placeholders";
import { isComponentType, type Plain, type Resource } from "../../resources/resource";
import type { PreviewDocument } from "../../preview/document";

/** Where a stack's resources are, as its provider is told. */
export function accountOf({ resources }: Pick<PreviewDocument, "resources">): Account {
    const inputs = readInputs(resources.find(({ type }) => type === "pulumi:providers:aws")?.inputs);
    const region = inputs.text("region") ?? "";
    return { partition: findPartition(region), region, accountId: inputs.jsonTexts("allowedAccountIds")?.[0] ?? "" };
}

/** Texts that AWS gives with a new resource, as a preview in the mode `update` has them; `names` says which outputs. */
export function outputsOf({ type, name, inputs }: Resource, account: Account, names?: readonly string[]): readonly string[] {
    if (isComponentType(type) || !isKnownType(type)) {
        return [];
    }
    const { id, state } = created(type, name, inputs, account);
    const outputs = Object.entries({ ...state, id }).filter(([key]) => !(key in inputs));
    const own = new Set([...Object.values(inputs).flatMap(textsIn), account.accountId, account.region]);
    return outputs
        .filter(([key]) => names === undefined || names.includes(key))
        .flatMap(([, value]) => textsIn(value))
        .filter((text) => text !== "" && !own.has(text)); // a name that is an input is known before
}

/** Names of the outputs that are others after any change in place. */
export function renewedOutputs(type: string): readonly string[] {
    return isKnownType(type) ? (findResourceType(type).renewed ?? []) : [];
}

/** Whether a value is made of one of the texts. */
export function mentions(value: Plain | undefined, texts: readonly string[]): boolean {
    const found = textsIn(value);
    return texts.some((text) => found.some((leaf) => leaf === text || (text.length >= minPartLength && leaf.includes(text))));
}

/** A shorter text may be part of another by chance: all placeholders are made of zeros. */
const minPartLength = 12;

function textsIn(value: unknown): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
