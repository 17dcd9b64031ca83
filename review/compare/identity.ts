import type { PreviewDocument } from "../../preview/document";
import { resourceKey, type Resource } from "../../resources/resource";

/** A resource before and after, either of which may be missing. */
export type Pair = readonly [before: Resource | undefined, after: Resource | undefined];

/** What was one resource before, and is one after: by name, type and the types of its parents, or by an alias. */
export function pairs(before: PreviewDocument, after: PreviewDocument): Pair[] {
    const [old, next] = [new Family(before.resources), new Family(after.resources)];
    const byIdentity = new Map(before.resources.map((resource) => [old.identity(resource), resource]));
    const taken = new Set(after.resources.map((resource) => next.identity(resource)));
    const found = after.resources.map((resource): Pair => {
        const former = next.formerIdentities(resource).find((identity) => byIdentity.has(identity) && !taken.has(identity));
        return [byIdentity.get(next.identity(resource)) ?? byIdentity.get(former ?? ""), resource];
    });
    const kept = new Set(found.map(([resource]) => resource));
    return [
        ...found,
        ...before.resources.filter((resource) => !kept.has(resource)).map((resource): Pair => [resource, undefined]),
    ];
}

/** Resources with their parents. */
class Family {
    private readonly byKey: ReadonlyMap<string, Resource>;

    constructor(resources: readonly Resource[]) {
        this.byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
    }

    /** As in a URN: `parent$type::name`. */
    public identity({ type, name, parent }: Resource): string {
        const above = this.byKey.get(parent ?? "");
        return above === undefined ? `${type}::${name}` : `${typesIn(this.identity(above))}$${type}::${name}`;
    }

    /** Its own aliases, and those that a parent's aliases give it: https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/ */
    public formerIdentities(resource: Resource): string[] {
        const above = this.byKey.get(resource.parent ?? "");
        const inherited = above === undefined ? [] : this.formerIdentities(above);
        return [
            ...(resource.options.aliases ?? []),
            ...inherited.map((parent) => {
                const isNamedAfter = resource.name.startsWith(above?.name ?? "");
                const name = isNamedAfter ? nameIn(parent) + resource.name.slice(above?.name.length) : resource.name;
                return `${typesIn(parent)}$${resource.type}::${name}`;
            }),
        ];
    }
}

function typesIn(identity: string): string {
    return identity.split("::")[0] ?? "";
}

function nameIn(identity: string): string {
    return identity.split("::").slice(1).join("::");
}
