import { refuse } from "../aws-double/protocol";
import { AwsDouble } from "../aws-double/server";
import type { ServiceModel, Target } from "../aws-double/service-model";

export type { Parameter as Stored, Revision } from "../aws-double/account";

/** One service deployment. */
export interface Attempt {
    readonly revision: number;
    status: string;
    readonly reason?: string;
    readonly lifecycleStage?: string;

    /** Part of production's requests that it has. */
    readonly weight?: number;

    /** Status of the hook that waits for somebody. @default - there is none */
    hook?: string;

    /** Milliseconds since 1970. @default noon, and two and a half minutes later */
    readonly startedAt?: number;
    readonly finishedAt?: number;
}

export interface DeploymentRow {
    readonly revision: number;
    readonly status: "PRIMARY" | "ACTIVE";
    readonly state: "COMPLETED" | "IN_PROGRESS" | "FAILED";

    /** `rolloutStateReason`. */
    readonly reason?: string;

    /** @default 2, or 1 before it is complete */
    readonly running?: number;
    readonly failed?: number;

    /** Milliseconds since 1970. @default 200 seconds ago */
    readonly createdAt?: number;
}

/** A task; one that has stopped has a `reason`. */
export interface TaskRow {
    readonly id: string;
    readonly revision: number;
    readonly reason?: string;
    readonly code?: string;
    readonly exitCode?: number;

    /** Milliseconds since 1970. @default noon */
    readonly stoppedAt?: number;
    readonly log?: readonly string[];
}

export const accountId = "123456789012";
export const noon = Date.parse("2026-11-24T12:00:00Z");

/** Digest of a release: its number, 64 times. */
export const digestOf = (release: number) => `sha256:${String(release).repeat(64)}`;
export const arnOf = (revision: number) => `arn:aws:ecs:us-east-1:${accountId}:task-definition/spotter-test:${revision}`;
const revisionOf = (arn: string) => Number(arn.split(/[:/]/).at(-1));

const describeHook = (status: string) => ({
    hookId: "ecs-pause-1",
    targetType: "PAUSE",
    status,
    expiresAt: noon / 1000 + 86_400,
    timeoutAction: "ROLLBACK",
});

/** An account in which one service stands still until a command moves it. */
export class Account extends AwsDouble implements ServiceModel {
    protected override readonly service = this;
    public override registeredFrom = noon / 1000;
    public override registeredBy = `arn:aws:sts::${accountId}:assumed-role/deploy/ci`;

    /** Newest first. */
    public attempts: Attempt[] = [];

    /** The primary one first. */
    public deployments: DeploymentRow[] = [];
    public events: { readonly at: number; readonly message: string }[] = [];
    public targets: Target[] = [];

    /** Of the second target group, where releases have two by turns. */
    public otherTargets: Target[] = [];
    public subnetIds: readonly string[] = [];

    /** What more the tasks' network has, and where they run. @default - Fargate */
    public network: object = {};
    public capacity?: readonly object[];
    public exists = true;
    public status = "ACTIVE";
    public desiredCount = 2;
    public controller?: string;

    /** @default - a running one of the primary deployment for each target */
    public tasks?: readonly TaskRow[];

    /** Lines of a task's log. @default - those of its row */
    public readLog?: (stream: string) => readonly string[] | undefined = (stream) =>
        this.tasks?.find(({ id }) => stream.endsWith(`/${id}`))?.log;

    /** Releases have two target groups by turns. @default - all have the one */
    public shifts = false;

    /** Deployments end at once; else they stay in progress. */
    public settles = true;

    public get primary(): DeploymentRow {
        return this.deployments[0] ?? { revision: 0, status: "PRIMARY", state: "COMPLETED" };
    }

    /** As ECS does when it is asked for a revision. */
    public move(revision: number): void {
        const before = this.deployments
            .filter(({ state }) => state === "COMPLETED")
            .map((row) => ({ ...row, status: "ACTIVE" }) as const);
        const state = this.settles ? "COMPLETED" : "IN_PROGRESS";
        this.deployments = [{ revision, status: "PRIMARY", state }, ...(this.settles ? [] : before)];
        const attempt = this.settles ? { status: "SUCCESSFUL" } : { status: "IN_PROGRESS", startedAt: Date.now() - 200_000 };
        this.attempts.unshift({ revision, ...attempt });
    }

