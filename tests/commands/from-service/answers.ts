import { StubClients } from "../../aws/stub-clients";
import { accountId, digest, plainService, region } from "./live-services";

export const { account, service, container, routing } = plainService;
export const taskDefinition = { ...plainService.taskDefinition, containerDefinitions: [container] };
export const question = { cluster: "main", service: "web" };
export const key = `arn:aws:kms:${region}:${accountId}:key/1`;

export type Services = ConstructorParameters<typeof StubClients>[0];

/** An account that has the plain service, with a parameter and two certificates. */
export function everything(): { readonly [K in keyof Services]: NonNullable<Services[K]> } {
    return {
        ecs: {
            describeServices: () => ({ services: [{ ...service, loadBalancers: [{ ...service.loadBalancers?.[0] }] }] }),
            describeTaskDefinition: () => ({
                taskDefinition: {
                    ...taskDefinition,
                    containerDefinitions: [{ ...container, secrets: [{ name: "A", valueFrom: "/shop/A" }] }],
                },
            }),
            listTasks: () => ({ taskArns: ["1", "2", "3"] }),
            describeTasks: () => ({
                tasks: [
                    {
                        taskDefinitionArn: service.taskDefinition,
                        containers: [
                            { name: "web", imageDigest: "sha256:old" },
                            { name: "otel", imageDigest: "sha256:otel" },
                        ],
                    },
                    { taskDefinitionArn: service.taskDefinition, containers: [{ name: "web", imageDigest: digest }] },
                    { taskDefinitionArn: service.taskDefinition, containers: [{ name: "web", imageDigest: digest }] },
                    { taskDefinitionArn: "another", containers: [{ name: "web", imageDigest: "sha256:another" }] },
                ],
            }),
            listServices: () => ({ serviceArns: [`arn:aws:ecs:${region}:${accountId}:service/main/web`] }),
            listClusters: () => ({ clusterArns: [`arn:aws:ecs:${region}:${accountId}:cluster/main`] }),
        },
        elb: {
            describeTargetGroups: ({ LoadBalancerArn }) => ({
                TargetGroups: [
                    { TargetGroupArn: routing?.targetGroup.arn, TargetGroupName: "web", LoadBalancerArns: ["lb"] },
                    ...(LoadBalancerArn === undefined ? [] : [{ TargetGroupArn: "other", TargetGroupName: "admin" }]),
                ],
            }),
            describeLoadBalancers: () => ({ LoadBalancers: [{ LoadBalancerArn: "lb", SecurityGroups: ["sg-lb"] }] }),
            describeTargetGroupAttributes: () => ({ Attributes: [{ Key: "stickiness.enabled", Value: "true" }] }),
            describeLoadBalancerAttributes: () => ({ Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "90" }] }),
            describeListeners: () => ({
                Listeners: [{ ListenerArn: "l", Port: 443, Protocol: "HTTPS", Certificates: [{ CertificateArn: "c1" }] }],
            }),
            describeListenerCertificates: () => ({ Certificates: [{ CertificateArn: "c2" }, { CertificateArn: "c1" }] }),
            describeRules: () => ({ Rules: [{ Priority: "1", Conditions: [{ Field: "host-header", Values: ["a.example"] }] }] }),
        },
        acm: {
            describeCertificate: ({ CertificateArn }) => ({ Certificate: { DomainName: `${String(CertificateArn)}.example` } }),
        },
        ec2: {
            describeSubnets: () => ({
                Subnets: [
                    { SubnetId: "s1", VpcId: "vpc-1", AvailabilityZone: "b", MapPublicIpOnLaunch: true },
                    { SubnetId: "s2", VpcId: "vpc-1", AvailabilityZone: "a", MapPublicIpOnLaunch: true },
                    { SubnetId: "s3", VpcId: "vpc-1", AvailabilityZone: "a", MapPublicIpOnLaunch: true },
                    { SubnetId: "s4", VpcId: "vpc-1", AvailabilityZone: "c" },
                ],
            }),
            describeVpcs: () => ({ Vpcs: [{ IsDefault: true }] }),
            describeSecurityGroups: ({ GroupIds }) => ({
                SecurityGroups: (GroupIds as string[] | undefined)?.map((GroupId) => ({ GroupId })) ?? [
                    { GroupId: "sg-07a5c50000000001" },
                    { GroupId: "sg-db", GroupName: "db" },
                ],
            }),
        },
        iam: {
            getRole: () => ({ Role: { Arn: "arn:task" } }),
            listRolePolicies: () => ({ PolicyNames: ["own"] }),
            getRolePolicy: () => ({ PolicyDocument: "{}" }),
            listAttachedRolePolicies: () => ({ AttachedPolicies: [{ PolicyName: "attached", PolicyArn: "arn:attached" }] }),
            getPolicy: () => ({ Policy: { DefaultVersionId: "v1" } }),
            getPolicyVersion: () => ({ PolicyVersion: { Document: "{}" } }),
        },
        logs: { describeLogGroups: () => ({ logGroups: [{ logGroupName: "/ecs/web", retentionInDays: 14 }] }) },
        autoscaling: {
            describeScalableTargets: () => ({ ScalableTargets: [{ MinCapacity: 1, MaxCapacity: 4 }] }),
            describeScalingPolicies: () => ({ ScalingPolicies: [{ PolicyName: "cpu" }] }),
            describeScheduledActions: () => ({}),
        },
        ssm: {
            describeParameters: () => ({
                Parameters: [{ Name: "/shop/A", Type: "SecureString", Version: 1, KeyId: "alias/shop" }],
            }),
        },
        kms: { describeKey: () => ({ KeyMetadata: { Arn: key, KeyState: "Enabled", KeyManager: "CUSTOMER" } }) },
        ecr: { describeImages: () => ({ imageDetails: [{ imageDigest: "sha256:tagged" }] }) },
    };
}

export function answers(changes: Services = {}): StubClients {
    return new StubClients({ ...everything(), ...changes });
}
