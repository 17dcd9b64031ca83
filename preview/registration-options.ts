import type { ResourceOptions } from "../resources/resource";

/** The options in a registration, as the SDK's protocol has them. */
export interface OptionsRequest {
    getType(): string;
    getName(): string;
    getProtect(): boolean | undefined;
    getRetainondelete(): boolean | undefined;
    getIgnorechangesList(): string[];
    getReplaceonchangesList(): string[];
    getDeletebeforereplace(): boolean;
    getDeletebeforereplacedefined(): boolean;
    getDependenciesList(): string[];
    getAliasesList(): Alias[];
}

interface Alias {
    getUrn(): string;
    getSpec(): AliasSpec | undefined;
}

interface AliasSpec {
    getName(): string;
    getType(): string;
    getParenturn(): string;
}

/**
 * @param toKey `type::name` of a URN of the same stack
 * @param toTypes the types in a URN, those of the parents first, as the mock's URNs leave out all but one parent
 */
export function toOptions(
    request: OptionsRequest,
    toKey: (urn: string) => string,
    toTypes: (urn: string) => string = typesIn,
): ResourceOptions {
    const replaceOnChanges = request.getReplaceonchangesList();
    const aliases = request.getAliasesList().map((alias) => toFormerName(request, alias, toTypes));
    return {
        protect: request.getProtect() === true,
        retainOnDelete: request.getRetainondelete() === true,
        ignoreChanges: request.getIgnorechangesList(),
        dependsOn: request.getDependenciesList().map(toKey).sort(),
        ...(request.getDeletebeforereplacedefined() ? { deleteBeforeReplace: request.getDeletebeforereplace() } : {}),
        ...(replaceOnChanges.length === 0 ? {} : { replaceOnChanges }),
        ...(aliases.length === 0 ? {} : { aliases }),
    };
}

/** What an alias leaves open is as it is now; the SDK fills in the parent. */
function toFormerName(request: OptionsRequest, alias: Alias, toTypes: (urn: string) => string): string {
    const spec = alias.getSpec();
    if (spec === undefined) {
        const urn = alias.getUrn();
        return `${typesIn(urn)}::${urn.split("::").slice(3).join("::")}`;
    }
    const parentTypes = spec.getParenturn() === "" ? "" : toTypes(spec.getParenturn());
    const type = spec.getType() === "" ? request.getType() : spec.getType();
    const name = spec.getName() === "" ? request.getName() : spec.getName();
    return `${parentTypes === "" ? "" : `${parentTypes}$`}${type}::${name}`;
}

/** `parent$type` of `urn:pulumi:<stack>::<project>::parent$type::name`, without the stack as a parent. */
function typesIn(urn: string): string {
    const types = (urn.split("::")[2] ?? "").split("$");
    return types.filter((type) => type !== "pulumi:pulumi:Stack").join("$");
}
