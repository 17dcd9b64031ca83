import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { toArn, type Account } from "../aws/account";
import { createFirst } from "./replacement";

/** Arguments of {@link failedDeployments}. */
export interface FailedDeploymentsArgs {
    /** Account and region of the stack. */
    readonly account: Account;

    /** Cluster of the service. */
    readonly cluster: string;

    /** The service. */
    readonly service: string;

    /** Physical name of the rule. */
    readonly ruleName: string;

    /** Topic that is told. */
    readonly topicArn: pulumi.Input<string>;
}

/**
 * Tells of a deployment that ECS has ended, whoever began it and whether or not anybody watches. The rollback has a deployment of its
 * own, which completes: no news of a completed one is an all-clear.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export function failedDeployments(
    name: string,
    { account, cluster, service, ruleName, topicArn }: FailedDeploymentsArgs,
    opts: pulumi.CustomResourceOptions,
): void {
    const serviceArn = toArn(account, "ecs", `service/${cluster}/${service}`);
    const rule = new cloudwatch.EventRule(
        `${name}-failed-deployments`,
        {
            name: ruleName,
            description: `Deployments of ${service} that ECS has ended`,
            eventPattern: JSON.stringify({
                source: ["aws.ecs"],
                "detail-type": ["ECS Deployment State Change"],
                resources: [serviceArn],
                detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
            }),
        },
        { ...opts, ...createFirst },
    );
    new cloudwatch.EventTarget(
        `${name}-failed-deployments`,
        {
            rule: rule.name,
            targetId: "alarms",
            arn: topicArn,
            inputTransformer: {
                inputPaths: { deployment: "$.detail.deploymentId", reason: "$.detail.reason", time: "$.time" },
                inputTemplate: `"Deployment <deployment> of ${service} failed at <time>: <reason> npm run status shows the cause, and what serves."`,
            },
        },
        opts,
    );
}
