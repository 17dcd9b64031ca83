import * as assert from "node:assert/strict";
import { watch } from "../../deployment/watch";
import { intent, releaseId } from "./builders";
import { success } from "./script";
import { ScriptedClock, ScriptedObserver, type Fault } from "./scripted-source";
import { awsFault, crashLoop, watched } from "./watched";

describe("the watch", () => {
    describe("when AWS does not answer", () => {
        const passing: readonly (readonly [string, Fault])[] = [
            [
                "throttled",
                (action, call) => (action === "service" && call >= 3 && call <= 7 ? awsFault("ThrottlingException") : undefined),
            ],
            [
                "reset",
                (action, call) =>
                    action === "service" && call % 3 === 2 ? awsFault("Error", { code: "ECONNRESET" }) : undefined,
            ],
            [
                "unavailable",
                (_, call) => (call === 2 ? awsFault("ServerException", { $metadata: { httpStatusCode: 503 } }) : undefined),
            ],
            [
                "throttled at the end",
                (action, _, second) =>
                    action !== "service" && second > 178 && second < 186 ? awsFault("ThrottlingException") : undefined,
            ],
            ["inconsistent", (_, call, second) => (call % 2 === 0 ? { second: second - 40 } : undefined)],
            ["stale at first", (_, call) => (call <= 3 ? { second: -30 } : undefined)],
        ];
        for (const [what, fault] of passing) {
            it(`goes on: ${what}`, async () => {
                const { verdict, second } = await watched(success, { fault });
                assert.equal(verdict.outcome, "SUCCEEDED", verdict.line);
                assert.ok(second >= 180 && second <= 215, `${second}`);
            });
        }

        it("says so once, and times out with it", async () => {
            const release = { ...intent, limits: { ...intent.limits, timeoutMinutes: 3 } };
            const { verdict, said, second } = await watched(success, {
                release,
                fault: (action) => (action === "service" ? awsFault("ThrottlingException") : undefined),
            });
            const evidence = "AWS throttles ecs:DescribeServices: too many calls from this account at once (ThrottlingException)";
            assert.equal(
                verdict.line,
                `release ${releaseId} is not known to serve after 3 minutes: AWS does not answer ▸ ${evidence} ▸ the deployment goes on without being watched: npm run status -- <stack>`,
            );
            assert.equal(verdict.outcome, "TIMED_OUT");
            assert.deepEqual(said, [`0 s · ${evidence}: asking again`, `watched for ${Math.round(second - 1)} s`]);
            assert.ok(second <= 182, `${second}`);
        });

        it("fails at once when who deploys may not look at the service", async () => {
            const { verdict, second } = await watched(success, {
                fault: (action) =>
                    action === "service"
                        ? Object.assign(awsFault("AccessDeniedException"), {
                              message:
                                  "User: arn:aws:iam::1:user/ci is not authorized to perform: ecs:DescribeServices on resource: x",
                          })
                        : undefined,
            });
            assert.equal(
                verdict.line,
                `release ${releaseId} is not known to serve: who deploys may not watch ▸ AWS denied ecs:DescribeServices to arn:aws:iam::1:user/ci: allow ecs:DescribeServices in the policy of the deploying identity ▸ the deployment goes on without being watched: npm run status -- <stack>`,
            );
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id, second < 3], ["FAILED", "caller-denied", true]);
        });

        it("fails when the targets may not be read, and does without the log", async () => {
            const denied =
                (part: string): Fault =>
                (action) =>
                    action === part ? awsFault("AccessDeniedException") : undefined;
            assert.equal((await watched(success, { fault: denied("targets") })).verdict.diagnosis?.id, "caller-denied");
            const { verdict, said } = await watched(crashLoop, { fault: denied("logs") });
            assert.deepEqual([verdict.diagnosis?.id, verdict.diagnosis?.evidence], ["process-exit", "it wrote no log"]);
            assert.equal(
                said.filter((line) => line.startsWith("without logs:GetLogEvents the diagnosis may lack something: ")).length,
                1,
            );
        });

        it("fails when the credentials expire", async () => {
            const { verdict } = await watched(success, {
                fault: (_action, _call, second) => (second > 40 ? awsFault("ExpiredTokenException") : undefined),
            });
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "caller-credentials"]);
        });

        it("believes an error that it does not know after three in a row", async () => {
            const fault: Fault = (action, call) =>
                action === "service" && call >= 2 ? awsFault("InvalidParameterException") : undefined;
            const { verdict, observer } = await watched(success, { fault });
            assert.deepEqual([verdict.outcome, verdict.diagnosis?.id], ["FAILED", "caller-unanswered"]);
            assert.equal(observer.asked.filter((name) => name === "service").length, 4);
        });
    });

    describe("when it is interrupted", () => {
        const line = (seconds: number, evidence: string) =>
            `release ${releaseId} was watched for ${seconds} s only: the watch was interrupted, what ECS was asked for goes on ▸ ${evidence} ▸ see how it ends: npm run status -- <stack>`;

        it("ends at once, and says what goes on", async () => {
            const clock = new ScriptedClock();
            const controller = new AbortController();
            const observer = new ScriptedObserver(success, clock, (action, call) => {
                if (action === "service" && call === 3) {
                    controller.abort();
                }
                return undefined;
            });
            const verdict = await watch(observer, intent, { clock, say: () => undefined, signal: controller.signal });
            assert.equal(verdict.outcome, "STOPPED");
            assert.equal(verdict.line, line(Math.round(clock.second()), "deployment in progress, 2 of 2 tasks run"));
            assert.deepEqual(observer.asked.filter((name) => name === "service").length, 3);
        });

        it("does not even begin when that was before", async () => {
            const clock = new ScriptedClock();
            const verdict = await watch(new ScriptedObserver(success, clock), intent, {
                clock,
                say: () => undefined,
                signal: AbortSignal.abort(),
            });
            assert.equal(verdict.line, line(0, "nothing was read of the service"));
        });

        it("does not wait for an answer that never comes", async () => {
            const controller = new AbortController();
            const observer = new ScriptedObserver(success, new ScriptedClock());
            observer.service = () => new Promise(() => setImmediate(() => controller.abort()));
            const verdict = await watch(observer, intent, {
                clock: new ScriptedClock(),
                say: () => undefined,
                signal: controller.signal,
            });
            assert.equal(verdict.diagnosis?.id, "watch-interrupted");
        });
    });
});
