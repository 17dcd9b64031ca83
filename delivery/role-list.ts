import type { StackConfig } from "../config/sections";
import type { DeliveryConfig } from "./config";
import {
    deployPolicies,
    previewPolicies,
    promotionPolicies,
    reaperPolicies,
    statePolicies,
    type Policies,
} from "./permissions/stack";
import { toReviewScope, toScope } from "./scope";
import { forDeployments, forPreviews, inEnvironment } from "./subjects";
import type { Subjects } from "./trust";

/** A role of this project: who may assume it, and what it may do. */
export interface PlannedRole {
    readonly name: string;
    readonly description: string;
    readonly subjects: Subjects;
    readonly policies: Policies;
}

/**
 * The roles that a configuration asks for: one for each stack, so that the environment of one deploys no other.
 *
 * @param stacks the stacks that are deployed
 * @param review the stack whose file review stacks are copies of
 */
export function listRoles(
    config: DeliveryConfig,
    stacks: readonly StackConfig[],
    review: StackConfig | undefined,
): readonly PlannedRole[] {
    const { github, permissionsBoundary, stateBucket, stateKeyArn } = config;
    const [first] = [...stacks, ...(review === undefined ? [] : [review])];
    const bucketArn = `arn:${first?.aws.partition ?? "aws"}:s3:::${stateBucket ?? ""}`;
    const state = stateBucket === undefined ? undefined : { bucketArn, keyArn: stateKeyArn };
    const [reads, writes] = [statePolicies(state, "read"), statePolicies(state, "write")];
    const scopes = stacks.map(toScope);
    const deploys = (scope: ReturnType<typeof toScope>) => ({ ...deployPolicies(scope, permissionsBoundary), ...writes });
    const reviewScope = review && toReviewScope(review);
    return [
        ...(github === undefined
            ? []
            : [
                  {
                      name: "preview",
                      description: "reads what a preview and a look for drift ask",
                      subjects: forPreviews(config),
                      policies: { ...previewPolicies(scopes), ...reads },
                  },
                  {
                      name: "promotion",
                      description: "copies an image from one stack to another",
                      subjects: inEnvironment(config, "promotion"),
                      policies: promotionPolicies(scopes),
                  },
              ]),
        ...stacks.map((stack, index) => ({
            name: `deploy-${stack.stack}`,
            description: `deploys ${stack.stack}`,
            subjects: forDeployments(config, stack.project, stack.stack),
            policies: deploys(scopes[index] ?? toScope(stack)),
        })),
        ...(reviewScope === undefined
            ? []
            : [
                  {
                      name: "review",
                      description: "deploys review stacks",
                      subjects: inEnvironment(config, "review"),
                      policies: deploys(reviewScope),
                  },
                  {
                      name: "reaper",
                      description: "destroys review stacks",
                      subjects: inEnvironment(config, "reaper"),
                      policies: { ...reaperPolicies(reviewScope), ...writes },
                  },
              ]),
    ];
}
