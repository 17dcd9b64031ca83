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

    /** What the import, with the update after it, does to what serves. */
    readonly effect: string;
}

const nothing = "nothing";

/** Every type that can be taken over. What is not here is made new: a revision, or what only waits for something else. */
export const kinds: Readonly<Record<string, Kind>> = {
    "aws:ecr/repository:Repository": {
        find: (_, { account }) => account.repository && { name: account.repository.name },
        isShared: true,
        effect: "tasks pull as before; a tag that exists can't be pushed again, which the scripts did with `latest`",
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        find: (_, { account: { repository } }) =>
            repository && (repository.hasLifecyclePolicy ? { repository: repository.name } : null),
        isShared: true,
        effect: "images above the number that is kept expire within a day",
    },
    "aws:iam/role:Role": {
        find: (inputs, { account: { roles } }) => {
            const role = roles?.[inputs.text("name") ?? ""];
            return role && { name: role.name };
        },
        isShared: true,
        effect: "only tasks of this account and region may assume it; policies that are attached stay",
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
        effect: "at once for tasks that run: no right is taken from them",
    },
    "aws:ecs/cluster:Cluster": {
        find: (_, { account: { cluster } }) => cluster && { name: cluster.name },
        isShared: true,
        effect: nothing,
    },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
        find: (_, { account: { cluster } }) =>
            cluster && (cluster.capacityProviders.length > 0 ? { clusterName: cluster.name } : null),
        isShared: true,
        effect: "services with a launch type don't use them",
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        find: (_, { account: { logGroup } }) => logGroup && { name: logGroup.name },
        isShared: true,
        effect: "lines are written as before",
    },
    "aws:acm/certificate:Certificate": {
        find: (inputs, { account: { certificates } }) => {
            const own = certificates?.find(
                ({ names: [domainName] = [], status, type, validationMethod }) =>
                    domainName === inputs.text("domainName") &&
                    status === "ISSUED" &&
                    type === "AMAZON_ISSUED" &&
                    validationMethod === "DNS",
            );
            return certificates && (own === undefined ? null : { arn: own.arn });
        },
        isShared: true,
        effect: "both balancers use it",
    },
    "aws:ssm/parameter:Parameter": {
        find: (inputs, { account: { parameters } }) => {
            const name = inputs.text("name") ?? "";
            return parameters && (parameters.includes(name) ? { name } : null);
        },
        isShared: true,
        effect: "another value reaches the old tasks only when they are started again",
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
        effect: "leads to the same balancer as before",
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        find: (_, { serving: { loadBalancer } }) => (loadBalancer === undefined ? null : { arn: loadBalancer.arn }),
        isShared: false,
        effect: "keeps its address, subnets and security group; attributes change while it serves",
    },
    "aws:lb/listener:Listener": {
        find: (inputs, { serving: { loadBalancer } }) => {
            const listener = loadBalancer?.listeners.find(({ port }) => port === inputs.number("port"));
            return listener === undefined ? null : { arn: listener.arn };
        },
        isShared: false,
        effect: "forwards to the same target group as before; HTTP is redirected once HTTPS listens",
    },
    "aws:lb/targetGroup:TargetGroup": {
        find: (_, { serving: { targetGroup } }) => (targetGroup === undefined ? null : { arn: targetGroup.arn }),
        isShared: false,
        effect: "keeps its name and its targets; the health check changes in place",
    },
    "aws:ec2/securityGroup:SecurityGroup": {
        find: (_, { groups }, resource) => {
            const id = groups.liveId(resource);
            return id === undefined ? null : { id };
        },
        isShared: false,
        effect: "keeps its name and description; rules that it has beside the program's stay",
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("ingress"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("egress"),
    "aws:ecs/service:Service": {
        find: (_, { account, serving: { service } }) =>
            service === undefined ? null : { cluster: account.cluster?.name, name: service.name },
        isShared: false,
        effect: "one deployment: old tasks serve until the new ones are healthy in the same target group",
    },
};

function rule(direction: "ingress" | "egress"): Kind {
    return {
        find: (inputs, { account: { securityGroups }, groups }) => {
            const found = findRule(direction, inputs, securityGroups ?? [], groups);
            return securityGroups && (found === undefined ? null : { id: found.id });
        },
        isShared: false,
        effect: "nothing: the same rule",
    };
}

/** What an account has of a resource. */
export function findExisting(resource: Resource, search: Search): Found {
    return kinds[resource.type]?.find(readInputs(resource.inputs), search, resource);
}
