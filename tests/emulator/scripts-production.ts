import type { Clients } from "../../aws/clients";

const tags = [{ Key: "Name", Value: "made by a script" }];
const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], Resource: string) => ({ Effect: "Allow", Action, Resource });

/** What deploy-to-aws.ps1 made, and what was added by hand: HTTPS with its certificate, the DNS record, scaling, an alarm. */
export interface ScriptsProduction {
    readonly loadBalancerArn: string;
    readonly dnsName: string;
    readonly targetGroupArn: string;
    readonly httpArn: string;
    readonly httpsArn: string;
    readonly certificateArn: string;
    readonly zoneId: string;
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly balancerGroupId: string;
    readonly tasksGroupId: string;
}

/** Makes production with the calls of the scripts, in their order. */
export async function makeScriptsProduction(clients: Clients, accountId: string): Promise<ScriptsProduction> {
    await makeRepository(clients);
    await makeRoles(clients, accountId);
    const ecs = await clients.ecs();
    await ecs.createCluster({ clusterName: "spotter-cluster" });
    await (await clients.logs()).createLogGroup({ logGroupName: "/ecs/spotter-app" });
    const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
    for (let revision = 1; revision <= 3; revision += 1) {
        await ecs.registerTaskDefinition({
            family: "spotter-app-task",
            networkMode: "awsvpc",
            requiresCompatibilities: ["FARGATE"],
            cpu: "256",
            memory: "512",
            executionRoleArn: role("SpotterTaskExecutionRole"),
            taskRoleArn: role("SpotterTaskRole"),
            containerDefinitions: [{ name: "spotter-web", image: "spotter-app:latest", portMappings: [{ containerPort: 3000 }] }],
        });
    }
    const entrance = await makeEntrance(clients);
    const { targetGroupArn, subnetIds, tasksGroupId, loadBalancerArn } = entrance;
    await ecs.createService({
        cluster: "spotter-cluster",
        serviceName: "spotter-web-service",
        taskDefinition: "spotter-app-task",
        launchType: "FARGATE",
        desiredCount: 1,
        networkConfiguration: {
            awsvpcConfiguration: { subnets: [...subnetIds], securityGroups: [tasksGroupId], assignPublicIp: "ENABLED" },
        },
        loadBalancers: [{ targetGroupArn, containerName: "spotter-web", containerPort: 3000 }],
    });
    await makeByHand(clients, loadBalancerArn);
    const ssm = await clients.ssm();
    for (const name of ["AUTH_SECRET", "AWS_REGION", "NEXTAUTH_URL"]) {
        await ssm.putParameter({ Name: `/spotter-app/${name}`, Type: "SecureString", Value: "canary-of-production" });
    }
    return entrance;
}

async function makeRepository(clients: Clients): Promise<void> {
    const ecr = await clients.ecr();
    await ecr.createRepository({ repositoryName: "spotter-app" });
    for (let at = 0; at < 34; at += 1) {
        const config = {
            mediaType: "application/vnd.docker.container.image.v1+json",
            size: at,
            digest: `sha256:${String(at).padStart(64, "0")}`,
        };
        const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
        const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
        await ecr.putImage({ repositoryName: "spotter-app", imageManifest, imageTag: `t${at}` });
    }
}

async function makeRoles(clients: Clients, accountId: string): Promise<void> {
    const iam = await clients.iam();
    const own = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;
    await iam.createRole({ RoleName: "SpotterTaskExecutionRole", AssumeRolePolicyDocument: trust });
    const { Policy } = await iam.createPolicy({
        PolicyName: "AmazonECSTaskExecutionRolePolicy", // moto knows AWS's own only where it is told to load all of them
        PolicyDocument: policy(allow(["ecr:GetAuthorizationToken", "logs:PutLogEvents"], "*")),
    });
    await iam.attachRolePolicy({ RoleName: "SpotterTaskExecutionRole", PolicyArn: Policy?.Arn });
    await iam.putRolePolicy({
        RoleName: "SpotterTaskExecutionRole",
        PolicyName: "SsmParameterAccess",
        PolicyDocument: policy(allow("ssm:GetParameters", own("ssm", "parameter/spotter-app/*"))),
    });
    await iam.createRole({ RoleName: "SpotterTaskRole", AssumeRolePolicyDocument: trust });
    await iam.putRolePolicy({
        RoleName: "SpotterTaskRole",
        PolicyName: "SpotterAppPolicy",
        PolicyDocument: policy(
            allow(["dynamodb:GetItem", "dynamodb:Query"], own("dynamodb", "table/spotter-*")),
            allow("bedrock:InvokeModel", "*"),
            allow("ses:SendEmail", "*"),
        ),
    });
}

