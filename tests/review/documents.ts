import * as assert from "node:assert/strict";
import type { PreviewDocument, Resource } from "../../preview/document";
import { compare, type ResourceChange } from "../../review/compare";
import { resource } from "../preview/made-up";

export const types = {
    alb: "aws:lb/loadBalancer:LoadBalancer",
    listener: "aws:lb/listener:Listener",
    targets: "aws:lb/targetGroup:TargetGroup",
    repository: "aws:ecr/repository:Repository",
    parameter: "aws:ssm/parameter:Parameter",
    rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    role: "aws:iam/role:Role",
    policy: "aws:iam/rolePolicy:RolePolicy",
};

export type Options = Partial<Resource["options"]>;

export const provider = (region = "us-east-1") =>
    resource("pulumi:providers:aws", "aws", null, { region, allowedAccountIds: '["123456789012"]' });

export const documentOf = (...resources: readonly Resource[]): PreviewDocument => ({
    project: "shop",
    stack: "prod",
    resources: [provider(), ...resources],
    outputs: {},
    warnings: [],
});

/** The one change between two states of a resource. */
export function changeOf(
    type: string,
    [before, oldOptions]: readonly [Resource["inputs"], Options?],
    [after, newOptions]: readonly [Resource["inputs"], Options?],
): ResourceChange | undefined {
    const { changes } = compare(
        documentOf(resource(type, "web", null, before, oldOptions)),
        documentOf(resource(type, "web", null, after, newOptions)),
    );
    assert.ok(changes.length <= 1);
    return changes[0];
}

export const operations = (before: PreviewDocument, after: PreviewDocument) =>
    Object.fromEntries(compare(before, after).changes.map(({ type, name, operation }) => [`${type}::${name}`, operation]));
