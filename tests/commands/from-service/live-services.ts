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

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
const ecr = `${accountId}.dkr.ecr.${region}.amazonaws.com`;

const everywhere: Permission = { protocol: "-1", peers: ["0.0.0.0/0"] };
const web = (port: number): Permission => ({ protocol: "tcp", fromPort: port, toPort: port, peers: ["0.0.0.0/0"] });
const group = (id: string, name: string, ingress: readonly Permission[], egress = [everywhere]) => ({
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
const http = { arn: "listener/80", port: 80, protocol: "HTTP", actions: forward, rules: [rule] };
export const https = {
    arn: "listener/443",
    port: 443,
    protocol: "HTTPS",
    certificateArn: arn("acm", "certificate/0f1e2d3c"),
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    actions: forward,
    rules: [rule],
};
const redirect = { ...http, actions: [{ type: "redirect", targetGroups: [] }], rules: [] };

const routing: LiveRouting = {
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

/** `copilot svc deploy` of a load balanced web service with a host, a secret and a table of its own. */
export const copilotService = liveService({
    service: {
        serviceName: "shop-prod-api-Service-Ab12Cd34",
        platformVersion: "LATEST",
        propagateTags: "SERVICE",
        enableExecuteCommand: true,
        serviceRegistries: [{ registryArn: arn("servicediscovery", "service/srv-1"), port: 8080 }],
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "api", containerPort: 8080 }],
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
                securityGroups: ["sg-0e9f000000000001"],
                assignPublicIp: "ENABLED",
            },
        },
    },
    taskDefinition: { cpu: "256", memory: "512", runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" } },
    container: {
        name: "api",
        image: `${ecr}/shop/api:latest`,
        user: undefined,
        readonlyRootFilesystem: undefined,
        healthCheck: undefined,
        environment: [
            { name: "COPILOT_APPLICATION_NAME", value: "shop" },
            { name: "COPILOT_ENVIRONMENT_NAME", value: "prod" },
            { name: "ORDERS_NAME", value: "shop-prod-api-orders" },
            { name: "PUBLIC_URL", value: "https://api.shop.example.com" },
        ],
        secrets: [
            { name: "STRIPE_KEY", valueFrom: "/copilot/shop/prod/secrets/STRIPE_KEY" },
            { name: "FLAGS", valueFrom: "/copilot/shop/prod/secrets/FLAGS" },
            { name: "DB_SECRET", valueFrom: arn("secretsmanager", "secret:shop-prod-db-AbCdEf") },
        ],
        logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/copilot/shop-prod-api", "awslogs-region": region, "awslogs-stream-prefix": "copilot" },
        },
    },
    routing: {
        targetGroup: {
            ...targetGroup,
            healthCheck: { ...targetGroup.healthCheck, path: "/healthz", intervalSeconds: 10, healthyThreshold: 2 },
        },
        targetGroupAttributes: new Map([
            ["deregistration_delay.timeout_seconds", "60"],
            ["stickiness.enabled", "true"],
            ["stickiness.lb_cookie.duration_seconds", "3600"],
        ]),
        listeners: [
            {
                ...http,
                rules: [{ ...rule, priority: "1", hosts: ["api.shop.example.com"], paths: ["/*"], actions: redirect.actions }],
            },
            { ...https, rules: [{ ...rule, priority: "1", hosts: ["api.shop.example.com"], paths: ["/*"] }] },
        ],
        certificates: [{ arn: https.certificateArn, names: ["shop.example.com", "*.shop.example.com"] }],
        otherTargetGroups: ["shop-p-Targe-Admin"],
        securityGroups: [group("sg-0ba1a9ce00000001", "balancer", [web(80), web(443)])],
    },
    network: {
        securityGroups: [
            group("sg-0e9f000000000001", "environment", [
                { protocol: "-1", peers: ["sg-0ba1a9ce00000001", "sg-0e9f000000000001"] },
            ]),
        ],
        admittedBy: [
            group("sg-0db0000000000001", "shop-prod-db", [
                { protocol: "tcp", fromPort: 5432, toPort: 5432, peers: ["sg-0e9f000000000001"] },
            ]),
        ],
    },
    rest: {
        cluster: "shop-prod-Cluster-Xy98",
        image: { ecr: { accountId, region, repository: "shop/api", tag: "v1" }, digests: [digest], sidecarDigests: new Map() },
        logGroup: { name: "/copilot/shop-prod-api", retentionDays: 30 },
        taskRole: role("shop-prod-api-TaskRole", {
            DenyIAM: { Effect: "Deny", Action: "iam:*", Resource: "*" },
            ExecuteCommand: [
                { Effect: "Allow", Action: ["ssmmessages:CreateControlChannel", "ssmmessages:OpenDataChannel"], Resource: "*" },
                { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
            ],
            "orders-access": [
                {
                    Sid: "DDBActions",
                    Effect: "Allow",
                    Action: [
                        "dynamodb:BatchGet*",
                        "dynamodb:DescribeTable",
                        "dynamodb:Get*",
                        "dynamodb:Query",
                        "dynamodb:PutItem",
                    ],
                    Resource: arn("dynamodb", "table/shop-prod-api-orders"),
                },
            ],
            Publish2SNS: { Effect: "Allow", Action: "sns:Publish", Resource: arn("sns", "shop-prod-api-orders") },
        }),
        scaling: { min: 2, max: 10, policies: ["copilot-cpu"], scheduledActions: [] },
        parameters: {
            found: new Map([
                ["/copilot/shop/prod/secrets/STRIPE_KEY", { type: "SecureString", version: 1, keyId: "alias/aws/ssm" }],
                ["/copilot/shop/prod/secrets/FLAGS", { type: "String", version: 3 }],
            ]),
            keys: new Map(),
        },
    },
});

