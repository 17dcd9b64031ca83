import { intendedServiceDeployment } from "../deployments";
import type { DeploymentStatus, DeploymentStrategy } from "./strategy";

/** Both releases run side by side in a target group each, and traffic moves from the one to the other. */
export const blueGreen: DeploymentStrategy = {
    name: "BLUE_GREEN",
    followsServiceDeployment: true,
    status: (snapshot, { taskDefinitionArn }) => {
        const deployment = intendedServiceDeployment(snapshot, taskDefinitionArn);
        return statuses[deployment?.status ?? ""] ?? (deployment === undefined ? "unknown" : "in progress");
    },
    isRollback: (snapshot, { taskDefinitionArn }) =>
        intendedServiceDeployment(snapshot, taskDefinitionArn)?.status.startsWith("ROLLBACK") === true,
    serves: ({ service, serviceDeployment, tasks, targets }, { taskDefinitionArn }) => {
        const own = tasks.filter((task) => task.taskDefinitionArn === taskDefinitionArn && task.lastStatus === "RUNNING");
        const healthy = new Set(targets.filter(({ state }) => state === "healthy").map(({ id }) => id));
        return (
            serviceDeployment?.productionTrafficWeight === 100 &&
            own.length > 0 &&
            own.length === service?.desiredCount &&
            own.every(({ address }) => healthy.has(address ?? ""))
        );
    },
    targetGroupArn: (snapshot, { taskDefinitionArn, targetGroupArn }) =>
        intendedServiceDeployment(snapshot, taskDefinitionArn)?.targetGroupArns?.[0] ?? targetGroupArn,
};

const statuses: Readonly<Partial<Record<string, DeploymentStatus>>> = {
    SUCCESSFUL: "complete",
    STOPPED: "stopped",
    ROLLBACK_REQUESTED: "rolling back",
    ROLLBACK_IN_PROGRESS: "rolling back",
    ROLLBACK_SUCCESSFUL: "rolled back",
    ROLLBACK_FAILED: "rollback failed",
};
