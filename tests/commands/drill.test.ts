import * as assert from "node:assert/strict";
import { drill } from "../../commands/drill/drill";
import { History } from "../../deployment/history";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { createReleaseRecords } from "../../deployment/aws-release-records";
import { createClients } from "../../aws/clients";
import { exited, failingTasks, rollback, before, rolling, unhealthyTasks, completed, oldAnswers } from "../timelines/parts";
import { serviceRef } from "../timelines/releases";
import { digestOf } from "./aws";
import { DrillClock } from "./drill-clock";
import { DrilledAws, type Plot } from "./drilled-aws";
import { revision, stackFile, Trial, type Result } from "./trial";

const crash: Plot = {
    tasks: failingTasks(8, 45, exited(1, ["Error: drill: this release ends at its start"])),
    service: [before, rolling, ...rollback(600, 630)],
};

const unhealthy: Plot = {
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

describe("drill", () => {
    const trial = new Trial();
    let clock = new DrillClock();
    let account = new DrilledAws(clock);

    beforeEach(async () => {
        clock = new DrillClock();
        const { images, parameters } = trial.account;
        trial.account.stop();
        account = Object.assign(new DrilledAws(clock), { images, parameters });
        account.images.add(digestOf(0));
        account.revisions = [5, 6].map((number) => ({ ...revision(number, 0, "SUCCEEDED"), environment: { RELEASE_ID: "0" } }));
        account.plots = [crash, unhealthy];
        trial.account = account;
        await account.start();
        account.loadBalancerDns = account.address;
        Object.assign(process.env, account.environment);
        trial.context = { clock: clock.eachSecond, api: createDeploymentApi(clock) };
    });

    const calls = (action: string) => account.calls.filter((call) => call.action === action).map(({ input }) => input);
    const run = (...args: readonly string[]): Promise<Result> => trial.run(drill, "test", ...args);
    const document = async (
        ...args: readonly string[]
    ): Promise<Document & { readonly exitCode: number; readonly stderr: string }> => {
        const { exitCode, stdout, stderr } = await run("--yes", "--json", ...args);
        return { ...(JSON.parse(stdout) as Document), exitCode, stderr };
    };

    it("deploys a release that does not start and one that is unhealthy, and ends on the release that served", async () => {
        const { exitCode, stdout, stderr } = await run("--yes");
        console.log(stdout, stderr, exitCode);
    });
});
