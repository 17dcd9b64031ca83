import * as assert from "node:assert/strict";
import { stackTags } from "../../aws/tags";
import { before, rolling, completed, newAnswers, newTasks, oldAnswers, oldTasks } from "../timelines/parts";
import { accountId, digestOf } from "../commands/aws";
import { revision, stackFile } from "../commands/trial";
import { crash, DrillStage, unhealthy } from "./drill-stage";

describe("drill", () => {
    const stage = new DrillStage();

    it("deploys a release that does not start and one that is unhealthy, and ends on the release that served", async () => {
        const { exitCode, stdout, stderr } = await stage.run("--yes");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(
            stdout,
            /^✔ release drill-crash was rolled back, the service is on spotter-test:6: the process ended with exit code 1 ▸ [^\n]*drill: this release ends at its start/m,
        );
        assert.match(stdout, /^✔ release drill-unhealthy was rolled back, .*: the health path returns a server error ▸ .*503/m);
        assert.match(
            stdout.replace(/ +/g, " ").replace(/\d+ s\b/g, "N s"),
            new RegExp(
                "drill expected cause cause found noticed verdict old serves alone lost requests result\n" +
                    "crash process-exit process-exit N s N s N s 0 of \\d+ PASS\n" +
                    "unhealthy health-error or container-health health-error N s N s N s 0 of \\d+ PASS\n\n$",
            ),
        );
        stage.assertAsBefore();
    });

    it("prints one document with --json", async () => {
        const { stack, revision: serving, drills, exitCode } = await stage.document();
        assert.deepEqual([stack, serving, exitCode], ["test", "spotter-test:6", 0]);
        assert.deepEqual(
            drills.map(({ drill: name, revision: of, cause, verdict, returnedBy, problems, left, passed }) => [
                [name, of, cause, verdict.outcome, returnedBy, passed],
                [...problems, ...left],
            ]),
            [
                [["crash", "spotter-test:7", "process-exit", "ROLLED_BACK", "ECS", true], []],
                [["unhealthy", "spotter-test:8", "health-error", "ROLLED_BACK", "ECS", true], []],
            ],
        );
        for (const { noticedSeconds, verdictSeconds, aloneSeconds, requests } of drills) {
            assert.ok(noticedSeconds < verdictSeconds, "a bad sign comes before the verdict");
            assert.ok(verdictSeconds <= (aloneSeconds ?? 0), "the old release serves alone at the end");
            assert.deepEqual([requests.lost, requests.asked > verdictSeconds / 2], [0, true]);
        }
    });

    it("registers the serving revision with another command, marked as what it is", async () => {
        await stage.run("--yes", "--only", "crash");
        const [live, copy] = stage.account.revisions.slice(1);
        assert.deepEqual(
            [copy?.image, copy?.entryPoint, copy?.command],
            [live?.image, ["node"], ["-e", 'throw new Error("drill: this release ends at its start")']],
        );
        assert.deepEqual(copy?.environment, { RELEASE_ID: "drill-crash" });
        assert.deepEqual(copy.tags, {
            ...stackTags("spotter", "test"),
            "spotter:config": "c".repeat(12),
            "spotter:commit": "0000000",
            "spotter:verdict-at": "2026-11-24T12:02:00.000Z",
            "spotter:release": "drill-crash",
            "spotter:drill": "crash",
            "spotter:verdict": "FAILED",
        });
        assert.deepEqual(
            stage.calls("DeregisterTaskDefinition").map(({ taskDefinition }) => String(taskDefinition).split("/").at(-1)),
            ["spotter-test:7"],
        );
    });

    it("plays one of them with --only", async () => {
        stage.account.plots = [unhealthy];
        const { drills } = await stage.document("--only", "unhealthy");
        assert.deepEqual(
            drills.map(({ drill: name, passed }) => [name, passed]),
            [["unhealthy", true]],
        );
    });

    it("refuses a production profile before AWS is asked for anything, whatever it is confirmed with", async () => {
        const prod = stackFile
            .replace("profile: staging", "profile: prod")
            .replace(/ {4}spotter:parameters:[^]*$/, "    spotter:network: { mode: default }\n");
        stage.trial.write("Pulumi.test.yaml", prod);
        const { exitCode, stderr } = await stage.run("--yes");
        assert.equal(stderr, "test has profile prod: a drill deploys releases that fail, and production is not for that\n");
        assert.deepEqual([exitCode, stage.account.calls], [2, []]);
    });

    it("asks first, and takes no silence for a yes", async () => {
        const asked: string[] = [];
        const confirm = (message: string) => Promise.resolve(asked.push(message) === 0);
        const prompts = { isTerminal: true, confirm, hidden: never, line: never, select: never };
        stage.trial.context = { ...stage.trial.context, prompts };
        assert.deepEqual(await stage.run(), { exitCode: 1, stdout: "", stderr: "not confirmed: nothing was changed\n" });
        assert.deepEqual(asked, [
            "Deploy to spotter-web a release that does not start, then a release whose health check fails? spotter-test:6 serves meanwhile.",
        ]);
        stage.trial.context = { ...stage.trial.context, prompts: { ...prompts, isTerminal: false } };
        assert.deepEqual(await stage.run(), {
            exitCode: 2,
            stdout: "",
            stderr: "this would deploy a release that does not start, then a release whose health check fails to spotter-web: confirm it with --yes\n",
        });
        assert.deepEqual([asked.length, stage.calls("RegisterTaskDefinition")], [1, []]);
    });

    describe("needs a release that serves, and refuses", () => {
        const refuses = async (message: RegExp, exitCode = 1, ...args: readonly string[]) => {
            const result = await stage.run("--yes", ...args);
            assert.match(result.stderr, message);
            assert.deepEqual([result.exitCode, result.stdout, stage.calls("RegisterTaskDefinition")], [exitCode, "", []]);
        };

        it("while a deployment is in progress", async () => {
            stage.account.standing = { ...stage.account.standing, service: [{ ...rolling, at: -1 }] };
            await refuses(
                /^a deployment of spotter-test:7 is in progress: wait until it has ended \(npm run status -- test\)\n$/,
            );
        });

        it("a service that is scaled to zero", async () => {
            stage.account.standing = { ...stage.account.standing, desired: [{ at: -1, count: 0 }] };
            await refuses(/^spotter-web is scaled to zero tasks: a drill needs a release that serves/);
        });

        it("a service with a task that is not healthy", async () => {
            const [first, second] = stage.account.standing.tasks;
            assert.ok(first && second);
            stage.account.standing = { ...stage.account.standing, tasks: [first, { ...second, target: [] }] };
            await refuses(/^spotter-web does not serve as it should: 1 of 2 tasks are healthy; a drill needs/);
        });

        it("a health endpoint that does not answer with the release", async () => {
            stage.account.standing = { ...stage.account.standing, health: [{ at: -1, status: 503 }] };
            await refuses(/^spotter-web does not serve as it should: the health endpoint answers 503; /);
            stage.account.standing = { ...stage.account.standing, health: [{ at: -1, status: 200, of: "other" }] };
            await refuses(/: the health endpoint answers with release 222222222222 instead of 000000000000; /);
        });

        it("a service whose tasks ECS may all stop", async () => {
            stage.trial.write("Pulumi.test.yaml", `${stackFile}    spotter:service: { minimumHealthyPercent: 0 }\n`);
            await refuses(/^spotter:service.minimumHealthyPercent 0 of 2 tasks lets ECS stop all of them/);
        });

        it("an image by tag, which would not be the same afterwards", async () => {
            stage.account.revisions = [{ number: 6, image: "repository:latest", tags: {} }];
            await refuses(/^spotter-test:6 refers to its image by tag: deploy a release first \(pulumi up --stack test\)\n$/);
        });

        it("a service that a drill was cut off on", async () => {
            stage.account.revisions = [revision(6, 0, "FAILED", { tags: { "spotter:drill": "crash" } })];
            await refuses(/^spotter-test:6 is of a drill that was cut off: deploy a release first/);
        });

        it("credentials of another account", async () => {
            stage.trial.write("Pulumi.test.yaml", stackFile.replace(accountId, "999999999999"));
            await refuses(/^the credentials are of account 123456789012, the stack's is 999999999999/, 2);
        });

        it("an image that is no digest, serves, or is not in the repository", async () => {
            const unused = /^an image is given for the drill crash, which --only leaves out\n$/;
            await refuses(unused, 2, "--only", "unhealthy", "--image-that-crashes", digestOf(7));
            await refuses(/^latest is not a digest: sha256: and 64 hex digits\n$/, 2, "--image-that-crashes", "latest");
            await refuses(/^sha256:0+ is the image that serves: it is not known to fail\n$/, 2, "--image-unhealthy", digestOf(0));
            await refuses(
                /^sha256:9+ is not in repository spotter-test: push it there first\n$/,
                1,
                "--image-unhealthy",
                digestOf(9),
            );
        });
    });

    it("deploys an image that is known to fail, with the command of its own", async () => {
        stage.account.images.add(digestOf(7));
        stage.account.plots = [crash];
        const { drills } = await stage.document("--only", "crash", "--image-that-crashes", digestOf(7));
        assert.deepEqual(
            drills.map(({ passed }) => passed),
            [true],
        );
        const [copy] = stage.account.revisions.slice(-1);
        assert.match(copy?.image ?? "", new RegExp(`spotter-test@${digestOf(7)}$`));
        assert.deepEqual(
            [copy?.command, copy?.environment, copy?.tags["spotter:release"]],
            [undefined, { RELEASE_ID: "7".repeat(12) }, "7".repeat(12)],
        );
    });

    describe("fails, and says why,", () => {
        it("where another cause is found than was made", async () => {
            stage.account.plots = [unhealthy];
            const { exitCode, stdout, stderr } = await stage.run("--yes", "--only", "crash");
            assert.equal(
                stderr,
                "drill crash: expected the cause process-exit, found health-error; spotter-web is back on spotter-test:6\n",
            );
            assert.match(stdout, /✖ Drill crash: a release that does not start\n/);
            assert.match(stdout, /^crash .* FAIL$/m);
            assert.equal(exitCode, 1);
            stage.assertAsBefore();
        });

        it("where requests were lost", async () => {
            const health = [...oldAnswers, { at: 60, status: 502 }, { at: 63, status: 200, of: "old" as const }];
            stage.account.plots = [{ ...crash, health }, unhealthy];
            const { exitCode, stderr, drills } = await stage.document();
            assert.match(
                stderr,
                /^drill crash: [23] of \d+ requests lost, first: status 502 at \d+ s; spotter-web is back on spotter-test:6\n$/,
            );
            assert.equal(exitCode, 1);
            // The service is back, so that the second one can follow.
            assert.deepEqual(
                drills.map(({ passed }) => passed),
                [false, true],
            );
        });

        it("where the old release serves no more, and plays no other", async () => {
            stage.trial.write("Pulumi.test.yaml", `${stackFile}    spotter:deployment: { timeoutMinutes: 5 }\n`);
            stage.account.plots = [{ ...crash, health: [...oldAnswers, { at: 125, status: 500 }] }, unhealthy];
            const { exitCode, stderr, drills } = await stage.document();
            assert.match(stderr, /the release that served before does not serve alone; /);
            assert.match(stderr, /; spotter-test:6 is not known to serve alone: npm run status -- test\n$/);
            assert.deepEqual([exitCode, drills.map(({ aloneSeconds }) => aloneSeconds)], [1, [null]]);
        });

        it("where the variant serves", async () => {
            stage.account.images.add(digestOf(1));
            const tasks = [...oldTasks(70), ...newTasks];
            const back = { at: 200, status: 200, of: "old" } as const;
            stage.account.plots = [{ tasks, service: [before, rolling, completed(120)], health: [...newAnswers(60), back] }];
            const { exitCode, stderr } = await stage.run("--yes", "--only", "crash", "--image-that-crashes", digestOf(1));
            assert.match(
                stderr,
                /^drill crash: expected the verdict ROLLED_BACK, got SUCCEEDED; expected the cause .*, found none; /,
            );
            assert.equal(exitCode, 1);
            stage.assertAsBefore();
        });
    });
});

const never = () => Promise.reject(new Error("asked for something else"));
