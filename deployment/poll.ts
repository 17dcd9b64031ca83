import { isAbort, toAwsError } from "../aws/errors";
import type { ServiceState, Task } from "../aws/ecs";
import type { IntendedRelease, TrafficShift } from "./api";
import type { Clock } from "./clock";
import { diagnoseCallerError } from "./diagnosis/caller";
import { failedSidecar } from "./diagnosis/containers";
import { failedStops, stopCause } from "./diagnosis/diagnose";
import { describeLifecycle, describeProgress, describeStage, detailsToRead, pollInterval, type Detail } from "./poll-plan";
import { isOfRelease, isOutOfReach, requiredResponses } from "./health-response";
import type { LatestHealthResponse, Snapshot } from "./snapshot";
import type { DeploymentSource } from "./source";
import { laterServiceDeployment } from "./merge";
import { mergedSnapshot, reduce, type DeploymentState } from "./state";
import { selectStrategy } from "./strategies/select";
import { timeBudgetMs } from "./time-budget";
import { isReadyToProbe, isReadyToTest } from "./verdict";

/** The watch is to end, whatever it waits for. */
export class Aborted extends Error {}

/** Milliseconds between two questions to the health endpoint: the answers in a row are to come from several tasks. */
const probeIntervalMs = 250;

/** How often a log is asked for that has no lines yet: CloudWatch is up to 20 s behind the task. */
const maxLogAttempts = 5;

/** Reads snapshots of a deployment: the service at each poll, and the details when they are worth their calls. */
export class Poller {
    private previous?: ServiceState;
    private readonly stages = new Set<string>();
    private movedAt: number;
    private pollsSinceDetails = 0;
    private lifecycle = describeLifecycle(undefined);

    /** The failure whose log was read last, and how often each was asked for its log. */
    private loggedFailure?: string;
    private readonly logAttempts = new Map<string, number>();

    /** Actions that the diagnosis does without, which was reported. */
    private readonly denied = new Set<string>();

    constructor(
        private readonly source: DeploymentSource,
        private readonly intent: IntendedRelease,
        private readonly clock: Clock,
        private readonly report: (line: string) => void,
        private readonly signal?: AbortSignal,
    ) {
        this.movedAt = clock.now();
    }

    /**
     * One snapshot. Its details are all of this poll, or absent.
     *
     * @throws {AwsError} when the service itself cannot be read, or a permission is missing without which nothing is certain
     */
    public async poll(state: DeploymentState): Promise<Snapshot> {
        const service = await this.call("ecs:DescribeServices", () => this.source.service());
        const at = this.clock.now();
        const read = { at, date: this.clock.date().getTime(), service, ...(await this.read(this.plan(service, state), state)) };
        const next = reduce(state, read, this.intent);
        return { ...read, logs: await this.logs(mergedSnapshot(next)), ...(await this.ask(next)) };
    }

    /** Milliseconds until the next poll. */
    public interval(): number {
        return pollInterval(this.clock.now() - this.movedAt, this.clock.random());
    }

