import { serviceEvents } from "./events";
import { holding, type DeploymentRow, type Release, type ServiceFrame, type TaskLife, type Timeline } from "./timeline";
import { releaseIds, serviceRef, targetGroupArn } from "./releases";
import type { ProbeAnswer } from "../aws-double/service-model";

/** Milliseconds since 1970 of second 0. */
export const epoch = Date.parse("2026-11-24T12:00:00Z");

const { region, accountId } = serviceRef.account;
const arn = (resource: string) => `arn:aws:ecs:${region}:${accountId}:${resource}`;
const path = `${serviceRef.cluster}/${serviceRef.service}`;
const numbers: Readonly<Record<Release, number>> = { old: 6, new: 7, other: 8 };

export const taskDefinitionArn = (release: Release) => arn(`task-definition/${serviceRef.taskFamily}:${numbers[release]}`);
export const serviceRevisionArn = (release: Release) => arn(`service-revision/${path}/${numbers[release]}`);
export const taskArn = (id: string) => arn(`task/${serviceRef.cluster}/${id}`);
const deploymentArn = (release: Release) => arn(`service-deployment/${path}/${numbers[release]}`);

/** ECS's answers at one second of a time line, as they go over the wire. Times are seconds since 1970. */
export class World {
    constructor(
        private readonly timeline: Timeline,
        private readonly second: number,
        /** When ECS was asked to stop the deployment. */
        private readonly stopAsked = Infinity,
    ) {}

    public service() {
        const frame = this.frame();
        return {
            serviceName: serviceRef.service,
            serviceArn: arn(`service/${path}`),
            status: frame.status ?? "ACTIVE",
            desiredCount: this.desired(),
            runningCount: this.count("RUNNING"),
            pendingCount: this.count("PENDING"),
            deployments: frame.deployments.map((row) => this.deployment(row)),
            events: serviceEvents(this.timeline)
                .filter(({ at }) => at <= this.second && at < this.stopAsked)
                .map(({ at, message }, index) => ({ id: `event-${at}-${index}`, createdAt: wire(at), message })),
        };
    }

    public attempt() {
        const { attempt } = this.frame();
        return (
            attempt && {
                serviceDeploymentArn: deploymentArn(attempt.of),
                startedAt: wire(attempt.started ?? 0),
                createdAt: wire(attempt.started ?? 0),
                finishedAt: attempt.finished === undefined ? undefined : wire(attempt.finished),
                status: attempt.status,
                statusReason: attempt.reason,
                lifecycleStage: attempt.stage,
                lifecycleHookDetails: attempt.hooks?.map(({ id, type, status, target, expires, then }) => ({
                    hookId: id,
                    targetType: type,
                    targetArn: target,
                    status,
                    expiresAt: expires === undefined ? undefined : wire(expires),
                    timeoutAction: then,
                })),
                targetServiceRevision: {
                    arn: serviceRevisionArn(attempt.of),
                    requestedProductionTrafficWeight: attempt.weight,
                },
                rollback: attempt.rollback && {
                    reason: attempt.rollback.reason,
                    serviceRevisionArn: attempt.rollback.to && serviceRevisionArn(attempt.rollback.to),
                },
                alarms: { status: "MONITORING", alarmNames: attempt.alarms, triggeredAlarmNames: attempt.alarms },
                deploymentCircuitBreaker: attempt.breaker,
            }
        );
    }

    public tasks(): readonly TaskLife[] {
        return this.timeline.tasks
            .filter(({ created, of }) => created <= this.second && (of !== "new" || created < this.stopAsked))
            .filter(({ stopped = Infinity }) => this.second < stopped + 3600); // ECS forgets a task after an hour
    }

    /** `RUNNING` or `STOPPED`: what ListTasks filters by. */
    public desiredStatus({ stopping, stopped = Infinity, of }: TaskLife): string {
        const end = Math.min(stopping ?? stopped, of === "new" ? this.stopAsked : Infinity);
        return this.second < end ? "RUNNING" : "STOPPED";
    }

    public task(life: TaskLife) {
        const { id, of, pull = [], created, started, stopping, health } = life;
        const stopped = this.past(life.stopped);
        return {
            taskArn: taskArn(id),
            taskDefinitionArn: taskDefinitionArn(of),
            lastStatus: this.lastStatus(life),
            desiredStatus: this.desiredStatus(life),
            healthStatus: this.past(started) !== undefined ? (health ?? "UNKNOWN") : "UNKNOWN", // a stopped task keeps its last
            createdAt: wire(created),
            pullStartedAt: this.past(pull[0]),
            pullStoppedAt: this.past(pull[1]),
            startedAt: this.past(started),
            stoppingAt: this.past(stopping ?? life.stopped),
            stoppedAt: stopped,
            ...(this.desiredStatus(life) === "STOPPED" ? { stopCode: life.stopCode, stoppedReason: life.stoppedReason } : {}),
            containers: [
                ...(life.sidecar === undefined ? [] : [life.sidecar]),
                {
                    name: serviceRef.container,
                    ...(stopped === undefined ? {} : { exitCode: life.exitCode, reason: life.containerReason }),
                },
            ],
            attachments: [
                { type: "ElasticNetworkInterface", details: [{ name: "privateIPv4Address", value: this.address(id) }] },
            ],
        };
    }

