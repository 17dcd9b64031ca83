import * as assert from "node:assert/strict";
import type { Account } from "../../aws/account";
import { lastSegment } from "../../aws/arn";
import type { Things } from "../account-model/type-model";
import type { TaggedLoadBalancer } from "../aws-double/account";
import { refuse, type Answers } from "../aws-double/protocol";
import { AwsDouble } from "../aws-double/server";
import type { ServiceModel } from "../aws-double/service-model";
import { answersOfSharedBalancers } from "./provider-balancers";
import { findRefusedActions, statementsFor } from "./role-calls";
import type { Values } from "./wire";

/** Types of what is found by name, by the word for it. */
const namedTypes: Readonly<Record<string, string>> = {
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    dashboard: "aws:cloudwatch/dashboard:Dashboard",
    "key alias": "aws:kms/alias:Alias",
    "load balancer": "aws:lb/loadBalancer:LoadBalancer",
    "log-group": "aws:cloudwatch/logGroup:LogGroup",
    cluster: "aws:ecs/cluster:Cluster",
    repository: "aws:ecr/repository:Repository",
    role: "aws:iam/role:Role",
    "role-policy": "aws:iam/rolePolicy:RolePolicy",
    service: "aws:ecs/service:Service",
    "schedule group": "aws:scheduler/scheduleGroup:ScheduleGroup",
    queue: "aws:sqs/queue:Queue",
};

/** The name of a service is unique in its cluster. */
function nameOf({ dashboardName, name = dashboardName, cluster }: Values): string {
    return typeof cluster === "string" ? `${lastSegment(cluster)}/${String(name)}` : String(name);
}

/** How deployments end: the release serves, or ECS has gone back to what ran before. */
export type Ending = "serves" | "rolled back";

const rolledBack = "Service deployment rolled back because the circuit breaker threshold was exceeded.";

const longAgo = 1_700_000_000; // seconds since 1970: nothing is moving

/**
 * AWS as a program sees it while it deploys: the parameters that a test names, every image, and the service that a double
 * of the provider has made, whose deployments have ended before they are polled a second time.
 */
export class ProviderAws extends AwsDouble implements ServiceModel {
    protected override readonly service = this;
    public override images = Object.assign(new Set<string>(), { has: () => true });
    public ending: Ending = "serves";

    /** Tasks that are wanted, and run. */
    public tasks = 1;

    /** Target group whose tasks are healthy. @default - whichever is asked for */
    public servedBy?: string;

    /** Tasks of two releases run side by side. */
    public isDeploying = false;

    /** Paths at which the release answers 404. */
    public unanswered: readonly string[] = [];

    /** Whoever deploys may ask for all that the program has asked; names are another's matter, as tests change them. */
    public override stop(): void {
        super.stop();
        const statements = statementsFor(process.cwd());
        const refused = statements === undefined ? [] : findRefusedActions(statements, this);
        assert.deepEqual(refused, [], "the role of delivery may not ask for it");
    }

    /** Tags that the provider gives to everything. */
    private tags: Values = {};
    /** Whose the credentials are before a provider has said which account it uses. */
    public override accountId = "920013187591";

    /** What the ARNs of ECS begin with. */
    private arns = "";
    private taskDefinition?: string;
    private networkConfiguration?: Values;

    /** A deployment has begun that was not polled yet: the first poll sees it. */
    private begun = false;
    private dnsPlaceholder = "";
    private things?: Pick<Things, "list">;

    /** Has the program find by name what a double of the provider has. */
    public findThingsIn(things: Pick<Things, "list">): void {
        this.things = things;
    }

    public override findNamed(type: string, name: string): Readonly<Record<string, string>> | undefined {
        const found = this.things?.list(namedTypes[type] ?? "").find(({ properties }) => nameOf(properties) === name);
        return found === undefined ? undefined : ((found.properties.tags ?? {}) as Readonly<Record<string, string>>);
    }

    protected override answers(): Answers {
        const others = super.answers();
        return this.things === undefined ? others : { ...others, ...answersOfSharedBalancers(this.things, others) };
    }

    public override findScaledRange() {
        const [target] = this.things?.list("aws:appautoscaling/target:Target") ?? [];
        return target && { min: Number(target.properties.minCapacity), max: Number(target.properties.maxCapacity) };
    }

    /** Moves to the account and region that the program asks for. */
    public use({ partition, region, accountId }: Account, tags: Values): void {
        this.accountId = accountId;
        this.tags = tags;
        this.arns = `arn:${partition}:ecs:${region}:${accountId}`;
    }

