import type { Diagnosis, IntendedRelease, Outcome, Verdict } from "./api";
import type { Clock } from "./clock";
import { diagnoseCallerError } from "./diagnosis/caller";
import { formatDiagnosis } from "./diagnosis/diagnose";
import { ownCommand } from "./own-command";
import { measurePhases } from "./phases";
import { Aborted, Poller } from "./poll";
import type { DeploymentSource } from "./source";
import { initialState, mergedSnapshot, reduce, type DeploymentState } from "./state";
import { describeStatus, describeTimes } from "./status-line";
import { unexplained } from "./status-causes";
import { hasFailedTest } from "./test-traffic";
import { timeBudgetMinutes, timeBudgetMs } from "./time-budget";
import { decideVerdict } from "./verdict";

/** What a watch needs beside the source. */
export interface WatchOptions {
    readonly clock: Clock;

    /** Takes a line for the operator. */
    readonly report: (line: string) => void;

    /** Ends the watch, not the deployment. */
    readonly signal?: AbortSignal;
}

type Decision = Verdict | "keep watching";

/** Errors in a row that are not known to pass, after which they are believed. */
const maxConsecutiveErrors = 3;

/** Milliseconds until AWS is asked again after an error, doubled by each further one up to the limit. */
const backOffMs = 4_000;
const maxBackOffMs = 15_000;

/** Part of the back-off that is taken off at random, so that several stacks do not ask in step. */
const backOffJitter = 0.25;

/** Follows a deployment to its end, reports what happens, and how long each phase took. */
export async function watch(source: DeploymentSource, intent: IntendedRelease, options: WatchOptions): Promise<Verdict> {
    const watching = new Watch(source, intent, options);
    const verdict = await watching.run();
    options.report(describeTimes(verdict, intent, watching.seconds()));
    return verdict;
}

class Watch {
    private readonly poller: Poller;
    private state: DeploymentState;
    private lastReported = "";

    /** Polls in a row that AWS did not answer, and why. */
    private errors: { readonly count: number; readonly diagnosis?: Diagnosis } = { count: 0 };

    constructor(
        private readonly source: DeploymentSource,
        private readonly intent: IntendedRelease,
        private readonly options: WatchOptions,
    ) {
        const { clock, report, signal } = options;
        this.poller = new Poller(source, intent, clock, report, signal);
        this.state = initialState(clock.now());
    }

    public seconds(): number {
        return Math.round((this.options.clock.now() - this.state.since) / 1000);
    }

    public async run(): Promise<Verdict> {
        const { clock, signal } = this.options;
        try {
            for (;;) {
                const decision = await this.poll();
                if (decision !== "keep watching") {
                    return decision;
                }
                const left = this.state.since + timeBudgetMs(this.intent) - clock.now();
                await this.poller.unlessAborted(clock.sleep(Math.min(this.pause(), left), signal));
            }
        } catch (error) {
            if (error instanceof Aborted) {
                return this.interrupted();
            }
            throw error;
        }
    }

    private pause(): number {
        const { count } = this.errors;
        if (count === 0) {
            return this.poller.interval();
        }
        return Math.min(backOffMs * 2 ** (count - 1), maxBackOffMs) * (1 - backOffJitter * this.options.clock.random());
    }

    private async poll(): Promise<Decision> {
        try {
            this.state = reduce(this.state, await this.poller.poll(this.state), this.intent);
            this.errors = { count: 0 };
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            const { kind, diagnosis } = diagnoseCallerError(error as Error, this.intent.serviceRef);
            this.errors = { count: this.errors.count + 1, diagnosis };
            if (kind === "stays" || (kind === "unclear" && this.errors.count >= maxConsecutiveErrors)) {
                return this.end("FAILED", "is not known to serve", diagnosis);
            }
            this.reportOnce(`${diagnosis.evidence}: asking again`);
        }
        return this.decide();
    }

    private async decide(): Promise<Decision> {
        const verdict = decideVerdict(this.state, this.intent, this.options.clock.now());
        if (verdict === "keep watching") {
            if (this.errors.count === 0) {
                this.reportOnce(describeStatus(this.state, this.intent));
            }
            return verdict;
        }
        if (verdict.outcome === "TIMED_OUT" && this.errors.diagnosis !== undefined) {
            const minutes = timeBudgetMinutes(this.intent);
            return this.end("TIMED_OUT", `is not known to serve after ${minutes} minutes`, this.errors.diagnosis);
        }
        // What does not answer test traffic must not get production's requests, whoever asked for it.
        const mayRollBack = this.intent.limits.rollbackEarly || hasFailedTest(this.state.testTraffic);
        return verdict.early === true && mayRollBack && this.hasOtherRevisions() ? this.rollBack(verdict) : verdict;
    }

    /** Asks ECS to roll back, and follows that too: only its end shows what serves. */
    private async rollBack(verdict: Verdict): Promise<Decision> {
        const { diagnosis, line } = verdict;
        try {
            const deployment = await this.poller.call("ecs:ListServiceDeployments", () => this.source.deployment());
            if (deployment === undefined || !/^(PENDING|IN_PROGRESS)$/.test(deployment.status)) {
                return verdict;
            }
            await this.poller.call("ecs:StopServiceDeployment", () => this.source.stopWithRollback(deployment.arn));
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            return { ...verdict, line: `${line} (ECS could not be asked to roll back: ${(error as Error).message})` };
        }
        this.state = { ...this.state, rollbackRequested: true };
        this.reportOnce(`asked ECS to roll back: ${diagnosis === undefined ? line : formatDiagnosis(diagnosis)}`);
        return "keep watching";
    }

    private hasOtherRevisions(): boolean {
        const { service, tasks } = mergedSnapshot(this.state);
        const all = [...(service?.deployments ?? []), ...tasks];
        return all.some(({ taskDefinitionArn }) => taskDefinitionArn !== this.intent.taskDefinitionArn);
    }

    private interrupted(): Verdict {
        const { evidence } = unexplained(this.state, mergedSnapshot(this.state), this.intent);
        return this.end("STOPPED", `was watched for ${this.seconds()} s only`, {
            id: "watch-interrupted",
            cause: "the watch was interrupted, the deployment continues on AWS",
            evidence,
            advice: `see how it ends: ${ownCommand("status", this.intent.serviceRef)}`,
        });
    }

    private end(outcome: Outcome, headline: string, diagnosis: Diagnosis): Verdict {
        const line = `release ${this.intent.releaseId} ${headline}: ${formatDiagnosis(diagnosis)}`;
        return { outcome, diagnosis, seconds: measurePhases(this.state, this.intent), line };
    }

    /** Reports a status only when it is another than the last. */
    private reportOnce(status: string): void {
        if (status !== this.lastReported) {
            this.lastReported = status;
            this.options.report(`${this.seconds()} s · ${status}`);
        }
    }
}
