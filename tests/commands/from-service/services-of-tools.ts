import {
    accountId,
    region,
    digest,
    arn,
    ecr,
    web,
    group,
    role,
    targetGroup,
    rule,
    https,
    redirect,
    liveService,
} from "./live-services";

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
