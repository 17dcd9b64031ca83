import type { PreviewDocument } from "../preview/document";
import { resourceKey } from "../resources/resource";
import type { Control, Stack } from "./control";
import { controls } from "./controls";
import type { Judgement } from "./judge";

/** A control that a stack does not keep to, with the team's reason. */
export interface Waiver {
    /** Id of the control. */
    readonly control: string;

    /** `type::name` of the resource. */
    readonly resource: string;
    readonly reason: string;

    /** Last day on which it counts, like `2027-06-30`. */
    readonly until: string;
}

/** What one control says of one resource. */
export interface Result extends Judgement {
    readonly control: Pick<Control, "id" | "title" | "level">;

    /** `type::name` */
    readonly resource: string;

    /** Why it need not pass. */
    readonly waiver?: Waiver;
}

/** What all controls say of a stack. */
export interface Evaluation {
    readonly results: readonly Result[];

    /** Waivers that count no longer, or for nothing: each is an error, as it would hide what it was not written for. */
    readonly problems: readonly string[];
}

/**
 * Holds a preview to all controls.
 *
 * @param today like `2026-11-27`
 * @param judged the controls that are asked for
 */
export function evaluate(
    { resources }: Pick<PreviewDocument, "resources">,
    waivers: readonly Waiver[] = [],
    today = "",
    judged: readonly Control[] = controls,
): Evaluation {
    const stack: Stack = { all: (type) => resources.filter((resource) => resource.type === type) };
    const results = judged.flatMap(({ id, title, level, types, check }) =>
        resources
            .filter(({ type }) => types.includes(type))
            .map((resource): Result => ({
                control: { id, title, level },
                resource: resourceKey(resource),
                ...check(resource, stack),
            })),
    );
    const problems = waivers.flatMap((waiver) => findProblem(waiver, results, today));
    return { results: results.map((result) => withWaiver(result, waivers, today)), problems };
}

/** What fails a preview: a mandatory control that does not hold and is not waived. */
export function findFailures({ results }: Evaluation): Result[] {
    return results.filter(
        ({ outcome, waiver, control }) => outcome === "fail" && waiver === undefined && control.level === "mandatory",
    );
}

function withWaiver(result: Result, waivers: readonly Waiver[], today: string): Result {
    const waiver = waivers.find((each) => isAbout(each, result) && today <= each.until);
    return result.outcome === "pass" || waiver === undefined ? result : { ...result, waiver };
}

function isAbout({ control, resource }: Waiver, result: Result): boolean {
    return result.control.id === control && result.resource === resource;
}

function findProblem(waiver: Waiver, results: readonly Result[], today: string): string[] {
    const { control, resource, until } = waiver;
    const what = `the waiver of ${control} for ${resource}`;
    if (!controls.some(({ id }) => id === control)) {
        return [`${what} names no control: docs/security.md lists them`];
    }
    const found = results.find((result) => isAbout(waiver, result));
    if (found === undefined) {
        return [`${what} matches no resource that the control is about`];
    }
    if (found.outcome === "pass") {
        return [`${what} is needed no longer: the control holds`];
    }
    return today > until ? [`${what} ended on ${until}`] : [];
}
