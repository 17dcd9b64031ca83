import type { Permission } from "../../../aws/ec2-security-groups";
import type { TargetGroup } from "../../../aws/elb-target-groups";
import { parseStatements, type Role } from "../../../aws/iam";
import type { LiveRouting, LiveService } from "../../../commands/init/from-service/live-service";

/*
 * Services as AWS answers for them, by what made them. The shapes are those of the tools' own templates: Copilot's load
 * balanced web service, the CDK's ApplicationLoadBalancedFargateService, awsx's FargateService, ECS Express Mode.
 */

export const accountId = "123456789012";
export const region = "eu-west-1";
export const digest = `sha256:${"5".repeat(64)}`;

export const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
export const ecr = `${accountId}.dkr.ecr.${region}.amazonaws.com`;

const everywhere: Permission = { protocol: "-1", peers: ["0.0.0.0/0"] };
export const web = (port: number): Permission => ({ protocol: "tcp", fromPort: port, toPort: port, peers: ["0.0.0.0/0"] });
export const group = (id: string, name: string, ingress: readonly Permission[], egress = [everywhere]) => ({
    id,
    name,
    vpcId: "vpc-0a1b2c3d4e5f60718",
    ingress,
    egress,
});

export const role = (name: string, policies: Readonly<Record<string, unknown>>): Role => ({
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    name,
    trust: [],
    policies: Object.entries(policies).map(([policy, statements]) => ({
        name: policy,
        statements: parseStatements(JSON.stringify({ Statement: statements })),
    })),
});

export const targetGroup: TargetGroup = {
    arn: arn("elasticloadbalancing", "targetgroup/web/1"),
    name: "web",
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    vpcId: "vpc-0a1b2c3d4e5f60718",
    targetType: "ip",
    healthCheck: {
        protocol: "HTTP",
        port: "traffic-port",
        path: "/",
        matcher: "200",
        intervalSeconds: 30,
        timeoutSeconds: 5,
        healthyThreshold: 5,
        unhealthyThreshold: 2,
    },
    loadBalancerArns: [arn("elasticloadbalancing", "loadbalancer/app/web/1")],
};

export const forward = [{ type: "forward", targetGroups: [{ arn: targetGroup.arn, weight: 1 }] }];
export const rule = { arn: "rule", priority: "default", hosts: [], paths: [], otherConditions: [], actions: forward };
export const http = { arn: "listener/80", port: 80, protocol: "HTTP", actions: forward, rules: [rule] };
export const https = {
    arn: "listener/443",
    port: 443,
    protocol: "HTTPS",
    certificateArn: arn("acm", "certificate/0f1e2d3c"),
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    actions: forward,
    rules: [rule],
};
export const redirect = { ...http, actions: [{ type: "redirect", targetGroups: [] }], rules: [] };

export const routing: LiveRouting = {
    targetGroup,
    targetGroupAttributes: new Map([["deregistration_delay.timeout_seconds", "300"]]),
    targetGroupArns: [targetGroup.arn],
    balancer: {
        arn: targetGroup.loadBalancerArns[0] ?? "",
        name: "web",
        dnsName: "web-1.eu-west-1.elb.amazonaws.com",
        zoneId: "Z32O12XQLNTSW2",
        type: "application",
        scheme: "internet-facing",
        ipAddressType: "ipv4",
        vpcId: targetGroup.vpcId,
        zones: ["eu-west-1a", "eu-west-1b"],
        subnetIds: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
        securityGroupIds: ["sg-0ba1a9ce00000001"],
    },
    balancerAttributes: new Map([
        ["idle_timeout.timeout_seconds", "60"],
        ["deletion_protection.enabled", "false"],
        ["routing.http.drop_invalid_header_fields.enabled", "true"],
    ]),
    listeners: [http],
    certificates: [],
    otherTargetGroups: [],
    securityGroups: [group("sg-0ba1a9ce00000001", "balancer", [web(80)])],
};

export const { balancer } = routing;

/** A service on Fargate that nothing is special about. */
export const plainService: LiveService = {
    account: { partition: "aws", region, accountId },
    cluster: "main",
    service: {
        serviceArn: arn("ecs", "service/main/web"),
        serviceName: "web",
        clusterArn: arn("ecs", "cluster/main"),
        status: "ACTIVE",
        desiredCount: 2,
        runningCount: 2,
        launchType: "FARGATE",
        platformVersion: "LATEST",
        platformFamily: "Linux",
        schedulingStrategy: "REPLICA",
        deploymentController: { type: "ECS" },
        deploymentConfiguration: {
            deploymentCircuitBreaker: { enable: true, rollback: true },
            maximumPercent: 200,
            minimumHealthyPercent: 100,
        },
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "web", containerPort: 8080 }],
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: ["subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2"],
                securityGroups: ["sg-07a5c50000000001"],
                assignPublicIp: "DISABLED",
            },
        },
        taskDefinition: arn("ecs", "task-definition/web:7"),
        events: [{ id: "1", message: "(service web) has reached a steady state." }],
        createdAt: new Date(0),
    },
    taskDefinition: {
        taskDefinitionArn: arn("ecs", "task-definition/web:7"),
        family: "web",
        revision: 7,
        status: "ACTIVE",
        networkMode: "awsvpc",
        cpu: "512",
        memory: "1024",
        compatibilities: ["EC2", "FARGATE"],
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: `arn:aws:iam::${accountId}:role/execution`,
        taskRoleArn: `arn:aws:iam::${accountId}:role/task`,
        volumes: [],
        placementConstraints: [],
        registeredAt: new Date(0),
    },
    container: {
        name: "web",
        image: `${ecr}/web:v1`,
        cpu: 0,
        essential: true,
        user: "1001:1001",
        readonlyRootFilesystem: true,
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
        environment: [],
        secrets: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
        healthCheck: { command: ["CMD-SHELL", "curl -f localhost:8080/ || exit 1"], interval: 30, timeout: 10, retries: 3 },
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/web", "awslogs-region": region } },
    },
    image: { ecr: { accountId, region, repository: "web", tag: "v1" }, digests: [digest], sidecarDigests: new Map() },
    routing,
    network: {
        vpcId: "vpc-0a1b2c3d4e5f60718",
        isDefaultVpc: false,
        publicSubnetIds: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
        securityGroups: [
            group(
                "sg-07a5c50000000001",
                "tasks",
                [{ protocol: "tcp", fromPort: 8080, toPort: 8080, peers: ["sg-0ba1a9ce00000001"] }],
                [web(443)],
            ),
        ],
        admittedBy: [],
    },
    logGroup: { name: "/ecs/web", retentionDays: 90 },
    taskRole: role("task", {}),
    scaling: undefined,
    parameters: { found: new Map(), keys: new Map() },
};

/** The same with other fields in its parts. */
export function liveService(changes: {
    readonly service?: Partial<LiveService["service"]>;
    readonly taskDefinition?: Partial<LiveService["taskDefinition"]>;
    readonly container?: Partial<LiveService["container"]>;
    readonly routing?: Partial<LiveRouting>;
    readonly network?: Partial<LiveService["network"]>;
    readonly rest?: Partial<LiveService>;
}): LiveService {
    const container = { ...plainService.container, ...changes.container };
    return {
        ...plainService,
        service: { ...plainService.service, ...changes.service },
        taskDefinition: { containerDefinitions: [container], ...plainService.taskDefinition, ...changes.taskDefinition },
        container,
        routing: { ...routing, ...changes.routing },
        network: { ...plainService.network, ...changes.network },
        ...changes.rest,
    };
}
