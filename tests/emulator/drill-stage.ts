import * as assert from "node:assert/strict";
import { drill } from "../../commands/drill/drill";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { DrillClock } from "../commands/drill-clock";
import { DrilledAws, startDrilledAws, type Plot } from "../commands/drilled-aws";
import { Trial, type Result } from "../commands/trial";
import { before, exited, failingTasks, rollback, rolling, unhealthyTasks } from "../timelines/parts";

/** A release whose tasks end at their start. */
export const crash: Plot = {
    tasks: failingTasks(8, 45, exited(1, ["Error: drill: this release ends at its start"])),
    service: [before, rolling, ...rollback(600, 630)],
};

/** A release that is up, and answers with an error. */
export const unhealthy: Plot = {
    tasks: unhealthyTasks(8, 100, {
        state: "unhealthy",
        reason: "Target.ResponseCodeMismatch",
        description: "Health checks failed with these codes: [503]",
    }),
    service: [before, rolling, ...rollback(600, 630)],
};

interface Document {
    readonly stack: string;
    readonly revision: string;
    readonly drills: readonly {
        readonly drill: string;
        readonly revision: string;
        readonly cause: string;
        readonly returnedBy: string;
        readonly problems: readonly string[];
        readonly left: readonly string[];
        readonly passed: boolean;
        readonly noticedSeconds: number;
        readonly verdictSeconds: number;
        readonly aloneSeconds: number | null;
        readonly requests: { readonly asked: number; readonly lost: number };
        readonly verdict: { readonly outcome: string };
    }[];
}

/** `drill` in an account that plays both of its releases. Each test begins anew. */
export class DrillStage {
    public readonly trial = new Trial();
    public clock = new DrillClock();
    public account = new DrilledAws(this.clock);

    public constructor() {
        beforeEach(async () => {
            this.clock = new DrillClock();
            this.account = await startDrilledAws(this.trial, this.clock);
            this.account.plots = [crash, unhealthy];
            this.trial.context = { clock: this.clock.eachSecond, api: createDeploymentApi(this.clock) };
        });
    }

    /** What was asked by an action. */
    public calls(action: string) {
        return this.account.calls.filter((call) => call.action === action).map(({ input }) => input);
    }

    public run(...args: readonly string[]): Promise<Result> {
        return this.trial.run(drill, "test", ...args);
    }

    public async document(
        ...args: readonly string[]
    ): Promise<Document & { readonly exitCode: number; readonly stderr: string }> {
        const { exitCode, stdout, stderr } = await this.run("--yes", "--json", ...args);
        return { ...(JSON.parse(stdout) as Document), exitCode, stderr };
    }

    /** No drill is left: the service is on the revision of before, and no other can be chosen. */
    public assertAsBefore(): void {
        assert.equal(this.account.current, "spotter-test:6");
        assert.deepEqual(
            this.account.revisions.filter(({ inactive }) => inactive !== true).map(({ number }) => number),
            [5, 6],
        );
    }
}
