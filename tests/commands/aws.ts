import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { read, type Input } from "../support/aws-protocol";

/** An account in which one service runs. Tests change it before a command asks. */
export class Account {
    public readonly calls: { readonly action: string; readonly input: Input; readonly at: number }[] = [];

    /** Oldest first. */
    public revisions: Revision[] = [];

    /** Newest first. */
    public attempts: Attempt[] = [];
    public deployments: DeploymentRow[] = [];
    public events: { readonly at: number; readonly message: string }[] = [];
    public targets: { readonly id: string; readonly state: string; readonly description?: string }[] = [];
    public alarms: Readonly<Record<string, string>> = {};
    public parameters = new Map<string, Stored>();
    public images = new Set<string>();
    public keeps?: number;
    public logs: { readonly at: number; readonly task: string; readonly message: string }[] = [];
    public subnetIds: readonly string[] = [];
    public accountId = accountId;
    public exists = true;

    /** Error code by action, with a message. */
    public refusals: Readonly<Record<string, readonly [code: string, message: string]>> = {};

    /** Actions that never get an answer. */
    public silent: readonly string[] = [];

    /** Deployments end at once; else they stay in progress. */
    public settles = true;
    public loadBalancerDns = "web.example.elb.amazonaws.com";

    private readonly server = createServer((request, response) => void this.serve(request, response));

