import type { IncomingHttpHeaders } from "node:http";

/**
 * What a service of ECS does: stands still, follows what a provider has made, or plays a time line. Shapes are those of the
 * wire, times in seconds since 1970.
 */
export interface ServiceModel {
    /** Undefined where ECS knows no such service. */
    describeService(): object | undefined;

    /** Newest first. */
    describeServiceDeployments(): readonly ServiceDeployment[];
    findTaskDefinition(serviceRevisionArn: string): string | undefined;
    describeTasks(): readonly Task[];

    /** @param group ARN of a target group */
    describeTargets(group?: string): readonly Target[];

    /** @param taskDefinition ARN, or undefined where tasks are only to be replaced */
    updateService(taskDefinition: string | undefined): void;
    stopServiceDeployment(arn: string, stopType: unknown): void;

    /** Target group of a revision's tasks. @default - ECS does not say it */
    findTargetGroup?(serviceRevisionArn: string): string | undefined;

    /** Weights of production's rule by target group. @default - there is no rule */
    describeWeights?(): readonly { readonly arn: string; readonly weight: number }[];

    /** @param action `CONTINUE` or `ROLLBACK` */
    continueServiceDeployment?(arn: string, hookId: string, action: string): void;

    /** ARNs of the load balancer's target groups. @default - one */
    listTargetGroups?(): readonly string[];

    /** Lines of a task's log; undefined where there is no such stream. */
    readLog?(stream: string): readonly string[] | undefined;

    /** What answers through the load balancer. */
    probe?(path: string, headers: IncomingHttpHeaders): ProbeAnswer;
}

/** An answer of the health endpoint. */
export interface ProbeAnswer {
    /** 0 where the connection breaks. */
    readonly status: number;
    readonly releaseId?: string;

    /** Where a redirect leads to. */
    readonly location?: string;

    /** What a client makes of a connection that breaks. */
    readonly error?: string;
}

export interface ServiceDeployment {
    readonly serviceDeploymentArn: string;
    readonly targetServiceRevision: { readonly arn: string };
}

export interface Task {
    readonly taskArn: string;
    readonly desiredStatus: string;
}

export interface Target {
    readonly id: string;
    readonly state: string;

    /** @default 3000 */
    readonly port?: number;
    readonly reason?: string;
    readonly description?: string;
}
