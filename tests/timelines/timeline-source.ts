import type { Task } from "../../aws/ecs";
import type { TrafficShift } from "../../deployment/api";
import type { DeploymentSource } from "../../deployment/source";
import type { Snapshot } from "../../deployment/snapshot";
import { milliseconds, toServiceDeployment, toServiceState, toTargets, toTasks } from "./from-wire";
import { findFault, refusals, type Fault, type Timeline } from "./timeline";
import type { VirtualClock } from "./virtual-clock";
import { epoch, taskArn, World } from "./world";

/** How often the SDK asks at most: `maxAttempts` of aws/clients.ts. */
const maxAttempts = 4;

/** Tasks that one call lists, or describes. */
const tasksPerCall = 100;

/** A call that a live source would make. */
export interface SourceCall {
    readonly action: string;
    readonly second: number;

    /** One more page, or batch, of what the call before began: it costs nothing where there are few tasks. */
    readonly isFurtherPage?: boolean;
}

/** Plays a time line without HTTP, and records each call. */
export class TimelineSource implements DeploymentSource {
    public readonly calls: SourceCall[] = [];

    /** ARN of each stopped task that was described, as often as it was. */
    public readonly stopsDescribed: string[] = [];
    private readonly counts = new Map<string, number>();
    private stopAsked = Infinity;

    /** @param latencySeconds of each question; those that are asked together take as long as one */
    constructor(
        private readonly timeline: Timeline,
        private readonly clock: VirtualClock,
        private readonly latencySeconds = 0.2,
    ) {}

    public service = async () => {
        const fault = await this.ask("DescribeServices");
        return fault?.answer === "missing" ? undefined : toServiceState(this.world(fault));
    };

    public deployment = async () => {
        const fault = await this.ask("ListServiceDeployments", "DescribeServiceDeployments");
        return toServiceDeployment(this.world(fault), this.timeline);
    };

    public runningTasks = () => this.tasks("running", () => false);

    public stoppedTasks = (isKnown: (arn: string) => boolean) => this.tasks("stopped", isKnown);

    public targets = async (group: string) => toTargets(this.world(await this.ask("DescribeTargetHealth")), group);

    public productionWeights = async () => this.world(await this.ask("DescribeRules")).weights();

    public logs = async ({ arn }: Task) =>
        this.world(await this.ask("GetLogEvents")).logOf(({ id }) => taskArn(id) === arn) ?? [];

    public probe = async (header?: TrafficShift["testHeader"]) => {
        const fault = await this.ask("probe");
        return header === undefined ? this.world(fault).health() : this.world(undefined).test(); // no test answers late
    };

    public stopWithRollback = async () => {
        await this.ask("StopServiceDeployment");
        this.stopAsked = Math.min(this.stopAsked, this.clock.second());
    };

    /** How often each action was asked. */
    public count(action: string): number {
        return this.counts.get(action) ?? 0;
    }

    private async tasks(which: "running" | "stopped", isKnown: (arn: string) => boolean): Promise<readonly Task[]> {
        const listed = toTasks(this.world(await this.ask("ListTasks")), which);
        this.turnPages("ListTasks", listed.length, this.latencySeconds);
        const arns = new Set(listed.map(({ arn }) => arn).filter((arn) => !isKnown(arn)));
        if (arns.size === 0) {
            return [];
        }
        const world = this.world(await this.ask("DescribeTasks"));
        this.turnPages("DescribeTasks", arns.size, 0); // side by side
        const tasks = toTasks(world, "any").filter(({ arn }) => arns.has(arn));
        const stopped = tasks.filter(({ lastStatus }) => which === "stopped" && lastStatus === "STOPPED");
        this.stopsDescribed.push(...stopped.map(({ arn }) => arn));
        return tasks;
    }

    /** The calls that a list or batch takes beside the first. */
    private turnPages(action: string, items: number, seconds: number): void {
        for (let pages = Math.ceil(items / tasksPerCall); pages > 1; pages -= 1) {
            this.clock.pass(seconds);
            this.calls.push({ action, second: this.clock.second(), isFurtherPage: true });
        }
    }

    /** Lets the answer take its time; what is wrong with it is returned or, if it is a refusal, thrown. */
    private async ask(...actions: readonly string[]): Promise<Fault | undefined> {
        const began = this.clock.now();
        const faults = actions.map((action) => ({ action, fault: this.attempt(action) }));
        await Promise.resolve();
        const { action, fault } = faults.find((each) => each.fault !== undefined) ?? {};
        const seconds = fault?.answer === "slow" ? (fault.seconds ?? 20) : this.latencySeconds;
        this.clock.pass(Math.max(0, seconds - (this.clock.now() - began) / 1000));
        if (action === "probe") {
            return fault; // the health endpoint is not AWS's
        }
        if (fault?.answer === "reset") {
            throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
        }
        if (fault !== undefined && fault.answer in refusals) {
            const [httpStatusCode, name, message] = refusals[fault.answer as keyof typeof refusals];
            const denied = `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecs:${action ?? ""} on resource: *`;
            throw Object.assign(new Error(message === "" ? denied : message), { name, $metadata: { httpStatusCode } });
        }
        return fault;
    }

    /** Calls as the SDK does: what may pass is asked again at once. */
    private attempt(action: string): Fault | undefined {
        for (let attempt = 1; ; attempt += 1) {
            this.calls.push({ action, second: this.clock.second() });
            this.counts.set(action, this.count(action) + 1);
            const fault = findFault(this.timeline, action, this.count(action), this.clock.second());
            const isTransient = fault !== undefined && /throttled|unavailable|reset/.test(fault.answer);
            if (action === "probe" || !isTransient || attempt === maxAttempts) {
                return fault;
            }
        }
    }

    private world(fault: Fault | undefined): World {
        const age = fault?.answer === "stale" ? (fault.seconds ?? 20) : 0;
        return new World(this.timeline, this.clock.second() - age, this.stopAsked);
    }
}

/** Everything that is true at one second of a time line. */
export function snapshotAt(timeline: Timeline, second: number): Snapshot {
    const world = new World(timeline, second);
    const { status, releaseId } = world.health();
    return {
        at: milliseconds(epoch / 1000 + second),
        service: toServiceState(world),
        serviceDeployment: toServiceDeployment(world, timeline),
        tasks: [...toTasks(world, "running"), ...toTasks(world, "stopped")],
        targets: toTargets(world),
        logs: [],
        healthResponse: { status, releaseId, consecutive: status === 200 ? 3 : 0 },
    };
}
