import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { initialState, reduce } from "../../deployment/state";
import type { Verdict } from "../../deployment/api";
import type { Snapshot } from "../../deployment/snapshot";
import { decideVerdict } from "../../deployment/verdict";
import { watch } from "../../deployment/watch";
import { at, epoch, exited, intent, releaseId } from "./builders";
import { answersAt, standsAt, truthAt, type Script } from "./script";
import { ScriptedClock, ScriptedObserver, type Fault } from "./scripted-source";

/** Roll-outs of every kind: that serve, that never do, or that look for a while as if they would. */
const scripts: fc.Arbitrary<Script> = fc
    .record({
        starts: fc.array(
            fc.record({
                created: fc.integer({ min: 2, max: 60 }),
                boot: fc.integer({ min: 10, max: 60 }),
                healthy: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
                lives: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
            }),
            { minLength: 2, maxLength: 5 },
        ),
        drain: fc.integer({ min: 100, max: 200 }),
        completed: fc.option(fc.integer({ min: 150, max: 320 }), { nil: undefined }),
        rollback: fc.option(fc.integer({ min: 60, max: 400 }), { nil: undefined }),
        answers: fc.option(fc.integer({ min: 60, max: 400 }), { nil: undefined }),
        answerOf: fc.constantFrom(releaseId, releaseId, "222222222222"),
    })
    .map(({ starts, drain, rollback, ...rest }) => ({
        ...rest,
        tasks: starts.map(({ created, boot, healthy, lives }, index) => ({
            name: String(index + 20),
            created,
            started: created + boot,
            healthy: healthy === undefined ? undefined : created + boot + healthy,
            stopped: lives === undefined ? undefined : created + boot + lives,
            how: {
                stopCode: "EssentialContainerExited",
                stoppedReason: "Essential container in task exited",
                containers: exited("x", 1).containers,
            },
        })),
        drain: [drain, drain + 40] as const,
        rollback: rollback === undefined ? undefined : ([rollback, rollback + 40] as const),
    }));

/** What may be wrong with one read. */
const reads = fc.array(
    fc.record({
        second: fc.integer({ min: -30, max: 460 }),
        lacks: fc.constantFrom<
            "nothing" | "service" | "deployments" | "tasks" | "some tasks" | "targets" | "serviceDeployment" | "answer"
        >(
            "nothing",
            "nothing",
            "nothing",
            "nothing",
            "service",
            "deployments",
            "tasks",
            "some tasks",
            "targets",
            "serviceDeployment",
            "answer",
        ),
        /** Content older than the time that the watch gives it. */
        stale: fc.constantFrom(0, 0, 0, 5, 40, 120),
    }),
    { minLength: 1, maxLength: 60 },
);

