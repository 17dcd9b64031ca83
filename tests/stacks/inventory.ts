import { resourceKey, type Plain, type PreviewDocument, type Resource } from "../../preview/document";

type Inputs = Resource["inputs"];

/**
 * What a reviewer should see change, by type: paths of inputs, or a function for those that need words. A type without
 * an entry shows all of its inputs.
 */
const shown: Readonly<Record<string, readonly string[] | ((inputs: Inputs) => Record<string, Plain>)>> = {
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": ({ policy }) => {
        const { rules } = JSON.parse(policy as string) as { rules: { description: string }[] };
        return { rules: rules.map(({ description }) => description) };
    },
    "aws:ecs/service:Service": [
        "name",
        "desiredCount",
        "capacityProviderStrategies",
        "deploymentMinimumHealthyPercent",
        "deploymentMaximumPercent",
        "deploymentCircuitBreaker",
        "availabilityZoneRebalancing",
        "healthCheckGracePeriodSeconds",
        "networkConfiguration.assignPublicIp",
        "networkConfiguration.subnets",
    ],
    "aws:ecs/taskDefinition:TaskDefinition": ({
        containerDefinitions,
        family,
        cpu,
        memory,
        runtimePlatform,
        tags,
        skipDestroy,
    }) => ({
        family: family ?? null,
        cpu: cpu ?? null,
        memory: memory ?? null,
        runtimePlatform: runtimePlatform ?? null,
        skipDestroy: skipDestroy ?? null,
        ...container(containerDefinitions),
        tags: tags ?? null, // spotter:config covers all that is not shown
    }),
    "aws:iam/role:Role": ["name"],
    "aws:iam/rolePolicy:RolePolicy": ({ name, role, policy }) => ({
        name: name ?? null,
        role: role ?? null,
        ...statements(policy),
    }),
    "aws:lb/listener:Listener": ["port", "protocol", "sslPolicy", "certificateArn", "defaultActions"],
    "aws:lb/loadBalancer:LoadBalancer": [
        "name",
        "internal",
        "ipAddressType",
        "subnets",
        "idleTimeout",
        "enableDeletionProtection",
    ],
    "aws:lb/targetGroup:TargetGroup": ["namePrefix", "port", "protocol", "deregistrationDelay", "healthCheck"],
    "aws:ssm/parameter:Parameter": ["name", "type", "insecureValue", "value"],
    "pulumi:providers:aws": ["region", "allowedAccountIds", "defaultTags"],
};

/**
 * A preview as a file to review, a line for each resource: `type::name ▸ parent`, options, the number of its
 * dependencies, and the inputs that matter.
 */
export function inventoryOf({ resources, outputs, warnings }: PreviewDocument): string {
    const lines = [
        `${resources.length} resources`,
        ...resources.map(lineOf),
        ...Object.entries(outputs).map(([name, value]) => `output ${name} = ${text(value)}`),
        ...warnings.map(({ path, message }) => `warning ${path}: ${message}`),
    ];
    return `${lines.join("\n")}\n`;
}

function lineOf(resource: Resource): string {
    const { parent, inputs, options, type } = resource;
    const flags = [
        options.protect ? "protect" : "",
        options.retainOnDelete ? "retain" : "",
        options.ignoreChanges.length > 0 ? `ignore ${options.ignoreChanges.join(",")}` : "",
        options.dependsOn.length > 0 ? `after ${options.dependsOn.length}` : "",
    ];
    const choice = shown[type] ?? Object.keys(inputs);
    const values =
        typeof choice === "function" ? choice(inputs) : Object.fromEntries(choice.map((path) => [path, valueAt(inputs, path)]));
    return [
        `${resourceKey(resource)} ▸ ${parent ?? "stack"}`,
        ...flags.filter(Boolean).map((flag) => `[${flag}]`),
        ...Object.entries(values)
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => `${key}=${text(value as Plain)}`),
    ].join(" ");
}

function text(value: Plain): string {
    return typeof value === "string" && !/\s/.test(value) ? value : JSON.stringify(value);
}

function valueAt(inputs: Inputs, path: string): Plain | undefined {
    const [key = "", ...rest] = path.split(".");
    const value = inputs[key];
    return rest.length > 0 && typeof value === "object" ? valueAt(value as Inputs, rest.join(".")) : value;
}

/** `Sid: resources if condition`, ARNs without what they all begin with. */
function statements(policy: Plain | undefined): Record<string, Plain> {
    const { Statement } = JSON.parse(policy as string) as {
        Statement: { Sid: string; Resource: string | string[]; Condition?: object }[];
    };
    return Object.fromEntries(
        Statement.map(({ Sid, Resource, Condition }) => [
            Sid,
            [
                ...[Resource]
                    .flat()
                    .filter((arn) => !arn.endsWith("/index/*"))
                    .map((arn) => arn.replace(/^arn:aws:\w+:[\w-]+:\d*:/, "")),
                ...(Condition === undefined ? [] : [`if ${JSON.stringify(Condition)}`]),
            ],
        ]),
    );
}

function container(definitions: Plain | undefined): Record<string, Plain> {
    const [first] = JSON.parse(definitions as string) as { name: string; image: string; secrets: { name: string }[] }[];
    return first === undefined
        ? {}
        : { container: first.name, image: first.image, secrets: first.secrets.map(({ name }) => name) };
}