    /** @param group ARN of a target group. @default - all of them */
    public targets(group?: string) {
        const registered = this.tasks().filter(({ of }) => group === undefined || groupOf(this.timeline, of) === group);
        return registered.flatMap(({ id, target: frames = [] }) => {
            const frame = holding(frames, this.second);
            return frame === undefined || frame.state === "gone" ? [] : [{ id: this.address(id), port: 3000, ...frame }];
        });
    }

    /** Weights of production's rule by target group. */
    public weights(): readonly { readonly arn: string; readonly weight: number }[] {
        const weight = this.second < this.stopAsked ? (holding(this.timeline.weights ?? [], this.second)?.weight ?? 0) : 0;
        const own = groupOf(this.timeline, "new");
        const [rest = own] = (["old", "other"] as const).map((of) => groupOf(this.timeline, of)).filter((arn) => arn !== own);
        return [
            { arn: rest, weight: 100 - weight },
            { arn: own, weight },
        ];
    }

    /** What answers to test traffic. */
    public test(): ProbeAnswer {
        return this.answer(this.timeline.test ?? [], 404);
    }

    public health(): ProbeAnswer {
        return this.answer(this.timeline.health, 503);
    }

    private answer(frames: Timeline["health"], otherwise: number): ProbeAnswer {
        const { status = otherwise, of = "new", location } = holding(frames, this.second) ?? {};
        if (status === 0) {
            return { status, error: "connection reset" };
        }
        return { status, releaseId: releaseIds[of], ...(location === undefined ? {} : { location }) };
    }

    public logOf(is: (task: TaskLife) => boolean): readonly string[] | undefined {
        const task = this.tasks().find(is);
        return task !== undefined && (task.logAt ?? -Infinity) <= this.second ? task.log : undefined;
    }

    /** What holds, or what follows from having been asked to stop. */
    private frame(): ServiceFrame {
        const rest = { at: 0, deployments: [] };
        if (this.second < this.stopAsked) {
            return holding(this.timeline.service, this.second) ?? rest;
        }
        const done = this.second >= this.stopAsked + 30;
        const reason = "Service deployment stopped by a request of the user.";
        return {
            at: this.stopAsked,
            deployments: [
                { of: "old", status: "PRIMARY", state: done ? "COMPLETED" : "IN_PROGRESS", id: "ecs-svc/back" },
                ...(done ? [] : [{ of: "new", status: "ACTIVE", state: "FAILED" } as const]),
            ],
            attempt: {
                of: "new",
                status: done ? "ROLLBACK_SUCCESSFUL" : "ROLLBACK_IN_PROGRESS",
                reason,
                rollback: { reason, to: "old" },
            },
        };
    }

    private deployment({ of, status, state, reason, id, created }: DeploymentRow) {
        const own = this.tasks().filter((task) => task.of === of && (task.by === undefined || task.by === id));
        return {
            id: id ?? `ecs-svc/${numbers[of]}`,
            status,
            taskDefinition: taskDefinitionArn(of),
            rolloutState: state,
            rolloutStateReason: reason ?? `ECS deployment ecs-svc/${numbers[of]} ${state.toLowerCase().replace("_", " ")}.`,
            desiredCount: status === "PRIMARY" ? this.desired() : 0,
            runningCount: own.filter((task) => this.lastStatus(task) === "RUNNING").length,
            pendingCount: own.filter((task) => this.lastStatus(task) === "PENDING").length,
            failedTasks: own.filter((task) => task.of === "new" && this.lastStatus(task) === "STOPPED").length,
            createdAt: wire(created ?? (of === "old" && id === undefined ? -86_400 : 0)),
            updatedAt: wire(this.second),
        };
    }

    private desired(): number {
        return holding(this.timeline.desired ?? [], this.second)?.count ?? 2;
    }

    private count(status: string): number {
        return this.tasks().filter((task) => this.lastStatus(task) === status).length;
    }

    private lastStatus(life: TaskLife): string {
        const { pull, started, stopping, stopped } = life;
        const steps: readonly (readonly [number | undefined, string])[] = [
            [stopped, "STOPPED"],
            [stopping, "DEACTIVATING"],
            [started, "RUNNING"],
            [pull?.[0], "PENDING"],
        ];
        return steps.find(([at]) => this.past(at) !== undefined)?.[1] ?? "PROVISIONING";
    }

    private past(second: number | undefined): number | undefined {
        return second !== undefined && second <= this.second ? wire(second) : undefined;
    }

    private address(id: string): string {
        return addresses(this.timeline).get(id) ?? "";
    }
}

/** Target group of a release's tasks. */
export function groupOf({ groups }: Timeline, release: Release): string {
    return groups?.[release] ?? targetGroupArn;
}

const addressesByTimeline = new WeakMap<Timeline, ReadonlyMap<string, string>>();

function addresses(timeline: Timeline): ReadonlyMap<string, string> {
    const toAddress = (host: number) => `10.0.${host >> 8}.${host & 255}`;
    const known =
        addressesByTimeline.get(timeline) ?? new Map(timeline.tasks.map(({ id }, index) => [id, toAddress(index + 10)]));
    addressesByTimeline.set(timeline, known);
    return known;
}

/** Seconds since 1970. */
function wire(second: number): number {
    return epoch / 1000 + second;
}
