import type { Statement, StatementConditions } from "../../aws/iam-policy";
import type { StackScope } from "../scope";

/** A statement that allows actions on resources; none without a resource, as IAM refuses an empty list. */
export function allow(
    sid: string,
    actions: readonly string[],
    resources: readonly string[] | "*",
    condition?: StatementConditions,
): readonly Statement[] {
    return resources.length === 0
        ? []
        : [
              {
                  Sid: sid,
                  Effect: "Allow",
                  Action: actions,
                  Resource: resources === "*" ? "*" : [...new Set(resources)].sort(),
                  ...(condition === undefined ? {} : { Condition: condition }),
              },
          ];
}

/** `ec2:DescribeVpcs`, … of a service. */
export function actions(service: string, names: string): string[] {
    return names
        .trim()
        .split(/\s+/)
        .map((name) => `${service}:${name}`);
}

/**
 * What has the stack's tags already, or gets them by the call: AWS chooses its id or its name, so that no ARN says whose it is.
 *
 * @param key `aws:ResourceTag`, or `aws:RequestTag` of what is made
 */
export function tagged(
    { tags: { Project, Environment } }: StackScope,
    key: "aws:ResourceTag" | "aws:RequestTag",
): StatementConditions {
    return {
        StringEquals: { [`${key}/Project`]: Project },
        StringLike: { [`${key}/Environment`]: Environment },
    };
}
