import type { ExistingName, ExistingNames, Findings, NameKind, PlannedName } from "./api";

/** A name that a resource of the program is about to take. */
export interface PlannedResource extends PlannedName {
    /** Type token of the resource. */
    readonly resourceType: string;

    /** Logical name of the resource. */
    readonly logicalName: string;
}

/** Kinds whose names come from somewhere else than `names` of the stack file. */
const configuredBy: Readonly<Partial<Record<NameKind, string>>> = {
    parameter: "parameters.prefix",
    record: "domain.record",
};

/**
 * Decides which of the existing things stand in the way: all that the provider can't take over, and all that is not this
 * stack's. A parameter that the stack has left in SSM is written over, as what was destroyed can be made again then.
 *
 * @param tags of everything in the stack
 */
export function findCollisions(
    { found, unanswered }: ExistingNames<PlannedResource>,
    tags: Readonly<Record<string, string>>,
): Findings {
    const unsafe = unanswered.filter(({ planned }) => planned.overwrites === true);
    const unchecked = unanswered.filter(({ planned }) => planned.overwrites !== true);
    return {
        errors: [
            ...found.flatMap((existing) => describeCollision(existing, tags)),
            ...byReason(unsafe).map(
                ([reason, names]) =>
                    `not known whether they exist, and whose they are: ${names} (${reason}); ` +
                    "they would be written over. With deployment.preflight: false nothing is",
            ),
        ],
        warnings: byReason(unchecked).map(([reason, names]) => `not checked whether they exist already: ${names} (${reason})`),
    };
}

function describeCollision(existing: ExistingName<PlannedResource>, tags: Readonly<Record<string, string>>): string[] {
    const { planned, id, type } = existing;
    const owner = findOwner(existing.tags, tags);
    if (planned.kind === "parameter" && owner === "this stack" && planned.overwrites === true) {
        return type === planned.type
            ? []
            : [
                  `parameter ${id} is left from this stack as ${type ?? "another type"}, and is to be ${planned.type ?? ""}: ` +
                      `SSM changes no type (aws ssm delete-parameter --name ${id})`,
              ];
    }
    const scope = { service: "in cluster", "role policy": "of role" }[planned.kind as string];
    const where = scope === undefined ? "" : ` ${scope} ${planned.within ?? ""}`;
    const what = `${planned.kind} ${planned.kind === "record" ? `${planned.name} (${planned.type ?? ""})` : planned.name}${where}`;
    const key = configuredBy[planned.kind] ?? "names";
    switch (owner) {
        case "this stack":
            return [`${what}, left from this stack: ${toImport(planned, id)}`];
        case undefined:
            return [`${what}, not made by this stack: ${toImport(planned, id)}, or give another name (${key})`];
        default:
            return [`${what} is of ${owner}: give another name (${key})`];
    }
}

/** `this stack`, the tags of another one, or undefined for what no stack has tagged. */
function findOwner(actual: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): string | undefined {
    const keys = Object.keys(own);
    if (keys.every((key) => actual[key] === own[key])) {
        return "this stack";
    }
    return keys.every((key) => actual[key] !== undefined)
        ? keys.map((key) => `${key} ${actual[key] ?? ""}`).join(", ")
        : undefined;
}

function toImport({ resourceType, logicalName, name }: PlannedResource, id: string): string {
    return `import it as ${resourceType} ${logicalName}${id === name ? "" : ` (id ${id})`}`;
}

/** Names of what has one reason in common, on one line. */
function byReason(unanswered: ExistingNames<PlannedResource>["unanswered"]): [reason: string, names: string][] {
    const reasons = [...new Set(unanswered.map(({ reason }) => reason))].sort();
    return reasons.map((reason) => [
        reason,
        unanswered
            .filter((each) => each.reason === reason)
            .map(({ planned: { kind, name } }) => `${kind} ${name}`)
            .join(", "),
    ]);
}
