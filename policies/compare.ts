import type { Evaluation, Result } from "./evaluate";
import { describeResult, nameOf } from "./text";

/** What another state of a stack keeps to that this one does not, and the other way round. */
export interface ControlsChange {
    /** Fail now, and did not before: of what is new, too. */
    readonly broken: readonly Result[];

    /** Pass now, and did not before. */
    readonly mended: readonly Result[];
}

/** Compares results by control and resource. What is waived counts as what it is. */
export function compareControls(before: Evaluation, after: Evaluation): ControlsChange {
    const was = (result: Result) =>
        before.results.find(({ control, resource }) => control.id === result.control.id && resource === result.resource)?.outcome;
    return {
        broken: after.results.filter((result) => result.outcome === "fail" && was(result) !== "fail"),
        mended: after.results.filter((result) => result.outcome === "pass" && was(result) === "fail"),
    };
}

/** One line for each control and resource. */
export function controlItems({ broken, mended }: ControlsChange): string[] {
    return [
        ...broken.map((result) => `${result.control.id} does not hold: ${describeResult(result)}`),
        ...mended.map(({ control, resource }) => `${control.id} holds now: ${nameOf(resource)}`),
    ];
}
