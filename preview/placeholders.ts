import { createHash } from "node:crypto";
import { toArn, registryHost, type Account } from "../aws/account";

type Values = Readonly<Record<string, unknown>>;
type Answer = (inputs: Values, account: Account, name: string) => Record<string, unknown>;

const zeros = "0".repeat(17);
const digestOfZeros = `sha256:${"0".repeat(64)}`;
const hash = "0".repeat(16);

const named = (service: string, kind: string): Answer => {
    return ({ name }, account) => ({ id: name, arn: toArn(account, service, `${kind}${String(name)}`) });
};

/**
 * What AWS would add to the inputs of each type: ids, ARNs and names in their real shape, with zeros where AWS would
 * choose, or a hash of the logical name where two must be told apart. An offline preview in the mode `update`, and a
 * stand-in for the provider, answer with these.
 */
const resources: Readonly<Record<string, Answer>> = {
    "aws:acm/certificate:Certificate": ({ domainName }, account) => {
        const arn = toArn(account, "acm", `certificate/00000000-0000-0000-0000-000000000000`);
        const resourceRecordName = `_0.${String(domainName)}.`;
        return {
            id: arn,
            arn,
            domainValidationOptions: [
                { domainName, resourceRecordName, resourceRecordType: "CNAME", resourceRecordValue: "_0.acm-validations.aws." },
            ],
        };
    },
    "aws:acm/certificateValidation:CertificateValidation": ({ certificateArn }) => ({ id: certificateArn }),
    "aws:cloudwatch/logGroup:LogGroup": named("logs", "log-group:"),
    "aws:ec2/securityGroup:SecurityGroup": (_, account, name) => {
        const id = `sg-${createHash("sha256").update(name).digest("hex").slice(0, 17)}`; // a rule says which group it opens
        return { id, arn: toArn(account, "ec2", `security-group/${id}`) };
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": ({ repository }) => ({ id: repository }),
    "aws:ecr/repository:Repository": ({ name }, account) => ({
        id: name,
        arn: toArn(account, "ecr", `repository/${String(name)}`),
        registryId: account.accountId,
        repositoryUrl: `${registryHost(account)}/${String(name)}`,
    }),
    "aws:ecs/cluster:Cluster": ({ name }, account) => {
        const arn = toArn(account, "ecs", `cluster/${String(name)}`);
        return { id: arn, arn };
    },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ({ clusterName }) => ({ id: clusterName }),
    "aws:ecs/service:Service": ({ cluster, name }, account) => {
        const arn = toArn(account, "ecs", `service/${String(cluster).split("/").at(-1)}/${String(name)}`);
        return { id: arn, arn };
    },
    "aws:ecs/taskDefinition:TaskDefinition": ({ family }, account) => ({
        id: family,
        arn: toArn(account, "ecs", `task-definition/${String(family)}:1`),
        revision: 1,
    }),
    "aws:iam/role:Role": ({ name }, { partition, accountId }) => ({
        id: name,
        arn: `arn:${partition}:iam::${accountId}:role/${String(name)}`,
    }),
    "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => ({ id: `${String(role)}:${String(name)}` }),
    "aws:lb/listener:Listener": ({ port }, account, name) => {
        const arn = toArn(account, "elasticloadbalancing", `listener/app/${name}/${hash}/${String(port)}`);
        return { id: arn, arn };
    },
    "aws:lb/loadBalancer:LoadBalancer": ({ name }, account) => {
        const arnSuffix = `app/${String(name)}/${hash}`;
        const arn = toArn(account, "elasticloadbalancing", `loadbalancer/${arnSuffix}`);
        return { id: arn, arn, arnSuffix, dnsName: `${String(name)}-0.${account.region}.elb.amazonaws.com`, zoneId: "Z0" };
    },
    "aws:lb/targetGroup:TargetGroup": ({ namePrefix }, account) => {
        const arnSuffix = `targetgroup/${String(namePrefix)}${hash}/${hash}`;
        const arn = toArn(account, "elasticloadbalancing", arnSuffix);
        return { id: arn, arn, arnSuffix, name: `${String(namePrefix)}${hash}` };
    },
    "aws:route53/record:Record": ({ name, type, zoneId }) => ({
        id: `${String(zoneId)}_${String(name)}_${String(type)}`,
        fqdn: String(name).replace(/\.$/, ""),
    }),
    "aws:ssm/parameter:Parameter": ({ name }, account) => ({
        id: name,
        arn: toArn(account, "ssm", `parameter${String(name)}`),
        version: 1,
    }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () => ({ id: `sgr-${zeros}` }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () => ({ id: `sgr-${zeros}` }),
    "awsx:ec2:Vpc": ({ numberOfAvailabilityZones }) => ({
        vpcId: `vpc-${zeros}`,
        publicSubnetIds: subnetIds(Number(numberOfAvailabilityZones), "a"),
        privateSubnetIds: subnetIds(Number(numberOfAvailabilityZones), "b"),
    }),
    "docker:index/image:Image": ({ imageName }) => ({
        id: imageName,
        repoDigest: `${String(imageName).replace(/:[^:/]*$/, "")}@${digestOfZeros}`,
    }),
};

/** What the account would answer to a lookup. Nothing is read from AWS, in neither mode. */
const lookups: Readonly<Record<string, Answer>> = {
    "aws:ec2/getSubnet:getSubnet": ({ availabilityZone }) => ({
        id: `subnet-${zeros.slice(1)}${String(availabilityZone).slice(-1)}`,
    }),
    "aws:ec2/getVpc:getVpc": () => ({ id: `vpc-${zeros}` }),
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": () => ({
        userName: "AWS",
        password: "none: nothing was read from AWS",
    }),
    "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { region }) => ({
        names: ["a", "b", "c"].map((zone) => region + zone),
    }),
    "aws:route53/getZone:getZone": () => ({ id: "Z00000000000000000000", zoneId: "Z00000000000000000000" }),
};

/** Inputs and computed properties of a resource, once it exists. */
export function created(
    type: string,
    name: string,
    inputs: Values,
    account: Account,
): { id: string; state: Record<string, unknown> } {
    const { id = `${name}-id`, ...computed } = resources[type]?.(inputs, account, name) ?? {};
    return { id: String(id), state: { ...inputs, ...computed } };
}

/**
 * What a preview knows of a resource that does not exist yet: its inputs, and of a parameter that its first version is 1,
 * without which nothing could be said about the container. The CLI's own first preview leaves that open.
 */
export function planned(type: string, inputs: Values): Record<string, unknown> {
    return type === "aws:ssm/parameter:Parameter" ? { ...inputs, version: 1 } : { ...inputs };
}

/** @throws for a lookup that has no placeholder */
export function lookedUp(token: string, inputs: Values, account: Account): Record<string, unknown> {
    const answer = lookups[token];
    if (answer === undefined) {
        throw new Error(`preview/placeholders.ts has no answer to the lookup ${token}`);
    }
    return { ...inputs, ...answer(inputs, account, "") };
}

function subnetIds(count: number, kind: string): string[] {
    return Array.from({ length: count }, (_, index) => `subnet-${zeros.slice(2)}${kind}${index}`);
}
