import * as assert from "node:assert/strict";
import { types as scaling } from "../account-model/autoscaling";
import { types as ecs } from "../account-model/ecs";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const service = `${ecs.service}::web`;
const target = `${scaling.target}::web`;
const policy = `${scaling.policy}::web-cpu`;
const night = { night: { schedule: "cron(0 22 * * ? *)", min: 1, max: 3 } };

/** The tests go through the life of one stack, in order. */
describeWithCli("a stack that is scaled", () => {
    const stack = new StagingStack(() => {
        configure("spotter:service", { tasks: { min: 1, max: 4 } });
    });
    const { cloud, aws, workspace } = stack;
    const configure = (key: string, value: unknown) => stack.configure(key, value);
    const change = (type: string, properties: object) =>
        aws.model.change(type, aws.model.list(type)[0]?.id ?? "", properties as Readonly<Record<string, unknown>>);
    const update = async () => {
        const output = await workspace.succeed("up", "--yes", "--skip-preview");
        return { output, changes: aws.takeChanges() };
    };
    const assertNothingToDo = () => stack.assertNothingToDo();

    /** Something in AWS wants so many tasks, and they run. */
    const scaleTo = (tasks: number) => {
        change(ecs.service, { desiredCount: tasks });
        cloud.tasks = tasks;
    };

    before(() => update());

    it("has nothing to do when more tasks run than it began with", async () => {
        scaleTo(3);
        await assertNothingToDo();
    });

    it("takes another range at once where it has no schedule", async () => {
        change(scaling.target, { minCapacity: 2 });
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), { [target]: "update" });
        configure("spotter:service", { tasks: { min: 2, max: 6 } });
        assert.deepEqual((await update()).changes, [`update ${target}`]);
    });

    it("has nothing to do when a schedule has set other numbers of tasks", async () => {
        configure("spotter:service", { tasks: { min: 1, max: 6 } });
        configure("spotter:scaling", { schedules: night });
        assert.deepEqual((await update()).changes, [`create ${scaling.action}::web-night`]);
        change(scaling.target, { minCapacity: 1, maxCapacity: 3 });
        await assertNothingToDo();
    });

    it("freezes and thaws in place", async () => {
        for (const frozen of [true, false]) {
            configure("spotter:scaling", { schedules: night, frozen });
            assert.deepEqual((await update()).changes, [`update ${target}`]);
        }
    });

    it("keeps the tasks that run in the update that ends its scaling, and says what the next one does", async () => {
        configure("spotter:service", { tasks: { min: 1, max: 1 } });
        configure("spotter:scaling", undefined);
        const { output, changes } = await update();
        assert.deepEqual(changes.sort(), [`delete ${policy}`, `delete ${scaling.action}::web-night`, `delete ${target}`]);
        assert.match(output, /warning: spotter:service\.tasks: 3 tasks run, .* stay in this update; the next one goes to 1, /);
        assert.equal(aws.model.list(ecs.service)[0]?.properties.desiredCount, 3);
    });

    it("shows in a preview that the next update takes tasks away, or has nothing to do where they are to stay", async () => {
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json")), { [service]: "update" });
        configure("spotter:service", { tasks: { min: 3, max: 3 } });
        await assertNothingToDo();
    });

    it("is scaled again beside the service, which stays", async () => {
        configure("spotter:service", { tasks: { min: 1, max: 4 } });
        const { changes } = await update();
        assert.deepEqual(changes.sort(), [`create ${policy}`, `create ${target}`]);
    });
});
