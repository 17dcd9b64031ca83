import { resourceKey, type Plain, type PreviewDocument, type Resource } from "../../preview/document";
import { exampleCatalogue, ownCatalogue } from "../support/own";
import { arnsOf, matches, patternsOf, physicalNamesOf, statementsOf } from "./permissions";

/** A rule over the preview of one stack: what it finds is wrong. */
export type Policy = (document: PreviewDocument) => string[];

/** A rule over the previews of two stacks that live in one account. */
export type PairPolicy = (one: PreviewDocument, other: PreviewDocument) => string[];

interface Exception {
    readonly action: RegExp;
    readonly resource: RegExp;

    /** Key that a condition of the statement must bind. */
    readonly condition?: string;
    readonly reason: string;
}

/** Resources with a wildcard that a role may have, each with its reason. */
export const exceptions: readonly Exception[] = [
    { action: /^ecr:GetAuthorizationToken$/, resource: /^\*$/, reason: "the action takes no resource" },
    {
        action: /^ssmmessages:(Create|Open)(Control|Data)Channel$/,
        resource: /^\*$/,
        reason: "ECS Exec, where a stack turns it on: the actions take no resource",
    },
    {
        action: /^dynamodb:/,
        resource: /^arn:[^*:]+:dynamodb:[^*:]+:\d{12}:table\/[^*/]+\/index\/\*$/,
        reason: "the indexes of one table, whose names are the application's business",
    },
    {
        action: /^ssm:GetParameters$/,
        resource: /^arn:[^*:]+:ssm:[^*:]+:\d{12}:parameter\/[^*]+\/\*$/,
        reason: "the stack's own path: a rollback may need a parameter that the newest revision does not",
    },
    {
        action: /^logs:(CreateLogStream|PutLogEvents)$/,
        resource: /^arn:[^*:]+:logs:[^*:]+:\d{12}:log-group:[^*:]+:\*$/,
        reason: "the streams of one log group, a new one for each task",
    },
    {
        action: /^bedrock:InvokeModel(WithResponseStream)?$/,
        resource: /^arn:[^*:]+:bedrock:\*::foundation-model\/[^*]+$/,
        condition: "bedrock:InferenceProfileArn",
        reason: "one model, in the region that its inference profile chooses",
    },
];

