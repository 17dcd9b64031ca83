import * as assert from "node:assert/strict";
import { arnOf, digestOf } from "../commands/aws";
import { Child } from "../commands/child";
import { canary, stackFile, Trial } from "../commands/trial";

describe("commands as processes", () => {
    const trial = new Trial();

    describe("rollback", () => {
        it("interrupted while it watches, says what continues on AWS and has written the pin", async () => {
            trial.account.silent = ["DescribeLoadBalancers"];
            const child = new Child(trial, "rollback", ["test"]);
            await child.asked("DescribeLoadBalancers");
            child.interrupt();
            const { exitCode, stderr } = await child.end();
            assert.equal(exitCode, 130);
            assert.equal(
                stderr,
                "interrupted: the deployment of 222222222222 continues on AWS, where ECS ends it by itself: npm run status -- test\n",
            );
            assert.match(trial.read("Pulumi.test.yaml"), new RegExp(`digest: ${digestOf(2)}`));
            assert.equal(trial.account.primary.revision, 2);
        });

        it("interrupted before ECS is asked, changes nothing", async () => {
            trial.account.silent = ["BatchGetImage"];
            const child = new Child(trial, "rollback", ["test"]);
            await child.asked("BatchGetImage");
            child.interrupt();
            assert.deepEqual(await child.end(), { exitCode: 130, stdout: "", stderr: "interrupted: nothing was changed\n" });
            assert.ok(!trial.account.asked.includes("UpdateService"));
            assert.equal(trial.read("Pulumi.test.yaml"), stackFile);
        });
    });

    it("print one document through a pipe, and nothing beside it", async () => {
        const { exitCode, stdout, stderr } = await new Child(trial, "history", ["test", "--json"]).end();
        assert.deepEqual([exitCode, stderr], [0, ""]);
        const { releases } = JSON.parse(stdout) as { readonly releases: readonly { readonly taskDefinitionArn: string }[] };
        assert.deepEqual(
            releases.map(({ taskDefinitionArn }) => taskDefinitionArn),
            [arnOf(3), arnOf(2), arnOf(1)],
        );
    });

    it("take the value of a parameter from stdin, where there is no terminal", async () => {
        const child = new Child(trial, "parameters", ["test", "push", "AUTH_SECRET"], `${canary}-4\n`);
        const { exitCode, stdout, stderr } = await child.end();
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(stdout, /^pushed AUTH_SECRET \(SecureString, changed\)\n/);
        assert.equal(trial.account.parameters.get("AUTH_SECRET")?.value, `${canary}-4`);
    });

    it("refuse to guess which of several parameters stdin is", async () => {
        const child = new Child(trial, "parameters", ["test", "push", "AUTH_SECRET", "STRIPE_SECRET_KEY"], canary);
        assert.deepEqual(await child.end(), {
            exitCode: 2,
            stdout: "",
            stderr: "without a terminal give one name and its value on stdin, or --from FILE\n",
        });
    });

    it("end with 3 and one line when AWS does not answer", async () => {
        trial.account.stop();
        const { exitCode, stdout, stderr } = await new Child(trial, "status", ["test"]).end();
        assert.deepEqual([exitCode, stdout], [3, ""]);
        assert.match(stderr, /^AWS did not answer ecs:DescribeServices \([^\n]*\)\n$/);
    });
});
