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
    http,
    https,
    redirect,
    liveService,
} from "./live-services";

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
