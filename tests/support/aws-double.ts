import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "../../aws/account";
import { answer, fail, read, type Answers } from "./aws-protocol";

type Values = Readonly<Record<string, unknown>>;

/** A service as a stand-in for the provider made it. */
interface Made {
    readonly taskDefinition: string;

    /** `…@sha256:…` */
    readonly image: string;
}

/** How deployments end: the release serves, or ECS has gone back to what ran before. */
export type Ending = "serves" | "rolled back";

const rolledBack = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
const longAgo = 1_700_000_000; // seconds since 1970: nothing is moving

/**
 * AWS as a program sees it while it deploys: the parameters of a prefix, any image, one free subnet, and a service
 * whose deployments have always ended already. What stands behind the service is what a stand-in for the provider made.
 */
export class AwsDouble {
    /** Version of each parameter that exists, by its whole name. All are SecureStrings. */
    public readonly parameters = new Map<string, number>();

    public ending: Ending = "serves";

    /** The credentials have no rights. */
    public refuses = false;

    /** Whose it is. */
    public account: Account = { partition: "aws", region: "", accountId: "" };

    /** When each call came, by the process's clock. */
    public readonly calls: { readonly action: string; readonly at: number }[] = [];
    private readonly server = createServer((request, response) => void this.serve(request, response));
    private readonly images = new Map<string, string>();
    private made?: Made;
    private dnsPlaceholder = "";

    /** A deployment has begun that nobody has looked at: the first look sees it. */
    private begun = false;

