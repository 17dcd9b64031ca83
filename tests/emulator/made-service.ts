import type { Clients } from "../../aws/clients";

/** Region and account of moto. */
export const region = "eu-west-1";
export const accountId = "123456789012";

/** Value of everything secret: it must come out nowhere. */
export const canary = "canary-7d20ab";

/** What was made, by what AWS calls it. */
export interface MadeService {
    readonly digest: string;
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly certificateArn: string;
}

/** A service like those that the CDK and the console make: its load balancer, host, roles, parameters, log group and scaling. */
export async function makeService(clients: Clients): Promise<MadeService> {
    const place = await makeNetwork(clients);
    const digest = await pushImage(clients);
    const { targetGroupArn, certificateArn } = await makeRouting(clients, place);
    const taskRoleArn = await makeRole(clients);
    const [ssm, logs, ecs] = [await clients.ssm(), await clients.logs(), await clients.ecs()];
    await ssm.putParameter({ Name: "/shop/prod/API_TOKEN", Type: "SecureString", Value: canary });
    await ssm.putParameter({ Name: "/shop/prod/REGION_NAME", Type: "String", Value: "Europe" });
    await logs.createLogGroup({ logGroupName: "/ecs/shop" });
    await logs.putRetentionPolicy({ logGroupName: "/ecs/shop", retentionInDays: 14 });
    await ecs.createCluster({ clusterName: "shop-prod" });
    const parameter = (name: string) => `arn:aws:ssm:${region}:${accountId}:parameter/shop/prod/${name}`;
    await ecs.registerTaskDefinition({
        family: "shop",
        cpu: "1024",
        memory: "2048",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        taskRoleArn,
        executionRoleArn: taskRoleArn,
        containerDefinitions: [
            {
                name: "web",
                essential: true,
                image: `${accountId}.dkr.ecr.${region}.amazonaws.com/shop/web:live`,
                user: "10001",
                stopTimeout: 45,
                command: ["serve", "--public"],
                portMappings: [{ containerPort: 8080, protocol: "tcp" }],
                environment: [
                    { name: "ORDERS_TABLE", value: "shop-orders" },
                    { name: "PUBLIC_URL", value: "https://shop.example.com" },
                    { name: "GREETING", value: 'hello: "you" # there' },
                    { name: "DATABASE_URL", value: `postgres://shop:${canary}@db.internal/shop` },
                ],
                secrets: ["API_TOKEN", "REGION_NAME"].map((name) => ({ name, valueFrom: parameter(name) })),
                logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/shop", "awslogs-region": region } },
            },
            { name: "xray", essential: false, image: "public.ecr.aws/xray/aws-xray-daemon:3.x" },
        ],
    });
    await ecs.createService({
        cluster: "shop-prod",
        serviceName: "web",
        taskDefinition: "shop:1",
        desiredCount: 3,
        launchType: "FARGATE",
        healthCheckGracePeriodSeconds: 90,
        loadBalancers: [{ containerName: "web", containerPort: 8080, targetGroupArn }],
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: [...place.subnetIds],
                securityGroups: [place.taskGroupId],
                assignPublicIp: "ENABLED",
            },
        },
    });
    const scaling = await clients.autoscaling();
    const resource = {
        ServiceNamespace: "ecs",
        ResourceId: "service/shop-prod/web",
        ScalableDimension: "ecs:service:DesiredCount",
    } as const;
    await scaling.registerScalableTarget({ ...resource, MinCapacity: 3, MaxCapacity: 12 });
    return { digest, vpcId: place.vpcId, subnetIds: place.subnetIds, certificateArn };
}

interface Place {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly balancerGroupId: string;
    readonly taskGroupId: string;
}

