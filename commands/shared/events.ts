import { revisionName } from "../../aws/arn";
import type { Service } from "../../aws/ecs";

/**
 * An event without what all events of a service begin with, with the revision for the id of a deployment that ECS still
 * lists, and with the name for the ARN of a target group:
 *
 *     (service spotter-web) (deployment ecs-svc/9214183178940874271) deployment failed: tasks failed to start.
 *     (service spotter-web) (port 3000) is unhealthy in (target-group arn:aws:…:targetgroup/web/0123456789abcdef) due to …
 */
export function describeEvent(message: string, { name, deployments }: Pick<Service, "name" | "deployments">): string {
    const prefix = `(service ${name}) `;
    const revisions = new Map(deployments.map(({ id, taskDefinitionArn }) => [id, revisionName(taskDefinitionArn)]));
    return (message.startsWith(prefix) ? message.slice(prefix.length) : message)
        .replaceAll(/ecs-svc\/[\w-]+/g, (id) => revisions.get(id) ?? id)
        .replaceAll(/arn:[\w-]+:elasticloadbalancing:[^\s)]*:targetgroup\/([\w-]+)\/\w+/g, "$1");
}