    public async start(): Promise<void> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
    }

    public stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    public get endpoint(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** Actions that were asked for, in order. */
    public get asked(): string[] {
        return this.calls.map(({ action }) => action);
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { action, input } = await read(request);
        this.calls.push({ action, input, at: Date.now() });
        if (this.silent.includes(action)) {
            return;
        }
        const refusal = this.refusals[action];
        const answer = (this.answers as Answers)[action];
        try {
            if (refusal !== undefined) {
                throw Object.assign(new Error(refusal[1]), { name: refusal[0] });
            }
            if (answer === undefined) {
                throw Object.assign(new Error(`nobody expected ${action}`), { name: "InvalidAction" });
            }
            const said = answer(input);
            const xml = typeof said === "string";
            response.writeHead(200, { "content-type": xml ? "text/xml" : "application/x-amz-json-1.1" });
            response.end(xml ? said : JSON.stringify(said));
        } catch (error) {
            const { name, message } = error as Error;
            response.writeHead(400, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": name });
            response.end(JSON.stringify({ __type: name, message }));
        }
    }

    private readonly answers = {
        GetCallerIdentity: () =>
            xml("GetCallerIdentity", "sts.amazonaws.com/doc/2011-06-15", `<Account>${this.accountId}</Account>`),

        DescribeServices: () => ({ services: this.exists ? [this.service()] : [], failures: [] }),
        UpdateService: ({ taskDefinition = this.primary.revision }: Input) => {
            const revision =
                typeof taskDefinition === "string" ? Number(taskDefinition.split(":").at(-1)) : (taskDefinition as number);
            this.move(revision);
            return { service: this.service() };
        },
        ListServiceDeployments: () => ({ serviceDeployments: this.attempts.map((attempt) => this.attempt(attempt)) }),
        DescribeServiceDeployments: ({ serviceDeploymentArns }: Input) => ({
            serviceDeployments: this.attempts
                .map((attempt) => this.attempt(attempt))
                .filter(({ serviceDeploymentArn }) => (serviceDeploymentArns as string[]).includes(serviceDeploymentArn)),
        }),
        DescribeServiceRevisions: ({ serviceRevisionArns }: Input) => ({
            serviceRevisions: (serviceRevisionArns as string[]).map((serviceRevisionArn) => ({
                serviceRevisionArn,
                taskDefinition: arnOf(Number(serviceRevisionArn.split("/").at(-1))),
            })),
        }),
        StopServiceDeployment: ({ serviceDeploymentArn }: Input) => {
            const [attempt] = this.attempts;
            const source = this.deployments.at(-1);
            if (attempt === undefined || attempt.status !== "IN_PROGRESS" || source === undefined) {
                throw Object.assign(new Error("not in progress"), { name: "ConflictException" });
            }
            attempt.status = "ROLLBACK_SUCCESSFUL";
            this.deployments = [
                { revision: source.revision, status: "PRIMARY", state: this.settles ? "COMPLETED" : "IN_PROGRESS" },
            ];
            return { serviceDeploymentArn };
        },
        ListTaskDefinitions: () => ({ taskDefinitionArns: this.revisions.map(({ number }) => arnOf(number)).reverse() }),
        DescribeTaskDefinition: ({ taskDefinition }: Input) =>
            this.taskDefinition(Number(String(taskDefinition).split(":").at(-1))),
        TagResource: ({ resourceArn, tags }: Input) => {
            const revision = this.revision(Number(String(resourceArn).split(":").at(-1)));
            for (const { key, value } of tags as { readonly key: string; readonly value: string }[]) {
                revision.tags[key] = value;
            }
            return {};
        },
        ListTasks: () => ({
            taskArns: this.targets.map(({ id }) => `arn:aws:ecs:us-east-1:${accountId}:task/spotter-test/${id}`),
        }),
        DescribeTasks: ({ tasks }: Input) => ({
            tasks: (tasks as string[]).map((taskArn) => ({
                taskArn,
                taskDefinitionArn: arnOf(this.primary.revision),
                lastStatus: "RUNNING",
                healthStatus: "HEALTHY",
                createdAt: noon / 1000,
                containers: [],
            })),
        }),

        BatchGetImage: ({ imageIds }: Input) => {
            const digest = (imageIds as { readonly imageDigest: string }[])[0]?.imageDigest ?? "";
            const imageManifest = JSON.stringify({ manifests: [{ platform: { os: "linux", architecture: "amd64" } }] });
            return this.images.has(digest)
                ? { images: [{ imageId: { imageDigest: digest }, imageManifest }], failures: [] }
                : { images: [], failures: [{ failureCode: "ImageNotFound" }] };
        },
        GetAuthorizationToken: () => ({ authorizationData: [{ authorizationToken: "dG9rZW4=" }] }),
        GetLifecyclePolicy: () => ({
            lifecyclePolicyText: JSON.stringify({
                rules:
                    this.keeps === undefined
                        ? []
                        : [{ selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: this.keeps } }],
            }),
        }),
        DescribeImages: () => ({
            imageDetails: [...this.images].map((imageDigest, at) => ({ imageDigest, imagePushedAt: noon / 1000 + at })),
        }),

        DescribeParameters: () => ({
            Parameters: [...this.parameters].map(([Name, { type, version, modifiedAt }]) => ({
                Name: `/spotter-test/${Name}`,
                Type: type,
                Version: version,
                LastModifiedDate: modifiedAt / 1000,
            })),
        }),
        GetParameters: ({ Names }: Input) => ({
            Parameters: (Names as string[]).flatMap((Name) => {
                const found = this.parameters.get(Name.split("/").at(-1) ?? "");
                return found === undefined ? [] : [{ Name, Value: found.value, Type: found.type }];
            }),
        }),
        PutParameter: ({ Name, Value, Type, Overwrite }: Input) => {
            const name = String(Name).split("/").at(-1) ?? "";
            const before = this.parameters.get(name);
            if (before !== undefined && Overwrite !== true) {
                throw Object.assign(new Error("exists"), { name: "ParameterAlreadyExists" });
            }
            const version = (before?.version ?? 0) + 1;
            this.parameters.set(name, { type: String(Type), version, value: String(Value), modifiedAt: noon });
            return { Version: version };
        },

        FilterLogEvents: ({ startTime, nextToken = "0" }: Input) => {
            const events = this.logs.filter(({ at }) => at >= (startTime as number));
            const page = Number(nextToken);
            const [event] = events.slice(page);
            return {
                events: event === undefined ? [] : [{ ...wire(event), eventId: `${event.task}-${event.at}-${page}` }],
                ...(page + 1 < events.length ? { nextToken: String(page + 1) } : {}),
            };
        },

        DescribeTargetHealth: () =>
            elb(
                "DescribeTargetHealth",
                `<TargetHealthDescriptions>${this.targets
                    .map(
                        ({ id, state, description }) =>
                            `<member><Target><Id>${id}</Id><Port>3000</Port></Target><TargetHealth><State>${state}</State>` +
                            `${description === undefined ? "" : `<Description>${description}</Description>`}</TargetHealth></member>`,
                    )
                    .join("")}</TargetHealthDescriptions>`,
            ),
        DescribeTargetGroups: () =>
            elb(
                "DescribeTargetGroups",
                "<TargetGroups><member><TargetGroupArn>group</TargetGroupArn><LoadBalancerArns><member>balancer</member></LoadBalancerArns></member></TargetGroups>",
            ),
        DescribeLoadBalancers: () =>
            elb(
                "DescribeLoadBalancers",
                `<LoadBalancers><member><DNSName>${this.loadBalancerDns}</DNSName></member></LoadBalancers>`,
            ),
        DescribeAlarms: () => ({
            MetricAlarms: Object.entries(this.alarms).map(([AlarmName, StateValue]) => ({ AlarmName, StateValue })),
            CompositeAlarms: [],
        }),
    };

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

    private service() {
        return {
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
    }

    private attempt({ revision, status, reason }: Attempt, at = 0) {
        return {
            serviceDeploymentArn: `arn:aws:ecs:us-east-1:${accountId}:service-deployment/spotter-test/spotter-web/${revision}-${at}`,
            targetServiceRevisionArn: `service-revision/${revision}`,
            targetServiceRevision: { arn: `service-revision/${revision}` },
            sourceServiceRevisions: this.deployments.slice(1).map((row) => ({ arn: `service-revision/${row.revision}` })),
            status,
            statusReason: reason ?? "",
            startedAt: noon / 1000,
            finishedAt: noon / 1000 + 150,
        };
    }

    private revision(number: number): Revision {
        const found = this.revisions.find((revision) => revision.number === number);
        if (found === undefined) {
            throw Object.assign(new Error("Unable to describe task definition."), { name: "ClientException" });
        }
        return found;
    }

    private taskDefinition(number: number): object {
        const { image, tags, cpu = "512", memory = "1024", environment = {}, secrets = [] } = this.revision(number);
        return {
            taskDefinition: {
                taskDefinitionArn: arnOf(number),
                registeredAt: noon / 1000 + number,
                registeredBy: `arn:aws:sts::${accountId}:assumed-role/deploy/ci`,
                cpu,
                memory,
                containerDefinitions: [
                    {
                        name: "spotter-web",
                        image,
                        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
                        secrets: secrets.map((name) => ({
                            name,
                            valueFrom: `arn:aws:ssm:us-east-1:${accountId}:parameter/spotter-test/${name}`,
                        })),
                    },
                ],
            },
            tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
        };
    }
}

type Answers = Readonly<Partial<Record<string, (input: Input) => object | string>>>;

export interface Revision {
    readonly number: number;
    readonly image: string;
    readonly tags: Record<string, string>;
    readonly cpu?: string;
    readonly memory?: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly secrets?: readonly string[];
}

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

export interface Stored {
    readonly type: string;
    readonly version: number;
    readonly value: string;
    readonly modifiedAt: number;
}

export const accountId = "123456789012";
export const noon = Date.parse("2026-11-24T12:00:00Z");

/** Digest of a release: its number, 64 times. */
export const digestOf = (release: number) => `sha256:${String(release).repeat(64)}`;
export const arnOf = (revision: number) => `arn:aws:ecs:us-east-1:${accountId}:task-definition/spotter-test:${revision}`;

function wire({ at, task, message }: Account["logs"][number]): object {
    return { timestamp: at, logStreamName: `ecs/spotter-web/${task}`, message: `${message}\n` };
}

function xml(action: string, namespace: string, result: string): string {
    return `<${action}Response xmlns="https://${namespace}/"><${action}Result>${result}</${action}Result></${action}Response>`;
}

function elb(action: string, result: string): string {
    return xml(action, "elasticloadbalancing.amazonaws.com/doc/2015-12-01", result);
}