function partial(snapshot: Snapshot, lacks: string): Snapshot {
    switch (lacks) {
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

const servesAt = (script: Script, second: number): boolean => standsAt(script, second) && answersAt(script, second);

describe("whatever is read in whatever order", () => {
    it("a release never succeeds that does not serve", () => {
        let successes = 0;
        fc.assert(
            fc.property(scripts, reads, fc.boolean(), (script, looks, sorted) => {
                const order = sorted ? [...looks].sort((a, b) => a.second - b.second) : looks;
                let known = initialState(epoch);
                for (const { second, lacks, stale } of order) {
                    const truth = truthAt(script, second - stale);
                    known = reduce(known, { ...partial(truth, lacks), at: at(second) }, intent);
                    const verdict = decideVerdict(known, intent, at(second));
                    if (verdict !== "keep watching" && verdict.outcome === "SUCCEEDED") {
                        successes += 1;
                        const seen = Math.max(
                            ...order.map((look) => look.second - look.stale).filter((moment) => servesAt(script, moment)),
                        );
                        assert.ok(Number.isFinite(seen), `it never served in what was read: ${JSON.stringify(script)}`);
                    }
                }
            }),
            { numRuns: 2000 },
        );
        assert.ok(successes > 0, `${successes} successes show that the property is not empty`);
    });

    it("the same reads twice, or once more, change nothing of an end", () => {
        fc.assert(
            fc.property(scripts, reads, (script, looks) => {
                const snapshots = looks.map(({ second, lacks, stale }) => ({
                    ...partial(truthAt(script, second - stale), lacks),
                    at: at(second),
                }));
                const once = snapshots.reduce((known, next) => reduce(known, next, intent), initialState(epoch));
                const twice = [...snapshots, ...snapshots].reduce(
                    (known, next) => reduce(known, next, intent),
                    initialState(epoch),
                );
                const outcomeOf = (verdict: Verdict | "keep watching") =>
                    verdict === "keep watching" ? verdict : verdict.outcome;
                const now = Math.max(...snapshots.map((snapshot) => snapshot.at));
                if (outcomeOf(decideVerdict(once, intent, now)) !== "SUCCEEDED") {
                    assert.notEqual(outcomeOf(decideVerdict(twice, intent, now)), "SUCCEEDED");
                }
            }),
            { numRuns: 500 },
        );
    });

    it("nothing that is seen but once ends a deployment badly", () => {
        fc.assert(
            fc.property(
                fc.integer({ min: -100, max: 100 }),
                fc.constantFrom("service", "deployments", "tasks", "targets"),
                (second, lacks) => {
                    const script: Script = { tasks: [{ name: "1", created: 5, started: 40 }] };
                    const known = [1, 5].reduce(
                        (before, moment) => reduce(before, truthAt(script, moment), intent),
                        initialState(epoch),
                    );
                    const odd = { ...partial(truthAt(script, second), lacks), at: at(10) };
                    assert.equal(decideVerdict(reduce(known, odd, intent), intent, at(10)), "keep watching");
                },
            ),
        );
    });

    it("the watch ends, never later than its minutes, and succeeds only while the release serves", async () => {
        const faults = fc.array(
            fc.record({
                from: fc.integer({ min: 0, max: 400 }),
                lasts: fc.integer({ min: 1, max: 60 }),
                what: fc.constantFrom<"ThrottlingException" | "ECONNRESET" | "stale">(
                    "ThrottlingException",
                    "ECONNRESET",
                    "stale",
                ),
                by: fc.integer({ min: 1, max: 90 }),
            }),
            { maxLength: 5 },
        );
        const release = { ...intent, limits: { ...intent.limits, timeoutMinutes: 8 } };
        const outcomes = new Map<string, number>();
        await fc.assert(
            fc.asyncProperty(
                scripts,
                faults,
                fc.integer({ min: 1, max: 420 }),
                fc.boolean(),
                async (script, list, begin, rollbackEarly) => {
                    const clock = new ScriptedClock();
                    clock.pass(begin * 1000);
                    const fault: Fault = (_, __, second) => {
                        const active = list.find(({ from, lasts }) => second >= from && second < from + lasts);
                        if (active === undefined) {
                            return undefined;
                        }
                        return active.what === "stale"
                            ? { second: second - active.by }
                            : Object.assign(new Error(active.what), { name: active.what });
                    };
                    const observer = new ScriptedObserver(script, clock, fault);
                    const limits = { ...release.limits, rollbackEarly };
                    const verdict = await watch(observer, { ...release, limits }, { clock, say: () => undefined });
                    outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
                    assert.ok(clock.second() <= begin + 8 * 60 + 20, `${clock.second()} from ${begin}`);
                    if (verdict.outcome === "SUCCEEDED") {
                        // The reads of one look are some seconds apart, and here up to 90 s old; the answers are never.
                        const moments = Array.from({ length: 110 }, (_, back) => Math.floor(clock.second()) - back);
                        assert.ok(
                            moments.some((second) => standsAt(script, second)) && answersAt(script, clock.second()),
                            JSON.stringify(script),
                        );
                    } else {
                        assert.ok(verdict.diagnosis !== undefined && verdict.line.split(" ▸ ").length >= 3, verdict.line);
                        assert.ok(!verdict.line.includes("\n"));
                    }
                },
            ),
            { numRuns: 300 },
        );
        for (const outcome of ["SUCCEEDED", "ROLLED_BACK", "FAILED", "TIMED_OUT"]) {
            assert.ok((outcomes.get(outcome) ?? 0) > 0, `${outcome} was never reached: ${JSON.stringify([...outcomes])}`);
        }
    });
});
