import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { policyDocument } from "../aws/iam-policy";
import { object, optional, text, type Check } from "./arguments";
import { createFirst } from "./replacement";

/** What every role of a stack has beside its policies. */
export interface RoleSettings {
    /** ARN of the policy that bounds what it may do; undefined where nothing does. */
    readonly permissionsBoundary: string | undefined;

    /** Path of it, `/` by default: AWS can't change it, and refuses another role of the same name. */
    readonly rolePath: string;
}

export const roleSettings: Check<RoleSettings> = object<RoleSettings>({
    permissionsBoundary: optional(text(formats.policyArn)),
    rolePath: text(formats.rolePath),
});

/** Arguments of {@link role}. */
export interface RoleArgs {
    /** Unique in the account. */
    readonly roleName: string;

    /** Who may assume it, as a policy. */
    readonly assumeRolePolicy: string;

    /** What it has beside its policies. */
    readonly settings: RoleSettings;
}

/** A role of IAM, without a policy of its own yet. */
export function role(
    name: string,
    { roleName, assumeRolePolicy, settings: { permissionsBoundary, rolePath } }: RoleArgs,
    opts: pulumi.CustomResourceOptions,
): iam.Role {
    return new iam.Role(
        name,
        { name: roleName, assumeRolePolicy, permissionsBoundary, ...(rolePath === "/" ? {} : { path: rolePath }) },
        { ...opts, ...createFirst },
    );
}

/** Arguments of {@link rolePolicy}. */
export interface RolePolicyArgs {
    /** Whose policy it is. */
    readonly role: iam.Role;

    /** Unique within its role. */
    readonly policyName: string;

    /** What the role may do. */
    readonly statements: pulumi.Input<readonly object[]>;
}

/** A policy that goes with its role. */
export function rolePolicy(
    name: string,
    { role: { name: roleName }, policyName, statements }: RolePolicyArgs,
    opts: pulumi.CustomResourceOptions,
): iam.RolePolicy {
    return new iam.RolePolicy(
        name,
        { role: roleName, name: policyName, policy: pulumi.output(statements).apply(policyDocument) },
        { ...opts, ...createFirst },
    );
}