/** `cdk deploy` of an ApplicationLoadBalancedFargateService with a domain name, all else as it comes. */
export const cdkService = liveService({
    service: {
        serviceName: "Shop-Service9571FDD8-x1",
        healthCheckGracePeriodSeconds: 60,
        deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 50 },
        enableECSManagedTags: false,
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "web", containerPort: 80 }],
    },
    taskDefinition: { cpu: "256", memory: "512" },
    container: {
        image: `${ecr}/cdk-hnb659fds-container-assets-${accountId}-${region}:4f6e`,
        user: undefined,
        readonlyRootFilesystem: undefined,
        healthCheck: undefined,
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
        environment: [{ name: "DATABASE", value: "postgres://shop:canary@db.internal:5432/shop" }],
        secrets: [{ name: "API_TOKEN", valueFrom: arn("secretsmanager", "secret:ApiToken-GhIjKl:token::") }],
    },
    routing: {
        listeners: [redirect, https],
        certificates: [{ arn: https.certificateArn, names: ["shop.example.com"] }],
        balancerAttributes: new Map([["deletion_protection.enabled", "false"]]),
        securityGroups: [group("sg-0ba1a9ce00000001", "balancer", [web(443)])],
    },
    network: {
        securityGroups: [
            group("sg-07a5c50000000001", "tasks", [
                { protocol: "tcp", fromPort: 80, toPort: 80, peers: ["sg-0ba1a9ce00000001"] },
            ]),
        ],
    },
    rest: {
        image: {
            ecr: { accountId, region, repository: `cdk-hnb659fds-container-assets-${accountId}-${region}`, tag: "v1" },
            digests: [digest],
            sidecarDigests: new Map(),
        },
        logGroup: { name: "Shop-TaskDefwebLogGroup71FAF541-x1" },
        taskRole: role("Shop-TaskRole", {
            DefaultPolicy: [
                {
                    Effect: "Allow",
                    Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:PutObject"],
                    Resource: ["arn:aws:s3:::shop-uploads", "arn:aws:s3:::shop-uploads/*"],
                },
                { Effect: "Allow", Action: "sqs:SendMessage", Resource: arn("sqs", "jobs") },
            ],
        }),
    },
});

/** awsx's FargateService with its defaults, on the default VPC. */
export const awsxService = liveService({
    service: {
        serviceName: "shop-4c1b2a3",
        healthCheckGracePeriodSeconds: 0,
        deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
        desiredCount: 1,
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "container", containerPort: 3000 }],
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
                securityGroups: ["sg-07a5c50000000001"],
                assignPublicIp: "ENABLED",
            },
        },
    },
    taskDefinition: { cpu: "256", memory: "512" },
    container: {
        name: "container",
        image: `${ecr}/shop@${digest}`,
        user: undefined,
        readonlyRootFilesystem: undefined,
        healthCheck: undefined,
        portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
        environment: [
            { name: "PORT", value: "3000" },
            { name: "NODE_ENV", value: "staging" },
        ],
    },
    network: {
        isDefaultVpc: true,
        securityGroups: [
            group("sg-07a5c50000000001", "tasks", [
                { protocol: "tcp", fromPort: 0, toPort: 65535, peers: ["sg-0ba1a9ce00000001"] },
            ]),
        ],
    },
    rest: {
        image: { ecr: { accountId, region, repository: "shop", tag: "v1" }, digests: [digest], sidecarDigests: new Map() },
        taskRole: undefined,
    },
});

