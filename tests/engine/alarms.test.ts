import * as assert from "node:assert/strict";
import { types as cloudwatch } from "../account-model/cloudwatch";
import { types as ecs } from "../account-model/ecs";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const service = `${ecs.service}::web`;

/** The tests go through the life of one stack, in order. */
describeWithCli("alarms under the CLI", () => {
    const stack = new StagingStack(() => {
        configure({ set: "none" });
    });
    const { cloud, aws, workspace } = stack;
    const configure = (value: object) => workspace.configure("staging", "spotter:alarms", value);
    const update = () => stack.update();
    const all = { set: "all", rollback: true, dashboard: true, emails: ["ops@example.com"] };

    before(() => update());

    it("come without a change of anything but the service, which their names are given to once they exist", async () => {
        configure(all);
        const changes = await update();
        assert.deepEqual(
            changes.filter((change) => !change.startsWith("create ")),
            [`update ${service}`],
        );
        const at = (change: string) => changes.indexOf(change);
        assert.ok(at(`create ${cloudwatch.alarm}::web-slow`) < at(`update ${service}`), changes.join("\n"));
        assert.ok(at(`create ${cloudwatch.alarm}::web-too-few`) > at(`update ${service}`), changes.join("\n"));
    });

    it("leave nothing to change in a second preview", async () => {
        const { exitCode, output } = await workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
    });

    it("warn in an update of the service, when one that guards its deployments has gone off", async () => {
        cloud.alarms = { "spotter-staging-slow": "ALARM" };
        workspace.configure("staging", "spotter:image", { digest: `sha256:${"2".repeat(64)}` });
        const output = await workspace.succeed("up", "--yes", "--skip-preview");
        assert.match(output, /warning: preflight: alarm spotter-staging-slow is in ALARM: ECS ignores its alarms until the next/);
        aws.takeChanges();
    });

    it("are refused where the name of one, or of the dashboard, is taken", async () => {
        cloud.alarms = {};
        configure({ set: "none" });
        await update();
        aws.model.seed(cloudwatch.alarm, { id: "spotter-staging-slow", name: "spotter-staging-slow" });
        aws.model.seed(cloudwatch.dashboard, { id: "spotter-staging", dashboardName: "spotter-staging" });
        configure(all);
        const { exitCode, output } = await workspace.pulumi("preview");
        assert.notEqual(exitCode, 0, output);
        assert.match(
            output,
            /alarm spotter-staging-slow, not made by this stack: import it as aws:cloudwatch\/metricAlarm:MetricAlarm/,
        );
        assert.match(
            output,
            /dashboard spotter-staging, not made by this stack: import it as aws:cloudwatch\/dashboard:Dashboard/,
        );
        aws.model.remove(cloudwatch.alarm, "spotter-staging-slow");
        aws.model.remove(cloudwatch.dashboard, "spotter-staging");
    });

    it("come again and go again, and replace nothing that stays", async () => {
        const operations = Object.entries(operationsOf(await workspace.succeed("preview", "--json")));
        assert.deepEqual(
            operations.filter(([, operation]) => operation !== "create"),
            [[service, "update"]],
        );
        await update();
        configure({ set: "none" });
        assert.deepEqual(
            (await update()).filter((change) => !change.startsWith("delete ")),
            [`update ${service}`],
        );
    });
});
