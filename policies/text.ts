import { createColors } from "picocolors";
import { findFailures, type Evaluation, type Result } from "./evaluate";

/** How a result counts: what is waived fails, or can't be told, and need not hold. */
export type Status = "pass" | "waived" | "mandatory" | "advisory" | "cannot tell";

export function statusOf({ outcome, waiver, control }: Result): Status {
    if (outcome === "pass" || waiver !== undefined) {
        return outcome === "pass" ? "pass" : "waived";
    }
    return outcome === "fail" ? control.level : outcome;
}

/** The worst first: what a control is as a whole, as it may be about several resources. */
const order: readonly Status[] = ["mandatory", "advisory", "cannot tell", "waived", "pass"];

/** Controls by what they are as a whole; one that is about nothing in the stack is not there. */
export function controlsByStatus({ results }: Evaluation): Readonly<Record<Status, readonly string[]>> {
    const ids = [...new Set(results.map(({ control }) => control.id))];
    const worst = (id: string) =>
        Math.min(...results.filter(({ control }) => control.id === id).map((each) => order.indexOf(statusOf(each))));
    const of = (status: Status) => ids.filter((id) => order[worst(id)] === status);
    return {
        mandatory: of("mandatory"),
        advisory: of("advisory"),
        "cannot tell": of("cannot tell"),
        waived: of("waived"),
        pass: of("pass"),
    };
}

/** The one line of a preview about controls: only what is broken has a name, as the details have the rest. */
export function describeControls(evaluation: Evaluation): string {
    const { mandatory, advisory, "cannot tell": open, waived, pass } = controlsByStatus(evaluation);
    const counted = (ids: readonly string[], what: string) => (ids.length === 0 ? [] : [`${ids.length} ${what}`]);
    return [
        ...(mandatory.length === 0 ? [] : [`broken: ${mandatory.join(", ")}`]),
        `${pass.length} hold`,
        ...counted(advisory, "of advice not followed"),
        ...counted(waived, "waived"),
        ...counted(open, "not known before the update"),
    ].join(" · ");
}

/** What is broken, resource by resource, and what is wrong with waivers; with `verbose` everything that does not pass. */
export function controlLines(
    evaluation: Evaluation,
    { colors, verbose }: { readonly colors: boolean; readonly verbose: boolean },
): string[] {
    const paint = createColors(colors);
    const shown = verbose ? evaluation.results.filter(({ outcome }) => outcome !== "pass") : findFailures(evaluation);
    const width = Math.max(0, ...shown.map(({ control }) => control.id.length));
    const lines = [
        ...evaluation.problems.map((problem) => `  ${paint.red("!")} ${problem}`),
        ...shown.map((result) => {
            const mark = statusOf(result) === "mandatory" ? paint.red("!") : paint.dim("·");
            return `  ${mark} ${result.control.id.padEnd(width)}  ${describeResult(result)}`;
        }),
    ];
    return lines.length === 0 ? [] : [`  ${paint.bold("Controls")}`, ...lines];
}

/** `Service web: its tasks have public addresses`, with the waiver's reason. */
export function describeResult({ resource, reason = "", waiver }: Result): string {
    const waived = waiver === undefined ? "" : ` (waived until ${waiver.until}: ${waiver.reason})`;
    return `${nameOf(resource)}: ${reason}${waived}`;
}

/** `Service web` of `aws:ecs/service:Service::web` */
export function nameOf(key: string): string {
    const [type = "", name = ""] = key.split("::");
    return `${type.split(":").at(-1) ?? ""} ${name}`;
}