async function makeNetwork(clients: Clients): Promise<Place> {
    const ec2 = await clients.ec2();
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.9.0.0/16" });
    const vpcId = Vpc?.VpcId ?? "";
    const subnetIds: string[] = [];
    for (const zone of ["a", "b"]) {
        const block = `10.9.${subnetIds.length}.0/24`;
        const { Subnet } = await ec2.createSubnet({ VpcId: vpcId, CidrBlock: block, AvailabilityZone: `${region}${zone}` });
        subnetIds.push(Subnet?.SubnetId ?? "");
    }
    const group = async (GroupName: string, port: number, from: { readonly id?: string }) => {
        const { GroupId = "" } = await ec2.createSecurityGroup({ GroupName, Description: GroupName, VpcId: vpcId });
        const peer =
            from.id === undefined ? { IpRanges: [{ CidrIp: "0.0.0.0/0" }] } : { UserIdGroupPairs: [{ GroupId: from.id }] };
        await ec2.authorizeSecurityGroupIngress({
            GroupId,
            IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, ...peer }],
        });
        return GroupId;
    };
    const balancerGroupId = await group("balancer", 443, {});
    const taskGroupId = await group("tasks", 8080, { id: balancerGroupId });
    await group("shop-db", 5432, { id: taskGroupId });
    return { vpcId, subnetIds, balancerGroupId, taskGroupId };
}

async function pushImage(clients: Clients): Promise<string> {
    const ecr = await clients.ecr();
    await ecr.createRepository({ repositoryName: "shop/web" });
    const imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.index.v1+json",
        manifests: [],
    });
    const { image } = await ecr.putImage({ repositoryName: "shop/web", imageManifest, imageTag: "live" });
    return image?.imageId?.imageDigest ?? "";
}

async function makeRouting(clients: Clients, { vpcId, subnetIds, balancerGroupId }: Place) {
    const [elb, acm] = [await clients.elb(), await clients.acm()];
    const { CertificateArn: certificateArn = "" } = await acm.requestCertificate({
        DomainName: "example.com",
        SubjectAlternativeNames: ["*.example.com"],
    });
    const { LoadBalancers } = await elb.createLoadBalancer({
        Name: "shop",
        Subnets: [...subnetIds],
        SecurityGroups: [balancerGroupId],
    });
    const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    const { TargetGroups } = await elb.createTargetGroup({
        Name: "shop",
        Protocol: "HTTP",
        Port: 8080,
        VpcId: vpcId,
        TargetType: "ip",
        HealthCheckPath: "/healthz",
        HealthCheckIntervalSeconds: 15,
        Matcher: { HttpCode: "200-299" },
    });
    const targetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? "";
    await elb.modifyTargetGroupAttributes({
        TargetGroupArn: targetGroupArn,
        Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "45" }],
    });
    const { Listeners } = await elb.createListener({
        LoadBalancerArn,
        Protocol: "HTTPS",
        Port: 443,
        SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates: [{ CertificateArn: certificateArn }],
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
    });
    await elb.createRule({
        ListenerArn: Listeners?.[0]?.ListenerArn,
        Priority: 1,
        Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["shop.example.com"] } }],
        Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    });
    return { targetGroupArn, certificateArn };
}

async function makeRole(clients: Clients): Promise<string> {
    const iam = await clients.iam();
    const document = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const trust = document([{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }]);
    const { Role } = await iam.createRole({ RoleName: "shop-task", AssumeRolePolicyDocument: trust });
    const table = `arn:aws:dynamodb:${region}:${accountId}:table/shop-orders`;
    await iam.putRolePolicy({
        RoleName: "shop-task",
        PolicyName: "orders",
        PolicyDocument: document([{ Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: table }]),
    });
    const { Policy } = await iam.createPolicy({
        PolicyName: "jobs",
        PolicyDocument: document([
            { Effect: "Allow", Action: "sqs:SendMessage", Resource: `arn:aws:sqs:${region}:${accountId}:jobs` },
            { Effect: "Allow", Action: "s3:*", Resource: "*" },
        ]),
    });
    await iam.attachRolePolicy({ RoleName: "shop-task", PolicyArn: Policy?.Arn });
    return Role?.Arn ?? "";
}
