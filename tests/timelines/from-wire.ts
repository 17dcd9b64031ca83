import type { ServiceDeployment, ServiceState, Task } from "../../aws/ecs";
import type { Snapshot } from "../../deployment/snapshot";
import type { Release, Timeline } from "./timeline";
import { groupOf, serviceRevisionArn, taskDefinitionArn, type World } from "./world";

export function toServiceState(world: World): ServiceState {
    const { deployments, events, ...service } = world.service();
    return {
        ...service,
        deployments: deployments.map(({ taskDefinition, createdAt, updatedAt, ...deployment }) => ({
            ...deployment,
            taskDefinitionArn: taskDefinition,
            createdAt: milliseconds(createdAt),
            updatedAt: milliseconds(updatedAt),
        })),
        events: events.map(({ id, createdAt, message }) => ({ id, at: milliseconds(createdAt), message })),
    };
}

export function toServiceDeployment(world: World, timeline: Timeline): ServiceDeployment | undefined {
    const attempt = world.attempt();
    const { targetServiceRevision: target, lifecycleHookDetails: hooks } = attempt ?? {};
    return (
        attempt && {
            arn: attempt.serviceDeploymentArn,
            status: attempt.status,
            statusReason: attempt.statusReason ?? "",
            startedAt: milliseconds(attempt.startedAt),
            finishedAt: optionalMilliseconds(attempt.finishedAt),
            taskDefinitionArn: toTaskDefinitionArn(attempt.targetServiceRevision.arn),
            lifecycleStage: attempt.lifecycleStage,
            lifecycleHooks: hooks?.map(({ hookId, targetType, targetArn, expiresAt, ...hook }) => ({
                ...hook,
                id: hookId,
                type: targetType,
                targetArn,
                expiresAt: optionalMilliseconds(expiresAt),
            })),
            targetGroupArns: toGroups(target?.arn, timeline),
            productionTrafficWeight: target?.requestedProductionTrafficWeight,
            sourceTaskDefinitionArns: [],
            rollback: attempt.rollback && {
                reason: attempt.rollback.reason,
                taskDefinitionArn: toTaskDefinitionArn(attempt.rollback.serviceRevisionArn),
                targetGroupArns: toGroups(attempt.rollback.serviceRevisionArn, timeline),
            },
            triggeredAlarms: attempt.alarms.triggeredAlarmNames ?? [],
            circuitBreaker: attempt.deploymentCircuitBreaker,
        }
    );
}

function toTaskDefinitionArn(serviceRevision: string | undefined): string | undefined {
    const release = findRelease(serviceRevision);
    return release && taskDefinitionArn(release);
}

function toGroups(serviceRevision: string | undefined, timeline: Timeline): readonly string[] | undefined {
    const release = findRelease(serviceRevision);
    return release && [groupOf(timeline, release)];
}

function findRelease(serviceRevision: string | undefined): Release | undefined {
    const releases: readonly Release[] = ["old", "new", "other"];
    return releases.find((each) => serviceRevisionArn(each) === serviceRevision);
}

export function toTasks(world: World, which: "running" | "stopped" | "any"): Task[] {
    return world
        .tasks()
        .filter((life) => which === "any" || world.desiredStatus(life) === which.toUpperCase())
        .map((life) => {
            const task = world.task(life);
            return {
                arn: task.taskArn,
                taskDefinitionArn: task.taskDefinitionArn,
                lastStatus: task.lastStatus,
                healthStatus: task.healthStatus,
                stopCode: task.stopCode ?? "",
                stoppedReason: task.stoppedReason ?? "",
                containers: task.containers.map(({ name, reason = "", ...rest }) => ({
                    name,
                    reason,
                    exitCode: "exitCode" in rest ? rest.exitCode : undefined,
                })),
                address: task.attachments[0]?.details[0]?.value,
                createdAt: milliseconds(task.createdAt),
                pullStartedAt: optionalMilliseconds(task.pullStartedAt),
                pullStoppedAt: optionalMilliseconds(task.pullStoppedAt),
                startedAt: optionalMilliseconds(task.startedAt),
                stoppedAt: optionalMilliseconds(task.stoppedAt),
            };
        });
}

export function toTargets(world: World, group?: string): Snapshot["targets"] {
    return world
        .targets(group)
        .map(({ id, port, state, reason = "", description = "" }) => ({ id, port, state, reason, description }));
}

export function milliseconds(seconds: number): number {
    return seconds * 1000;
}

function optionalMilliseconds(seconds: number | undefined): number | undefined {
    return seconds === undefined ? undefined : milliseconds(seconds);
}
