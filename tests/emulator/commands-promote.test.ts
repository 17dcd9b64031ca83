import * as assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { copyImage } from "../../commands/promote/copy-image";
import { CommandError } from "../../commands/shared/errors";
import { promote } from "../../commands/promote/promote";
import type { RemoteRepository } from "../../commands/shared/registry";
import type { StackContext } from "../../commands/shared/stack-context";
import { accountId } from "../commands/aws";
import { revision, Trial } from "../commands/trial";
import { DockerRegistry } from "./docker-registry";

const describeWithRegistry = DockerRegistry.isInstalled() ? describe : describe.skip;

describeWithRegistry("a promotion between repositories (docker-registry; skipped where it is not installed)", () => {
    const trial = new Trial();
    let here: DockerRegistry;
    let there: DockerRegistry;

    before(async () => {
        [here, there] = await Promise.all([DockerRegistry.start(), DockerRegistry.start()]);
    });

    after(() => {
        here.stop();
        there.stop();
    });

    const copy = (from: RemoteRepository, to: RemoteRepository, digest: string) =>
        copyImage({ from, to, report: () => undefined }, digest);

    it("keeps the digest of an index and of every image in it, byte by byte", async () => {
        const digest = await here.pushIndex("staging", ["amd64", "arm64"]);
        const copied = await copy({ registry: here.url, name: "staging" }, { registry: there.url, name: "prod" }, digest);
        assert.deepEqual({ ...copied, bytes: copied.bytes > 6_000_000 }, { bytes: true, sent: 6, mounted: 0, present: 0 });
        const original = await here.manifest("staging", digest);
        assert.ok(original);
        assert.deepEqual(await there.manifest("prod", digest), original);
        const { manifests } = JSON.parse(original.text) as { readonly manifests: readonly { readonly digest: string }[] };
        for (const child of manifests) {
            assert.deepEqual(await there.manifest("prod", child.digest), await here.manifest("staging", child.digest));
        }
    });

    it("sends nothing a second time", async () => {
        const digest = await here.pushIndex("again", ["amd64"]);
        const [from, to] = [
            { registry: here.url, name: "again" },
            { registry: there.url, name: "again" },
        ];
        await copy(from, to, digest);
        assert.deepEqual(await copy(from, to, digest), { bytes: 0, sent: 0, mounted: 0, present: 0 });
    });

    it("mounts the blobs within one registry instead of sending them", async () => {
        const { digest } = await here.pushImage("one", "s390x");
        const copied = await copy({ registry: here.url, name: "one" }, { registry: here.url, name: "two" }, digest);
        assert.deepEqual(copied, { bytes: 0, sent: 0, mounted: 3, present: 0 });
        assert.deepEqual(await here.manifest("two", digest), await here.manifest("one", digest));
    });

    it("says when the image is not there", async () => {
        const digest = `sha256:${"0".repeat(64)}`;
        await assert.rejects(
            copy({ registry: here.url, name: "staging" }, { registry: there.url, name: "prod" }, digest),
            new CommandError(`${digest} is not in staging of ${new URL(here.url).host}`),
        );
    });

    it("says when a registry does not answer", async () => {
        await assert.rejects(
            copy(
                { registry: "http://127.0.0.1:49151", name: "x" },
                { registry: "http://127.0.0.1:49151", name: "y" },
                `sha256:${"0".repeat(64)}`,
            ),
            { message: "127.0.0.1:49151 did not answer HEAD (ECONNREFUSED)", exitCode: 3 },
        );
    });

    it("sends the token to the registry alone, and never shows it or the state of an upload", async () => {
        const asked: (string | undefined)[] = [];
        const server = createServer((request, response) => {
            asked.push(request.headers.authorization);
            response.writeHead(request.method === "POST" ? 403 : 404, { "content-type": "application/json" });
            response.end(JSON.stringify({ errors: [{ code: "DENIED", message: "token=canary" }] }));
        }).listen(0, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const { digest } = await here.pushImage("secret", "riscv64");
        await assert.rejects(
            copy({ registry: here.url, name: "secret" }, { registry, name: "prod", authorization: "Basic canary" }, digest),
            { message: `${new URL(registry).host} refused POST blobs/uploads of prod: 403 DENIED` },
        );
        assert.deepEqual(new Set(asked), new Set(["Basic canary"]));
        server.close();
    });

    it("ends in a stack file that names the digest, by the command", async () => {
        const digest = await here.pushIndex("spotter-test", ["amd64"]);
        const image = `${accountId}.dkr.ecr.us-east-1.amazonaws.com/spotter-test@${digest}`;
        trial.account.revisions[2] = { ...revision(3, 3, "SUCCEEDED"), image };
        trial.write(
            "Pulumi.live.yaml",
            'config:\n    aws:region: eu-west-1\n    aws:allowedAccountIds: ["210987654321"]\n    spotter:profile: staging\n',
        );
        const connect = ({ name, serviceRef }: StackContext) =>
            Promise.resolve({ registry: name === "test" ? here.url : there.url, name: serviceRef.repository });
        const { exitCode, stdout, stderr } = await trial.run((context) => promote(context, connect), "test", "live");
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(
            stdout,
            /✔ Copied to 210987654321\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/spotter-live: 3 sent, 0 mounted, 0 present already\n/,
        );
        assert.match(
            trial.read("Pulumi.live.yaml"),
            new RegExp(`spotter:image:\\n {8}digest: ${digest}\\n {8}commit: "3333333"\\n`),
        );
        assert.deepEqual(await there.manifest("spotter-live", digest), await here.manifest("spotter-test", digest));
    });

    it("changes no file when the copy fails", async () => {
        trial.write(
            "Pulumi.live.yaml",
            'config:\n    aws:region: eu-west-1\n    aws:allowedAccountIds: ["210987654321"]\n    spotter:profile: staging\n',
        );
        const before = trial.read("Pulumi.live.yaml");
        const connect = () => Promise.resolve({ registry: here.url, name: "nothing" });
        const { exitCode, stderr } = await trial.run((context) => promote(context, connect), "test", "live");
        assert.equal(exitCode, 1);
        assert.match(stderr, /^sha256:3{64} is not in nothing of 127\.0\.0\.1:\d+\n$/);
        assert.equal(trial.read("Pulumi.live.yaml"), before);
    });
});
