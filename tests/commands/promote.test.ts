import * as assert from "node:assert/strict";
import { ecrRepository } from "../../commands/shared/ecr-repository";
import { CommandError } from "../../commands/shared/errors";
import { promote } from "../../commands/promote/promote";
import { digestOf } from "./aws";
import { canary, revision, stackFile, Trial } from "./trial";

/** A stack that runs what the other one tried, from the same repository. */
const liveFile = `config:
    aws:region: us-east-1
    aws:allowedAccountIds: ["123456789012"]   # the same account
    spotter:profile: prod
    spotter:names: { repository: spotter-test }
    spotter:repository: { existing: true }

    # Written by promote.
    spotter:image: { digest: ${digestOf(1)}, commit: "1111111" } # reviewed
    spotter:domain: { name: app.example.com, zone: example.com }
`;

describe("promote", () => {
    const trial = new Trial();

    beforeEach(() => {
        trial.write("Pulumi.live.yaml", liveFile);
        trial.role = "promotion";
    });

    const named = (release: number) =>
        liveFile.replace(digestOf(1), digestOf(release)).replace('1111111"', `${String(release).repeat(7)}"`);

    it("pins the digest that runs and succeeded, as an edit of that one line", async () => {
        const { exitCode, stdout, stderr } = await trial.run(promote, "test", "live");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.equal(
            stdout,
            "333333333333 (revision 3, succeeded 2026-11-24 12:02 UTC) of test ▸ live\n" +
                `✔ Pulumi.live.yaml now has ${digestOf(3)}, commit 3333333\n` +
                "  ! review and commit Pulumi.live.yaml, then: pulumi up --stack live\n",
        );
        assert.equal(trial.read("Pulumi.live.yaml"), named(3));
        assert.equal(trial.read("Pulumi.test.yaml"), stackFile);
    });

    it("changes nothing the second time", async () => {
        await trial.run(promote, "test", "live");
        const { exitCode, stdout } = await trial.run(promote, "test", "live");
        assert.equal(exitCode, 0);
        assert.match(stdout, /✔ Pulumi\.live\.yaml already has sha256:3{64}, commit 3333333\n$/);
        assert.equal(trial.read("Pulumi.live.yaml"), named(3));
    });

    it("prints one document with --json", async () => {
        assert.deepEqual(await trial.document(promote, "test", "live"), {
            from: "test",
            to: "live",
            release: "333333333333",
            digest: digestOf(3),
            commit: "3333333",
            file: "Pulumi.live.yaml",
            changed: true,
        });
    });

    it("takes another release that succeeded with --digest", async () => {
        await trial.run(promote, "test", "live", "--digest", digestOf(2));
        assert.equal(trial.read("Pulumi.live.yaml"), named(2));
    });

    it("drops a commit that belongs to another digest, where none is known", async () => {
        trial.account.revisions[1] = revision(2, 2, "SUCCEEDED");
        Reflect.deleteProperty(trial.account.revisions[1].tags, "spotter:commit");
        await trial.run(promote, "test", "live", "--digest", "2");
        assert.match(trial.read("Pulumi.live.yaml"), new RegExp(`spotter:image: { digest: ${digestOf(2)} } # reviewed\\n`));
    });

    it("knows the commit from the stack's file where the revision has no tag", async () => {
        const bare = revision(3, 3, "SUCCEEDED");
        Reflect.deleteProperty(bare.tags, "spotter:commit");
        trial.account.revisions[2] = bare;
        assert.equal((await trial.document(promote, "test", "live")).commit, "3333333");
    });

    it("ends a rollback's pin", async () => {
        trial.write("Pulumi.live.yaml", liveFile.replace("{ digest", "{ pinnedBy: rollback, digest"));
        await trial.run(promote, "test", "live");
        assert.equal(trial.read("Pulumi.live.yaml"), named(3));
    });

    it("says that a digest takes precedence where the stack builds", async () => {
        trial.write(
            "Pulumi.live.yaml",
            liveFile.replace("prod", "staging").replace(/{ digest.*}/, "{ build: { context: app } }"),
        );
        const { stdout } = await trial.run(promote, "test", "live");
        assert.match(stdout, /^ {2}! Pulumi\.live\.yaml builds an image: the digest takes precedence until it is removed$/m);
    });

    it("asks ECR for a token, and for the registry of each stack: of its own account and region, or of those that it names", async () => {
        const repositories: Promise<unknown>[] = [];
        const connect: typeof ecrRepository = (stack) => {
            repositories.push(ecrRepository(stack));
            return Promise.reject(new CommandError("asked"));
        };
        const elsewhere = '{ existing: true, account: "999999999999", region: eu-central-1 }';
        trial.write("Pulumi.live.yaml", liveFile.replace("{ existing: true }", elsewhere));
        const { stderr } = await trial.run((context) => promote(context, connect), "test", "live");
        assert.equal(stderr, "asked\n");
        const asked = await Promise.all(repositories);
        assert.deepEqual(asked[0], {
            registry: "https://123456789012.dkr.ecr.us-east-1.amazonaws.com",
            name: "spotter-test",
            authorization: "Basic dG9rZW4=",
        });
        assert.deepEqual(asked[1], {
            registry: "https://999999999999.dkr.ecr.eu-central-1.amazonaws.com",
            name: "spotter-test",
            authorization: "Basic dG9rZW4=",
        });
    });

    it("refuses a release that is still being deployed", async () => {
        trial.account.deployments = [{ revision: 3, status: "PRIMARY", state: "IN_PROGRESS" }];
        const { exitCode, stderr } = await trial.run(promote, "test", "live");
        assert.equal(exitCode, 1);
        assert.match(
            stderr,
            /^333333333333 .* is still being deployed in test: wait until it has succeeded, or choose another with --digest\n$/,
        );
        assert.equal(trial.read("Pulumi.live.yaml"), liveFile);
    });

    it("refuses a release that has not succeeded, named or not", async () => {
        trial.account.revisions[2] = revision(3, 3, "FAILED", { environment: { KEY: canary } });
        for (const args of [[], ["--digest", digestOf(3)]]) {
            const { exitCode, stderr } = await trial.run(promote, "test", "live", ...args);
            assert.equal(exitCode, 1);
            assert.match(stderr, /^333333333333 \(revision 3, failed .*\) has not succeeded in test: /);
        }
        assert.equal(trial.read("Pulumi.live.yaml"), liveFile);
    });

    it("refuses an image by tag, a digest that is none of that stack's, and a stack for itself", async () => {
        trial.account.revisions[2] = { number: 3, image: "repository:latest", tags: { "spotter:verdict": "SUCCEEDED" } };
        assert.match((await trial.run(promote, "test", "live")).stderr, /^the release of test refers to its image by tag, /);
        const unknown = await trial.run(promote, "test", "live", "--digest", digestOf(9));
        assert.equal(unknown.exitCode, 2);
        assert.match(unknown.stderr, /^sha256:9{64} is not a release of this service; /);
        assert.deepEqual(await trial.run(promote, "test", "test"), {
            exitCode: 2,
            stdout: "",
            stderr: "test can't be promoted to itself: give two different stacks\n",
        });
    });
});
