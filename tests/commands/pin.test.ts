import * as assert from "node:assert/strict";
import { manifestTypes } from "../../aws/image-manifest";
import { pin } from "../../commands/pin/pin";
import { accountId, digestOf } from "./aws";
import { stackFile, Trial } from "./trial";

const repository = `${accountId}.dkr.ecr.us-east-1.amazonaws.com/spotter-test`;
const index = (platform: object) => JSON.stringify({ manifests: [{ mediaType: manifestTypes.ociImage, platform }] });

describe("pin", () => {
    const trial = new Trial();
    const file = () => trial.read("Pulumi.test.yaml");
    const named = (release: number, commit?: string) =>
        stackFile
            .replace(digestOf(3), digestOf(release))
            .replace(/\n {8}commit: "3333333"/, commit === undefined ? "" : `\n        commit: "${commit}"`);

    beforeEach(() => {
        const { imageTags } = trial.account;
        [1, 2, 3].forEach((release) => imageTags.set(`1.${release}.0`, digestOf(release)));
    });

    it("writes the digest of a tag, as an edit of two lines, and asks ECS nothing", async () => {
        assert.deepEqual(await trial.run(pin, "test", "--tag", "1.2.0", "--commit", "abcdef0"), {
            exitCode: 0,
            stdout:
                `${repository}:1.2.0 is ${digestOf(2)}\n` +
                "Pulumi.test.yaml changed: 333333333333, commit 3333333 ▸ 222222222222, commit abcdef0\n" +
                "  ! review and commit Pulumi.test.yaml, then: pulumi up --stack test\n",
            stderr: "",
        });
        assert.equal(file(), named(2, "abcdef0"));
        assert.deepEqual(trial.account.asked, ["GetCallerIdentity", "DescribeImages", "BatchGetImage"]);
    });

    const images: readonly (readonly [title: string, image: string])[] = [
        ["in full", `${repository}:1.2.0`],
        ["by its digest", `${repository}@${digestOf(2)}`],
        ["by a tag and a digest, which counts", `${repository}:1.1.0@${digestOf(2)}`],
    ];
    for (const [title, image] of images) {
        it(`takes an image ${title}, and drops the commit of the one before`, async () => {
            const { exitCode, stdout } = await trial.run(pin, "test", "--image", image);
            assert.equal(exitCode, 0);
            assert.ok(stdout.startsWith(`${image} is ${digestOf(2)}\n`), stdout);
            assert.equal(file(), named(2));
        });
    }

    it("changes nothing where the file has the digest already, and keeps its commit", async () => {
        const { exitCode, stdout } = await trial.run(pin, "test", "--tag", "1.3.0");
        assert.equal(exitCode, 0);
        assert.equal(
            stdout,
            `${repository}:1.3.0 is ${digestOf(3)}\nPulumi.test.yaml already has 333333333333, commit 3333333\n`,
        );
        assert.equal(file(), stackFile);
    });

    it("only shows with --dry-run, and in one document with --json", async () => {
        const { stdout } = await trial.run(pin, "test", "--tag", "1.2.0", "--dry-run");
        assert.match(stdout, /\nPulumi\.test\.yaml would change: 333333333333, commit 3333333 ▸ 222222222222\n$/);
        const before = { digest: digestOf(3), commit: "3333333" };
        const common = { stack: "test", file: "Pulumi.test.yaml", digest: digestOf(2), before, warnings: [] };
        assert.deepEqual(await trial.document(pin, "test", "--tag", "1.2.0", "--dry-run"), { ...common, wouldChange: true });
        assert.equal(file(), stackFile);
        assert.deepEqual(await trial.document(pin, "test", "--tag", "1.2.0"), { ...common, changed: true });
        assert.equal(file(), named(2));
    });

    it("makes the section where the file has none", async () => {
        trial.write("Pulumi.test.yaml", stackFile.replace(/ {4}spotter:image:\n.*\n.*\n/, ""));
        const { stdout } = await trial.run(pin, "test", "--tag", "1.2.0");
        assert.match(stdout, /^Pulumi\.test\.yaml changed: no digest ▸ 222222222222$/m);
        assert.match(file(), new RegExp(`^ {4}spotter:image:\n {8}digest: ${digestOf(2)}$`, "m"));
    });

    it("ends a rollback's pin, of the same digest too, and says so", async () => {
        const pinned = stackFile.replace('commit: "3333333"', 'commit: "3333333"\n        pinnedBy: rollback');
        for (const [tag, expected] of [
            ["1.2.0", named(2)],
            ["1.3.0", stackFile],
        ] as const) {
            // prettier-ignore
            trial.write("Pulumi.test.yaml", pinned);
            const shown = await trial.run(pin, "test", "--tag", tag, "--dry-run");
            assert.match(shown.stdout, /would change: 333333333333, commit 3333333, pinned by a rollback ▸ /);
            assert.match(shown.stdout, /^ {2}! this would end the pin of a rollback$/m);
            assert.equal(file(), pinned);
            assert.match((await trial.run(pin, "test", "--tag", tag)).stdout, /^ {2}! this ends the pin of a rollback$/m);
            assert.equal(file(), expected);
        }
    });

    it("says that a digest takes precedence where the stack builds", async () => {
        trial.write("Pulumi.test.yaml", stackFile.replace(/ {8}digest.*\n.*/, "        build: { context: app }"));
        const { stdout } = await trial.run(pin, "test", "--tag", "1.2.0");
        assert.match(stdout, /^ {2}! Pulumi\.test\.yaml builds an image: the digest takes precedence until it is removed$/m);
    });

    it("takes an image that it may not read, and says what was not checked", async () => {
        trial.account.refusals = { BatchGetImage: ["AccessDeniedException", "no"] };
        const { exitCode, stdout } = await trial.run(pin, "test", "--tag", "1.2.0");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {2}! not checked: AWS denied ecr:BatchGetImage: /m);
        assert.equal(file(), named(2));
    });

    it("takes the image of a repository in another account and region", async () => {
        const elsewhere = '{ existing: true, account: "999999999999", region: eu-west-1 }';
        trial.write(
            "Pulumi.test.yaml",
            `${stackFile}    spotter:names: { repository: shared }\n    spotter:repository: ${elsewhere}\n`,
        );
        const place = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/shared";
        const { exitCode, stdout } = await trial.run(pin, "test", "--image", `${place}:1.2.0`);
        assert.deepEqual([exitCode, stdout.split("\n")[0]], [0, `${place}:1.2.0 is ${digestOf(2)}`]);
        const asked = trial.account.calls.filter(({ input }) => "repositoryName" in input);
        assert.deepEqual(
            [...new Set(asked.map(({ input }) => `${String(input.registryId)}/${String(input.repositoryName)}`))],
            ["999999999999/shared"],
        );
        const { stderr } = await trial.run(pin, "test", "--image", `${repository}:1.2.0`);
        assert.match(stderr, / got \S+: account 123456789012, region us-east-1, repository spotter-test$/m);
    });

    const allowed = `--image must be ${repository}:TAG or ${repository}@sha256:…`;
    const elsewhere = (image: string, others: string) => `${allowed}, the stack's own repository, got ${image}: ${others}`;
    const foreign = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop:1";
    const either = "name the image by either --tag TAG or --image REFERENCE";
    const refused: readonly (readonly [args: readonly string[], message: string])[] = [
        [[], either],
        [["--tag", "1.2.0", "--image", `${repository}:1.2.0`], either],
        [["--tag", "a b"], '--tag must be a tag of an image: at most 128 letters, digits and _ . -, got "a b"'],
        [["--tag", "1.2.0", "--commit", "main"], '--commit must be a commit id of 7 to 40 hex digits, got "main"'],
        [["--image", "ghcr.io/shop:1"], elsewhere("ghcr.io/shop:1", "registry ghcr.io, repository shop")],
        [["--image", "spotter-test:1"], elsewhere("spotter-test:1", "no registry")],
        [["--image", foreign], elsewhere(foreign, "account 999999999999, region eu-west-1, repository shop")],
        [["--image", repository], `${allowed}, got ${repository}: neither a tag nor a digest`],
        [["--image", `${repository}@sha256:1`], '--image must be an image digest: sha256: and 64 hex digits, got "sha256:1"'],
        [
            ["--tag", "build-staging"],
            "build-staging is moved by each build of a stack: pin what served there (npm run promote), or a tag that CI pushed once",
        ],
    ];
    for (const [args, message] of refused) {
        it(`refuses ${args.join(" ") || "to guess an image"} before it asks AWS`, async () => {
            assert.deepEqual(await trial.run(pin, "test", ...args), { exitCode: 2, stdout: "", stderr: `${message}\n` });
            assert.deepEqual(trial.account.asked, []);
            assert.equal(file(), stackFile);
        });
    }

    const newest = "The newest are 1.3.0, 1.2.0, 1.1.0";
    const absent: readonly (readonly [args: readonly string[], message: string])[] = [
        [["--tag", "1.2.9"], `repository spotter-test has no tag 1.2.9; did you mean 1.2.0? ${newest}`],
        [["--tag", "main"], `repository spotter-test has no tag main. ${newest}`],
        [["--tag", "1.2.0-rc"], `repository spotter-test has no tag 1.2.0-rc; did you mean 1.2.0? ${newest}`],
        [["--image", `${repository}@${digestOf(9)}`], `repository spotter-test has no ${digestOf(9)}. ${newest}`],
    ];
    for (const [args, message] of absent) {
        it(`names tags that exist where ${args.join(" ")} does not`, async () => {
            trial.account.imageTags.set("build-staging", digestOf(3)).set(`sha256-${"3".repeat(64)}.sig`, digestOf(3));
            assert.deepEqual(await trial.run(pin, "test", ...args), { exitCode: 1, stdout: "", stderr: `${message}\n` });
            assert.equal(file(), stackFile);
        });
    }

    it("names the tag of a commit that is written shorter or longer, and five tags at most, over all pages", async () => {
        const commit = "abcdef0".padEnd(40, "9");
        trial.account.imageTags.clear();
        trial.account.images = new Set([1, 2, 3, 4, 5, 6, 7].map(digestOf));
        [1, 2, 3, 4, 5, 6, 7].forEach((release) => trial.account.imageTags.set(`v${release}`, digestOf(release)));
        trial.account.imageTags.set(commit, digestOf(1));
        trial.account.pageSize = 2;
        const { stderr } = await trial.run(pin, "test", "--tag", "abcdef0");
        const tags = "The newest are v7, v6, v5, v4, v3";
        assert.equal(stderr, `repository spotter-test has no tag abcdef0; did you mean ${commit}? ${tags}\n`);
    });

    it("says that nothing was pushed, or that there is no repository", async () => {
        trial.account.imageTags.clear();
        const none = await trial.run(pin, "test", "--tag", "1");
        assert.equal(none.stderr, "repository spotter-test has no tag 1. There is no tag to pin: push the image\n");
        trial.account.refusals = { DescribeImages: ["RepositoryNotFoundException", "no"] };
        const missing = await trial.run(pin, "test", "--tag", "1");
        assert.equal(
            missing.stderr,
            "repository spotter-test does not exist (pulumi up --stack test --target '**ImageRepository**', then push an image)\n",
        );
    });

    const unfit: readonly (readonly [title: string, manifest: string, message: RegExp])[] = [
        [
            "for another architecture",
            index({ os: "linux", architecture: "arm64" }),
            /the image is for linux\/arm64, the task runs/,
        ],
        [
            "that is no container image",
            JSON.stringify({ config: { mediaType: "application/vnd.cncf.helm.config.v1+json" }, layers: [] }),
            /sha256:2{64} is a Helm chart \(.*\), not a container image/,
        ],
    ];
    for (const [title, manifest, message] of unfit) {
        it(`refuses an image ${title}`, async () => {
            trial.account.manifests.set(digestOf(2), manifest);
            const { exitCode, stderr } = await trial.run(pin, "test", "--tag", "1.2.0");
            assert.equal(exitCode, 1);
            assert.match(stderr, new RegExp(`^test can't run tag 1\\.2\\.0: ${message.source}`));
            assert.equal(file(), stackFile);
        });
    }

    it("takes an index that has an image for the stack among others", async () => {
        const platforms = ["arm64", "amd64"].map((architecture) => ({ platform: { os: "linux", architecture } }));
        trial.account.manifests.set(digestOf(2), JSON.stringify({ manifests: platforms }));
        assert.equal((await trial.run(pin, "test", "--tag", "1.2.0")).exitCode, 0);
        assert.equal(file(), named(2));
    });
});
