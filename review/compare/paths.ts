/** A step into a value: the key of an object, or the index of a list. */
export type Step = string | number;

/** Any key or index, in the path of an option. */
const wildcard = Symbol("*");

type Pattern = readonly (Step | typeof wildcard)[];

/**
 * Whether a property is one of those that a list of `ignoreChanges` or `replaceOnChanges` names, or inside one.
 *
 * @param paths as in https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function isNamed(paths: readonly string[], property: readonly Step[]): boolean {
    return paths.some((path) => {
        const pattern = parsePath(path);
        return (
            pattern.length <= property.length &&
            pattern.every((step, index) => step === wildcard || String(step) === String(property[index]))
        );
    });
}

/** `a.b[0]["c.d"][*]` */
function parsePath(path: string): Pattern {
    const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\*|\d+)\]|([^.[\]]+)/g);
    return [...steps].map(([, quoted, index, key]) => {
        if (quoted !== undefined) {
            return quoted.replaceAll(/\\(.)/g, "$1");
        }
        const step = index ?? key ?? "";
        return step === "*" ? wildcard : index === undefined ? step : Number(index);
    });
}
