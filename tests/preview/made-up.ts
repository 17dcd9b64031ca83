import type { Plain, PreviewDocument, Resource } from "../../preview/document";

/** A resource of a made-up preview. */
export function resource(
    type: string,
    name: string,
    parent: string | null,
    inputs: { readonly [key: string]: Plain } = {},
    options: Partial<Resource["options"]> = {},
): Resource {
    return {
        type,
        name,
        parent,
        inputs,
        options: { protect: false, retainOnDelete: false, ignoreChanges: [], dependsOn: [], ...options },
    };
}

export const digest = `sha256:${"1f3c".repeat(16)}`;

/** The container of a task definition, as far as a preview shows it. */
export const definitions = (image: string) =>
    JSON.stringify([
        {
            name: "shop",
            image,
            user: "1001:1001",
            readonlyRootFilesystem: true,
            secrets: [{ name: "AUTH_SECRET" }, { name: "AWS_REGION" }],
            mountPoints: [{ containerPath: "/tmp" }],
        },
    ]);

const service = "spotter:ecs:FargateService::web";

/** A small preview of a shop, with a component that has no summary. */
export const madeUp: PreviewDocument = {
    project: "shop",
    stack: "prod",
    resources: [
        resource("aws:cloudwatch/logGroup:LogGroup", "web", "spotter:cloudwatch:LogGroup::web", {
            name: "/ecs/shop",
            retentionInDays: 90,
        }),
        resource(
            "aws:ecr/repository:Repository",
            "web",
            "spotter:ecr:ImageRepository::web",
            { imageScanningConfiguration: { scanOnPush: true }, imageTagMutability: "IMMUTABLE", name: "shop" },
            { protect: true, retainOnDelete: true },
        ),
        resource("aws:ecs/service:Service", "web", service, {
            capacityProviderStrategies: [{ capacityProvider: "FARGATE" }, { capacityProvider: "FARGATE_SPOT" }],
            deploymentCircuitBreaker: { enable: true, rollback: true },
            deploymentMaximumPercent: 200,
            deploymentMinimumHealthyPercent: 100,
            desiredCount: 2,
            healthCheckGracePeriodSeconds: 60,
            name: "shop-web",
            networkConfiguration: { subnets: ["subnet-1", "subnet-2"] },
        }),
        resource("aws:ecs/taskDefinition:TaskDefinition", "web", service, {
            containerDefinitions: definitions(`registry/shop@${digest}`),
            cpu: "256",
            memory: "512",
        }),
        resource("aws:ssm/parameter:Parameter", "web-AUTH_SECRET", "spotter:test:Thing::web", {
            type: "SecureString",
            value: "<secret>",
        }),
        resource("pulumi:providers:aws", "aws", null, { allowedAccountIds: '["123456789012"]', region: "us-east-1" }),
        resource("spotter:cloudwatch:LogGroup", "web", null),
        resource("spotter:ecr:ImageRepository", "web", null),
        resource("spotter:ecs:FargateService", "web", null),
        resource("spotter:test:Thing", "web", null),
    ],
    outputs: { clusterName: "shop", sizes: [1, 2], taskDefinitionArn: "<unknown>", url: "https://shop.example.com" },
    warnings: [{ path: "spotter:network", message: "tasks have public addresses" }],
};
