import { resourceKey, type PreviewDocument, type Resource } from "../../preview/document";

/** A statement of a role's policy, and the policy that it is in. */
export interface RoleStatement {
    readonly policy: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the roles of a stack are allowed. */
export function statementsOf({ resources }: PreviewDocument): RoleStatement[] {
    return resources
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy" || type === "aws:iam/policy:Policy")
        .flatMap((resource) => {
            const { Statement } = JSON.parse(resource.inputs.policy as string) as { Statement: Omit<RoleStatement, "policy">[] };
            return Statement.map((statement) => ({ ...statement, policy: resourceKey(resource) }));
        });
}

/**
 * Resources that the roles of a stack may use, as they stand. Left out are what belongs to no account (models) and what
 * takes no resource.
 */
export function patternsOf(document: PreviewDocument): string[] {
    const patterns = statementsOf(document)
        .filter(({ Action }) => Action !== "ecr:GetAuthorizationToken")
        .flatMap(({ Resource }) => Resource);
    return [...new Set(patterns)].filter((pattern) => pattern === "*" || pattern.split(":")[4] !== "");
}

/** ARNs of what belongs to a stack: what it makes, what its container reads, what its roles name. */
export function arnsOf(document: PreviewDocument): string[] {
    const { region, allowedAccountIds } = resourceOf(document, "pulumi:providers:aws")?.inputs ?? {};
    const [account] = JSON.parse(allowedAccountIds as string) as string[];
    const arn = (service: string, resource: string) => `arn:aws:${service}:${region as string}:${account ?? ""}:${resource}`;
    const made = document.resources.flatMap(({ type, inputs }) => {
        const name = inputs.name as string;
        switch (type) {
            case "aws:ecr/repository:Repository":
                return [arn("ecr", `repository/${name}`)];
            case "aws:cloudwatch/logGroup:LogGroup":
                return [arn("logs", `log-group:${name}:log-stream:ecs/task/0`)];
            case "aws:ssm/parameter:Parameter":
                return [arn("ssm", `parameter${name}`)];
            default:
                return [];
        }
    });
    const [container] = JSON.parse(
        resourceOf(document, "aws:ecs/taskDefinition:TaskDefinition")?.inputs.containerDefinitions as string,
    ) as { secrets: { valueFrom: string }[] }[];
    const named = patternsOf(document).map((pattern) => pattern.replace(/\*$/, "x"));
    return [...new Set([...made, ...(container?.secrets ?? []).map(({ valueFrom }) => valueFrom), ...named])];
}

/** Whether IAM takes `arn` for one of `pattern`: `*` is any text, `?` any character. */
export function matches(pattern: string, arn: string): boolean {
    const expression = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${expression}$`).test(arn);
}

/** `type name` of all that AWS allows only once in an account and region; what is unique within another is named with it. */
export function physicalNamesOf(document: PreviewDocument): string[] {
    const cluster = resourceOf(document, "aws:ecs/cluster:Cluster")?.inputs.name;
    return document.resources.flatMap(({ type, inputs }) => {
        const { name, family, role, resourceId, logGroupName, identifier, dashboardName } = inputs;
        const within = type === "aws:ecs/service:Service" ? cluster : (resourceId ?? logGroupName ?? role);
        const physical = name ?? family ?? identifier ?? dashboardName;
        if (type.startsWith("spotter:") || physical === undefined || type === "aws:lb/targetGroup:TargetGroup") {
            return [];
        }
        return [[type, within, physical].filter((part) => typeof part === "string").join(" ")];
    });
}

function resourceOf({ resources }: PreviewDocument, type: string): Resource | undefined {
    return resources.find((resource) => resource.type === type);
}
