import type * as pulumi from "@pulumi/pulumi";
import type { NameKind } from "../deployment/api";
import type { PlannedResource } from "../deployment/collisions";
import type { StateResource } from "./stack-state";

/** What physical names are unique in, beside the account. */
export interface NameScopes {
    /** Name of the cluster that the service runs in. */
    readonly cluster: string;

    /** Name of the role that a policy is given to: the program has it as an output. */
    readonly findRole: (role: unknown) => string | undefined;
}

/** Types whose names the program chooses, and AWS gives to one only. A target group's and a security group's are AWS's choice. */
const kinds: Readonly<Record<string, NameKind>> = {
    "aws:cloudwatch/dashboard:Dashboard": "dashboard",
    "aws:cloudwatch/logGroup:LogGroup": "log group",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "alarm",
    "aws:ecr/repository:Repository": "repository",
    "aws:ecs/cluster:Cluster": "cluster",
    "aws:ecs/service:Service": "service",
    "aws:iam/role:Role": "role",
    "aws:iam/rolePolicy:RolePolicy": "role policy",
    "aws:kms/alias:Alias": "key alias",
    "aws:lb/loadBalancer:LoadBalancer": "load balancer",
    "aws:route53/record:Record": "record",
    "aws:scheduler/scheduleGroup:ScheduleGroup": "schedule group",
    "aws:sqs/queue:Queue": "queue",
    "aws:ssm/parameter:Parameter": "parameter",
};

/** IAM and CloudWatch write over what has the same name without a word; SQS answers with the queue. */
const writtenOver: readonly NameKind[] = ["role policy", "alarm", "dashboard", "queue"];

/** The name that a resource is about to take; undefined for one that AWS names, or that may have any name. */
export function toPlannedName(
    { type, name, props }: Pick<pulumi.ResourceTransformationArgs, "type" | "name" | "props">,
    scopes: NameScopes,
): PlannedResource | undefined {
    const kind = kinds[type];
    const {
        dashboardName,
        name: physicalName = dashboardName,
        type: ownType,
        role,
        zoneId,
        setIdentifier,
        overwrite,
        allowOverwrite,
    } = props as Record<string, unknown>;
    if (kind === undefined || typeof physicalName !== "string" || allowOverwrite === true) {
        return undefined;
    }
    const within = findScope(kind, { role, zoneId }, scopes);
    if (kind === "role policy" && within === undefined) {
        return undefined;
    }
    return {
        kind,
        name: physicalName,
        resourceType: type,
        logicalName: name,
        ...(within === undefined ? {} : { within }),
        ...(typeof ownType === "string" ? { type: ownType } : {}),
        ...(typeof setIdentifier === "string" ? { setIdentifier } : {}),
        ...(overwrite === true || writtenOver.includes(kind) ? { overwrites: true } : {}),
    };
}

/** What AWS can't change of a kind of resource, and which keys of the stack file say. */
const fixed: Readonly<Partial<Record<NameKind, string>>> = {
    repository: "its encryption (encryption, repository.kmsKeyArn)",
    role: "its path (access.rolePath)",
};

/**
 * Why a resource can't be made beside the one of the stack's own that it is to replace, for which AWS keeps the name; undefined
 * where it can. What is deleted first, or written over, has its name.
 */
export function findOwnCollision(
    planned: PlannedResource,
    state: readonly StateResource[],
    opts: Pick<pulumi.CustomResourceOptions, "deleteBeforeReplace">,
): string | undefined {
    if (opts.deleteBeforeReplace !== false || planned.overwrites === true || !isInState(state, planned)) {
        return undefined;
    }
    const { kind, name } = planned;
    return (
        `${kind} ${name} would be replaced, as AWS can't change ${fixed[kind] ?? "what differs"}, and a second one of that name ` +
        "would be refused: take the change back, or give another name (names)"
    );
}

interface Scoped {
    readonly role: unknown;
    readonly zoneId: unknown;
}

function findScope(kind: NameKind, { role, zoneId }: Scoped, scopes: NameScopes): string | undefined {
    switch (kind) {
        case "service":
            return scopes.cluster;
        case "record":
            return typeof zoneId === "string" ? zoneId : undefined;
        case "role policy":
            return scopes.findRole(role);
        default:
            return undefined;
    }
}

/**
 * Whether the stack has it already, under this or an earlier logical name. What was imported without its component is another
 * resource to the engine, which would make this one and delete that.
 */
export function isInState(state: readonly StateResource[], { kind, name, within, type, resourceType }: PlannedResource): boolean {
    return state.some(
        (resource) =>
            resource.urn.endsWith(`$${resourceType}::${resource.urn.split("::").at(-1) ?? ""}`) &&
            (resource.outputs.name ?? resource.outputs.dashboardName) === name &&
            (kind !== "record" || resource.outputs.type === type) &&
            (kind !== "role policy" || resource.outputs.role === within),
    );
}
