import { readdirSync } from "node:fs";
import type { Statement } from "../../aws/iam-policy";
import { ConfigError } from "../../config/problems";
import { readStack } from "../../config/read-stack";
import { deployPolicies, previewPolicies, promotionPolicies } from "../../delivery/permissions/stack";
import { toScope } from "../../delivery/scope";
import type { AccountState, Call } from "../aws-double/account";
import type { Input } from "../aws-double/protocol";
import { allows, type Request } from "./resource-policy";

/** Services whose name in a signature is not that of their actions. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** An account, and what reached it. */
type Asked = Pick<AccountState, "accountId" | "recorded">;

type ToArn = (service: string, name: string) => string;
const text = (value: unknown) => (typeof value === "string" ? value : "");
const last = (value: unknown) => text(value).split("/").at(-1) ?? "";
const repository = ({ repositoryName }: Input, arn: ToArn) => [arn("ecr", `repository/${text(repositoryName)}`)];
const logGroup = ({ logGroupName, logGroupIdentifier = logGroupName }: Input, arn: ToArn) => [
    arn("logs", `log-group:${text(logGroupIdentifier)}`),
];

const role = ({ RoleName }: Input, arn: ToArn) => [arn("iam", `role/${text(RoleName)}`).replace(/^(arn:aws:iam:)[^:]*/, "$1")];

/** What a call is about, where a policy names that. Of the others AWS takes no resource, or a role may read any. */
const resources: Readonly<Record<string, (input: Input, arn: ToArn) => readonly string[]>> = {
    "ecr:BatchGetImage": repository,
    "ecr:GetDownloadUrlForLayer": repository,
    "ecs:ContinueServiceDeployment": ({ serviceDeploymentArn }) => [text(serviceDeploymentArn)],
    "ecs:RunTask": ({ taskDefinition }) => [text(taskDefinition)],
    "ecs:StopServiceDeployment": ({ serviceDeploymentArn }) => [text(serviceDeploymentArn)],
    "ecs:StopTask": ({ task }) => [text(task)],
    "ecs:TagResource": ({ resourceArn }) => [text(resourceArn)],
    "ecs:UpdateService": ({ cluster, service }, arn) => [arn("ecs", `service/${text(cluster)}/${text(service)}`)],
    "iam:GetRole": role,
    "iam:GetRolePolicy": role,
    "logs:FilterLogEvents": logGroup,
    "logs:GetLogEvents": (input, arn) => logGroup(input, arn).map((group) => `${group}:log-stream:${text(input.logStreamName)}`),
    "scheduler:UpdateSchedule": ({ Name, GroupName }, arn) => [arn("scheduler", `schedule/${text(GroupName)}/${text(Name)}`)],
    "sqs:ReceiveMessage": ({ QueueUrl }, arn) => [arn("sqs", last(QueueUrl))],
    "ssm:GetParameters": ({ Names }, arn) => (Names as readonly string[]).map((name) => arn("ssm", `parameter${name}`)),
    "ssm:PutParameter": ({ Name }, arn) => [arn("ssm", `parameter${text(Name)}`)],
};

/** Not a request to the load balancer, a download by a signed URL, or what another identity asks who takes on a role. */
const isAsked = ({ action }: Call) => !/^(?:probe|blob|AssumeRole)$/.test(action);

/** A recorded call as IAM sees it: a request for each of its resources. */
function toRequests({ service = "", action: name, input }: Call, { accountId }: Asked): Request[] {
    const action = `${prefixes[service] ?? service}:${name}`;
    const arn: ToArn = (of, resource) => `arn:aws:${of}:us-east-1:${accountId}:${resource}`;
    const tags = (input.tags ?? []) as readonly { readonly key: string; readonly value: string }[];
    const context = {
        ...(name === "RunTask" ? { "ecs:cluster": arn("ecs", `cluster/${last(input.cluster)}`) } : {}),
        ...(Array.isArray(tags) ? Object.fromEntries(tags.map(({ key, value }) => [`aws:RequestTag/${key}`, value])) : {}),
    };
    const { RoleArn } = (input.Target ?? {}) as { readonly RoleArn?: string };
    const passed = { action: "iam:PassRole", context: { "iam:PassedToService": "scheduler.amazonaws.com" } };
    return [
        ...(resources[action]?.(input, arn) ?? ["*"]).map((resource) => ({ action, resource, context })),
        ...(RoleArn === undefined ? [] : [{ ...passed, resource: RoleArn }]),
    ];
}

/** Calls that reached AWS, and that the policies of an identity do not allow: a line each. */
export function findRefused(statements: readonly Statement[], account: Asked): string[] {
    const asked = account.recorded.filter(isAsked);
    const refused = asked.flatMap((call) => toRequests(call, account)).filter((request) => !allows(statements, request));
    return [...new Set(refused.map(({ action, resource }) => `${action} on ${resource}`))].sort();
}

/** The same without a look at resources and conditions, for accounts whose names a test changes as it goes on. */
export function findRefusedActions(statements: readonly Statement[], account: Asked): string[] {
    const allowed = new Set(statements.flatMap(({ Action }) => Action));
    const asked = account.recorded.filter(isAsked).flatMap((call) => toRequests(call, account));
    return [...new Set(asked.map(({ action }) => action))].filter((action) => !allowed.has(action)).sort();
}

/** Roles that are held to what reached AWS. */
export type DeliveryRole = "deploy" | "preview" | "promotion";

/** What the roles may do that delivery would make for the stacks in a folder; undefined where a stack's file is not one to deploy. */
export function statementsFor(folder: string, role: DeliveryRole = "deploy"): readonly Statement[] | undefined {
    const stacks = readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    try {
        const scopes = stacks.map((stack) => toScope(readStack(folder, stack).config));
        const policies = {
            deploy: () => scopes.map((scope) => deployPolicies(scope, undefined)),
            preview: () => [previewPolicies(scopes)],
            promotion: () => [promotionPolicies(scopes)],
        };
        return policies[role]().flatMap((each) => Object.values(each).flat());
    } catch (error) {
        if (error instanceof ConfigError) {
            return undefined;
        }
        throw error;
    }
}
