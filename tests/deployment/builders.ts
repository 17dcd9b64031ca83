import type { ReachedRelease } from "../../deployment/api";
import type { Deployment, ServiceDeployment, ServiceState, Task } from "../../aws/ecs";
import type { Target } from "../../aws/elb";
import type { Snapshot } from "../../deployment/snapshot";

/** Milliseconds since 1970 of second 0: when ECS was asked for the release. */
export const epoch = Date.parse("2026-11-24T12:00:00Z");

export const at = (second: number): number => epoch + second * 1000;

/** ARN of a revision of the task definition: 6 served before, 7 is the intended one, 8 is somebody else's. */
export const revision = (number: number): string =>
    `arn:aws:ecs:us-east-1:920013187591:task-definition/spotter-app-task:${number}`;

export const releaseId = "1f3c9a2b4d5e";

export const intent: ReachedRelease = {
    serviceRef: {
        stack: "prod",
        account: { partition: "aws", region: "us-east-1", accountId: "920013187591" },
        cluster: "spotter-cluster",
        service: "spotter-web-service",
        taskFamily: "spotter-app-task",
        container: "spotter-web",
        logGroup: "/ecs/spotter-app",
        repository: "spotter-app",
        parameterPrefix: "/spotter-app",
    },
    taskDefinitionArn: revision(7),
    releaseId,
    targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:920013187591:targetgroup/web/1",
    probe: { protocol: "https", loadBalancerDns: "alb.example", host: "spotter.example", path: "/api/health" },
    secretNames: ["AUTH_SECRET", "AUTH_SECRET_OLD", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"],
    limits: { timeoutMinutes: 20, maxFailuresOfSameCause: 3, rollbackEarly: false },
    expectedSeconds: { schedule: 25, pull: 22, start: 5, health: 25, drain: 55 },
};

export function deployment(number: number, changes: Partial<Deployment> = {}): Deployment {
    return {
        id: `ecs-svc/${number}`,
        status: "PRIMARY",
        taskDefinitionArn: revision(number),
        rolloutState: "IN_PROGRESS",
        rolloutStateReason: `ECS deployment ecs-svc/${number} in progress.`,
        desiredCount: 2,
        runningCount: 0,
        failedTasks: 0,
        createdAt: at(number === 6 ? -86_400 : 0),
        updatedAt: at(0),
        ...changes,
    };
}

export const previous = deployment(6, { status: "ACTIVE", rolloutState: "COMPLETED", runningCount: 2, desiredCount: 0 });

export function service(deployments: readonly Deployment[], changes: Partial<ServiceState> = {}): ServiceState {
    return { status: "ACTIVE", desiredCount: 2, runningCount: 2, pendingCount: 0, deployments, events: [], ...changes };
}

export function event(second: number, message: string): ServiceState["events"][number] {
    return { id: `event-${second}`, at: at(second), message: `(service spotter-web-service) ${message}` };
}

export function serviceDeployment(status: string, changes: Partial<ServiceDeployment> = {}): ServiceDeployment {
    return {
        arn: "arn:aws:ecs:us-east-1:920013187591:service-deployment/spotter-cluster/spotter-web-service/1",
        status,
        statusReason: "",
        startedAt: at(0),
        taskDefinitionArn: revision(7),
        sourceTaskDefinitionArns: [],
        triggeredAlarms: [],
        ...changes,
    };
}

/** A running task; its address follows from its name. */
export function task(name: string, changes: Partial<Task> = {}): Task {
    return {
        arn: `arn:aws:ecs:us-east-1:920013187591:task/spotter-cluster/${name}`,
        taskDefinitionArn: revision(7),
        lastStatus: "RUNNING",
        healthStatus: "HEALTHY",
        stopCode: "",
        stoppedReason: "",
        containers: [{ name: "spotter-web", reason: "" }],
        address: `10.0.0.${name}`,
        createdAt: at(5),
        pullStartedAt: at(25),
        pullStoppedAt: at(45),
        startedAt: at(48),
        ...changes,
    };
}

export function stopped(name: string, stopCode: string, stoppedReason: string, changes: Partial<Task> = {}): Task {
    return task(name, {
        lastStatus: "STOPPED",
        healthStatus: "UNKNOWN",
        stopCode,
        stoppedReason,
        stoppedAt: at(100),
        ...changes,
    });
}

/** A task whose application ended by itself. */
export function exited(name: string, exitCode: number, reason = "", changes: Partial<Task> = {}): Task {
    const containers = [{ name: "spotter-web", exitCode, reason }];
    return stopped(name, "EssentialContainerExited", "Essential container in task exited", { containers, ...changes });
}

export const elbReason =
    "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:920013187591:targetgroup/web/1)";

/** A task that the load balancer's checks had stopped. */
export function killed(name: string, changes: Partial<Task> = {}): Task {
    return stopped(name, "ServiceSchedulerInitiated", elbReason, changes);
}

export function target(name: string, state: string, reason = "", description = ""): Target {
    return { id: `10.0.0.${name}`, port: 3000, state, reason, description };
}

export function snapshot(second: number, changes: Partial<Snapshot> = {}): Snapshot {
    return { at: at(second), service: service([deployment(7), previous]), tasks: [], targets: [], logs: [], ...changes };
}

/** The release serves. */
export function serving(second: number, changes: Partial<Snapshot> = {}): Snapshot {
    return snapshot(second, {
        service: service([deployment(7, { rolloutState: "COMPLETED", runningCount: 2 })]),
        tasks: [task("1"), task("2")],
        targets: [target("1", "healthy"), target("2", "healthy")],
        healthResponse: { status: 200, releaseId, consecutive: 3 },
        ...changes,
    });
}
