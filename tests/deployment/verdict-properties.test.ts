import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Verdict } from "../../deployment/api";
import type { Snapshot } from "../../deployment/snapshot";
import { initialState, reduce, type DeploymentState } from "../../deployment/state";
import { decideVerdict } from "../../deployment/verdict";
import { runs } from "./runs";
import { answersAt, anyTimeline, standsAt } from "../timelines/arbitrary";
import { failingTask, oldTasks, rolling, before } from "../timelines/parts";
import { intendedRelease } from "../timelines/releases";
import { success } from "../timelines/succeeding";
import type { Timeline } from "../timelines/timeline";
import { snapshotAt } from "../timelines/timeline-source";
import { epoch } from "../timelines/world";

const intent = intendedRelease();
const at = (second: number) => epoch + second * 1000;

/** What one read may lack. */
const lacks = ["service", "deployments", "tasks", "some tasks", "targets", "serviceDeployment", "answer"] as const;

/** What may be wrong with one read; most are right. */
const read = fc.record({
    second: fc.oneof(
        { weight: 1, arbitrary: fc.integer({ min: -30, max: 150 }) },
        { weight: 2, arbitrary: fc.integer({ min: 150, max: 420 }) },
    ),
    lacks: fc.constantFrom(...lacks, "nothing", "nothing", "nothing", "nothing"),
    /** Content older than the time that the watch gives it; seconds. */
    stale: fc.constantFrom(0, 0, 0, 5, 40, 120),
});
const reads = fc.array(read, { minLength: 1, maxLength: 30 });

function partial(snapshot: Snapshot, lacking: string): Snapshot {
    switch (lacking) {
        case "service":
            return { ...snapshot, service: undefined };
        case "deployments":
            return { ...snapshot, service: snapshot.service && { ...snapshot.service, deployments: [] } };
        case "tasks":
            return { ...snapshot, tasks: [] };
        case "some tasks":
            return { ...snapshot, tasks: snapshot.tasks.slice(1) };
        case "targets":
            return { ...snapshot, targets: [] };
        case "serviceDeployment":
            return { ...snapshot, serviceDeployment: undefined };
        case "answer":
            return { ...snapshot, healthResponse: undefined };
        default:
            return snapshot;
    }
}

const toSnapshot = (timeline: Timeline, { second, lacks: lacking, stale }: { second: number; lacks: string; stale: number }) => ({
    ...partial(snapshotAt(timeline, second - stale), lacking),
    at: at(second),
});

const reduceAll = (snapshots: readonly Snapshot[]): DeploymentState =>
    snapshots.reduce((state, next) => reduce(state, next, intent), initialState(epoch));

const describeOutcome = (verdict: Verdict | "keep watching") => (verdict === "keep watching" ? verdict : verdict.outcome);

describe("whatever is read in whatever order", () => {
    it("a release never succeeds that does not serve", () => {
        let successes = 0;
        fc.assert(
            fc.property(anyTimeline, reads, fc.boolean(), (timeline, some, isSorted) => {
                const order = isSorted ? [...some].sort((a, b) => a.second - b.second) : some;
                let state = initialState(epoch);
                for (const next of order) {
                    state = reduce(state, toSnapshot(timeline, next), intent);
                    if (describeOutcome(decideVerdict(state, intent, at(next.second))) === "SUCCEEDED") {
                        successes += 1;
                        const served = order.some(
                            ({ second, stale }) => standsAt(timeline, second - stale) && answersAt(timeline, second - stale),
                        );
                        assert.ok(served, `it never served in what was read: ${JSON.stringify(timeline)}`);
                    }
                }
            }),
            { numRuns: runs(200) },
        );

        assert.ok(successes > 0, `${successes} successes show that the property is not empty`);
    });

    it("the same reads once more make no success", () => {
        fc.assert(
            fc.property(anyTimeline, reads, (timeline, some) => {
                const snapshots = some.map((next) => toSnapshot(timeline, next));
                const now = Math.max(...snapshots.map((snapshot) => snapshot.at));
                const [once, twice] = [snapshots, [...snapshots, ...snapshots]].map((each) =>
                    describeOutcome(decideVerdict(reduceAll(each), intent, now)),
                );
                assert.ok(once === "SUCCEEDED" || twice !== "SUCCEEDED");
            }),
            { numRuns: runs(40) },
        );
    });

    it("nothing that is seen but once ends a deployment badly", () => {
        const starting: Timeline = {
            ...success,
            tasks: [...oldTasks(), failingTask("new-1", 5, Infinity, { started: 35 })],
            service: [before, rolling],
        };
        const begun = [1, 5].map((second) => snapshotAt(starting, second));
        for (const lacking of ["nothing", ...lacks]) {
            for (let second = -100; second <= 100; second += 10) {
                const odd = { ...partial(snapshotAt(starting, second), lacking), at: at(10) };
                assert.equal(decideVerdict(reduceAll([...begun, odd]), intent, at(10)), "keep watching", `${lacking}, ${second}`);
            }
        }
    });
});
