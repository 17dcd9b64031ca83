import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { policyDocument, type Statement } from "../aws/iam-policy";
import { allowAccess, type AppAccess } from "./access-policies";
import { pullAndLog, readParameters, taskTrustPolicy } from "./task-policies";

/** Arguments of {@link TaskRoles}. */
export interface TaskRolesArgs {
    /** Account and region of the tasks: only they may assume the roles. */
    readonly account: Account;

    /** Physical names. A policy's is unique within its role. */
    readonly names: {
        readonly executionRole: string;
        readonly executionPolicy: string;
        readonly taskRole: string;
        readonly taskPolicy: string;

        /** Log group that the agent writes to. */
        readonly logGroup: string;
    };

    /** Repository that the agent pulls from. */
    readonly repositoryArn: string;

    /** Path under which the agent reads parameters, for example `/spotter-app`. */
    readonly parameterPrefix: string;

    /** Customer key that encrypts the parameters; undefined for SSM's own, which needs no permission. */
    readonly kmsKeyArn: string | undefined;

    /** What the application may use. */
    readonly access: AppAccess;
}

/**
 * The two identities of a task. The ECS agent uses `executionRole` to pull the image, write logs and read parameters;
 * the application runs as `taskRole`, which may do what `access` says, and nothing else.
 */
export class TaskRoles extends pulumi.ComponentResource {
    public readonly executionRole: iam.Role;
    public readonly taskRole: iam.Role;

    constructor(name: string, args: TaskRolesArgs, opts?: pulumi.ComponentResourceOptions) {
        // `{}`, not `args`: what is registered as a component's input holds its children back until every Output in it is known.
        super("spotter:iam:TaskRoles", name, {}, opts);
        const { account, names } = args;

        const assumeRolePolicy = taskTrustPolicy(account);
        this.executionRole = this.role(`${name}-execution`, { name: names.executionRole, assumeRolePolicy });
        this.taskRole = this.role(`${name}-task`, { name: names.taskRole, assumeRolePolicy });

        const run = pullAndLog(account, args.repositoryArn, names.logGroup);
        const read = readParameters(account, args.parameterPrefix, args.kmsKeyArn);
        this.policy(`${name}-pull-and-log`, this.executionRole, "pull-and-log", run);
        this.policy(`${name}-read-parameters`, this.executionRole, names.executionPolicy, read);

        const use = allowAccess(account, args.access);
        if (use.length > 0) {
            this.policy(`${name}-use-services`, this.taskRole, names.taskPolicy, use); // IAM refuses a policy without statements
        }
        this.registerOutputs({ executionRoleArn: this.executionRole.arn, taskRoleArn: this.taskRole.arn });
    }

    private role(name: string, args: iam.RoleArgs): iam.Role {
        return new iam.Role(name, args, { parent: this });
    }

    private policy(name: string, role: iam.Role, policyName: string, statements: readonly Statement[]): void {
        new iam.RolePolicy(name, { role: role.name, name: policyName, policy: policyDocument(statements) }, { parent: this });
    }
}
