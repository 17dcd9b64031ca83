import type { z } from "zod";
import { severities, type Severity } from "../../aws/ecr-scan";
import { profiles } from "../profiles";
import { inProduction, over, type ByColumn, type Complete, type Section } from "../section";
import { flag, oneOf, section, text, wholeNumber } from "../schema-kit";

const schema = section({
    preflight: flag().optional().describe("refuse, in a preview too, a change that is known to fail its deployment"),
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
}).optional();

type Input = z.infer<typeof schema>;

type Deployment = Complete<Omit<NonNullable<Input>, "refuseSeverity" | "acceptGap">> & {
    readonly refuseSeverity: Severity | undefined;
    readonly acceptGap: string | undefined;
};

const shared = {
    preflight: true,
    verdict: true,
    // The circuit breaker's own minimum: it needs half of the tasks, at least 3 and at most 200, and may take ten minutes to
    // count them. A lower number would give up a release that ECS completes.
    maxFailuresOfSameCause: 3,
    acceptGap: undefined,
    refuseSeverity: undefined, // a finding may have no fix yet, and ECR may not be able to scan the image
    rollbackEarly: true, // the sooner the last release that works has the service to itself, the better
};

const defaults: ByColumn<Deployment> = {
    dev: { ...shared, timeoutMinutes: 10 },
    staging: { ...shared, timeoutMinutes: 15 },
    prod: { ...shared, timeoutMinutes: 20 },
};

/** How a deployment is judged. */
export const deployment: Section<Input, Deployment> & { readonly defaults: typeof defaults } = {
    schema: () => schema,
    defaults,
    resolve: (input, { profile }) => over(defaults[profiles[profile].column], input),
    rules: [
        {
            path: "deployment.acceptGap",
            reads: ["profile"],
            message: "must not be in production: go side by side instead (docs/operations.md, Another load balancer)",
            holds: inProduction(({ deployment: { acceptGap } }) => acceptGap === undefined),
        },
    ],
    warnings: ({ deployment: { preflight, verdict, refuseSeverity, acceptGap } }) => [
        ...(acceptGap === undefined
            ? []
            : [
                  {
                      path: "deployment.acceptGap",
                      message: "a change may take the service away for minutes: remove it after the change",
                  },
              ]),
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
    ],
};