/** The rules that each stack must keep, by name. */
export const policies: Readonly<Record<string, Policy>> = {
    "no permission has a wildcard without a listed reason": (document) =>
        statementsOf(document).flatMap(({ policy, Action, Resource, Condition = {} }) => {
            const actions = [Action].flat();
            const bound = Object.values(Condition).flatMap((keys) => Object.keys(keys));
            const isListed = (pattern: string) =>
                actions.every((action) =>
                    exceptions.some(
                        (exception) =>
                            exception.action.test(action) &&
                            exception.resource.test(pattern) &&
                            (exception.condition === undefined || bound.includes(exception.condition)),
                    ),
                );
            return [
                ...actions.filter((action) => /[*?]/.test(action)).map((action) => `${policy}: action ${action}`),
                ...[Resource]
                    .flat()
                    .filter((pattern) => /[*?]/.test(pattern) && !isListed(pattern))
                    .map((pattern) => `${policy}: resource ${pattern}`),
            ];
        }),

    "no role has permissions that this repository does not spell out": ({ resources }) =>
        resources
            .filter(
                ({ type, inputs }) =>
                    type.includes("olicyAttachment") || "managedPolicyArns" in inputs || "inlinePolicies" in inputs,
            )
            .map(resourceKey),

    "only tasks of this account and region may assume a role": (document) =>
        ofType(document, "aws:iam/role:Role").flatMap((role) => {
            const { Statement } = JSON.parse(role.inputs.assumeRolePolicy as string) as { Statement: Trust[] };
            const holds = Statement.every(
                ({ Principal, Condition }) =>
                    Principal?.Service === "ecs-tasks.amazonaws.com" &&
                    /^\d{12}$/.test(Condition?.StringEquals?.["aws:SourceAccount"] ?? "") &&
                    /^arn:[^*:]+:ecs:[^*:]+:\d{12}:\*$/.test(Condition?.ArnLike?.["aws:SourceArn"] ?? ""),
            );
            return holds ? [] : [resourceKey(role)];
        }),

    "no secret's value is in a container's environment": (document) => {
        const secrets = [...ownCatalogue.variables, ...exampleCatalogue.variables]
            .filter(({ secret }) => secret)
            .map(({ name }) => name);
        return containersOf(document).flatMap(({ name, environment }) =>
            environment.filter((variable) => secrets.includes(variable.name)).map((variable) => `${name}: ${variable.name}`),
        );
    },

    "a container's secret is the ARN of a parameter": (document) =>
        containersOf(document).flatMap(({ secrets }) =>
            secrets
                .filter(
                    ({ valueFrom }) =>
                        !/^arn:[\w-]+:(?:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@:-]+)$/.test(
                            valueFrom,
                        ),
                )
                .map(({ name }) => name),
        ),

    "no image is named by a tag that moves": ({ resources }) =>
        resources.filter(({ inputs }) => textsIn(inputs).some((text) => /:latest\b/.test(text))).map(resourceKey),

    "every image runs by digest": (document) =>
        containersOf(document)
            .filter(({ image }) => !/@sha256:[0-9a-f]{64}$/.test(image))
            .map(({ image }) => image),

    "every resource belongs to a component": ({ resources }) => {
        const byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
        const isComponent = ({ type }: Resource) => type.startsWith("spotter:");
        const descends = ({ parent }: Resource): boolean => {
            const above = parent === null ? undefined : byKey.get(parent);
            return above !== undefined && (isComponent(above) || descends(above));
        };
        return resources
            .filter((resource) => !isComponent(resource) && !resource.type.startsWith("pulumi:providers:"))
            .filter((resource) => !descends(resource))
            .map(resourceKey);
    },

    "every rule of a security group says what it is for": ({ resources }) =>
        resources
            .filter(isRule)
            .filter(({ inputs }) => typeof inputs.description !== "string" || inputs.description === "")
            .map(resourceKey),

    "no security group has rules beside the resources that describe them": ({ resources }) =>
        resources
            .filter(
                ({ type, inputs }) =>
                    type === "aws:ec2/securityGroupRule:SecurityGroupRule" ||
                    (type === "aws:ec2/securityGroup:SecurityGroup" && ("ingress" in inputs || "egress" in inputs)),
            )
            .map(resourceKey),

    "only the load balancer is open to the world": (document) => {
        const { securityGroups } = ofType(document, "aws:lb/loadBalancer:LoadBalancer")[0]?.inputs ?? {};
        return ofType(document, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
            .filter(({ inputs }) => "cidrIpv4" in inputs || "cidrIpv6" in inputs || "prefixListId" in inputs)
            .filter(
                ({ parent, inputs }) =>
                    parent?.startsWith("spotter:lb:LoadBalancer::") !== true ||
                    !(securityGroups as Plain[]).includes(inputs.securityGroupId ?? null) ||
                    inputs.ipProtocol !== "tcp" ||
                    inputs.fromPort !== inputs.toPort ||
                    ![80, 443].includes(inputs.fromPort as number),
            )
            .map(resourceKey);
    },
};

/** The rules between the stacks of one account, by name. */
export const pairPolicies: Readonly<Record<string, PairPolicy>> = {
    "no two stacks want the same physical name": (one, other) => {
        const taken = physicalNamesOf(other);
        return physicalNamesOf(one).filter((name) => taken.includes(name));
    },

    "no permission of one stack reaches what is another's": (one, other) =>
        patternsOf(one).flatMap((pattern) =>
            arnsOf(other)
                .filter((arn) => matches(pattern, arn))
                .map((arn) => `${pattern} ▸ ${arn}`),
        ),
};

interface Trust {
    readonly Principal?: { readonly Service?: string };
    readonly Condition?: {
        readonly StringEquals?: { readonly "aws:SourceAccount"?: string };
        readonly ArnLike?: { readonly "aws:SourceArn"?: string };
    };
}

export interface Container {
    readonly name: string;
    readonly image: string;
    readonly environment: readonly { readonly name: string; readonly value: string }[];
    readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

/** ECS lets a container have neither variables nor secrets, as a sidecar may. */
type DefinedContainer = Pick<Container, "name" | "image"> & Partial<Container>;

export function containersOf(document: PreviewDocument): Container[] {
    const defined = ofType(document, "aws:ecs/taskDefinition:TaskDefinition").flatMap(
        ({ inputs }) => JSON.parse(inputs.containerDefinitions as string) as DefinedContainer[],
    );
    return defined.map((container) => ({
        ...container,
        environment: container.environment ?? [],
        secrets: container.secrets ?? [],
    }));
}

export function ofType({ resources }: PreviewDocument, type: string): Resource[] {
    return resources.filter((resource) => resource.type === type);
}

function isRule({ type }: Resource): boolean {
    return /^aws:vpc\/securityGroup(Ingress|Egress)Rule:/.test(type);
}

function textsIn(value: Plain | Resource["inputs"]): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
