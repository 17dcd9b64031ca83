import { z } from "zod";
import { approvalStages, isShifting, strategies, type ApprovalStage, type Strategy } from "../../aws/deployment-strategies";
import { formats } from "../../aws/formats";
import { ranges } from "../../aws/ranges";
import { shorten, toName } from "../names";
import { over, type ByColumn, type SectionContext } from "../section";
import { inRange, listOf, oneOf, section, text } from "../schema-kit";

/** What a stack file need not say. */
interface StrategyDefaults {
    readonly strategy: Strategy;
    readonly bakeTimeMinutes: number;
    readonly canary: { readonly percent: number; readonly bakeTimeMinutes: number };
    readonly linear: { readonly stepPercent: number; readonly bakeTimeMinutes: number };
    readonly verdictAt: "shift" | "bake";
}

/** Defaults by profile. */
export const strategyDefaults: ByColumn<StrategyDefaults> = {
    dev: {
        strategy: "rolling",
        bakeTimeMinutes: 0,
        canary: { percent: 10, bakeTimeMinutes: 1 },
        linear: { stepPercent: 50, bakeTimeMinutes: 1 },
        verdictAt: "shift",
    },
    staging: {
        strategy: "rolling", // the others run twice as many tasks in every deployment
        bakeTimeMinutes: 2,
        canary: { percent: 10, bakeTimeMinutes: 2 },
        linear: { stepPercent: 50, bakeTimeMinutes: 2 },
        verdictAt: "shift",
    },
    prod: {
        strategy: "rolling",
        bakeTimeMinutes: 5, // the alarms that guard a deployment need three minutes, and their numbers a minute more
        canary: { percent: 10, bakeTimeMinutes: 5 },
        linear: { stepPercent: 20, bakeTimeMinutes: 5 },
        verdictAt: "bake", // a release that ECS may still take back has not succeeded
    },
};

/** What the docs say of a key that has a default only with some strategies. */
function absent(of: (defaults: StrategyDefaults) => string | number): { readonly absent: string } {
    return {
        absent: Object.entries(strategyDefaults)
            .map(([profile, defaults]) => `${profile} \`${of(defaults)}\``)
            .join(", "),
    };
}

const minutes = () => inRange(ranges.bakeTimeMinutes).optional();
const notUsed = "not used by `rolling` and `recreate`";

/** Keys of `deployment` that say how ECS replaces the tasks. */
export const strategyKeys = {
    strategy: oneOf([...strategies.replacing, ...strategies.shifting])
        .optional()
        .describe(
            "`rolling` replaces tasks some at a time; `recreate` stops all of them first; `blueGreen`, `canary` and `linear` start " +
                "the release beside the one before, and move requests at once, in two steps or in equal ones",
        ),
    bakeTimeMinutes: minutes()
        .describe(`for which the release before is kept, so that ECS can return to it at once; ${notUsed}`)
        .meta(absent((defaults) => defaults.bakeTimeMinutes)),
    canary: section({
        percent: inRange(ranges.canaryPercent)
            .optional()
            .describe("of the requests that go to the release first")
            .meta(absent(({ canary }) => canary.percent)),
        bakeTimeMinutes: minutes()
            .describe("before all other requests follow")
            .meta(absent(({ canary }) => canary.bakeTimeMinutes)),
    })
        .optional()
        .describe("steps of `canary`"),
    linear: section({
        stepPercent: inRange(ranges.stepPercent)
            .optional()
            .describe("of the requests that move in each step")
            .meta(absent(({ linear }) => linear.stepPercent)),
        bakeTimeMinutes: minutes()
            .describe("between two steps")
            .meta(absent(({ linear }) => linear.bakeTimeMinutes)),
    })
        .optional()
        .describe("steps of `linear`"),
    testTrafficHeader: text(formats.headerName.allowed, formats.headerName.pattern)
        .optional()
        .describe(
            `request header that, with the value \`true\`, reaches the release before production does: by it the verdict asks; ${notUsed}`,
        )
        .meta({ absent: "`x-<project>-test`" }),
    approvals: listOf(oneOf(approvalStages), `stages, each one of ${approvalStages.join(", ")}`)
        .optional()
        .describe(
            "stages at which ECS waits for `npm run approve` or `reject`, for a day at most; an update ends there with an exit code " +
                `of its own; ${notUsed}`,
        )
        .meta({ absent: "none" }),
    verdictAt: oneOf(["shift", "bake"])
        .optional()
        .describe(`when an update ends: once all requests go to the release, or once the release before is gone, too; ${notUsed}`)
        .meta(absent((defaults) => defaults.verdictAt)),
};

type Input = z.infer<z.ZodObject<typeof strategyKeys>>;

/** How ECS replaces the tasks. What the strategy does not use is there only where the stack file has it, which a rule refuses. */
export interface StrategySettings {
    readonly strategy: Strategy;
    readonly bakeTimeMinutes: number | undefined;
    readonly canary: StrategyDefaults["canary"] | undefined;
    readonly linear: StrategyDefaults["linear"] | undefined;
    readonly testTrafficHeader: string | undefined;
    readonly approvals: readonly ApprovalStage[];
    readonly verdictAt: "shift" | "bake" | undefined;
}

/** The settings that the strategy uses, over their defaults. */
export function resolveStrategy(
    { strategy, bakeTimeMinutes, canary, linear, testTrafficHeader, approvals = [], verdictAt }: Input,
    defaults: StrategyDefaults,
    { project }: Pick<SectionContext, "project">,
): StrategySettings {
    const used = strategy ?? defaults.strategy;
    const ofShift = isShifting(used);
    return {
        strategy: used,
        bakeTimeMinutes: bakeTimeMinutes ?? (ofShift ? defaults.bakeTimeMinutes : undefined),
        canary: used === "canary" || canary !== undefined ? over(defaults.canary, canary) : undefined,
        linear: used === "linear" || linear !== undefined ? over(defaults.linear, linear) : undefined,
        testTrafficHeader: testTrafficHeader ?? (ofShift ? `x-${shorten(toName(project), 33)}-test` : undefined),
        approvals: approvalStages.filter((stage) => approvals.includes(stage)),
        verdictAt: verdictAt ?? (ofShift ? defaults.verdictAt : undefined),
    };
}