    /** Takes note of what a double of the provider made. Returns it, with a load balancer that answers here. */
    public remember(type: string, state: Values): Values {
        switch (type) {
            case "aws:ecs/taskDefinition:TaskDefinition": {
                const [{ image }] = JSON.parse(String(state.containerDefinitions)) as [{ image: string }];
                const [, familyArn = "", number] = /^(.*):(\d+)$/.exec(String(state.arn)) ?? [];
                // That of a worker has the service's before its own name.
                this.familyArn = this.familyArn !== "" && familyArn.startsWith(`${this.familyArn}-`) ? this.familyArn : familyArn;
                this.revisions.push({ number: Number(number), image, tags: {} });
                return state;
            }
            case "aws:ecs/service:Service":
                if (state.loadBalancers === undefined) {
                    this.others[String(state.name)] = Number(String(state.taskDefinition).split(":").at(-1));
                    return state;
                }
                this.taskDefinition = String(state.taskDefinition);
                this.networkConfiguration = state.networkConfiguration as Values | undefined;
                this.begun = true;
                return state;
            case "aws:lb/loadBalancer:LoadBalancer":
                this.dnsPlaceholder = String(state.dnsName);
                this.loadBalancerDns = this.address;
                this.loadBalancer = this.describeLoadBalancer(state);
                return { ...state, dnsName: this.address };
            default:
                return state;
        }
    }

    private describeLoadBalancer({ name, internal, subnets, vpcId }: Values): TaggedLoadBalancer {
        const zones = (subnets as readonly string[]).map((id) => this.zones[id] ?? "us-east-1a");
        return {
            name: String(name),
            scheme: internal === true ? "internal" : "internet-facing",
            vpcId: String(vpcId),
            zones: [...new Set(zones)],
            tags: this.tags as TaggedLoadBalancer["tags"],
        };
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

    public describeService(): object | undefined {
        const taskDefinition = this.begun ? this.taskDefinition : this.running;
        const rolloutState = this.begun ? "IN_PROGRESS" : "COMPLETED";
        const counts = { desiredCount: this.tasks, runningCount: this.tasks };
        const id = `ecs-svc/${taskDefinition ?? ""}`;
        this.begun = false;
        const deployment = { id, status: "PRIMARY", taskDefinition, rolloutState, ...counts, createdAt: longAgo };
        const networkConfiguration = { awsvpcConfiguration: { subnets: this.networkConfiguration?.subnets ?? [] } };
        return taskDefinition === undefined
            ? undefined
            : {
                  status: "ACTIVE",
                  ...counts,
                  deployments: this.isDeploying
                      ? [deployment, { ...deployment, id: "ecs-svc/before", status: "ACTIVE" }]
                      : [deployment],
                  networkConfiguration,
              };
    }

    public describeServiceDeployments() {
        const rollback = { status: "ROLLBACK_SUCCESSFUL", statusReason: rolledBack, rollback: { reason: rolledBack } };
        return [
            {
                serviceDeploymentArn: `${this.arns}:service-deployment/c/s/1`,
                startedAt: longAgo,
                targetServiceRevision: { arn: `${this.arns}:service-revision/c/s/1` },
                ...(this.ending === "serves" ? { status: "SUCCESSFUL" } : rollback),
            },
        ];
    }

    public findTaskDefinition(): string | undefined {
        return this.taskDefinition;
    }

    public describeTasks() {
        return this.addresses.map((value, at) => ({
            taskArn: `${this.arns}:task/c/${at + 1}`,
            taskDefinitionArn: this.running,
            lastStatus: "RUNNING",
            desiredStatus: "RUNNING",
            healthStatus: "HEALTHY",
            createdAt: longAgo,
            startedAt: longAgo,
            containers: [],
            attachments: [{ type: "ElasticNetworkInterface", details: [{ name: "privateIPv4Address", value }] }],
        }));
    }

    public updateService(): void {
        refuse("InvalidAction", "only the provider changes the service");
    }

    public stopServiceDeployment(): void {
        refuse("InvalidAction", "deployments have ended already");
    }

    public describeTargets(group?: string) {
        const isServed = this.servedBy === undefined || this.servedBy === group;
        return isServed ? this.addresses.map((id) => ({ id, state: "healthy" })) : [];
    }

    public describeWeights(): { arn: string; weight: number }[] {
        const rules = this.things?.list("aws:lb/listenerRule:ListenerRule") ?? [];
        const production = rules.find(({ properties }) => properties.priority === 50_000);
        const [action] = (production?.properties.actions ?? []) as {
            forward: { targetGroups: { arn: string; weight: number }[] };
        }[];
        return action?.forward.targetGroups ?? [];
    }

    public listTargetGroups(): string[] {
        const own = (this.things?.list("aws:lb/targetGroup:TargetGroup") ?? []).map(({ id }) => id);
        return this.servedBy === undefined ? own : [...own, this.servedBy];
    }

    public probe(path: string) {
        if (this.unanswered.includes(path)) {
            return { status: 404 };
        }
        const image = this.revisions.find(({ number }) => this.taskDefinition?.endsWith(`:${number}`))?.image ?? "";
        return { status: 200, releaseId: /sha256:(.{12})/.exec(image)?.[1] ?? "" };
    }

    private get addresses(): string[] {
        return Array.from({ length: this.tasks }, (_, at) => `10.0.0.${at + 1}`);
    }

    /** Where ECS went back, what ran before. */
    private get running(): string | undefined {
        return this.ending === "serves" ? this.taskDefinition : this.taskDefinition?.replace(/\d+$/, "0");
    }
}
