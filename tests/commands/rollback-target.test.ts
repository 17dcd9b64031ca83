import * as assert from "node:assert/strict";
import { rollback } from "../../commands/rollback/rollback";
import { arnOf, digestOf, noon } from "./aws";
import { revision, Trial } from "./trial";

describe("the release that a rollback returns to", () => {
    const trial = new Trial();

    const updates = () => trial.account.calls.filter(({ action }) => action === "UpdateService").map(({ input }) => input);

    it("stays where ECS itself went back to, and pins that", async () => {
        trial.account.revisions = [...trial.account.revisions.slice(0, 2), revision(3, 3)];
        trial.account.attempts = [{ revision: 3, status: "ROLLBACK_SUCCESSFUL" }];
        trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
        const { exitCode } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.deepEqual(updates(), []);
        assert.match(trial.read("Pulumi.test.yaml"), new RegExp(`digest: ${digestOf(2)} .*\\n.*\\n +pinnedBy: rollback`));
    });

    it("stays where ECS itself went back to when that revision is deregistered", async () => {
        trial.account.revisions = [
            revision(1, 1, "SUCCEEDED"),
            { ...revision(2, 2, "SUCCEEDED"), inactive: true },
            revision(3, 3),
        ];
        trial.account.attempts = [{ revision: 3, status: "ROLLBACK_SUCCESSFUL" }];
        trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /is already on 222222222222 /);
        assert.deepEqual(updates(), []);
    });

    describe("that may not list service deployments", () => {
        const asked = () => updates().map(({ taskDefinition }) => taskDefinition);

        beforeEach(() => {
            trial.account.refusals = { ListServiceDeployments: ["AccessDeniedException", "no"] };
        });

        it("returns to the newest release that its tag calls successful, and says by what it was found", async () => {
            trial.account.revisions.push(revision(4, 4), revision(5, 5));
            trial.account.move(5);
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.match(
                stdout,
                /^ {2}! found by the tags of the revisions alone: AWS denied ecs:ListServiceDeployments: allow /,
            );
            assert.deepEqual(asked(), [arnOf(3)]);
        });

        it("replaces a deployment in progress that it can't find to stop it", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [
                { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
                { revision: 2, status: "ACTIVE", state: "COMPLETED" },
            ];
            const { exitCode } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.deepEqual(asked(), [arnOf(2)]);
        });

        it("goes no further where ECS is going back by itself", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [
                { revision: 2, status: "PRIMARY", state: "IN_PROGRESS", reason: "rolling back to deploymentId ecs-svc/2" },
                { revision: 3, status: "ACTIVE", state: "FAILED" },
            ];
            const { exitCode, stdout } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.match(stdout, /is already on 222222222222 /);
            assert.deepEqual(asked(), []);
        });

        it("goes no further where events alone tell that ECS went back", async () => {
            trial.account.revisions[2] = revision(3, 3);
            trial.account.deployments = [{ revision: 2, status: "PRIMARY", state: "COMPLETED" }];
            trial.account.events = [
                { at: noon + 1, message: "(service spotter-web) rolling back to deployment ecs-svc/2." },
                { at: noon, message: "(service spotter-web) (deployment ecs-svc/3) deployment failed: tasks failed to start." },
            ];
            const { exitCode } = await trial.run(rollback, "test");
            assert.equal(exitCode, 0);
            assert.deepEqual(asked(), []);
        });

        it("says that no tag tells of a success, and why it has nothing else", async () => {
            trial.account.revisions = [1, 2, 3].map((number) => ({ ...revision(number, number), tags: {} }));
            const { exitCode, stderr } = await trial.run(rollback, "test");
            assert.equal(exitCode, 1);
            assert.match(
                stderr,
                /^no earlier release has succeeded, as far as the tags of its revisions tell \(AWS denied ecs:ListServiceDeployments: .*\): deploy /,
            );
        });

        it("needs no permission to describe service revisions, either", async () => {
            trial.account.refusals = { DescribeServiceRevisions: ["AccessDeniedException", "no"] };
            assert.equal((await trial.run(rollback, "test")).exitCode, 0);
        });
    });

    it("does not take a revision that was only registered for one that was left", async () => {
        trial.account.revisions.push(revision(4, 4));
        await trial.run(rollback, "test");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2)],
        );
    });

    it("never returns by itself to a release that was left by a rollback", async () => {
        await trial.run(rollback, "test");
        assert.equal(trial.account.revisions[2]?.tags["spotter:verdict"], "ROLLED_BACK");
        // The next `up` registers the pinned image once more, and that one is bad, too.
        trial.account.revisions.push(revision(4, 2, "SUCCEEDED"));
        trial.account.move(4);
        await trial.run(rollback, "test");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2), arnOf(1)],
        );
    });

    it("stops a deployment in progress that would return to the wanted release", async () => {
        trial.account.revisions[2] = revision(3, 3);
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        const { exitCode, stdout } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^✔ ECS stops the deployment of spotter-test:3 and returns to 222222222222 /);
        const stops = trial.account.calls.filter(({ action }) => action === "StopServiceDeployment");
        assert.deepEqual(
            stops.map(({ input }) => input.stopType),
            ["ROLLBACK"],
        );
        assert.deepEqual(updates(), []);
    });

    it("moves the service where the deployment in progress would return to another release", async () => {
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        await trial.run(rollback, "test", "--to", "1");
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(1)],
        );
        assert.ok(!trial.account.asked.includes("StopServiceDeployment"));
    });

    it("moves the service where it may not stop the deployment", async () => {
        trial.account.attempts = [{ revision: 3, status: "IN_PROGRESS" }];
        trial.account.deployments = [
            { revision: 3, status: "PRIMARY", state: "IN_PROGRESS" },
            { revision: 2, status: "ACTIVE", state: "COMPLETED" },
        ];
        trial.account.refusals = { StopServiceDeployment: ["AccessDeniedException", "not authorized"] };
        const { exitCode } = await trial.run(rollback, "test");
        assert.equal(exitCode, 0);
        assert.deepEqual(
            updates().map(({ taskDefinition }) => taskDefinition),
            [arnOf(2)],
        );
    });

    for (const [named, what] of [
        ["111111111111", "id"],
        ["1111", "beginning of an id"],
        [digestOf(1), "digest"],
        ["1", "revision"],
        ["spotter-test:1", "revision with its family"],
    ] as const) {
        it(`finds a release by its ${what}`, async () => {
            await trial.run(rollback, "test", "--to", named);
            assert.deepEqual(
                updates().map(({ taskDefinition }) => taskDefinition),
                [arnOf(1)],
            );
        });
    }
});
