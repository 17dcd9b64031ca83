import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { formats } from "../aws/formats";
import { policyDocument } from "../aws/iam-policy";
import { anything, given, mistake, object, optional, physicalName, requireValid, text } from "../components/arguments";
import type { Policies } from "./permissions/stack";
import type { TrustStatement } from "./trust";

/** Arguments of {@link DeliveryRole}. */
export interface DeliveryRoleArgs {
    /** Physical name; unique in the account. */
    readonly roleName: string;

    /** What it is for, for the console. */
    readonly description: string;

    /** Who may assume it. */
    readonly trust: pulumi.Input<readonly TrustStatement[]>;

    /** What it may do, by policy. */
    readonly policies: Policies;

    /** What every role of this project has. */
    readonly roles: {
        /** ARN of the policy that bounds what it may do; undefined where nothing does. */
        readonly permissionsBoundary: string | undefined;

        /** Path of the role, `/` by default. */
        readonly rolePath: string;
    };
}

/** Longest text of a managed policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxPolicyLength = 6144;

/** A role that a workflow or a deployment assumes by its token, for an hour at most. */
export class DeliveryRole extends pulumi.ComponentResource {
    /** ARN of the role. */
    public readonly arn: pulumi.Output<string>;

    constructor(name: string, args: DeliveryRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:iam:DeliveryRole", name, {}, opts);
        validate(args);
        const { roleName, description, policies, roles } = args;
        const { permissionsBoundary, rolePath: path } = roles;
        const role = new iam.Role(
            name,
            {
                name: roleName,
                description,
                assumeRolePolicy: pulumi.output(args.trust).apply(policyDocument),
                maxSessionDuration: 3600,
                permissionsBoundary,
                path,
            },
            { parent: this },
        );
        for (const [key, statements] of Object.entries(policies)) {
            const policy = new iam.Policy(
                `${name}-${key}`,
                { name: `${roleName}-${key}`, path, policy: policyDocument(statements) },
                { parent: this },
            );
            new iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn: policy.arn }, { parent: this });
        }
        this.arn = role.arn;
        this.registerOutputs({ arn: this.arn });
    }
}

function validate(args: DeliveryRoleArgs): void {
    requireValid(
        "DeliveryRole",
        args,
        {
            roleName: physicalName("taskRole"),
            description: text({ pattern: /^[\w .,:;()'*/-]{1,1000}$/, allowed: "a sentence" }),
            trust: given,
            policies: anything,
            roles: object({ permissionsBoundary: optional(text(formats.policyArn)), rolePath: text(formats.rolePath) }),
        },
        fitPolicies,
    );
}

function fitPolicies({ policies }: DeliveryRoleArgs): string[] {
    return Object.entries(policies).flatMap(([key, statements]) => {
        const { length } = policyDocument(statements);
        return length > maxPolicyLength
            ? [mistake(`policies.${key}`, `at most ${maxPolicyLength} characters as a policy`, length)]
            : [];
    });
}
