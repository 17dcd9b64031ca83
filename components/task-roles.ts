import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import { formats } from "../aws/formats";
import { imageReference, toRepositoryArn } from "../aws/image-reference";
import { secretSource } from "../aws/secret-source";
import { maxInlinePolicyLength, policyDocument, type Statement } from "../aws/iam-policy";
import { allowAccess } from "./access-policies";
import { accessArgs, type AppAccess } from "./app-access";
import { account, flag, given, listOf, mistake, object, optional, physicalName, requireValid, text } from "./arguments";
import type { ImageRepository } from "./image-repository";
import { role, rolePolicy, roleSettings, type RolePolicyArgs, type RoleSettings } from "./role";
import { openShell, pullAndLog, readParameters, taskTrustPolicy, type ParameterLocation } from "./task-policies";

/** Arguments of {@link TaskRoles}. */
export interface TaskRolesArgs {
    /** Account and region of the tasks: only they may assume the roles. */
    readonly account: Account;

    /** Physical names. */
    readonly names: TaskRolesNames;

    /** Repository that the agent pulls from. */
    readonly repository: ImageRepository;

    /** Images of other containers: those in a private registry of ECR need a permission each. */
    readonly sidecarImages: readonly string[];

    /** Where the parameters are that the agent reads. */
    readonly parameters: ParameterLocation;

    /**
     * Key of the stack, which encrypts parameters and secrets unless the settings name another.
     *
     * @default - AWS's own keys, which need no permission
     */
    readonly keyArn?: pulumi.Input<string>;

    /** What the application may use. */
    readonly access: AppAccess;

    /** What both roles have beside their policies. */
    readonly roles: RoleSettings;

    /** ECS Exec may open a shell in a task. */
    readonly enableExecuteCommand: boolean;
}

/** Physical names of the roles, and of what their policies name. */
export interface TaskRolesNames {
    /** Role of the ECS agent; unique in the account. */
    readonly executionRole: string;

    /** The agent's policy for parameters; unique within the role. */
    readonly executionPolicy: string;

    /** Role of the application; unique in the account. */
    readonly taskRole: string;

    /** The application's policy; unique within the role. */
    readonly taskPolicy: string;

    /** Log group that the agent writes to. */
    readonly logGroup: string;
}

/**
 * The two identities of a task. The ECS agent uses `executionRole` to pull the image, write logs and read parameters;
 * the application runs as `taskRole`, which may do what `access` says, and nothing else.
 */
export class TaskRoles extends pulumi.ComponentResource {
    /** Identity of the ECS agent. */
    public readonly executionRole: iam.Role;

    /** Identity of the application. */
    public readonly taskRole: iam.Role;

    constructor(name: string, args: TaskRolesArgs, opts?: pulumi.ComponentResourceOptions) {
        // `{}`, not `args`: what is registered as a component's input holds its children back until every Output in it is known.
        super("spotter:iam:TaskRoles", name, {}, opts);
        validate(args);
        const { account, names, repository, sidecarImages, parameters } = args;

        const assumeRolePolicy = taskTrustPolicy(account);
        const newRole = (of: string, roleName: string) =>
            role(`${name}-${of}`, { roleName, assumeRolePolicy, settings: args.roles }, { parent: this });
        this.executionRole = newRole("execution", names.executionRole);
        this.taskRole = newRole("task", names.taskRole);

        const others = sidecarImages.flatMap((image) => toRepositoryArn(image, account.partition) ?? []);
        const run = pullAndLog(account, [...new Set([repository.arn, ...others])], names.logGroup);
        const { kmsKeyArn = args.keyArn } = parameters;
        const read = pulumi.output(kmsKeyArn).apply((arn) => readParameters(account, { ...parameters, kmsKeyArn: arn }));
        const use = statementsOf(args);
        const { executionRole, taskRole } = this;
        const allow = (what: string, policy: RolePolicyArgs) => rolePolicy(`${name}-${what}`, policy, { parent: this });
        allow("pull-and-log", { role: executionRole, policyName: "pull-and-log", statements: run });
        allow("read-parameters", { role: executionRole, policyName: names.executionPolicy, statements: read });
        if (use.length > 0) {
            // IAM refuses a policy without statements.
            allow("use-services", { role: taskRole, policyName: names.taskPolicy, statements: use });
        }
        this.registerOutputs({ executionRoleArn: this.executionRole.arn, taskRoleArn: this.taskRole.arn });
    }
}

function validate(args: TaskRolesArgs): void {
    requireValid(
        "TaskRoles",
        args,
        {
            account,
            names: object({
                executionRole: physicalName("executionRole"),
                executionPolicy: physicalName("executionPolicy"),
                taskRole: physicalName("taskRole"),
                taskPolicy: physicalName("taskPolicy"),
                logGroup: physicalName("logGroup"),
            }),
            repository: given,
            sidecarImages: listOf(text(imageReference)),
            parameters: object({
                references: listOf(text(secretSource)),
                prefix: text(formats.parameterPrefix),
                kmsKeyArn: optional(text(formats.kmsKeyArn)),
            }),
            keyArn: optional(given),
            access: accessArgs,
            roles: roleSettings,
            enableExecuteCommand: flag,
        },
        areTwoRoles,
        fitsOnePolicy,
    );
}

function areTwoRoles({ names: { executionRole, taskRole } }: TaskRolesArgs): string[] {
    return executionRole === taskRole ? [mistake("names.taskRole", "another role than names.executionRole", taskRole)] : [];
}

/** What the application may do. */
function statementsOf({ account: at, access, enableExecuteCommand }: TaskRolesArgs): Statement[] {
    return [...allowAccess(at, access), ...(enableExecuteCommand ? [openShell] : [])];
}

function fitsOnePolicy(args: TaskRolesArgs): string[] {
    const statements = statementsOf(args);
    const ids = statements.map(({ Sid }) => Sid);
    const duplicates = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (duplicates.length > 0) {
        return [mistake("access.statements", `statements whose sid no other has (${ids.join(", ")})`, duplicates)];
    }
    const { length } = policyDocument(statements);
    return length > maxInlinePolicyLength
        ? [mistake("access", `at most ${maxInlinePolicyLength} characters as a policy`, length)]
        : [];
}
