import * as assert from "node:assert/strict";
import { status } from "../../commands/status/status";
import { digestOf, noon } from "./aws";
import { revision, stackFile, Trial } from "./trial";

describe("status", () => {
    const trial = new Trial();

    it("shows what runs", async () => {
        const { exitCode, stdout, stderr } = await trial.run(status, "test");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(
            stdout,
            `spotter · test     us-east-1 · 123456789012

  Release     333333333333 (revision 3, succeeded 2026-11-24 12:02 UTC) · commit 3333333
  Digest      ${digestOf(3)}
  Tasks       2 of 2 running · 0.5 vCPU, 1 GB each
  Targets     2 healthy
  Deployment  none in progress
  Before      222222222222 (revision 2, succeeded 2026-11-24 12:02 UTC)

  Events
  2026-11-24 12:00 UTC  has reached a steady state.
`,
        );
    });

    it("prints one document with --json", async () => {
        const { stack, release, targets, alarms, serves, warnings, runningCount } = await trial.document(status, "test");
        assert.deepEqual(
            { stack, digest: (release as { readonly digest: string }).digest, alarms, serves, warnings, runningCount },
            { stack: "test", digest: digestOf(3), alarms: [], serves: true, warnings: [], runningCount: 2 },
        );
        assert.equal((targets as unknown[]).length, 2);
    });

    it("shows the release that serves while another one comes", async () => {
        trial.account.revisions.push(revision(4, 4));
        trial.account.settles = false;
        trial.account.move(4);
        const { stdout } = await trial.run(status, "test");
        assert.match(stdout, /^ {2}Release {5}333333333333 /m);
        assert.match(stdout, /^ {2}Deployment {2}in progress for 3 min: spotter-test:4, 1 of 2 running$/m);
    });

    it("says when what runs is not what the stack's file names", async () => {
        trial.write("Pulumi.test.yaml", stackFile.replace(digestOf(3), digestOf(4)));
        const { stdout } = await trial.run(status, "test");
        assert.match(
            stdout,
            new RegExp(
                `^ {2}! the running release is not the one in Pulumi.test.yaml, ${digestOf(4)} \\(pulumi up --stack test\\)$`,
                "m",
            ),
        );
    });

    it("warns of images that are close to their expiry or gone", async () => {
        trial.account.images = new Set([digestOf(3), "sha256:new"]);
        trial.account.keeps = 3;
        const { stdout } = await trial.run(status, "test");
        assert.deepEqual(
            stdout.split("\n").filter((line) => line.startsWith("  !")),
            [
                "  ! the running image is close to its expiry, pushes left: 1 (spotter-test keeps 3: spotter:repository.keepImages)",
                "  ! the image for a rollback is not in repository spotter-test any more",
            ],
        );
    });

    it("says nothing of an image that many pushes will not expire", async () => {
        trial.account.keeps = 30;
        assert.ok(!(await trial.run(status, "test")).stdout.includes("!"));
    });

    it("fails when no target is healthy, with the load balancer's reason", async () => {
        trial.account.targets = [
            { id: "10.0.0.1", state: "unhealthy", description: "Health checks failed with these codes: [503]" },
            { id: "10.0.0.2", state: "draining" },
            { id: "10.0.0.3", state: "initial" },
        ];
        const { exitCode, stdout, stderr } = await trial.run(status, "test");
        assert.match(
            stdout,
            /^ {2}Targets {5}1 draining, 1 initial, 1 unhealthy \(Health checks failed with these codes: \[503\]\)$/m,
        );
        assert.deepEqual([exitCode, stderr], [1, "spotter-web does not serve: no target is healthy\n"]);
    });

    it("shows alarms where there are any, and that there are none only when asked", async () => {
        assert.match((await trial.run(status, "test", "--verbose")).stdout, /^ {2}Alarms {6}none guard the deployment$/m);
        trial.account.alarms = { "web-5xx": "OK", "web-slow": "ALARM" };
        assert.match((await trial.run(status, "test")).stdout, /^ {2}Alarms {6}1 ALARM, 1 OK\n {14}web-slow$/m);
    });

    it("says what to do about an alarm that has gone off", async () => {
        trial.account.alarms = { "web-slow": "ALARM" };
        trial.account.alarmDescriptions = { "web-slow": "One request in twenty is slow. Look at the dashboard" };
        assert.match(
            (await trial.run(status, "test")).stdout,
            /^ {14}web-slow ▸ One request in twenty is slow\. Look at the dashboard$/m,
        );
    });

    it("shows five events, and all of them and the tasks with --verbose", async () => {
        trial.account.events = Array.from({ length: 8 }, (_, at) => ({ at: noon - at * 60_000, message: `event ${at}` }));
        assert.equal((await trial.run(status, "test")).stdout.match(/event \d/g)?.length, 5);
        const { stdout } = await trial.run(status, "test", "--verbose");
        assert.equal(stdout.match(/event \d/g)?.length, 8);
        assert.match(stdout, /^ {2}10\.0\.0\.1 {2}spotter-test:3 {2}running {2}healthy {2}\d+ days$/m);
    });

    it("leaves out what it may not ask, and says so", async () => {
        trial.account.refusals = {
            ListTaskDefinitions: ["AccessDeniedException", "no"],
            DescribeTasks: ["AccessDeniedException", "no"],
            DescribeTaskDefinition: ["ClientException", "Unable to describe task definition."],
        };
        const { exitCode, stdout } = await trial.run(status, "test");
        assert.equal(exitCode, 0);
        for (const title of ["Release", "Digest", "Before"]) {
            assert.match(stdout, new RegExp(`^  ${title.padEnd(12)}not known$`, "m"));
        }
        assert.match(stdout, /^ {2}! not known: AWS denied ecs:DescribeTasks/m);
        assert.equal(stdout.match(/not known: AWS denied ecs:DescribeTasks/g)?.length, 1);
        assert.match(stdout, /^ {2}! not known: ecs:DescribeTaskDefinition failed: .*Unable to describe task definition\.$/m);
    });

    it("ends with 3 when AWS lets nobody in", async () => {
        trial.account.refusals = { DescribeServices: ["ExpiredTokenException", "expired"] };
        const { exitCode, stdout, stderr } = await trial.run(status, "test", "--json");
        assert.deepEqual([exitCode, stdout], [3, ""]);
        assert.match(stderr, /^the AWS credentials have expired \(ecs:DescribeServices\): .*\n$/);
    });
});
