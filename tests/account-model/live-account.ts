import type { LiveAccount } from "../../adoption/account";
import { parseStatements, type Role } from "../../aws/iam";
import { lastSegment } from "../../aws/arn";
import { readInputs, type Inputs } from "../../resources/inputs";
import type { AccountModel } from "./model";
import type { Thing } from "./type-model";

/** What a command would have read of a model, so that a test needs no second stand-in for the same account. */
export function toLiveAccount(model: AccountModel, zoneId: string): LiveAccount {
    const all = <T>(type: string, to: (inputs: Inputs, thing: Thing) => T): T[] =>
        model.list(type).map((thing) => to(readInputs(thing.properties), thing));
    const [repository] = all("aws:ecr/repository:Repository", (inputs) => ({
        name: inputs.text("name") ?? "",
        mutability: inputs.text("imageTagMutability") ?? "MUTABLE",
        images: 12,
        hasLifecyclePolicy: model.list("aws:ecr/lifecyclePolicy:LifecyclePolicy").length > 0,
    }));
    const [cluster] = all("aws:ecs/cluster:Cluster", (inputs) => ({
        name: inputs.text("name") ?? "",
        capacityProviders: [],
        tags: {},
    }));
    const [logGroup] = all("aws:cloudwatch/logGroup:LogGroup", (inputs) => {
        const days = inputs.number("retentionInDays");
        return { name: inputs.text("name") ?? "", retentionDays: days === 0 ? undefined : days };
    });
    return {
        repository: repository ?? null,
        cluster: cluster ?? null,
        servingCluster: cluster?.name ?? "",
        services: all("aws:ecs/service:Service", (inputs) => {
            const network = inputs.object("networkConfiguration");
            return {
                name: inputs.text("name") ?? "",
                cluster: lastSegment(inputs.text("cluster") ?? ""),
                tags: tagsOf(inputs),
                desiredCount: inputs.number("desiredCount") ?? 0,
                launchType: inputs.list("capacityProviderStrategies").length > 0 ? undefined : inputs.text("launchType"),
                capacityProviders: inputs.list("capacityProviderStrategies").map((each) => each.text("capacityProvider") ?? ""),
                deploymentController: "ECS",
                taskDefinition: lastSegment(inputs.text("taskDefinition") ?? ""),
                targetGroupArns: inputs.list("loadBalancers").map((each) => each.text("targetGroupArn") ?? ""),
                hasClassicBalancer: false,
                subnetIds: network.texts("subnets") ?? [],
                securityGroupIds: network.texts("securityGroups") ?? [],
                assignPublicIp: network.flag("assignPublicIp") === true,
                task: {
                    cpu: 256,
                    memoryMiB: 512,
                    architecture: "X86_64",
                    roles: ["SpotterTaskExecutionRole", "SpotterTaskRole"],
                },
            };
        }),
        loadBalancers: all("aws:lb/loadBalancer:LoadBalancer", (inputs, { id }) => ({
            arn: id,
            name: inputs.text("name") ?? "",
            dnsName: inputs.text("dnsName") ?? "",
            zoneId: inputs.text("zoneId") ?? "",
            ipAddressType: inputs.text("ipAddressType") ?? "ipv4",
            isProtected: inputs.flag("enableDeletionProtection") === true,
            type: "application",
            scheme: "internet-facing",
            vpcId: model.list("aws:lb/targetGroup:TargetGroup").map(({ properties }) => String(properties.vpcId))[0] ?? "",
            subnetIds: inputs.texts("subnets") ?? [],
            securityGroupIds: inputs.texts("securityGroups") ?? [],
            tags: tagsOf(inputs),
            listeners: all("aws:lb/listener:Listener", (listener, thing) => ({
                arn: thing.id,
                balancer: listener.text("loadBalancerArn"),
                port: listener.number("port") ?? 0,
                protocol: listener.text("protocol") ?? "",
                certificateArns: listener.texts("certificateArn") ?? [],
                forwardsTo: listener.list("defaultActions").flatMap((action) => action.text("targetGroupArn") ?? []),
                rules: [],
            })).filter(({ balancer }) => balancer === id),
        })),
        targetGroups: all("aws:lb/targetGroup:TargetGroup", (inputs, { id }) => ({
            arn: id,
            name: inputs.text("name") ?? "",
            targetType: inputs.text("targetType") ?? "",
            protocol: inputs.text("protocol") ?? "",
            vpcId: inputs.text("vpcId") ?? "",
            protocolVersion: inputs.text("protocolVersion") ?? "HTTP1",
            healthCheck: {
                protocol: inputs.object("healthCheck").text("protocol") ?? "HTTP",
                port: inputs.object("healthCheck").text("port") ?? "traffic-port",
                path: inputs.object("healthCheck").text("path") ?? "/",
                matcher: inputs.object("healthCheck").text("matcher") ?? "200",
            },
            loadBalancerArns: model
                .list("aws:lb/listener:Listener")
                .filter(({ properties }) => JSON.stringify(properties).includes(id))
                .map(({ properties }) => String(properties.loadBalancerArn)),
        })),
        securityGroups: all("aws:ec2/securityGroup:SecurityGroup", (inputs, { id }) => ({
            id,
            name: inputs.text("name") ?? "",
            rules: [...rulesOf(model, "ingress"), ...rulesOf(model, "egress")].filter(({ groupId }) => groupId === id),
        })),
        certificates: all("aws:acm/certificate:Certificate", (inputs, { id }) => ({
            arn: id,
            names: inputs.texts("domainName"),
            status: inputs.text("status") ?? "",
            type: "AMAZON_ISSUED",
            validationMethod: inputs.text("validationMethod"),
        })),
        roles: Object.fromEntries(all("aws:iam/role:Role", (inputs) => toRole(model, inputs)).map((role) => [role.name, role])),
        logGroup: logGroup ?? null,
        parameters: model.list("aws:ssm/parameter:Parameter").map(({ id }) => id),
        zone: {
            id: zoneId,
            records: all("aws:route53/record:Record", (inputs) => {
                const [alias] = inputs.list("aliases");
                const [routing] = inputs.list("weightedRoutingPolicies");
                return {
                    name: inputs.text("name") ?? "",
                    type: inputs.text("type") ?? "",
                    setIdentifier: inputs.text("setIdentifier"),
                    weight: routing?.number("weight"),
                    values: inputs.texts("records"),
                    alias: alias && {
                        dnsName: alias.text("name") ?? "",
                        zoneId: alias.text("zoneId") ?? "",
                        evaluateTargetHealth: alias.flag("evaluateTargetHealth") === true,
                    },
                };
            }).filter(({ type }) => type !== "CNAME"),
        },
        scaling: [],
        alarms: [],
        unseen: [],
    };
}

