import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { canary, plannedRelease, serviceRef } from "../timelines/releases";
import { TimelineAws } from "./timeline-aws";
import type { Fault } from "../timelines/timeline";
import { success } from "../timelines/succeeding";

const digest = `sha256:${"a".repeat(64)}`;
const release = { ...plannedRelease, digest, external: [{ name: "AUTH_SECRET", secret: true }] };

const foreignKey = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

describe("a preflight through the SDK", () => {
    const server = new TimelineAws(success, { second: () => 0, pass: () => undefined });
    const { images, manifests, blobs, parameters, scans, keys } = server;

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

    it("refuses the digest of an artifact, and asks neither for its configuration nor for a scan", async () => {
        const chart = { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: "sha256:config" };
        manifests.set(digest, JSON.stringify({ config: chart, layers: [] }));
        assert.deepEqual(await awsDeploymentApi.preflight(release), {
            errors: [
                `${digest} is a Helm chart (application/vnd.cncf.helm.config.v1+json), not a container image: ` +
                    "set image.digest to the digest of the image itself",
            ],
            warnings: [],
        });
        assert.ok(!server.asked.includes("GetDownloadUrlForLayer") && !server.asked.includes("DescribeImageScanFindings"));
    });

    it("refuses an attestation by the platform of its configuration", async () => {
        blobs.set("sha256:config", JSON.stringify({ os: "unknown", architecture: "unknown" }));
        const { errors } = await awsDeploymentApi.preflight(release);
        assert.match(errors.join(), /is an attestation \(platform unknown\/unknown\), not a container image/);
    });

    it("reads the scan of the image that the task would run, and not of its index", async () => {
        const own = `sha256:${"b".repeat(64)}`;
        const entry = (architecture: string, imageDigest: string) => ({
            digest: imageDigest,
            platform: { os: "linux", architecture },
        });
        manifests.set(digest, JSON.stringify({ manifests: [entry("arm64", "sha256:c"), entry("amd64", own)] }));
        scans.set(own, { status: "COMPLETE", counts: { CRITICAL: 1 } });
        const { errors } = await awsDeploymentApi.preflight({ ...release, refuseSeverity: "CRITICAL" });
        scans.clear();
        assert.match(errors.join(), /^the scan of the image found 1 CRITICAL/);
    });

    it("asks nothing about an image that is not there", async () => {
        images.delete(digest);
        await awsDeploymentApi.preflight({ ...release, external: [] });
        assert.deepEqual(server.asked, ["GetCallerIdentity", "BatchGetImage"]);
    });

    it("asks KMS about each key once, and about SSM's own never", async () => {
        const names = ["A", "B", "C"];
        names.forEach((name) => parameters.set(name, { type: "SecureString", version: 1, value: canary, keyId: foreignKey }));
        keys.set(foreignKey, { arn: foreignKey, state: "Disabled" });
        const external = ["AUTH_SECRET", ...names].map((name) => ({ name, secret: true }));
        const { errors } = await awsDeploymentApi.preflight({ ...release, external });
        names.forEach((name) => parameters.delete(name));
        keys.clear();
        assert.deepEqual(errors, [
            `parameters under key ${foreignKey}, which is Disabled: A, B, C; ` +
                "ECS cannot decrypt them, and starts no task without them",
        ]);
        assert.deepEqual(
            server.asked.filter((action) => ["DescribeKey", "GetKeyPolicy"].includes(action)),
            ["DescribeKey"],
        );
    });

    it("asks nothing else with the credentials of another account", async () => {
        server.accountId = "210987654321";
        const { errors, warnings } = await awsDeploymentApi.preflight({ ...release, subnetIds: ["subnet-a"], alarms: ["5xx"] });
        server.accountId = "123456789012";
        assert.deepEqual(
            [errors, warnings, server.asked],
            [
                ["the credentials are of account 210987654321, the stack's is 123456789012: choose another profile"],
                [],
                ["GetCallerIdentity"],
            ],
        );
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
