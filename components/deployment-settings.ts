import type * as ecs from "@pulumi/aws/ecs";
import {
    approvalStages,
    isShifting,
    shiftingStrategies,
    strategies,
    type ApprovalStage,
    type Strategy,
} from "../aws/deployment-strategies";
import { ranges } from "../aws/ranges";
import { listOf, mistake, object, oneOf, optional, wholeNumber, type Check } from "./arguments";
import { deployRolling } from "./service-inputs";

/** How ECS replaces the tasks of a service by those of a release. */
export interface DeploymentSettings {
    /** `blueGreen`, `canary` and `linear` need a load balancer with two target groups, and run twice the tasks meanwhile. */
    readonly strategy: Strategy;

    /** Minutes for which the release before is kept once all requests go to this one, 0 to 1440; undefined without `shift`. */
    readonly bakeTimeMinutes: number | undefined;

    /** Share of the requests that moves first, and minutes until the others follow; undefined but for `canary`. */
    readonly canary: { readonly percent: number; readonly bakeTimeMinutes: number } | undefined;

    /** Share of the requests that moves in each step, and minutes between two; undefined but for `linear`. */
    readonly linear: { readonly stepPercent: number; readonly bakeTimeMinutes: number } | undefined;

    /** Stages at which ECS waits until a person lets the deployment go on, or sends it back. */
    readonly approvals: readonly ApprovalStage[];
}

/** Minutes that ECS waits for an approval before it goes back: its own default, written out as it is a promise of the docs. */
const approvalMinutes = 24 * 60;

/** How ECS replaces the tasks, in its own words. Minutes are texts there. */
export function deployBy({ strategy, bakeTimeMinutes = 0, canary, linear, approvals }: DeploymentSettings) {
    if (!isShifting(strategy)) {
        return deployRolling;
    }
    const pause = {
        targetType: "PAUSE",
        lifecycleStages: [...approvals],
        timeoutConfiguration: { timeoutInMinutes: String(approvalMinutes), action: "ROLLBACK" },
    };
    return {
        ...deployRolling,
        deploymentConfiguration: {
            strategy: shiftingStrategies[strategy],
            bakeTimeInMinutes: String(bakeTimeMinutes),
            ...(canary === undefined
                ? {}
                : {
                      canaryConfiguration: {
                          canaryPercent: canary.percent,
                          canaryBakeTimeInMinutes: String(canary.bakeTimeMinutes),
                      },
                  }),
            ...(linear === undefined
                ? {}
                : {
                      linearConfiguration: {
                          stepPercent: linear.stepPercent,
                          stepBakeTimeInMinutes: String(linear.bakeTimeMinutes),
                      },
                  }),
            ...(approvals.length === 0 ? {} : { lifecycleHooks: [pause] }),
        },
        // It counts the tasks of a rolling deployment alone. Written out, so that it goes when the strategy comes.
        deploymentCircuitBreaker: { enable: false, rollback: false },
    } satisfies Partial<ecs.ServiceArgs>;
}

const minutes = wholeNumber(ranges.bakeTimeMinutes);

export const deploymentSettings: Check<DeploymentSettings> = object<DeploymentSettings>(
    {
        strategy: oneOf([...strategies.replacing, ...strategies.shifting]),
        bakeTimeMinutes: optional(minutes),
        canary: optional(object({ percent: wholeNumber(ranges.canaryPercent), bakeTimeMinutes: minutes })),
        linear: optional(object({ stepPercent: wholeNumber(ranges.stepPercent), bakeTimeMinutes: minutes })),
        approvals: listOf(oneOf(approvalStages)),
    },
    ({ strategy, canary, linear }, path) => [
        ...((canary !== undefined) === (strategy === "canary")
            ? []
            : [mistake(`${path}.canary`, `${strategy === "canary" ? "given" : "absent"} with strategy ${strategy}`, canary)]),
        ...((linear !== undefined) === (strategy === "linear")
            ? []
            : [mistake(`${path}.linear`, `${strategy === "linear" ? "given" : "absent"} with strategy ${strategy}`, linear)]),
    ],
);
