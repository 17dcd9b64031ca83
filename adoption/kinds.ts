import { readInputs, type Inputs } from "../resources/inputs";
import type { Resource } from "../resources/resource";
import type { Values } from "../resources/resource-type";
import type { LiveAccount } from "./account";
import type { Groups } from "./groups";
import { findRule } from "./groups";
import type { Serving } from "./serving";

/** Where something is looked for. */
export interface Search {
    readonly account: LiveAccount;
    readonly serving: Serving;
    readonly groups: Groups;
}

/**
 * What names something that exists, for the id by which it is imported; null where the account has none, undefined where
 * that was not seen.
 */
type Found = Values | null | undefined;

/** How one type of resource comes into a stack. */
interface Kind {
    readonly find: (inputs: Inputs, search: Search, resource: Resource) => Found;

    /** Two services may use it at once; else it belongs to the one that serves, and is imported in place alone. */
    readonly isShared: boolean;
}

/** Every type that can be taken over. What is not here is made new: a revision, or what only waits for something else. */
export const kinds: Readonly<Record<string, Kind>> = {
    "aws:ecr/repository:Repository": {
        find: (_, { account }) => account.repository && { name: account.repository.name },
        isShared: true,
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        find: (_, { account: { repository } }) =>
            repository && (repository.hasLifecyclePolicy ? { repository: repository.name } : null),
        isShared: true,
    },
    "aws:iam/role:Role": {
        find: (inputs, { account: { roles } }) => {
            const role = roles?.[inputs.text("name") ?? ""];
            return role && { name: role.name };
        },
        isShared: true,
    },
    "aws:iam/rolePolicy:RolePolicy": {
        find: (inputs, { account: { roles } }) => {
            const [role = "", name = ""] = [inputs.text("role"), inputs.text("name")];
            const live = roles?.[role];
            return (
                live && (live.policies.some((policy) => policy.name === name && policy.arn === undefined) ? { role, name } : null)
            );
        },
        isShared: true,
    },
    "aws:ecs/cluster:Cluster": {
        find: (_, { account: { cluster } }) => cluster && { name: cluster.name },
        isShared: true,
    },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
        find: (_, { account: { cluster } }) =>
            cluster && (cluster.capacityProviders.length > 0 ? { clusterName: cluster.name } : null),
        isShared: true,
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        find: (_, { account: { logGroup } }) => logGroup && { name: logGroup.name },
        isShared: true,
    },
    "aws:acm/certificate:Certificate": {
        find: (inputs, { account: { certificates } }) => {
            const own = certificates?.find(
                ({ names: [name] = [], status, type, validationMethod }) =>
                    name === inputs.text("domainName") &&
                    status === "ISSUED" &&
                    type === "AMAZON_ISSUED" &&
                    validationMethod === "DNS",
            );
            return certificates && arnOf(own);
        },
        isShared: true,
    },
    "aws:ssm/parameter:Parameter": {
        find: (inputs, { account: { parameters } }) => {
            const name = inputs.text("name") ?? "";
            return parameters && (parameters.includes(name) ? { name } : null);
        },
        isShared: true,
    },
    "aws:route53/record:Record": {
        find: (inputs, { account: { zone } }) => {
            const [name, type, setIdentifier] = ["name", "type", "setIdentifier"].map((key) => inputs.text(key));
            const record = zone?.records.find(
                (each) => each.name === name && each.type === type && each.setIdentifier === setIdentifier,
            );
            return zone && (record === undefined ? null : { ...record, zoneId: zone.id });
        },
        isShared: false,
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        find: (_, { account: { loadBalancers }, serving: { loadBalancer } }) => loadBalancers && arnOf(loadBalancer),
        isShared: false,
    },
    "aws:lb/listener:Listener": {
        find: (inputs, { account: { loadBalancers }, serving: { loadBalancer } }) =>
            loadBalancers && arnOf(loadBalancer?.listeners.find(({ port }) => port === inputs.number("port"))),
        isShared: false,
    },
    "aws:lb/targetGroup:TargetGroup": {
        find: (_, { account: { targetGroups }, serving: { targetGroup } }) => targetGroups && arnOf(targetGroup),
        isShared: false,
    },
    "aws:ec2/securityGroup:SecurityGroup": {
        find: (_, { account: { securityGroups }, groups }, resource) => {
            const id = groups.liveId(resource);
            return securityGroups && (id === undefined ? null : { id });
        },
        isShared: false,
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("ingress"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("egress"),
    "aws:ecs/service:Service": {
        find: (_, { account: { services }, serving: { service } }) =>
            services && (service === undefined ? null : { cluster: service.cluster, name: service.name }),
        isShared: false,
    },
};

function arnOf(found: { readonly arn: string } | undefined): Found {
    return found === undefined ? null : { arn: found.arn };
}

function rule(direction: "ingress" | "egress"): Kind {
    return {
        find: (inputs, { account: { securityGroups }, groups }) => {
            const found = findRule(direction, inputs, securityGroups ?? [], groups);
            return securityGroups && (found === undefined ? null : { id: found.id });
        },
        isShared: false,
    };
}

/** What an account has of a resource. */
export function findExisting(resource: Resource, search: Search): Found {
    return kinds[resource.type]?.find(readInputs(resource.inputs), search, resource);
}
