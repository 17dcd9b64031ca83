import * as assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate";
import { render } from "../../preview/render";
import type { PreviewDocument } from "../../preview/document";
import { estimateCost } from "../../review/cost";
import { inputsOf } from "../support/build";
import { previewOfExample, type StackKeys } from "./preview-of";

const nightly = { command: ["node", "job.js"], schedule: "cron(0 3 * * ? *)", timezone: "America/New_York" };

const withSchedules = (more: Record<string, object | undefined> = {}, schedules: object = { nightly }) =>
    previewOfExample("prod", "update", (config: StackKeys) => {
        config["spotter:schedules"] = { ...schedules };
        for (const [key, value] of Object.entries(more)) {
            config[key] = { ...config[key], ...value };
        }
    });

describe("a stack with a schedule", () => {
    let document: PreviewDocument;
    before(async () => {
        document = await withSchedules();
    });

    it("keeps to every control that is mandatory", () => {
        assert.deepEqual(
            evaluate(document).results.filter(({ outcome, control }) => outcome !== "pass" && control.level === "mandatory"),
            [],
        );
    });

    it("shows when it runs what, and who is told", () => {
        const lines = render(document, { colors: false, verbose: false }).split("\n");
        assert.deepEqual(
            lines.filter((line) => /Schedule/.test(line)).map((line) => line.replace(/^\W+/, "").replace(/ {2,}/g, "  ")),
            [
                "ScheduleRuns  /aws/events/spotter-app-task  kept 90 days · failed runs are told",
                "ScheduledTask  spotter-app-task-nightly  node job.js · cron(0 3 * * ? *) America/New_York · 0.5 vCPU, 1 GB · once the release serves",
            ],
        );
    });

    it("costs what its runs take, and an alarm", () => {
        const cost = estimateCost(document);
        assert.ok(!("problem" in cost));
        assert.deepEqual(
            cost.usage.filter(({ component }) => component.includes("ScheduledTask")).map(({ usd, per }) => [usd, per]),
            [[0.02969, "hour that spotter-app-task-nightly runs, 0.5 vCPU, 1 GB"]], // 0.5 × 0.04048 + 0.004445 + 0.005
        );
        const lines = cost.components.flatMap(({ lines: each }) => each);
        assert.deepEqual(
            lines.filter(({ what }) => what.includes("nightly")).map(({ what, monthlyUsd }) => [what, monthlyUsd.from]),
            [["alarm spotter-prod-nightly-missed", 0.1]],
        );
    });

    it("tells nobody where the stack has no alarms, and says so", async () => {
        const quiet = await withSchedules({ "spotter:alarms": { set: "none", rollback: false } });
        const types = quiet.resources.map(({ type, name }) => `${type.split(":").at(-1) ?? ""}::${name}`);
        assert.ok(!types.includes("MetricAlarm::web-nightly-missed") && !types.includes("EventRule::web-failed-runs"));
        assert.ok(types.includes("EventRule::web-runs"));
        const shown = render(quiet, { colors: false, verbose: false });
        assert.match(shown, /0\.5 vCPU, 1 GB · missed runs tell nobody · once the release serves/);
        assert.match(shown, /kept 90 days · failed runs tell nobody/);
    });

    it("has names that AWS takes, however long those of the stack are, and a role's with its path", async () => {
        const long = await withSchedules(
            { "spotter:names": { taskFamily: "a".repeat(70) }, "spotter:access": { rolePath: "/teams/" } },
            { "a-name-of-thirty-two-characters1": nightly },
        );
        const name = (type: string) => inputsOf(long.resources, type).name as string;
        const [schedule, queue] = [name("aws:scheduler/schedule:Schedule"), name("aws:sqs/queue:Queue")];
        assert.match(schedule, /^a{57}-[0-9a-f]{6}$/);
        assert.equal(queue, `${schedule}-dead-letters`);
        const [role] = long.resources.filter(({ type, name: own }) => type.endsWith(":Role") && own.endsWith("-scheduler"));
        assert.match(role?.inputs.name as string, /^a{57}-[0-9a-f]{6}$/);
        assert.notEqual(role?.inputs.name, schedule);
        assert.equal(role?.inputs.path, "/teams/");
    });

    it("lets the stack's key encrypt how its runs ended, too", async () => {
        const { resources } = await withSchedules({ "spotter:encryption": { customerKey: true } });
        const { kmsKeyId } = inputsOf(resources, "aws:cloudwatch/logGroup:LogGroup", "web-runs");
        assert.match(kmsKeyId as string, /^arn:aws:kms:/);
        assert.match(
            inputsOf(resources, "aws:kms/key:Key").policy as string,
            /\["arn:[^"]+:log-group:\/ecs\/spotter-app","arn:[^"]+:log-group:\/aws\/events\/spotter-app-task"\]/,
        );
    });

    it("registers nothing of schedules where it has none", async () => {
        const usual = await previewOfExample("prod", "update");
        assert.deepEqual(
            usual.resources.filter(({ type }) => /scheduler|sqs|logResourcePolicy|ScheduleRuns/.test(type)),
            [],
        );
    });
});
