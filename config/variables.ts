import type { CatalogueVariable, DerivedFrom } from "./catalogue";
import type { Access } from "./sections/access";
import type { Parameters } from "./sections/parameters";

/** A variable that the container gets, and where its value comes from. */
export interface Variable extends CatalogueVariable {
    /** `config`: the stack file has it; `stack`: the program derives it; `external`: it is kept in SSM outside the stack. */
    readonly from: "config" | "stack" | "external";

    /** Where an external value is kept, unless that is under the stack's prefix. */
    readonly reference?: string;

    /** The value, where the stack file has it. */
    readonly value: string | undefined;

    /**
     * The container gets it only if SSM has it: an optional variable that is covered by `external: all`, and by nothing
     * else. ECS starts no task whose parameter is absent, so that otherwise each optional variable which an application
     * adds to its catalogue would stop the next deployment of every such stack until someone had set it.
     */
    readonly onlyIfExists: boolean;
}

interface Given {
    readonly values: Readonly<Partial<Record<string, string>>>;
    readonly external: "all" | readonly string[];
    readonly references?: Readonly<Record<string, string>>;
    readonly access: Access;
}

/**
 * The variables that the container gets: what is derived, has a value, is external, or is required. An optional one that
 * nothing provides is left out.
 */
export function findVariables(
    catalogue: readonly CatalogueVariable[],
    { values, external, references = {}, access }: Given,
): Variable[] {
    return catalogue.flatMap((variable): Variable[] => {
        const { name, required, derivedFrom } = variable;
        const value = values[name];
        const common = { ...variable, value: undefined, onlyIfExists: false };
        if (isDerived(derivedFrom, access)) {
            return [{ ...common, from: "stack" }];
        }
        if (value !== undefined) {
            return [{ ...common, from: "config", value }];
        }
        return required || isListed(name, external)
            ? [
                  {
                      ...common,
                      from: "external",
                      onlyIfExists: !required && external === "all",
                      ...(references[name] === undefined ? {} : { reference: references[name] }),
                  },
              ]
            : [];
    });
}

/** Whether the program can derive a value. */
export function isDerived(from: DerivedFrom | undefined, { tables, buckets, bedrock, mail }: Access): boolean {
    switch (from) {
        case undefined:
            return false;
        case "region":
        case "publicUrl":
            return true;
        case "model":
            return bedrock.profiles.length + bedrock.models.length > 0;
        case "sender":
            return mail !== undefined;
        default:
            return "table" in from ? tables[from.table] !== undefined : buckets[from.bucket] !== undefined;
    }
}

/** Whether the stack file says that a variable is kept in SSM outside the stack. */
export function isListed(name: string, external: Given["external"]): boolean {
    return external === "all" || external.includes(name);
}

/** What a task asks SSM for, as SSM is now. */
export interface PresentParameters {
    /** The section, without optional variables that SSM does not have. */
    readonly settings: Parameters;

    /** Lines for the preview; none where no variable depends on what SSM has. */
    readonly notes: readonly string[];
}

/**
 * Leaves out optional variables that SSM does not have.
 *
 * @param versions of the external parameters, by variable; undefined where SSM was not asked, so that all may be there
 * @param isDenied SSM was asked and may not tell, so that a task asks for all of them
 */
export function presentParameters(
    parameters: Parameters,
    versions: Readonly<Partial<Record<string, number>>> | undefined,
    { isDenied = false }: { readonly isDenied?: boolean } = {},
): PresentParameters {
    const external = parameters.variables.filter(({ from }) => from === "external");
    const optional = external.filter(({ onlyIfExists }) => onlyIfExists);
    const leftOut = versions === undefined ? [] : optional.filter(({ name }) => versions[name] === undefined);
    const settings = { ...parameters, variables: parameters.variables.filter((variable) => !leftOut.includes(variable)) };
    if (optional.length === 0) {
        return { settings, notes: [] };
    }
    const asked = `${parameters.prefix}: a task asks for ${external.length - leftOut.length} external variables`;
    if (isDenied) {
        return { settings, notes: [`${asked}; ${optional.length} of them are optional, and must exist all the same`] };
    }
    if (versions === undefined) {
        return { settings, notes: [`${asked}, for ${optional.length} of them only if SSM has them (they are optional)`] };
    }
    const names = leftOut.map(({ name }) => name).join(", ");
    const rest = leftOut.length === 0 ? "; SSM has every optional one" : `; left out, as optional and not in SSM: ${names}`;
    return { settings, notes: [asked + rest] };
}
