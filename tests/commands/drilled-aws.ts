import { refuse, Refusal } from "../aws-double/protocol";
import type { Fault } from "../aws-double/server";
import { oldAnswers, oldTasks, before, rolling } from "../timelines/parts";
import { serviceRef } from "../timelines/releases";
import type { DeploymentRow, ServiceFrame, TaskLife, Timeline } from "../timelines/timeline";
import { VirtualClock } from "../timelines/virtual-clock";
import { serviceRevisionArn, taskDefinitionArn, World } from "../timelines/world";
import { Account, digestOf } from "./aws";
import { revision, type Trial } from "./trial";

/** What happens to a variant that is deployed; its seconds count from then. */
export type Plot = Pick<Timeline, "tasks"> & Partial<Timeline>;

/** Nothing but the old release, which serves. */
const serving: Timeline = {
    name: "the old release serves",
    tasks: oldTasks(),
    service: [before],
    health: oldAnswers,
    expected: { outcome: "SUCCEEDED", by: 0 },
};

/**
 * An account in which revision 6 serves, and every revision that the service is moved to fares as its time line says. A
 * time line's own revision is always the one that was deployed last.
 */
export class DrilledAws extends Account {
    /** What becomes of the variants, in the order of their deployment. */
    public plots: Plot[] = [];

    /** Called with each call, before it is answered. */
    public watch: (second: number, action: string) => void = () => undefined;

    /** Calls of UpdateService whose answer is lost, the first of which is carried out. */
    public lostUpdates = 0;
    /** Seconds of a drill in which AWS answers nothing of use. */
    public outage?: readonly [from: number, to: number];

    /** What goes on while there is no drill. */
    public standing = serving;
    private drilled?: Timeline;
    private startedAt = 0;
    private stopAsked = Infinity;
    private deployed = 7;

    constructor(private readonly time: VirtualClock) {
        super();
    }

    /** Revision that the service is on, or moves to. */
    public get current(): string | undefined {
        return this.describeService()
            .deployments.find(({ status }) => status === "PRIMARY")
            ?.taskDefinition.split("/")
            .at(-1);
    }

    public override describeService() {
        const loadBalancers = [{ targetGroupArn: "group", containerName: serviceRef.container, containerPort: 3000 }];
        return { ...super.describeService(), ...this.renamed(this.world.service()), loadBalancers } as NonNullable<
            ReturnType<Account["describeService"]>
        >;
    }

    public override updateService(arn = taskDefinitionArn("old")): void {
        if (arn === taskDefinitionArn("old")) {
            this.moveBack();
            return;
        }
        const plot = this.plots.shift() ?? refuse("InvalidAction", "no time line is left");
        const ends = plot.tasks.some(({ of }) => of === "old");
        this.deployed = Number(arn.split(":").at(-1));
        this.startedAt = this.time.second();
        this.stopAsked = Infinity;
        this.drilled = {
            ...this.standing,
            service: [before, rolling],
            ...plot,
            tasks: [...(ends ? [] : oldTasks()), ...plot.tasks],
        };
    }

    public override stopServiceDeployment(): void {
        if (this.world.attempt()?.status !== "IN_PROGRESS") {
            refuse("ConflictException", "Service deployment is not in progress.");
        }
        this.stopAsked = Math.min(this.stopAsked, this.elapsed);
    }

    public override describeServiceDeployments() {
        const attempt = this.world.attempt();
        return attempt === undefined ? [] : ([attempt] as unknown as ReturnType<Account["describeServiceDeployments"]>);
    }

    public override findTaskDefinition(arn: string): string {
        return this.renamed(
            taskDefinitionArn(arn === serviceRevisionArn("old") ? "old" : arn === serviceRevisionArn("new") ? "new" : "other"),
        );
    }

    public override describeTasks() {
        const { world } = this;
        return this.renamed(world.tasks().map((task) => world.task(task))) as unknown as ReturnType<Account["describeTasks"]>;
    }

    public override describeTargets() {
        return this.world.targets();
    }

    public override readLog = (stream: string): readonly string[] | undefined =>
        this.world.logOf(({ id }) => stream === `ecs/${serviceRef.container}/${id}`);

    public probe() {
        return this.world.health();
    }

    protected override get second(): number {
        return this.elapsed;
    }

    protected override findFault(action: string): Fault | undefined {
        this.watch(this.elapsed, action);
        if (action === "UpdateService" && this.lostUpdates > 0) {
            this.lostUpdates -= 1;
            if (this.plots.length > 0) {
                this.updateService(String(this.calls.at(-1)?.input.taskDefinition));
            }
            return "reset";
        }
        const [from, to] = this.outage ?? [Infinity, 0];
        const isOut = action !== "probe" && this.elapsed >= from && this.elapsed < to;
        return isOut ? new Refusal("ServiceUnavailableException", "Service is unavailable", 503) : super.findFault(action);
    }

    /** As ECS does when it is asked for the old release: the variant's tasks stop, and a deployment of its own completes. */
    private moveBack(): void {
        const at = this.elapsed;
        const row: DeploymentRow = { of: "old", status: "PRIMARY", state: "IN_PROGRESS", id: "ecs-svc/again", created: at };
        const moving: ServiceFrame = {
            at,
            deployments: [row, { of: "new", status: "ACTIVE", state: "IN_PROGRESS" }],
            attempt: { of: "old", status: "IN_PROGRESS", started: at },
        };
        const moved: ServiceFrame = {
            at: at + 30,
            deployments: [{ ...row, state: "COMPLETED" }],
            attempt: { of: "old", status: "SUCCESSFUL", started: at },
        };
        const stop = (task: TaskLife): TaskLife =>
            task.of === "new" && (task.stopped ?? Infinity) > at ? { ...task, stopping: at, stopped: at + 10 } : task;
        const { service, tasks } = this.timeline;
        const goOn = tasks.some(({ of, stopped }) => of === "old" && stopped === undefined);
        const again = goOn ? [] : oldTasks().map((task) => ({ ...task, id: `${task.id}-again`, created: at, started: at + 5 }));
        this.drilled = {
            ...this.timeline,
            tasks: [...tasks.filter(({ of, created }) => of !== "new" || created < at).map(stop), ...again],
            service: [...service.filter((frame) => frame.at < at), moving, moved],
        };
    }

    private get timeline(): Timeline {
        return this.drilled ?? this.standing;
    }

    private get elapsed(): number {
        return this.time.second() - this.startedAt;
    }

    private get world(): World {
        return new World(this.timeline, this.elapsed, this.stopAsked);
    }

    /** The time line's own revision is number 7, that of a second drill is not. */
    private renamed<T>(value: T): T {
        const [from, to] = [taskDefinitionArn("new"), `${this.familyArn}:${this.deployed}`];
        return JSON.parse(JSON.stringify(value).replaceAll(`${from}"`, `${to}"`)) as T;
    }
}

/** Puts an account in which revision 6 serves in place of a trial's own. */
export async function startDrilledAws(trial: Trial, clock: VirtualClock): Promise<DrilledAws> {
    const { images, parameters } = trial.account;
    trial.account.stop();
    const account = Object.assign(new DrilledAws(clock), { images, parameters });
    account.images.add(digestOf(0));
    account.revisions = [5, 6].map((number) => ({ ...revision(number, 0, "SUCCEEDED"), environment: { RELEASE_ID: "0" } }));
    trial.account = account;
    await account.start();
    account.loadBalancerDns = account.address;
    Object.assign(process.env, account.environment);
    return account;
}
