import { toAwsError, isAbort } from "../aws/errors";
import { diagnoseCallerError } from "./diagnosis/caller";
import type { Clock } from "./clock";
import { stopCause, failedStops } from "./diagnosis/diagnose";
import { mergedSnapshot, reduce, type DeploymentState } from "./state";
import { partsWanted, signatureOf, type Looks, type Part } from "./refresh";
import type { DeploymentSource } from "./source";
import type { IntendedRelease } from "./api";
import type { Task } from "../aws/ecs";
import type { LatestHealthResponse, Snapshot } from "./snapshot";
import { requiredResponses, isReadyToProbe } from "./verdict";

/** The watch is to end, whatever it waits for. */
export class Aborted extends Error {}

/** Between two questions to the health endpoint; it is asked only when everything else holds. */
const probeIntervalMs = 250;

/** How often a log is asked for that has no lines yet. */
const maxLogAttempts = 5;

/** Reads snapshots, with no more calls than they are worth. */
export class Poller {
    private looks: Looks = {};
    private readonly asked: number[] = [];
    private readonly logged = new Set<string>();
    private readonly refused = new Set<string>();

    /** How often a log was asked for without a line, by cause. */
    private readonly silent = new Map<string, number>();

    constructor(
        private readonly observer: DeploymentSource,
        private readonly intent: IntendedRelease,
        private readonly clock: Clock,
        private readonly say: (line: string) => void,
        private readonly signal?: AbortSignal,
    ) {}

    /**
     * One look at the deployment.
     *
     * @throws {AwsError} when the service itself cannot be read, or a right is missing without which nothing is certain
     */
    public async poll(state: DeploymentState): Promise<Snapshot> {
        const service = await this.call("ecs:DescribeServices", () => this.observer.service());
        const at = this.clock.now();
        const parts = service === undefined ? [] : partsWanted(state, service, this.intent, this.looks, at, this.spent());
        const read = await this.read(parts);
        // What was read before still holds while the service is the same; a success is looked at once more.
        const held = signatureOf(state.latest?.service) === signatureOf(service) ? state.latest : undefined;
        const running = parts.includes("running") ? read.running : (held?.tasks ?? []).filter(isNotStopped);
        const targets = parts.includes("targets") ? read.targets : (held?.targets ?? []);
        const base = { at, service, serviceDeployment: read.deployment, tasks: [...running, ...read.stopped], targets, logs: [] };
        const snapshot = { ...base, logs: await this.logsFor(state, base) };
        if (!isReadyToProbe(reduce(state, snapshot, this.intent), this.intent)) {
            return snapshot;
        }
        const healthResponse = await this.probe();
        if (healthResponse.consecutive < requiredResponses || (parts.includes("running") && parts.includes("targets"))) {
            return { ...snapshot, healthResponse };
        }
        const fresh = await this.read(["running", "targets"]);
        return { ...snapshot, healthResponse, tasks: fresh.running, targets: fresh.targets };
    }

    /** Questions in the last three minutes. Some take two calls. */
    public spent(): number {
        return this.asked.filter((at) => at > this.clock.now() - 180_000).length;
    }

    /** Asks AWS; an error is one of AWS, or that the watch is to end. */
    public async call<T>(action: string, question: () => Promise<T>): Promise<T> {
        this.asked.push(this.clock.now());
        try {
            return await this.unlessAborted(question());
        } catch (error) {
            if (error instanceof Aborted || (isAbort(error) && this.signal?.aborted === true)) {
                throw new Aborted();
            }
            throw toAwsError(error, action);
        }
    }

    /** What the promise gives, or an end at once when the watch is to end. */
    public async unlessAborted<T>(promise: Promise<T>): Promise<T> {
        const { signal } = this;
        let abort: () => void = () => undefined;
        const aborted = new Promise<never>((_, reject) => {
            abort = () => reject(new Aborted());
            signal?.addEventListener("abort", abort, { once: true });
            if (signal?.aborted === true) {
                abort();
            }
        });
        try {
            return await Promise.race([aborted, promise]);
        } finally {
            signal?.removeEventListener("abort", abort);
        }
    }

