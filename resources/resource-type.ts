import type { Account } from "../aws/account";
import type { Inputs } from "./inputs";

/** Properties of a resource, or arguments of a lookup. */
export type Values = Readonly<Record<string, unknown>>;

/** What AWS adds to the inputs of a resource, `id` included, or answers to a lookup. */
export type Placeholder = (inputs: Values, account: Account, logicalName: string) => Record<string, unknown>;

/** What a review shows of a resource. */
export interface Description {
    /** Physical name, where it says more than the logical one. */
    readonly name?: string;

    /** Short facts, in the order in which they matter. */
    readonly facts: readonly string[];
}

/** How `pulumi import` names a resource that exists. */
export interface ImportId {
    /**
     * The id, from inputs and computed properties; undefined while a part of it is unknown. A type that can't be imported
     * has no such function.
     */
    readonly from: ((state: Inputs) => string | undefined) | undefined;

    /** Page that documents the id; or why the type can't be imported. */
    readonly source: string;
}

/** Inputs by name, with dots where one is inside another: `deploymentController.type`. */
export type InputNames = readonly string[];

/** What is known of one type of resource. */
export interface ResourceType {
    /**
     * Ids, ARNs and names in their real shape: with zeros where AWS would choose, or a hash of the logical name where two
     * must be told apart.
     */
    readonly placeholder: Placeholder;

    readonly describe: (inputs: Inputs) => Description;
    readonly importId: ImportId;

    /**
     * Inputs that AWS can't change once the resource exists, so that another one replaces it: "Forces new resource" in the
     * reference of the Terraform provider that @pulumi/aws is made from, `ForceNew` in its sources.
     */
    readonly forcesNew: InputNames | { readonly allBut: InputNames };

    /**
     * Inputs of which one is given: to give another one instead replaces the resource.
     *
     * @default - none
     */
    readonly alternatives?: InputNames;

    /**
     * The provider deletes the resource before it makes what replaces it, whatever its name, unless the program says otherwise.
     *
     * @default false
     */
    readonly deleteBeforeReplace?: boolean;

    /**
     * Outputs that are others after any change of the resource.
     *
     * @default - all stay as they were
     */
    readonly renewed?: readonly string[];

    /**
     * What is lost with the resource, for example `images`.
     *
     * @default - nothing that another one would not have
     */
    readonly holds?: string;
}

/** What is known of one AWS service, or of another provider: types and lookups by token. */
export interface ServiceResources {
    readonly types: Readonly<Record<string, ResourceType>>;

    /** What the account would answer. */
    readonly lookups?: Readonly<Record<string, Placeholder>>;
}

/** @param page of the aws provider's reference, for example `ecs/service` */
export function importedBy(page: string, from: (state: Inputs) => string | undefined): ImportId {
    return { from, source: `https://www.pulumi.com/registry/packages/aws/api-docs/${page}/#import` };
}

export function notImportable(reason: string): ImportId {
    return { from: undefined, source: reason };
}

/** Parts of an id with a separator between them; undefined while one is unknown. */
export function joinKnown(separator: string, parts: readonly (string | undefined)[]): string | undefined {
    return parts.includes(undefined) ? undefined : parts.join(separator);
}

/** Facts without those that don't apply. */
export function facts(...texts: readonly (string | false | undefined)[]): string[] {
    return texts.filter((text) => typeof text === "string" && text !== "") as string[];
}

/** Digits where AWS would choose the rest of an id, 17 hex digits long. */
export const zeros = "0".repeat(17);