    /** Asks AWS; an error is one of AWS, or that the watch is to end. */
    public async call<T>(action: string, question: () => Promise<T>): Promise<T> {
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

    private plan(service: ServiceState | undefined, { since, serviceDeployment }: DeploymentState): readonly Detail[] {
        const now = this.clock.now();
        const { previous } = this;
        const stage = describeStage(service);
        const isNewStage = !this.stages.has(stage);
        const lifecycle = describeLifecycle(serviceDeployment);
        const hasMoved = stage !== describeStage(previous) || describeProgress(service) !== describeProgress(previous);
        if (hasMoved || (this.intent.trafficShift !== undefined && lifecycle !== this.lifecycle)) {
            this.movedAt = now;
        }
        this.lifecycle = lifecycle;
        this.stages.add(stage);
        this.previous = service;
        this.pollsSinceDetails += 1;
        return service === undefined
            ? []
            : detailsToRead(service, this.intent, {
                  previous,
                  isNewStage,
                  lifecycleStage: serviceDeployment?.lifecycleStage,
                  pollsSinceDetails: this.pollsSinceDetails,
                  idleMs: now - this.movedAt,
                  isLast: now - since >= timeBudgetMs(this.intent),
              });
    }

    private async read(details: readonly Detail[], state: DeploymentState): Promise<Omit<Snapshot, "at">> {
        const { source, intent } = this;
        if (details.includes("running")) {
            this.pollsSinceDetails = 0;
        }
        const { followsServiceDeployment, targetGroupArn: findTargetGroup } = selectStrategy(intent);
        const asked = this.detail(details, "deployment", "ecs:ListServiceDeployments", undefined, () => source.deployment());
        // Where releases have target groups by turns, the service deployment tells which is the release's.
        const first = followsServiceDeployment ? await asked : undefined;
        const known = laterServiceDeployment(state.serviceDeployment, first);
        const targetGroupArn = findTargetGroup({ ...mergedSnapshot(state), serviceDeployment: known }, intent);
        const ruleArn = intent.trafficShift?.productionListenerRuleArn;
        const hasStopped = (arn: string) => state.tasks.get(arn)?.lastStatus === "STOPPED"; // which stays as it is
        const [serviceDeployment, running, stopped, targets, productionWeights] = await Promise.all([
            asked,
            this.detail(details, "running", "ecs:ListTasks", [], () => source.runningTasks()),
            this.detail(details, "stopped", "ecs:ListTasks", [], () => source.stoppedTasks(hasStopped)),
            this.detail(details, "targets", "elasticloadbalancing:DescribeTargetHealth", [], () =>
                targetGroupArn === undefined ? Promise.resolve([]) : source.targets(targetGroupArn),
            ),
            this.detail(details, "weights", "elasticloadbalancing:DescribeRules", undefined, () =>
                ruleArn === undefined ? Promise.resolve(undefined) : source.productionWeights(ruleArn),
            ),
        ]);
        const tasks = [...running, ...stopped];
        return { serviceDeployment, tasks, targets, productionWeights, logs: [] };
    }

    private async detail<T>(
        details: readonly Detail[],
        detail: Detail,
        action: string,
        fallback: T,
        question: () => Promise<T>,
    ): Promise<T> {
        // Without them a success is not certain.
        const { followsServiceDeployment } = selectStrategy(this.intent);
        const isNeeded = detail === "running" || detail === "targets" || (detail === "deployment" && followsServiceDeployment);
        return details.includes(detail)
            ? this.orFallback(action, fallback, isNeeded, () => this.call(action, question))
            : fallback;
    }

    /**
     * The log of the newest stop, or else of a task that the load balancer finds unhealthy. It is read again when that fails
     * for another reason than the one before: a diagnosis is of the newest failure, and its log must be, too.
     */
    private async logs(merged: Snapshot): Promise<readonly string[]> {
        const task = failedStops(merged, this.intent)[0] ?? findUnhealthy(merged, this.intent);
        if (task === undefined) {
            return [];
        }
        const exitCodes = task.containers.map(({ exitCode = "" }) => exitCode).join();
        const failure = `${stopCause(task, merged, this.intent) ?? task.arn} ${exitCodes}`;
        if (failure === this.loggedFailure) {
            return [];
        }
        return this.orFallback("logs:GetLogEvents", [], false, async () => {
            const lines = await this.call("logs:GetLogEvents", () => this.source.logs(task, failedSidecar(task, this.intent)));
            const attempts = (this.logAttempts.get(failure) ?? 0) + 1;
            this.logAttempts.set(failure, attempts);
            if (lines.length > 0 || attempts >= maxLogAttempts || task.stopCode === "TaskFailedToStart") {
                this.loggedFailure = failure;
            }
            return lines;
        });
    }

    /** What the release answers, where its answer would tell something. */
    private async ask(next: DeploymentState): Promise<Pick<Snapshot, "healthResponse" | "testResponse">> {
        const { probe, trafficShift: { testHeader } = {} } = this.intent;
        if (probe !== undefined && isReadyToProbe(next, this.intent)) {
            return { healthResponse: await this.probe() };
        }
        return probe !== undefined && testHeader !== undefined && isReadyToTest(next, this.intent)
            ? { testResponse: await this.probe(testHeader) }
            : {};
    }

    private async probe(header?: TrafficShift["testHeader"]): Promise<LatestHealthResponse> {
        for (let consecutive = 1; ; consecutive += 1) {
            const response = await this.unlessAborted(this.source.probe(header));
            const isExpected = isOfRelease(response, this.intent) || isOutOfReach(response, this.intent.probe);
            if (!isExpected || consecutive === requiredResponses) {
                return { ...response, consecutive: isExpected ? consecutive : 0 };
            }
            await this.unlessAborted(this.clock.sleep(probeIntervalMs, this.signal));
        }
    }

    /** A detail that AWS does not give now is read again later; a permission that only the diagnosis needs may be missing. */
    private async orFallback<T>(action: string, fallback: T, isNeeded: boolean, question: () => Promise<T>): Promise<T> {
        try {
            return await question();
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            const { kind, diagnosis } = diagnoseCallerError(error as Error, this.intent.serviceRef);
            if (kind === "stays" && (isNeeded || diagnosis.id !== "caller-denied")) {
                throw error;
            }
            if (kind !== "passes" && !this.denied.has(action)) {
                this.denied.add(action);
                this.report(`without ${action} the diagnosis may be incomplete: ${diagnosis.evidence}`);
            }
            return fallback;
        }
    }
}

function findUnhealthy({ targets, tasks }: Snapshot, { taskDefinitionArn }: IntendedRelease): Task | undefined {
    const unhealthy = targets.filter(({ state }) => state === "unhealthy").map(({ id }) => id);
    return tasks.find((task) => task.taskDefinitionArn === taskDefinitionArn && unhealthy.includes(task.address ?? ""));
}
