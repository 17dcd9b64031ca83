import type { Verdict } from "../../deployment/api";
import { toVerdictDocument } from "../shared/watch-release";
import type { Responses } from "./count-responses";
import type { Variant } from "./scenarios";

/** How one drill went. Seconds count from when ECS was asked. */
export interface DrillResult {
    readonly variant: Variant;

    /** `spotter-web:12`, as it was registered for the drill. */
    readonly revision: string;
    readonly verdict: Verdict;

    /** Until the first line that says something bad; absent where none did before the verdict. */
    readonly noticedSeconds?: number;
    readonly verdictSeconds: number;

    /** Who made ECS return to the release that serves: ECS, or the verdict on its behalf, or the drill afterwards. */
    readonly returnedBy: "ECS" | "drill" | "nobody";

    /** Until the release that served before did so alone; absent where it does not. */
    readonly aloneSeconds?: number;
    readonly responses: Responses;

    /** What was left behind: a line each. */
    readonly left: readonly string[];
}

/** What was not as expected: a sentence each, none for a drill that passed. */
export function findProblems(
    { variant, verdict, returnedBy, aloneSeconds, responses }: DrillResult,
    rollbackEarly: boolean,
): string[] {
    const found = verdict.diagnosis?.id ?? "none";
    // Where ECS is not asked to roll back early, an early verdict leaves the deployment in progress.
    const expected = rollbackEarly || verdict.early !== true ? "ROLLED_BACK" : "FAILED";
    return [
        ...(verdict.outcome === expected ? [] : [`expected the verdict ${expected}, got ${verdict.outcome}`]),
        ...(variant.causes.includes(found) ? [] : [`expected the cause ${variant.causes.join(" or ")}, found ${found}`]),
        ...(returnedBy === "drill" && expected === "ROLLED_BACK"
            ? ["ECS did not roll back by itself: check the deployment circuit breaker of the service"]
            : []),
        ...(aloneSeconds === undefined ? ["the release that served before does not serve alone"] : []),
        ...(responses.lost === 0
            ? []
            : [`${responses.lost} of ${responses.asked} requests lost, first: ${responses.firstLost ?? "unknown"}`]),
    ];
}

/** Column titles, and a row a drill. */
export function toRows(results: readonly DrillResult[], rollbackEarly: boolean): string[][] {
    const seconds = (value: number | undefined) => (value === undefined ? "–" : `${value} s`);
    return [
        ["drill", "expected cause", "cause found", "noticed", "verdict", "old serves alone", "lost requests", "result"],
        ...results.map((result) => {
            const { variant, verdict, noticedSeconds, verdictSeconds, aloneSeconds, responses } = result;
            return [
                variant.scenario.name,
                variant.causes.length > 2 ? `${variant.causes[0] ?? ""} or similar` : variant.causes.join(" or "),
                verdict.diagnosis?.id ?? "none",
                seconds(noticedSeconds ?? verdictSeconds),
                seconds(verdictSeconds),
                seconds(aloneSeconds),
                `${responses.lost} of ${responses.asked}`,
                findProblems(result, rollbackEarly).length === 0 ? "PASS" : "FAIL",
            ];
        }),
    ];
}

/** A result as `--json` prints it. */
export function toDocument(result: DrillResult, rollbackEarly: boolean): object {
    const { variant, revision, verdict, noticedSeconds, verdictSeconds, aloneSeconds, returnedBy, responses, left } = result;
    const problems = findProblems(result, rollbackEarly);
    return {
        drill: variant.scenario.name,
        revision,
        expectedCauses: variant.causes,
        cause: verdict.diagnosis?.id ?? null,
        noticedSeconds: noticedSeconds ?? verdictSeconds,
        verdictSeconds,
        aloneSeconds: aloneSeconds ?? null,
        returnedBy,
        requests: responses,
        verdict: toVerdictDocument(verdict),
        problems,
        left,
        passed: problems.length === 0,
    };
}