    public describeService() {
        const service = {
            serviceName: "spotter-web",
            serviceArn: `arn:aws:ecs:us-east-1:${this.accountId}:service/spotter-test/spotter-web`,
            status: this.status,
            desiredCount: this.desiredCount,
            runningCount: Math.min(2, this.desiredCount),
            deploymentController: this.controller === undefined ? undefined : { type: this.controller },
            pendingCount: 0,
            ...(this.capacity === undefined ? { launchType: "FARGATE" } : { capacityProviderStrategy: this.capacity }),
            loadBalancers: [
                {
                    targetGroupArn: "group",
                    containerName: "spotter-web",
                    containerPort: 3000,
                    ...(this.shifts
                        ? { advancedConfiguration: { alternateTargetGroupArn: "other", productionListenerRule: "rule" } }
                        : {}),
                },
            ],
            networkConfiguration: { awsvpcConfiguration: { subnets: this.subnetIds, ...this.network } },
            deploymentConfiguration: {
                ...(this.shifts ? { strategy: "BLUE_GREEN", bakeTimeInMinutes: 5 } : {}),
                alarms: { alarmNames: Object.keys(this.alarms), enable: true, rollback: true },
            },
            deployments: this.deployments.map(({ revision, status, state, reason, running, failed = 0, createdAt }, at) => ({
                id: `ecs-svc/${revision}-${at}`,
                status,
                taskDefinition: arnOf(revision),
                rolloutState: this.shifts ? undefined : state,
                rolloutStateReason: reason,
                desiredCount: 2,
                runningCount: running ?? (state === "COMPLETED" ? 2 : 1),
                failedTasks: failed,
                createdAt: (createdAt ?? Date.now() - 200_000) / 1000,
                updatedAt: noon / 1000,
            })),
            events: this.events.map(({ at, message }) => ({ id: `${at} ${message}`, createdAt: at / 1000, message })),
        };
        return this.exists ? service : undefined;
    }

    public updateService(taskDefinition = arnOf(this.primary.revision)): void {
        this.move(revisionOf(taskDefinition));
    }

    public describeServiceDeployments() {
        return this.attempts.map(
            (
                {
                    revision,
                    status,
                    reason = "",
                    lifecycleStage,
                    weight,
                    hook,
                    startedAt = noon,
                    finishedAt = startedAt + 150_000,
                },
                at,
            ) => ({
                serviceDeploymentArn: `arn:aws:ecs:us-east-1:${accountId}:service-deployment/spotter-test/spotter-web/${revision}-${at}`,
                targetServiceRevision: { arn: `service-revision/${revision}`, requestedProductionTrafficWeight: weight },
                sourceServiceRevisions: this.deployments.slice(1).map((row) => ({ arn: `service-revision/${row.revision}` })),
                status,
                statusReason: reason,
                lifecycleStage,
                lifecycleHookDetails: hook === undefined ? undefined : [describeHook(hook)],
                startedAt: startedAt / 1000,
                finishedAt: /PROGRESS|PENDING|REQUESTED/.test(status) ? undefined : finishedAt / 1000,
            }),
        );
    }

    public continueServiceDeployment(_: string, hookId: string, action: string): void {
        const [attempt] = this.attempts;
        if (attempt?.hook !== "AWAITING_ACTION" || hookId !== "ecs-pause-1") {
            refuse("InvalidParameterException", "The hook is not awaiting action.");
        }
        attempt.hook = action === "CONTINUE" ? "SUCCEEDED" : "FAILED";
        if (action === "ROLLBACK") {
            this.stopServiceDeployment();
        }
    }

    public findTaskDefinition(serviceRevisionArn: string): string {
        return arnOf(revisionOf(serviceRevisionArn));
    }

    public stopServiceDeployment(): void {
        const [attempt] = this.attempts;
        const source = this.deployments.at(-1);
        if (attempt === undefined || attempt.status !== "IN_PROGRESS" || source === undefined) {
            refuse("ConflictException", "not in progress");
        }
        attempt.status = "ROLLBACK_SUCCESSFUL";
        const state = this.settles ? "COMPLETED" : "IN_PROGRESS";
        this.deployments = [{ revision: source.revision, status: "PRIMARY", state }];
    }

    public describeTasks() {
        const running = this.targets.map(({ id }): TaskRow => ({ id, revision: this.primary.revision }));
        return (this.tasks ?? running).map(({ id, revision, reason, code, exitCode, stoppedAt = noon }) => ({
            taskArn: `arn:aws:ecs:us-east-1:${accountId}:task/spotter-test/${id}`,
            taskDefinitionArn: arnOf(revision),
            desiredStatus: reason === undefined ? "RUNNING" : "STOPPED",
            lastStatus: reason === undefined ? "RUNNING" : "STOPPED",
            healthStatus: reason === undefined ? "HEALTHY" : "UNKNOWN",
            createdAt: stoppedAt / 1000 - (reason === undefined ? 0 : 60),
            containers: [{ name: "spotter-web", exitCode }],
            ...(reason === undefined ? {} : { stoppedReason: reason, stopCode: code, stoppedAt: stoppedAt / 1000 }),
        }));
    }

    public describeTargets(group?: string): readonly Target[] {
        return group === "other" ? this.otherTargets : this.targets;
    }
}
