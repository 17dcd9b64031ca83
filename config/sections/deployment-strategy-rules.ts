import { isShifting, shiftingStrategies } from "../../aws/deployment-strategies";
import { inProduction, type Rule, type Warning } from "../section";
import type { StackConfig } from "../sections";
import type { StrategySettings } from "./deployment-strategy";

const shifts = ({ deployment }: StackConfig) => isShifting(deployment.strategy);
const shifting = Object.keys(shiftingStrategies)
    .join(", ")
    .replace(/, (\w+)$/, " or $1");

/** A key that only a strategy with two target groups reads. */
function onlyShifting(path: string, isGiven: (deployment: StrategySettings) => boolean): Rule {
    return {
        path: `deployment.${path}`,
        reads: ["deployment.strategy"],
        message: `requires deployment.strategy ${shifting}: others move no requests from one release to another`,
        detail: ({ deployment }) => deployment.strategy,
        holds: (config) => shifts(config) || !isGiven(config.deployment),
    };
}

/** Rules between the strategy and other keys. */
export const strategyRules: readonly Rule[] = [
    {
        path: "deployment.strategy",
        reads: ["profile"],
        message: "must not be recreate in production: nothing serves until the release does",
        holds: inProduction(({ deployment: { strategy } }) => strategy !== "recreate"),
    },
    {
        path: "deployment.strategy",
        reads: ["loadBalancer.existing"],
        message: `must be rolling or recreate with loadBalancer.existing: ECS would have to change rules among those of other stacks`,
        holds: (config) => !shifts(config) || config.loadBalancer.existing === undefined,
    },
    onlyShifting("bakeTimeMinutes", ({ bakeTimeMinutes }) => bakeTimeMinutes !== undefined),
    {
        path: "deployment.canary",
        reads: ["deployment.strategy"],
        message: "requires deployment.strategy canary",
        detail: ({ deployment }) => deployment.strategy,
        holds: ({ deployment: { canary, strategy } }) => canary === undefined || strategy === "canary",
    },
    {
        path: "deployment.linear",
        reads: ["deployment.strategy"],
        message: "requires deployment.strategy linear",
        detail: ({ deployment }) => deployment.strategy,
        holds: ({ deployment: { linear, strategy } }) => linear === undefined || strategy === "linear",
    },
    onlyShifting("testTrafficHeader", ({ testTrafficHeader }) => testTrafficHeader !== undefined),
    onlyShifting("approvals", ({ approvals }) => approvals.length > 0),
    onlyShifting("verdictAt", ({ verdictAt }) => verdictAt !== undefined),
    ...(["minimumHealthyPercent", "maximumPercent"] as const).map((key): Rule => {
        const needed = { minimumHealthyPercent: 0, maximumPercent: 100 }[key];
        return {
            path: `service.${key}`,
            reads: ["deployment.strategy"],
            message: `must be ${needed} with deployment.strategy recreate, which stops all tasks before it starts others`,
            holds: ({ service, deployment: { strategy } }) => strategy !== "recreate" || service[key] === needed,
        };
    }),
    {
        path: "scaling.requestsPerTargetPerMinute",
        reads: ["deployment.strategy"],
        message:
            `must be 0 with deployment.strategy ${shifting}: AWS counts the requests of one target group, and releases have ` +
            "two by turns; scaling.cpuPercent counts for both",
        detail: ({ deployment }) => deployment.strategy,
        holds: (config) => !shifts(config) || config.scaling.requestsPerTargetPerMinute === 0,
    },
];

/** What a reviewer should know about the strategy. */
export function strategyWarnings(config: StackConfig): Warning[] {
    const { deployment, loadBalancer, alarms } = config;
    const { strategy, bakeTimeMinutes = 0 } = deployment;
    if (strategy === "recreate") {
        return [{ path: "deployment.strategy", message: "recreate: every release takes the service away for minutes" }];
    }
    if (!isShifting(strategy)) {
        return [];
    }
    return [
        ...(loadBalancer.slowStartSeconds === undefined
            ? []
            : [
                  {
                      path: "loadBalancer.slowStartSeconds",
                      message: `tasks start slowly before they get requests: with ${strategy} it is over when production moves to them`,
                  },
              ]),
        ...((loadBalancer.stickinessSeconds ?? 0) === 0 || strategy === "blueGreen"
            ? []
            : [
                  {
                      path: "loadBalancer.stickinessSeconds",
                      message: `while ${strategy} moves requests, a client's go to both releases: it sticks to a task of either, not to a release`,
                  },
              ]),
        ...(alarms.rollback && bakeTimeMinutes < minutesOfAlarms
            ? [
                  {
                      path: "deployment.bakeTimeMinutes",
                      message: `${bakeTimeMinutes}: the alarms that guard the deployment need ${minutesOfAlarms} minutes to see the release under all requests`,
                  },
              ]
            : []),
    ];
}

/** Three periods of a minute, and one until CloudWatch has the numbers. */
const minutesOfAlarms = 4;
