import { refuse } from "../aws-double/protocol";
import { AwsDouble } from "../aws-double/server";
import type { ServiceModel, Target } from "../aws-double/service-model";

export type { Parameter as Stored, Revision } from "../aws-double/account";

/** One service deployment. */
export interface Attempt {
    readonly revision: number;
    status: string;
    readonly reason?: string;
}

export interface DeploymentRow {
    readonly revision: number;
    readonly status: "PRIMARY" | "ACTIVE";
    readonly state: "COMPLETED" | "IN_PROGRESS" | "FAILED";
}

export const accountId = "123456789012";
export const noon = Date.parse("2026-11-24T12:00:00Z");

/** Digest of a release: its number, 64 times. */
export const digestOf = (release: number) => `sha256:${String(release).repeat(64)}`;
export const arnOf = (revision: number) => `arn:aws:ecs:us-east-1:${accountId}:task-definition/spotter-test:${revision}`;
const revisionOf = (arn: string) => Number(arn.split(/[:/]/).at(-1));

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
    public subnetIds: readonly string[] = [];
    public exists = true;

    /** Lines of a task's log. @default - there is no stream */
    public readLog?: (stream: string) => readonly string[] | undefined = undefined;

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
        this.attempts.unshift({ revision, status: this.settles ? "SUCCESSFUL" : "IN_PROGRESS" });
    }

    public describeService() {
        const service = {
            serviceName: "spotter-web",
            serviceArn: `arn:aws:ecs:us-east-1:${this.accountId}:service/spotter-test/spotter-web`,
            status: "ACTIVE",
            desiredCount: 2,
            runningCount: 2,
            pendingCount: 0,
            loadBalancers: [{ targetGroupArn: "group", containerName: "spotter-web", containerPort: 3000 }],
            networkConfiguration: { awsvpcConfiguration: { subnets: this.subnetIds } },
            deploymentConfiguration: { alarms: { alarmNames: Object.keys(this.alarms), enable: true, rollback: true } },
            deployments: this.deployments.map(({ revision, status, state }, at) => ({
                id: `ecs-svc/${revision}-${at}`,
                status,
                taskDefinition: arnOf(revision),
                rolloutState: state,
                desiredCount: 2,
                runningCount: state === "COMPLETED" ? 2 : 1,
                failedTasks: 0,
                createdAt: Date.now() / 1000 - 200,
                updatedAt: noon / 1000,
            })),
            events: this.events.map(({ at, message }) => ({ id: `${at}`, createdAt: at / 1000, message })),
        };
        return this.exists ? service : undefined;
    }

    public updateService(taskDefinition = arnOf(this.primary.revision)): void {
        this.move(revisionOf(taskDefinition));
    }

    public describeServiceDeployments() {
        return this.attempts.map(({ revision, status, reason = "" }, at) => ({
            serviceDeploymentArn: `arn:aws:ecs:us-east-1:${accountId}:service-deployment/spotter-test/spotter-web/${revision}-${at}`,
            targetServiceRevision: { arn: `service-revision/${revision}` },
            sourceServiceRevisions: this.deployments.slice(1).map((row) => ({ arn: `service-revision/${row.revision}` })),
            status,
            statusReason: reason,
            startedAt: noon / 1000,
            finishedAt: noon / 1000 + 150,
        }));
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
        return this.targets.map(({ id }) => ({
            taskArn: `arn:aws:ecs:us-east-1:${accountId}:task/spotter-test/${id}`,
            taskDefinitionArn: arnOf(this.primary.revision),
            desiredStatus: "RUNNING",
            lastStatus: "RUNNING",
            healthStatus: "HEALTHY",
            createdAt: noon / 1000,
            containers: [],
        }));
    }

    public describeTargets(): readonly Target[] {
        return this.targets;
    }
}
