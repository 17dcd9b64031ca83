import type { z } from "zod";
import { severities, type Severity } from "../../aws/ecr-scan";
import { profiles } from "../profiles";
import { maxOverrideLength, overrideLength } from "../../aws/task-overrides";
import { defaultReleaseHeader, noReleaseHeader } from "../../aws/release-header";
import { inProduction, over, type ByColumn, type Complete, type Section, type Warning } from "../section";
import type { StackConfig } from "../sections";
import { loadBalancer } from "./load-balancer";
import { resolveStrategy, strategyDefaults, strategyKeys, type StrategySettings } from "./deployment-strategy";
import { strategyRules, strategyWarnings } from "./deployment-strategy-rules";
import { words } from "./service-container";
import { flag, healthPath, matcher, oneOf, section, text, wholeNumber } from "../schema-kit";

const schema = section({
    ...strategyKeys,
    preflight: flag()
        .optional()
        .describe(
            "refuse, in a preview too, a change that is known to fail its deployment, and to make what exists already; without it no " +
                "parameter that the stack has left in SSM is written over",
        ),
    before: words()
        .optional()
        .describe(
            "command in place of the image's `CMD`, for migrations: an update runs it once on each new revision, and the service " +
                "stays as it is unless it ends with 0",
        )
        .meta({ absent: "none" }),
    verdict: flag().optional().describe("fail the update unless the release serves"),
    timeoutMinutes: wholeNumber(3, 60).optional().describe("after which a deployment has failed, whatever ECS says"),
    maxFailuresOfSameCause: wholeNumber(3, 200)
        .optional()
        .describe("tasks stopped by the same cause that a verdict needs, and never fewer than ECS's circuit breaker does"),
    rollbackEarly: flag().optional().describe("let ECS roll back at once when the verdict is early"),
    refuseSeverity: oneOf(severities)
        .optional()
        .describe("refuse an image in which ECR's scan found something as severe or more, or for which it has no result")
        .meta({ absent: "none: CRITICAL and HIGH findings are warnings" }),
    acceptGap: text("a reason of 10 to 200 characters", /^\S.{8,198}\S$/)
        .optional()
        .describe("why minutes without a service are accepted, by a change that takes the load balancer from what serves")
        .meta({ absent: "such a change is refused" }),
    probe: section({
        path: healthPath
            .optional()
            .describe("requested through the load balancer, until the release answers")
            .meta({ absent: "`loadBalancer.healthCheck.path`" }),
        matcher: matcher.optional().describe("status codes of an answer").meta({ absent: "`loadBalancer.healthCheck.matcher`" }),
        releaseHeader: text("the name of a response header, or none", /^[A-Za-z0-9-]+$/, 128)
            .optional()
            .describe("header with the release id, the variable `RELEASE_ID`; `none` for an application that sends none"),
    }).optional(),
}).optional();

type Input = z.infer<typeof schema>;

type Deployment = Complete<Omit<NonNullable<Input>, "before" | "refuseSeverity" | "acceptGap" | keyof StrategySettings>> &
    StrategySettings & {
        readonly before: readonly string[] | undefined;
        readonly refuseSeverity: Severity | undefined;
        readonly acceptGap: string | undefined;
    };
type Defaults = Omit<Deployment, "probe" | keyof StrategySettings> &
    (typeof strategyDefaults)["prod"] & { readonly probe: Pick<Deployment["probe"], "releaseHeader"> };

const shared = {
    preflight: true,
    verdict: true,
    // The circuit breaker's own minimum: it needs half of the tasks, at least 3 and at most 200, and may take ten minutes to
    // count them. A lower number would give up a release that ECS completes.
    maxFailuresOfSameCause: 3,
    before: undefined,
    acceptGap: undefined,
    refuseSeverity: undefined, // a finding may have no fix yet, and ECR may not be able to scan the image
    probe: { releaseHeader: defaultReleaseHeader },
    rollbackEarly: true, // the sooner the last release that works has the service to itself, the better
};

const defaults: ByColumn<Defaults> = {
    dev: { ...shared, ...strategyDefaults.dev, timeoutMinutes: 10 },
    staging: { ...shared, ...strategyDefaults.staging, timeoutMinutes: 15 },
    prod: { ...shared, ...strategyDefaults.prod, timeoutMinutes: 20 },
};

/** How a deployment is judged. */
export const deployment: Section<Input, Deployment> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, context) => {
        const own = defaults[profiles[context.profile].column];
        const { strategy, bakeTimeMinutes, canary, linear, testTrafficHeader, approvals, verdictAt, ...others } = input ?? {};
        const ofStrategy = { strategy, bakeTimeMinutes, canary, linear, testTrafficHeader, approvals, verdictAt };
        const { probe, ...resolved } = over(own, others);
        const { path, matcher: codes } = loadBalancer.resolve(context.input.loadBalancer, context).healthCheck;
        return {
            ...resolved,
            ...resolveStrategy(ofStrategy, own, context),
            probe: { path, matcher: codes, ...probe },
        };
    },
    rules: [
        ...strategyRules,
        {
            path: "deployment.before",
            reads: ["names.container"],
            message: `must be shorter, as ECS takes ${maxOverrideLength} characters with what it puts around them: put it into a script in the image`,
            holds: ({ deployment: { before }, names: { container } }) =>
                before === undefined || overrideLength({ container, command: before }) <= maxOverrideLength,
        },
        {
            path: "deployment.probe.path",
            reads: ["deployment.verdict", "loadBalancer.healthCheck.path", "loadBalancer.healthCheck.port", "service.port"],
            message:
                "must be another path than the health check's, which listens on loadBalancer.healthCheck.port: the load balancer sends requests to service.port alone",
            holds: ({ deployment: { probe, verdict }, loadBalancer: { healthCheck }, service }) =>
                !verdict || healthCheck.port === service.port || probe.path !== healthCheck.path,
        },
        {
            path: "deployment.acceptGap",
            reads: ["profile"],
            message: "must not be in production: go side by side instead (docs/operations.md, Another load balancer)",
            holds: inProduction(({ deployment: { acceptGap } }) => acceptGap === undefined),
        },
    ],
    warnings: (config) => [...strategyWarnings(config), ...guardWarnings(config)],
};

/** What is not guarded. */
function guardWarnings({ deployment: { preflight, verdict, refuseSeverity, probe, acceptGap } }: StackConfig): Warning[] {
    return [
        ...(acceptGap === undefined
            ? []
            : [
                  {
                      path: "deployment.acceptGap",
                      message: "a change may take the service away for minutes: remove it after the change",
                  },
              ]),
        ...(verdict && probe.releaseHeader === noReleaseHeader
            ? [
                  {
                      path: "deployment.probe.releaseHeader",
                      message: "none: the tasks must be of the release, but what answers for them is not asked",
                  },
              ]
            : []),
        ...(preflight
            ? []
            : [
                  {
                      path: "deployment.preflight",
                      message:
                          "off: a release that can't start is noticed only when its tasks fail" +
                          (refuseSeverity === undefined ? "" : `, and an image with ${refuseSeverity} findings is not refused`),
                  },
              ]),
        ...(verdict
            ? []
            : [{ path: "deployment.verdict", message: "off: an update succeeds once ECS is steady, whichever release serves" }]),
    ];
}
