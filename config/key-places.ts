import type { Catalogue } from "./catalogue";
import { stackFileSchema } from "./json-schema";
import type { Problem } from "./problems";

/** More places than these are no help. */
const maxPlaces = 2;

/** What is looked at of a JSON schema. */
interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly anyOf?: readonly Schema[];
    readonly oneOf?: readonly Schema[];
}

/** Says of a key that is not known where it stands that it is elsewhere: `did you mean spotter:audit.flowLogs?` */
export function withPlace(problem: Problem, project: string, catalogue: Catalogue): Problem {
    if (!/^is not a known key \(/.test(problem.message)) {
        return problem;
    }
    const key = lastPart(problem.path);
    const { properties } = stackFileSchema(project, catalogue) as { readonly properties: { readonly config: Schema } };
    const places = [...new Set(pathsOf(properties.config, ""))].filter((path) => lastPart(path) === key);
    const isOfOtherMode = places.includes(problem.path);
    return places.length === 0 || places.length > maxPlaces || isOfOtherMode
        ? problem
        : { ...problem, message: `is not a known key here; did you mean ${places.join(" or ")}?` };
}

/** Letter case aside. */
function lastPart(path: string): string | undefined {
    return path.split(/[:.]/).at(-1)?.toLowerCase();
}

function pathsOf({ properties = {}, anyOf = [], oneOf = [] }: Schema, path: string): string[] {
    const below = Object.entries(properties).flatMap(([key, schema]) => {
        const place = path === "" ? key : `${path}.${key}`;
        return [place, ...pathsOf(schema, place)];
    });
    return [...below, ...[...anyOf, ...oneOf].flatMap((schema) => pathsOf(schema, path))];
}
