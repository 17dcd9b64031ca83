import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { canary, plannedRelease, serviceRef } from "../timelines/releases";
import { TimelineAws } from "./timeline-aws";
import type { Fault } from "../timelines/timeline";
import { success } from "../timelines/succeeding";

const digest = `sha256:${"a".repeat(64)}`;
const release = { ...plannedRelease, digest, external: [{ name: "AUTH_SECRET", secret: true }] };

describe("a preflight through the SDK", () => {
    const server = new TimelineAws(success, { second: () => 0, pass: () => undefined });
    const { images, manifests, blobs, parameters } = server;

    before(async () => {
        await server.start();
        process.env.AWS_ENDPOINT_URL = server.endpoint;
    });

    beforeEach(() => {
        server.play(success);
        images.add(digest);
        manifests.set(digest, JSON.stringify({ config: { digest: "sha256:config" } }));
        blobs.set("sha256:config", JSON.stringify({ os: "linux", architecture: "amd64" }));
        parameters.set("AUTH_SECRET", { type: "SecureString", version: 3, value: canary });
    });

    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        server.stop();
    });

    const meeting = (...faults: Fault[]) => server.play({ ...success, faults });

    it("reads the platform of an image from its configuration", async () => {
        assert.deepEqual(await awsDeploymentApi.preflight(release), { errors: [], warnings: [] });
        const { errors } = await awsDeploymentApi.preflight({ ...release, architecture: "ARM64" });
        assert.match(errors.join(), /^the image is for linux\/amd64, the task runs linux\/arm64/);
    });

    it("warns where the platform can't be told, and shows nothing of the signed address", async () => {
        blobs.clear();
        const found = await awsDeploymentApi.preflight(release);
        assert.deepEqual(found, { errors: [], warnings: ["the platform of the image is unknown; the task runs linux/amd64"] });
    });

    for (const manifest of ["{}", "not JSON", '{"config":{}}', '{"manifests":[]}', "null"]) {
        it(`warns of an image whose manifest is ${manifest}`, async () => {
            manifests.set(digest, manifest);
            const { errors, warnings } = await awsDeploymentApi.preflight(release);
            assert.deepEqual(errors, []);
            assert.match(warnings.join(), /^the platform of the image is unknown/);
        });
    }

    it("takes a right that is missing as a check that is not made", async () => {
        meeting({ action: "DescribeParameters", calls: [1, 9], answer: "denied" });
        const { errors, warnings } = await awsDeploymentApi.preflight(release);
        assert.deepEqual(errors, []);
        assert.match(warnings.join(), /^not checked: AWS denied ecs:DescribeParameters to arn:aws:iam::123456789012:user\/ci/);
    });

    it("fails where AWS can't be asked at all", async () => {
        meeting({ calls: [1, 9], answer: "expired" });
        await assert.rejects(awsDeploymentApi.preflight(release), (error: Error) => {
            assert.equal(
                error.message,
                "the AWS credentials have expired (sts:GetCallerIdentity): sign in again (aws sso login, or a new session token)",
            );
            assert.equal(error.stack, error.message);
            return true;
        });
    });

    it("asks again where AWS throttles or drops the connection", async () => {
        meeting(
            { action: "DescribeParameters", calls: [1, 2], answer: "throttled" },
            { action: "BatchGetImage", calls: [1, 1], answer: "reset" },
        );
        assert.deepEqual(await awsDeploymentApi.preflight(release), { errors: [], warnings: [] });
    });

    it("asks only for what the release has", async () => {
        await awsDeploymentApi.preflight(plannedRelease);
        assert.deepEqual(
            server.calls.map(({ action }) => action),
            ["GetCallerIdentity"],
        );
    });

    it("reads versions through empty pages", async () => {
        assert.deepEqual(await awsDeploymentApi.parameterVersions(serviceRef, ["AUTH_SECRET", "MISSING"]), { AUTH_SECRET: 3 });
        assert.deepEqual(new Set(server.calls.map(({ action }) => action)), new Set(["DescribeParameters"]));
    });

    it("loads nothing of the SDK before it is asked", () => {
        const loaded =
            'require("./deployment/aws-deployment-api"); console.log(Object.keys(require.cache).filter((file) => /@aws-sdk|@smithy/.test(file)).length)';
        const out = execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", loaded], { encoding: "utf8" });
        assert.equal(out.trim(), "0");
    });
});
