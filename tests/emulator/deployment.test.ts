import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { createClients } from "../../aws/clients";
import { createDeploymentApi, awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { createDeploymentSource } from "../../deployment/aws-source";
import type { Verdict } from "../../deployment/api";
import { canary, intendedRelease } from "../timelines/releases";
import { TimelineAws } from "./timeline-aws";
import type { Fault, Timeline } from "../timelines/timeline";
import { failing, timelines } from "../timelines/all";
import { running } from "../timelines/running";
import { succeeding, success } from "../timelines/succeeding";
import { VirtualClock } from "../timelines/virtual-clock";

/** Actions that would reveal a value. */
const revealing = /^(GetParameter|GetSecretValue|Decrypt)/;

describe("a verdict through the SDK", () => {
    const clock = new VirtualClock();
    const server = new TimelineAws(success, clock);
    const calls = (action: string) => server.calls.filter((call) => call.action === action);

    before(async () => {
        await server.start();
        process.env.AWS_ENDPOINT_URL = server.endpoint;
    });

    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        server.stop();
    });

    const intent = (timeline: Timeline = success) => intendedRelease(timeline, server.address);

    function begin(timeline: Timeline): void {
        server.play(timeline);
        server.parameters.set("AUTH_SECRET", { type: "SecureString", version: 1, value: canary });
        server.revisions.splice(0, Infinity, { number: 7, tags: {} });
        clock.set(timeline.watchedFrom ?? 1);
    }

    async function follow(timeline: Timeline): Promise<{ readonly verdict: Verdict; readonly lines: readonly string[] }> {
        begin(timeline);
        const lines: string[] = [];
        const verdict = await createDeploymentApi(clock).verdict(intent(timeline), (line) => lines.push(line));
        return { verdict, lines: [...lines, verdict.line] };
    }

    for (const timeline of timelines.filter(isForHttp)) {
        const { outcome, cause, line, by } = timeline.expected;
        it(`${timeline.name}: ${outcome}${cause === undefined ? "" : `, ${cause}`}`, async () => {
            const { verdict, lines } = await follow(timeline);
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], [outcome, cause], verdict.line);
            assert.match(verdict.line, line ?? /./);
            const end = calls("DescribeServices").at(-1)?.second ?? Infinity;
            assert.ok(end <= by, `noticed at ${end} s, must be by ${by} s`);
            assert.deepEqual(
                server.calls.filter(({ action }) => revealing.test(action)),
                [],
            );
            assert.doesNotMatch(lines.join("\n"), new RegExp(canary));
            const tag = server.revisions[0]?.tags["spotter:verdict"];
            const refused = timeline.faults?.some(({ action }) => action === "TagResource") === true;
            assert.equal(tag, outcome === "SUCCEEDED" && !refused ? "SUCCEEDED" : undefined);
        });
    }

    it("costs at most one call a second on average, and 5 where the release serves already", async () => {
        const still: Timeline = { ...success, watchedFrom: 3000 };
        const failure = failing.find(({ name }) => name === "the process crashes at once") ?? success;
        for (const timeline of [success, failure, ...succeeding.filter(({ faults }) => faults === undefined)]) {
            await follow(timeline);
            const asked = server.calls.filter(({ action }) => action !== "probe").length;
            const seconds = clock.second() - (timeline.watchedFrom ?? 1);
            assert.ok(asked <= seconds + 10, `${timeline.name}: ${asked} calls in ${seconds} s`);
        }
        await follow(still);
        assert.deepEqual(
            server.calls
                .filter(({ action }) => action !== "probe")
                .map(({ action }) => action)
                .sort(),
            ["DescribeServices", "DescribeTargetHealth", "DescribeTasks", "ListTasks", "TagResource"],
        );
    });

    it("records what the phases took, which a later update that changes nothing leaves as it is", async () => {
        const { verdict } = await follow(success);
        const tags = server.revisions[0]?.tags ?? {};
        const { schedule, pull, start, health, drain } = verdict.seconds;
        const written = `schedule=${schedule} pull=${pull} start=${start} health=${health} drain=${drain}`;
        assert.equal(tags["spotter:seconds"], written);
        assert.doesNotMatch(written, /undefined/);

        begin({ ...success, watchedFrom: 3000 });
        Object.assign(server.revisions[0]?.tags ?? {}, tags);
        const later = await createDeploymentApi(clock).verdict(intent({ ...success, watchedFrom: 3000 }), () => undefined);
        assert.equal(later.outcome, "SUCCEEDED");
        assert.equal(server.revisions[0]?.tags["spotter:seconds"], written);
        assert.notEqual(server.revisions[0].tags["spotter:verdict-at"], tags["spotter:verdict-at"]);
    });

    it("says that the verdict could not be recorded, and succeeds", async () => {
        const { lines } = await follow({ ...success, faults: [{ action: "TagResource", calls: [1, 9], answer: "denied" }] });
        assert.match(lines.join("\n"), /the verdict is not recorded on the revision: AWS denied ecs:TagResource/);
    });

    it("asks ECS once for a rollback, where that is configured, and never otherwise", async () => {
        const [stopped] = running.filter(({ rollbackEarly }) => rollbackEarly === true);
        assert.ok(stopped);
        await follow(stopped);
        assert.equal(calls("StopServiceDeployment").length, 1);
        await follow({ ...stopped, rollbackEarly: false });
        assert.equal(calls("StopServiceDeployment").length, 0);
    });

    it("asks twice for a rollback without harm", async () => {
        begin(success);
        const observer = createDeploymentSource(createClients({ region: "us-east-1" }), intent());
        const { arn = "" } = (await observer.deployment()) ?? {};
        await observer.stopWithRollback(arn);
        clock.pass(1);
        await observer.stopWithRollback(arn);
        assert.equal(calls("StopServiceDeployment").length, 2);
    });

    it("reads a service revision once, as it never changes", async () => {
        begin(success);
        const observer = createDeploymentSource(createClients({ region: "us-east-1" }), intent());
        const [first, second] = [await observer.deployment(), await observer.deployment()];
        assert.equal(first?.taskDefinitionArn, intent().taskDefinitionArn);
        assert.deepEqual(first, second);
        assert.equal(calls("DescribeServiceRevisions").length, 1);
    });

    it("ends when it is interrupted, and asks nothing more", async () => {
        begin(success);
        const stop = new AbortController();
        const verdict = await createDeploymentApi(clock).verdict(intent(), () => stop.abort(), stop.signal);
        assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["STOPPED", "watch-interrupted"]);
        const asked = server.calls.length;
        // A call that was still to come would arrive before the answer of a later one.
        await createDeploymentSource(createClients({ region: "us-east-1" }), intent()).service();
        assert.equal(server.calls.length, asked + 1);
    });

    it("is there at once, by the machine's clock, where the release serves already", async () => {
        begin({ ...success, watchedFrom: 3000 });
        const verdict = await awsDeploymentApi.verdict(intent(), () => undefined);
        assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
    });

    describe("with answers reordered, repeated or delayed", () => {
        /** Each call tells of another moment, or finds nothing. */
        const unreliable = fc
            .array(
                fc.record({
                    answer: fc.constantFrom("stale", "stale", "slow", "missing"),
                    seconds: fc.integer({ min: 1, max: 90 }),
                }),
                {
                    minLength: 1,
                    maxLength: 40,
                },
            )
            .map((faults) =>
                faults.map(({ answer, seconds }, index): Fault => {
                    const delay = answer === "slow" ? Math.min(seconds, 9) : seconds;
                    return { calls: [index + 1, index + 1], answer, seconds: delay };
                }),
            );
        const never = failing.filter(({ faults }) => faults === undefined);

        it("never takes a failure for a success", async () => {
            await fc.assert(
                fc.asyncProperty(fc.constantFrom(...never), unreliable, async (timeline, faults) => {
                    const { verdict } = await follow({ ...timeline, faults });
                    assert.notEqual(verdict.outcome, "SUCCEEDED", verdict.line);
                }),
                { numRuns: 60 },
            );
        });

        it("sees that a release serves, once the answers are right again", async () => {
            // Three reads in 15 s that agree on another state are believed: older ones than that can't be told from the truth.
            const behind = unreliable.map((faults) =>
                faults.map((fault) => ({ ...fault, seconds: Math.min(fault.seconds ?? 1, 10) })),
            );
            await fc.assert(
                fc.asyncProperty(behind, async (faults) => {
                    const { verdict } = await follow({ ...success, faults });
                    assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
                }),
                { numRuns: 30 },
            );
        });
    });
});

/**
 * Not where the machine's date moves, which the server and the SDK have from the machine, nor where AWS throttles for long:
 * the SDK then waits by the machine's clock.
 */
function isForHttp({ dateMoves, faults = [] }: Timeline): boolean {
    return dateMoves === undefined && !faults.some(({ answer, during }) => answer === "throttled" && during !== undefined);
}