    private async read(parts: readonly Part[]) {
        const { observer } = this;
        const [deployment, running, stopped, targets] = await Promise.all([
            this.part(parts, "deployment", "ecs:ListServiceDeployments", undefined, () => observer.deployment()),
            this.part(parts, "running", "ecs:ListTasks", [], () => observer.tasks("running")),
            this.part(parts, "stopped", "ecs:ListTasks", [], () => observer.tasks("stopped")),
            this.part(parts, "targets", "elasticloadbalancing:DescribeTargetHealth", [], () => observer.targets()),
        ]);
        return { deployment, running, stopped, targets };
    }

    private async part<T>(
        parts: readonly Part[],
        part: Part,
        action: string,
        otherwise: T,
        question: () => Promise<T>,
    ): Promise<T> {
        if (!parts.includes(part)) {
            return otherwise;
        }
        const needed = part === "running" || part === "targets"; // without them a success can't be told
        return this.orWithout(action, otherwise, needed, async () => {
            const answer = await this.call(action, question);
            this.looks = { ...this.looks, [part]: this.clock.now() };
            return answer;
        });
    }

    /** The log of the newest stop, or else of a task that the load balancer finds unhealthy; once for each cause. */
    private async logsFor(known: DeploymentState, snapshot: Snapshot): Promise<readonly string[]> {
        const evidence = mergedSnapshot(reduce(known, snapshot, this.intent));
        const unhealthy = evidence.targets.filter(({ state }) => state === "unhealthy").map(({ id }) => id);
        const own = evidence.tasks.filter((task) => task.taskDefinitionArn === this.intent.taskDefinitionArn);
        const stopped = [...failedStops(evidence, this.intent)].sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0));
        const task = stopped[0] ?? own.find(({ address }) => unhealthy.includes(address ?? ""));
        const cause = task && (stopCause(task, evidence, this.intent) ?? task.arn);
        if (task === undefined || cause === undefined || this.logged.has(cause)) {
            return [];
        }
        return this.orWithout("logs:GetLogEvents", [], false, async () => {
            const lines = await this.call("logs:GetLogEvents", () => this.observer.logs(task));
            // CloudWatch is seconds behind: what seems to have written nothing is asked again, a few times.
            const tries = (this.silent.get(cause) ?? 0) + 1;
            this.silent.set(cause, tries);
            if (lines.length > 0 || tries >= maxLogAttempts || task.stopCode === "TaskFailedToStart") {
                this.logged.add(cause);
            }
            return lines;
        });
    }

    private async probe(): Promise<LatestHealthResponse> {
        for (let inARow = 1; ; inARow += 1) {
            const reply = await this.unlessAborted(this.observer.probe());
            const right = reply.status === 200 && reply.releaseId === this.intent.releaseId;
            if (!right || inARow === requiredResponses) {
                return { ...reply, consecutive: right ? inARow : 0 };
            }
            await this.unlessAborted(this.clock.sleep(probeIntervalMs, this.signal));
        }
    }

    /** A part that AWS does not give now is read again later; a right that only the diagnosis needs may be missing. */
    private async orWithout<T>(action: string, otherwise: T, needed: boolean, question: () => Promise<T>): Promise<T> {
        try {
            return await question();
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            const { kind, diagnosis } = diagnoseCallerError(error as Error);
            if (kind === "stays" && (needed || diagnosis.id !== "caller-denied")) {
                throw error;
            }
            if (kind !== "passes" && !this.refused.has(action)) {
                this.refused.add(action);
                this.say(`without ${action} the diagnosis may lack something: ${diagnosis.evidence}`);
            }
            return otherwise;
        }
    }
}

function isNotStopped({ lastStatus }: Task): boolean {
    return lastStatus !== "STOPPED";
}
