import { findResourceType, isKnownType } from "./index";
import type { InputNames, Values } from "./resource-type";

/**
 * Whether a change of an input makes another resource of it, as AWS can't change it in place.
 *
 * @param path of the input, for example `healthCheck.path` or `loadBalancers[0].targetGroupArn`
 * @throws for a type that the folder `resources` does not know
 */
export function forcesNew(type: string, path: string): boolean {
    const inputs = findResourceType(type).forcesNew;
    return "allBut" in inputs ? !isWithinInputs(inputs.allBut, path) : isWithinInputs(inputs, path);
}

/**
 * Inputs that make another resource of it by being given or not, as one of them is always given.
 *
 * @throws for a type that the folder `resources` does not know
 */
export function switchedAlternatives(type: string, before: Values, after: Values): InputNames {
    const { alternatives = [] } = findResourceType(type);
    return alternatives.filter((name) => name in before !== name in after);
}

/**
 * Whether the provider deletes a resource before it makes what replaces it, unless the program says otherwise: wherever the
 * program has chosen the physical name, that may be taken. A record's name is no physical name.
 */
export function deletesFirst(type: string, inputs: Values): boolean {
    const isNamed = type.startsWith("aws:") && inputs.name !== undefined && !type.startsWith("aws:route53/");
    return isNamed || (isKnownType(type) && findResourceType(type).deleteBeforeReplace === true);
}

/** Whether a path is one of the inputs, or inside one. */
export function isWithinInputs(names: InputNames, path: string): boolean {
    const plain = path.replaceAll(/\[[^\]]*\]/g, "");
    return names.some((name) => plain === name || plain.startsWith(`${name}.`));
}