function rulesOf(model: AccountModel, direction: "ingress" | "egress") {
    const type = direction === "ingress" ? "Ingress" : "Egress";
    return model.list(`aws:vpc/securityGroup${type}Rule:SecurityGroup${type}Rule`).map(({ id, properties }) => {
        const rule = readInputs(properties);
        return {
            id,
            groupId: rule.text("securityGroupId") ?? "",
            direction,
            protocol: rule.text("ipProtocol") ?? "",
            fromPort: rule.number("fromPort") ?? -1,
            toPort: rule.number("toPort") ?? -1,
            peer: rule.text("cidrIpv4") ?? rule.text("referencedSecurityGroupId") ?? "",
        };
    });
}

function toRole(model: AccountModel, inputs: Inputs): Role {
    const name = inputs.text("name") ?? "";
    const inline = model.list("aws:iam/rolePolicy:RolePolicy").filter(({ properties }) => properties.role === name);
    return {
        arn: "",
        name,
        trust: parseStatements(inputs.text("assumeRolePolicy")),
        policies: inline.map(({ properties }) => ({
            name: String(properties.name),
            statements: parseStatements(String(properties.policy)),
        })),
    };
}

function tagsOf(inputs: Inputs): Record<string, string> {
    const tags = inputs.object("tags");
    return Object.fromEntries(["ManagedBy", "Project", "Environment"].map((key) => [key, tags.text(key) ?? ""]));
}
