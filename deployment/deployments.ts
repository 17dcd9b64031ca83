import type { Deployment, ServiceDeployment } from "../aws/ecs";
import type { Snapshot } from "./snapshot";

/** The deployment that the service is moving to, or is on. */
export function primaryDeployment({ service }: Pick<Snapshot, "service">): Deployment | undefined {
    return service?.deployments.find(({ status }) => status === "PRIMARY");
}

/** The newest deployment of a revision. */
export function newestDeployment({ service }: Pick<Snapshot, "service">, taskDefinitionArn: string): Deployment | undefined {
    return service?.deployments
        .filter((deployment) => deployment.taskDefinitionArn === taskDefinitionArn)
        .reduce<Deployment | undefined>((newest, next) => (next.createdAt > (newest?.createdAt ?? 0) ? next : newest), undefined);
}

/** The service deployment, unless it leads to another revision. */
export function intendedServiceDeployment(
    { serviceDeployment }: Snapshot,
    taskDefinitionArn: string,
): ServiceDeployment | undefined {
    return [undefined, taskDefinitionArn].includes(serviceDeployment?.taskDefinitionArn) ? serviceDeployment : undefined;
}