    public async start(): Promise<void> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
    }

    public stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    /** Also the load balancer's. */
    public get address(): string {
        return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** What a process needs to ask this and nothing else. */
    public get environment(): NodeJS.ProcessEnv {
        return {
            AWS_ENDPOINT_URL: `http://${this.address}`,
            AWS_ACCESS_KEY_ID: "double",
            AWS_SECRET_ACCESS_KEY: "double",
            AWS_CONFIG_FILE: "/nowhere/config",
            AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
            AWS_EC2_METADATA_DISABLED: "true",
        };
    }

    /** Takes note of what a stand-in for the provider made. Returns it, with a load balancer that answers here. */
    public remember(type: string, state: Values): Values {
        switch (type) {
            case "aws:ecs/taskDefinition:TaskDefinition": {
                const [{ image }] = JSON.parse(String(state.containerDefinitions)) as [{ image: string }];
                this.images.set(String(state.arn), image);
                return state;
            }
            case "aws:ecs/service:Service": {
                const taskDefinition = String(state.taskDefinition);
                this.made = { taskDefinition, image: this.images.get(taskDefinition) ?? "" };
                this.begun = true;
                return state;
            }
            case "aws:lb/loadBalancer:LoadBalancer":
                this.dnsPlaceholder = String(state.dnsName);
                return { ...state, dnsName: this.address };
            default:
                return state;
        }
    }

    /** What a program registered or answered, with the placeholder of a load balancer instead of this address. */
    public restored<T>(value: T): T {
        const text = JSON.stringify(value);
        return JSON.parse(this.dnsPlaceholder === "" ? text : text.replaceAll(this.address, this.dnsPlaceholder)) as T;
    }

    /** The actions asked since the last call, without repetition. */
    public takeActions(): string[] {
        return [...new Set(this.calls.splice(0).map(({ action }) => action))].sort();
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { action, input } = await read(request);
        this.calls.push({ action, at: performance.now() });
        if (action === "probe") {
            response.writeHead(200, { "x-release-id": /sha256:(.{12})/.exec(this.made?.image ?? "")?.[1] ?? "" }).end();
            return;
        }
        if (this.refuses) {
            const message = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ${action}`;
            fail(response, { status: 400, code: "AccessDeniedException", message, query: "Action" in input });
            return;
        }
        answer(response, action, this.answers(), input);
    }

    private answers(): Answers {
        const { made } = this;
        return { ...this.surroundings(), ...(made === undefined ? {} : this.service(made)) };
    }

    private surroundings(): Answers {
        return {
            GetCallerIdentity: () => result("GetCallerIdentity", "sts", `<Account>${this.account.accountId}</Account>`),
            DescribeParameters: ({ ParameterFilters }) => {
                const [
                    {
                        Values: [prefix],
                    },
                ] = ParameterFilters as [{ Values: [string] }];
                const under = [...this.parameters].filter(([name]) => name.startsWith(`${prefix}/`));
                return { Parameters: under.map(([Name, Version]) => ({ Name, Version, Type: "SecureString" })) };
            },
            BatchGetImage: () => ({
                images: [{ imageManifest: '{"manifests":[{"platform":{"os":"linux","architecture":"amd64"}}]}' }],
            }),
            GetLifecyclePolicy: () => ({}),
            DescribeSubnets: () => "<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>",
        };
    }

    private service({ taskDefinition }: Made): Answers {
        const { partition, region, accountId } = this.account;
        const ecs = `arn:${partition}:ecs:${region}:${accountId}`;
        const [task, attempt, revision] = [`${ecs}:task/c/1`, `${ecs}:service-deployment/c/s/1`, `${ecs}:service-revision/c/s/1`];
        const before = taskDefinition.replace(/\d+$/, "0");
        const running = this.ending === "serves" ? taskDefinition : before;
        return {
            DescribeServices: () => {
                const seen = this.begun ? taskDefinition : running;
                const rolloutState = this.begun ? "IN_PROGRESS" : "COMPLETED";
                const counts = { desiredCount: 1, runningCount: 1 };
                const id = `ecs-svc/${seen}`;
                const deployment = { id, status: "PRIMARY", taskDefinition: seen, rolloutState, ...counts, createdAt: longAgo };
                this.begun = false;
                return { services: [{ status: "ACTIVE", ...counts, deployments: [deployment] }] };
            },
            ListServiceDeployments: () => ({ serviceDeployments: [{ serviceDeploymentArn: attempt }] }),
            DescribeServiceDeployments: () => ({
                serviceDeployments: [
                    {
                        serviceDeploymentArn: attempt,
                        startedAt: longAgo,
                        targetServiceRevision: { arn: revision },
                        ...(this.ending === "serves"
                            ? { status: "SUCCESSFUL" }
                            : { status: "ROLLBACK_SUCCESSFUL", statusReason: rolledBack, rollback: { reason: rolledBack } }),
                    },
                ],
            }),
            DescribeServiceRevisions: () => ({ serviceRevisions: [{ serviceRevisionArn: revision, taskDefinition }] }),
            ListTasks: ({ desiredStatus }) => ({ taskArns: desiredStatus === "RUNNING" ? [task] : [] }),
            DescribeTasks: () => ({ tasks: [taskOf(task, running)] }),
            DescribeTargetHealth: () =>
                result(
                    "DescribeTargetHealth",
                    "elasticloadbalancing",
                    "<TargetHealthDescriptions><member><Target><Id>10.0.0.1</Id><Port>3000</Port></Target>" +
                        "<TargetHealth><State>healthy</State></TargetHealth></member></TargetHealthDescriptions>",
                ),
            ListTaskDefinitions: () => ({ taskDefinitionArns: [taskDefinition] }),
            DescribeTaskDefinition: () => ({ taskDefinition: { taskDefinitionArn: taskDefinition } }),
            TagResource: () => ({}),
        };
    }
}

function taskOf(taskArn: string, taskDefinitionArn: string) {
    const details = [{ name: "privateIPv4Address", value: "10.0.0.1" }];
    return {
        taskArn,
        taskDefinitionArn,
        lastStatus: "RUNNING",
        desiredStatus: "RUNNING",
        healthStatus: "HEALTHY",
        createdAt: longAgo,
        startedAt: longAgo,
        containers: [],
        attachments: [{ type: "ElasticNetworkInterface", details }],
    };
}

function result(action: string, service: string, content: string): string {
    const namespace = `https://${service}.amazonaws.com/doc/2011-06-15/`;
    return `<${action}Response xmlns="${namespace}"><${action}Result>${content}</${action}Result></${action}Response>`;
}
