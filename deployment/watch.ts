import { diagnoseCallerError } from "./diagnosis/caller";
import type { Clock } from "./clock";
import { formatDiagnosis } from "./diagnosis/diagnose";
import { mergedSnapshot, initialState, reduce, type DeploymentState } from "./state";
import { intervalAfter, signatureOf } from "./refresh";
import type { DeploymentSource } from "./source";
import { measurePhases } from "./phases";
import { Aborted, Poller } from "./poll";
import type { Diagnosis, IntendedRelease, Outcome, Verdict } from "./api";
import { describeStatus, describeTimes } from "./status-line";
import { unexplained, decideVerdict } from "./verdict";

export type { DeploymentSource, HealthResponse } from "./source";

/** What a watch needs beside the observer. */
export interface WatchOptions {
    readonly clock: Clock;

    /** Takes a line for the operator. */
    readonly say: (line: string) => void;

    /** Ends the watch, not the deployment. */
    readonly signal?: AbortSignal;
}

type Decision = Verdict | "keep watching";

/** Errors in a row that are not known to pass, after which they are believed. */
const maxConsecutiveErrors = 3;

/** Follows a deployment to its end, says what happens, and how long each phase took. */
export async function watch(observer: DeploymentSource, intent: IntendedRelease, options: WatchOptions): Promise<Verdict> {
    const watching = new Watch(observer, intent, options);
    const verdict = await watching.run();
    options.say(describeTimes(verdict, intent, watching.seconds()));
    return verdict;
}

class Watch {
    private readonly reader: Poller;
    private known: DeploymentState;
    private said = "";

    /** Looks in a row that AWS did not answer, and why. */
    private trouble: { readonly times: number; readonly diagnosis?: Diagnosis } = { times: 0 };

    constructor(
        private readonly observer: DeploymentSource,
        private readonly intent: IntendedRelease,
        private readonly options: WatchOptions,
    ) {
        const { clock, say, signal } = options;
        this.reader = new Poller(observer, intent, clock, say, signal);
        this.known = initialState(clock.now());
    }

    public seconds(): number {
        return Math.round((this.options.clock.now() - this.known.since) / 1000);
    }

    public async run(): Promise<Verdict> {
        const { clock, signal } = this.options;
        let interval = 4_000;
        try {
            for (;;) {
                const before = signatureOf(this.known.latest?.service);
                const decision = await this.poll();
                if (decision !== "keep watching") {
                    return decision;
                }
                const changed = before !== signatureOf(this.known.latest?.service);
                const pace = { changed, spent: this.reader.spent(), random: clock.random() };
                interval = intervalAfter(this.known, this.intent, interval, pace);
                const { times } = this.trouble;
                const backOff = Math.min(2_000 * 2 ** times, 15_000) * (0.75 + 0.25 * clock.random());
                const left = this.known.since + this.intent.limits.timeoutMinutes * 60_000 - clock.now();
                await this.reader.unlessAborted(clock.sleep(Math.min(times > 0 ? backOff : interval, left), signal));
            }
        } catch (error) {
            if (error instanceof Aborted) {
                return this.interrupted();
            }
            throw error;
        }
    }

    private async poll(): Promise<Decision> {
        try {
            this.known = reduce(this.known, await this.reader.poll(this.known), this.intent);
            this.trouble = { times: 0 };
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            const { kind, diagnosis } = diagnoseCallerError(error as Error);
            this.trouble = { times: this.trouble.times + 1, diagnosis };
            if (kind === "stays" || (kind === "unclear" && this.trouble.times >= maxConsecutiveErrors)) {
                return this.end("FAILED", "is not known to serve", diagnosis);
            }
            this.sayOnce(`${diagnosis.evidence}: asking again`);
        }
        return this.decide();
    }

    private async decide(): Promise<Decision> {
        const verdict = decideVerdict(this.known, this.intent, this.options.clock.now());
        if (verdict === "keep watching") {
            if (this.trouble.diagnosis === undefined) {
                this.sayOnce(describeStatus(this.known, this.intent));
            }
            return verdict;
        }
        if (verdict.outcome === "TIMED_OUT" && this.trouble.diagnosis !== undefined) {
            const minutes = this.intent.limits.timeoutMinutes;
            return this.end("TIMED_OUT", `is not known to serve after ${minutes} minutes`, this.trouble.diagnosis);
        }
        return verdict.early === true && this.intent.limits.rollbackEarly && this.hasOtherRevisions()
            ? this.stop(verdict)
            : verdict;
    }

    /** Asks ECS to go back, and follows that too: only its end tells what serves. */
    private async stop(verdict: Verdict): Promise<Decision> {
        const { diagnosis, line } = verdict;
        try {
            const deployment = await this.reader.call("ecs:ListServiceDeployments", () => this.observer.deployment());
            if (deployment === undefined || !/^(PENDING|IN_PROGRESS)$/.test(deployment.status)) {
                return verdict;
            }
            await this.reader.call("ecs:StopServiceDeployment", () => this.observer.stopWithRollback(deployment.arn));
        } catch (error) {
            if (error instanceof Aborted) {
                throw error;
            }
            return { ...verdict, line: `${line} (ECS could not be asked to roll back: ${(error as Error).message})` };
        }
        this.known = { ...this.known, rollbackRequested: true };
        this.sayOnce(`asked ECS to roll back: ${diagnosis === undefined ? line : formatDiagnosis(diagnosis)}`);
        return "keep watching";
    }

    private hasOtherRevisions(): boolean {
        const { service, tasks } = mergedSnapshot(this.known);
        const all = [...(service?.deployments ?? []), ...tasks];
        return all.some(({ taskDefinitionArn }) => taskDefinitionArn !== this.intent.taskDefinitionArn);
    }

    private interrupted(): Verdict {
        const { evidence } = unexplained(this.known, this.intent);
        return this.end("STOPPED", `was watched for ${this.seconds()} s only`, {
            id: "watch-interrupted",
            cause: "the watch was interrupted, what ECS was asked for goes on",
            evidence,
            advice: "see how it ends: npm run status -- <stack>",
        });
    }

    private end(outcome: Outcome, headline: string, diagnosis: Diagnosis): Verdict {
        const line = `release ${this.intent.releaseId} ${headline}: ${formatDiagnosis(diagnosis)}`;
        return { outcome, diagnosis, seconds: measurePhases(this.known, this.intent), line };
    }

    /** A line only when it says something new. */
    private sayOnce(status: string): void {
        if (status !== this.said) {
            this.said = status;
            this.options.say(`${this.seconds()} s · ${status}`);
        }
    }
}