async function makeEntrance(clients: Clients): Promise<ScriptsProduction> {
    const ec2 = await clients.ec2();
    const { Vpcs: [vpc] = [] } = await ec2.describeVpcs({ Filters: [{ Name: "is-default", Values: ["true"] }] });
    const VpcId = vpc?.VpcId ?? "";
    const { Subnets = [] } = await ec2.describeSubnets({ Filters: [{ Name: "vpc-id", Values: [VpcId] }] });
    const subnetIds = Subnets.slice(0, 2).flatMap(({ SubnetId }) => SubnetId ?? []);
    const group = async (GroupName: string, Description: string) =>
        (await ec2.createSecurityGroup({ GroupName, Description, VpcId })).GroupId ?? "";
    const balancerGroupId = await group("spotter-alb-sg", "ALB security group");
    const tasksGroupId = await group("spotter-ecs-sg", "ECS security group");
    for (const port of [80, 443]) {
        await ec2.authorizeSecurityGroupIngress({
            GroupId: balancerGroupId,
            IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
        });
    }
    await ec2.authorizeSecurityGroupIngress({
        GroupId: tasksGroupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 3000, ToPort: 3000, UserIdGroupPairs: [{ GroupId: balancerGroupId }] }],
    });

    const elb = await clients.elb();
    const balancer = await elb.createLoadBalancer({
        Name: "spotter-alb",
        Scheme: "internet-facing",
        Subnets: subnetIds,
        SecurityGroups: [balancerGroupId],
        Tags: tags,
    });
    const { LoadBalancerArn = "", DNSName = "", CanonicalHostedZoneId = "" } = balancer.LoadBalancers?.[0] ?? {};
    const groups = await elb.createTargetGroup({
        Name: "spotter-tg",
        Protocol: "HTTP",
        Port: 3000,
        VpcId,
        TargetType: "ip",
        HealthCheckPath: "/",
    });
    const targetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? "";
    const DefaultActions = [{ Type: "forward" as const, TargetGroupArn: targetGroupArn }];
    const http = await elb.createListener({ LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions });
    const acm = await clients.acm();
    const { CertificateArn = "" } = await acm.requestCertificate({
        DomainName: "spotter.cannashieldct.com",
        ValidationMethod: "DNS",
    });
    const https = await elb.createListener({
        LoadBalancerArn,
        Protocol: "HTTPS",
        Port: 443,
        Certificates: [{ CertificateArn }],
        DefaultActions,
    });

    const route53 = await clients.route53();
    const { HostedZone } = await route53.createHostedZone({ Name: "cannashieldct.com", CallerReference: "1" });
    const zoneId = HostedZone?.Id?.split("/").at(-1) ?? "";
    const AliasTarget = { HostedZoneId: CanonicalHostedZoneId, DNSName: `dualstack.${DNSName}.`, EvaluateTargetHealth: false };
    const ResourceRecordSet = { Name: "spotter.cannashieldct.com", Type: "A" as const, AliasTarget };
    await route53.changeResourceRecordSets({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: [{ Action: "CREATE", ResourceRecordSet }] },
    });
    return {
        loadBalancerArn: LoadBalancerArn,
        dnsName: DNSName,
        targetGroupArn,
        httpArn: http.Listeners?.[0]?.ListenerArn ?? "",
        httpsArn: https.Listeners?.[0]?.ListenerArn ?? "",
        certificateArn: CertificateArn,
        zoneId,
        vpcId: VpcId,
        subnetIds,
        balancerGroupId,
        tasksGroupId,
    };
}

/** Later, from the console. */
async function makeByHand(clients: Clients, loadBalancerArn: string): Promise<void> {
    const place = {
        ServiceNamespace: "ecs",
        ResourceId: "service/spotter-cluster/spotter-web-service",
        ScalableDimension: "ecs:service:DesiredCount",
    } as const;
    await (await clients.autoscaling()).registerScalableTarget({ ...place, MinCapacity: 1, MaxCapacity: 4 });
    await (
        await clients.cloudwatch()
    ).putMetricAlarm({
        AlarmName: "spotter-5xx",
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_ELB_5XX_Count",
        Dimensions: [{ Name: "LoadBalancer", Value: loadBalancerArn.replace(/^.*:loadbalancer\//, "") }],
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        Period: 60,
        Statistic: "Sum",
        Threshold: 5,
    });
}