/** ECS Express Mode: two target groups by turns, behind a load balancer that other services share. */
export const expressService = liveService({
    service: {
        serviceName: "shop-1257",
        launchType: undefined,
        capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1, base: 0 }],
        availabilityZoneRebalancing: "ENABLED",
        deploymentConfiguration: {
            maximumPercent: 200,
            minimumHealthyPercent: 100,
            strategy: "CANARY",
            bakeTimeInMinutes: 3,
            canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 3 },
            alarms: { alarmNames: ["shop-1257-rollback"], enable: true, rollback: true },
        },
        loadBalancers: [
            {
                targetGroupArn: targetGroup.arn,
                containerName: "Main",
                containerPort: 8080,
                advancedConfiguration: { alternateTargetGroupArn: "arn:other", productionListenerRule: "arn:rule" },
            },
        ],
    },
    taskDefinition: {
        cpu: "1024",
        memory: "2048",
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    },
    container: {
        name: "Main",
        image: `${ecr}/shop:live`,
        user: undefined,
        readonlyRootFilesystem: undefined,
        healthCheck: undefined,
        logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/aws/ecs/default/shop-1257-ab12", "awslogs-region": region },
        },
    },
    routing: {
        targetGroup: { ...targetGroup, name: "ecs-gateway-tg-1", healthCheck: { ...targetGroup.healthCheck, path: "/ping" } },
        targetGroupArns: [targetGroup.arn, "arn:other"],
        listeners: [
            {
                ...https,
                rules: [
                    {
                        ...rule,
                        priority: "1",
                        hosts: ["sh-2131cee88d6942df91d918efb85336a5.ecs.eu-west-1.on.aws"],
                        actions: [
                            {
                                type: "forward",
                                targetGroups: [
                                    { arn: targetGroup.arn, weight: 0 },
                                    { arn: "arn:other", weight: 100 },
                                ],
                            },
                        ],
                    },
                ],
            },
        ],
        certificates: [{ arn: https.certificateArn, names: ["sh-2131cee88d6942df91d918efb85336a5.ecs.eu-west-1.on.aws"] }],
        otherTargetGroups: ["ecs-gateway-tg-3", "ecs-gateway-tg-4"],
        securityGroups: [group("sg-0ba1a9ce00000001", "ecs-express-gateway", [web(443)])],
    },
    rest: {
        cluster: "default",
        image: { ecr: { accountId, region, repository: "shop", tag: "v1" }, digests: [digest], sidecarDigests: new Map() },
        logGroup: { name: "/aws/ecs/default/shop-1257-ab12" },
        taskRole: undefined,
        scaling: { min: 1, max: 20, policies: ["AverageCPU"], scheduledActions: [] },
    },
});

/** What deploy-to-aws.ps1 made. */
export const scriptsService = liveService({
    service: {
        serviceName: "spotter-web-service",
        desiredCount: 1,
        healthCheckGracePeriodSeconds: 0,
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "spotter-web", containerPort: 3000 }],
        networkConfiguration: {
            awsvpcConfiguration: {
                subnets: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
                securityGroups: ["sg-07a5c50000000001"],
                assignPublicIp: "ENABLED",
            },
        },
    },
    taskDefinition: { cpu: "256", memory: "512" },
    container: {
        name: "spotter-web",
        image: `${ecr}/spotter-app:latest`,
        user: undefined,
        readonlyRootFilesystem: undefined,
        healthCheck: undefined,
        portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
        secrets: ["AUTH_SECRET", "AWS_REGION"].map((name) => ({ name, valueFrom: arn("ssm", `parameter/spotter-app/${name}`) })),
    },
    network: { isDefaultVpc: true },
    rest: {
        image: { ecr: { accountId, region, repository: "spotter-app", tag: "v1" }, digests: [digest], sidecarDigests: new Map() },
        logGroup: { name: "/ecs/spotter-app" },
        taskRole: role("SpotterTaskRole", {
            SpotterAppPolicy: [
                {
                    Effect: "Allow",
                    Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
                    Resource: arn("dynamodb", "table/spotter-*"),
                },
                { Effect: "Allow", Action: ["ses:SendEmail", "ses:SendRawEmail"], Resource: "*" },
            ],
        }),
        parameters: {
            found: new Map(
                ["AUTH_SECRET", "AWS_REGION"].map((name) => [`/spotter-app/${name}`, { type: "SecureString", version: 1 }]),
            ),
            keys: new Map(),
        },
    },
});
