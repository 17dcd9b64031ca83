import type { ServiceRef } from "../aws/service-ref";
import type { Findings } from "./api";

/** A change after which all requests go to the first of two target groups, or are to come back to it. */
export interface ShiftChange {
    readonly serviceRef: ServiceRef;

    /** Group that all requests go to after the change. */
    readonly targetGroupArn: string;

    /**
     * Rule whose weights say which group requests go to now, and that goes with the change: the service leaves the other group.
     *
     * @default - the rule is about to be made, with all weight on the first group
     */
    readonly leavingRuleArn?: string;
}

/** Where requests go now. What is undefined does not exist, or AWS did not answer. */
export interface ShiftFacts {
    /** More than one deployment of the service has tasks, as ECS is moving from one to the other. */
    readonly isDeploying?: boolean;

    /** Weights of the rule's groups by ARN. */
    readonly weights?: Readonly<Record<string, number>>;

    /** Healthy targets of the first group, and of the load balancer's others together. */
    readonly healthy?: { readonly first: number; readonly others: number };

    /** What AWS did not answer: one line each. */
    readonly refused: readonly string[];
}

const bringBack =
    "release once more with the stack file as it was (npm run restart), which brings requests to it, and repeat the change";

/** Decides whether a change would send requests to a target group without a healthy task. */
export function evaluateShiftChange({ serviceRef, targetGroupArn, leavingRuleArn }: ShiftChange, facts: ShiftFacts): Findings {
    const { isDeploying, weights, healthy, refused } = facts;
    const first = targetGroupName(targetGroupArn);
    if (leavingRuleArn === undefined) {
        const isLost = healthy !== undefined && healthy.first === 0 && healthy.others > 0;
        return {
            errors: isLost
                ? [`target group ${first} would get all requests, and no task is healthy in it, while others serve: ${bringBack}`]
                : [],
            warnings: refused.map((refusal) => `not checked: ${refusal}`),
        };
    }
    if (isDeploying === true) {
        return {
            errors: [
                `a deployment of ${serviceRef.service} is under way, and ECS takes another strategy only when it has ended: npm run status`,
            ],
            warnings: [],
        };
    }
    if (weights === undefined || isDeploying === undefined) {
        // To be wrong here is an outage.
        return {
            errors: [`not known which target group requests go to: ${refused.join("; ") || "no rule says so"}`],
            warnings: [],
        };
    }
    const elsewhere = Object.entries(weights).filter(([arn, weight]) => arn !== targetGroupArn && weight > 0);
    return {
        errors:
            elsewhere.length > 0 || (weights[targetGroupArn] ?? 0) === 0
                ? [
                      `requests go to ${elsewhere.map(([arn]) => targetGroupName(arn)).join(" and ") || "no target group"} now, not to ` +
                          `${first}, which the service keeps: ${bringBack}`,
                  ]
                : [],
        warnings: [],
    };
}

/** `web-2026` of `arn:…:targetgroup/web-2026/0123` */
function targetGroupName(arn: string): string {
    return arn.split("/")[1] ?? arn;
}
