/** What is read of a line of `pulumi up --json`. */
interface Event {
    readonly resourcePreEvent?: { readonly metadata: Step };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
}
interface Step {
    readonly op: string;
    readonly urn: string;

    /** Properties that replace the resource. */
    readonly keys?: readonly string[];

    /** Properties that change. */
    readonly diffs?: readonly string[];
}

/** What an update did to one resource, and by which properties. */
export interface Operation {
    readonly op: string;
    readonly urn: string;
    readonly properties: readonly string[];
}

/** What an update did beside the refresh that goes before, in its order. */
export function stepsOfUpdate(json: string): Operation[] {
    return eventsOf(json)
        .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
        .filter(({ op }) => op !== "refresh" && op !== "same")
        .map(({ op, urn, keys, diffs }) => ({ op, urn, properties: keys ?? diffs ?? [] }));
}

/** What the user would see in red. */
export function errorsOfUpdate(json: string): string[] {
    return eventsOf(json)
        .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message);
}

/** `update urn:…::web: tags, timeouts` */
export function lineOfStep({ op, urn, properties }: Operation): string {
    return `${op} ${urn}${properties.length === 0 ? "" : `: ${properties.join(", ")}`}`;
}

function eventsOf(json: string): Event[] {
    const lines = json.split("\n").filter((line) => line.startsWith("{"));
    return lines.map((line) => JSON.parse(line) as Event);
}
