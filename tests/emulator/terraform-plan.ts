import type { Plain, PreviewDocument, Resource } from "../../preview/document";

/** Terraform's names of the types that are not spelled as Pulumi spells them. */
const typeNames: Readonly<Record<string, string>> = {
    "aws:cloudwatch/logGroup:LogGroup": "aws_cloudwatch_log_group",
    "aws:ec2/securityGroup:SecurityGroup": "aws_security_group",
    "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
    "aws:lb/targetGroup:TargetGroup": "aws_lb_target_group",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "aws_vpc_security_group_ingress_rule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "aws_vpc_security_group_egress_rule",
};

/** Inputs that Pulumi names by several where Terraform has one block each. */
const blockNames: Readonly<Record<string, string>> = {
    capacityProviderStrategies: "capacity_provider_strategy",
    defaultActions: "default_action",
    encryptionConfigurations: "encryption_configuration",
    loadBalancers: "load_balancer",
    replicas: "replica",
    rules: "rule",
    settings: "setting",
    volumes: "volume",
    attributes: "attribute",
};

/** Texts by keys that are chosen: the only objects that are no block. */
const maps = ["tags", "tagsAll", "dimensions"];

/**
 * A document's resources of AWS as a plan of Terraform, which checkov reads: the provider is made from Terraform's, so its
 * types and inputs are the same but for how they are spelled, and that a block is a list of one.
 */
export function toTerraformPlan({ resources }: Pick<PreviewDocument, "resources">): object {
    const planned = resources.filter(({ type }) => type.startsWith("aws:")).map(toPlanned);
    return {
        format_version: "1.2",
        terraform_version: "1.9.0",
        planned_values: { root_module: { resources: planned } },
        resource_changes: planned.map((resource) => ({
            ...resource,
            change: { actions: ["create"], before: null, after: resource.values, after_unknown: {} },
        })),
        configuration: {
            root_module: {
                resources: planned.map(({ values, ...resource }) => ({ ...resource, expressions: toExpressions(values) })),
            },
        },
    };
}

/** `aws_ecs_service.web`, by which checkov names a resource. */
export function toAddress({ type, name }: Pick<Resource, "type" | "name">): string {
    const [, module = "", kind = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    return `${typeNames[type] ?? `aws_${module}_${toSnakeCase(kind)}`}.${name}`;
}

function toPlanned(resource: Resource) {
    const address = toAddress(resource);
    return {
        address,
        mode: "managed",
        type: address.split(".")[0] ?? "",
        name: resource.name,
        provider_name: "registry.terraform.io/hashicorp/aws",
        schema_version: 0,
        values: toBlock(resource.inputs),
    };
}

function toBlock(inputs: Resource["inputs"]): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => [blockNames[key] ?? toSnakeCase(key), toValue(key, value)]),
    );
}

function toValue(key: string, value: Plain): unknown {
    if (Array.isArray(value)) {
        return value.map((item: Plain) => (isObject(item) ? toBlock(item) : item));
    }
    return isObject(value) && !maps.includes(key) ? [toBlock(value)] : value;
}

function toExpressions(values: Readonly<Record<string, unknown>>): object {
    return Object.fromEntries(Object.keys(values).map((key) => [key, {}]));
}

function isObject(value: Plain): value is { readonly [key: string]: Plain } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `LoadBalancer` and `loadBalancer` as `load_balancer` */
function toSnakeCase(text: string): string {
    return text.replace(/[A-Z]/g, (letter, index) => `${index === 0 ? "" : "_"}${letter.toLowerCase()}`);
}
