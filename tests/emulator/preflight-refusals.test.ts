import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { canary, plannedRelease } from "../timelines/releases";
import { success } from "../timelines/succeeding";
import { TimelineAws } from "./timeline-aws";

const digest = `sha256:${"a".repeat(64)}`;
const foreignKey = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const leftToIam = { Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" }] };

describe("a preflight of which one question is not answered", () => {
    const server = new TimelineAws(success, { second: () => 0, pass: () => undefined });
    const { images, manifests, blobs, parameters, scans, keys } = server;

    before(async () => {
        await server.start();
        process.env.AWS_ENDPOINT_URL = server.endpoint;
    });

    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        server.stop();
    });

    const everything = {
        ...plannedRelease,
        digest,
        external: [{ name: "AUTH_SECRET", secret: true }],
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
        subnetIds: ["subnet-a"],
        alarms: ["5xx"],
    };

    beforeEach(() => {
        server.play(success);
        images.add(digest);
        manifests.set(digest, JSON.stringify({ config: { digest: "sha256:config" } }));
        blobs.set("sha256:config", JSON.stringify({ os: "linux", architecture: "amd64" }));
        server.keeps = 2;
        server.alarms = { "5xx": "ALARM" };
        server.certificates.set(everything.certificateArn, "ISSUED");
        scans.set(digest, { status: "COMPLETE", counts: { HIGH: 1 } });
        parameters.set("AUTH_SECRET", { type: "SecureString", version: 3, value: canary, keyId: foreignKey });
        keys.set(foreignKey, { arn: foreignKey, state: "Enabled", policy: leftToIam });
    });

    /** What each question finds of the release, by action. */
    const finds = {
        DescribeParameters: [/^parameters under key/],
        DescribeKey: [],
        GetKeyPolicy: [],
        BatchGetImage: [/^the image expires/, /^the scan of the image/],
        GetDownloadUrlForLayer: [],
        GetLifecyclePolicy: [/^the image expires/],
        DescribeImages: [/^the image expires/],
        DescribeImageScanFindings: [/^the scan of the image/],
        DescribeAlarms: [/^alarm 5xx is in ALARM/],
        DescribeCertificate: [],
        DescribeSubnets: [],
    } as const satisfies Readonly<Record<string, readonly RegExp[]>>;
    const all = [/^parameters under key/, /^the image expires/, /^the scan of the image/, /^alarm 5xx is in ALARM/];

    it("finds all of it otherwise", async () => {
        const { errors, warnings } = await awsDeploymentApi.preflight(everything);
        const found = [...errors, ...warnings];
        assert.deepEqual(
            all.filter((finding) => !found.some((line) => finding.test(line))),
            [],
        );
        assert.deepEqual(
            found.filter((line) => !all.some((finding) => finding.test(line))),
            [],
        );
    });

    it("asks what docs/operations.md says that it asks", async () => {
        const [, after = ""] = readFileSync("docs/operations.md", "utf8").split("### What the preflight checks");
        const [section = ""] = after.split(/^##/m);
        const cells = section.split("\n").flatMap((line) => (line.startsWith("| ") ? [line.split("|").at(-2) ?? ""] : []));
        const documented = cells.flatMap((cell) => [...cell.matchAll(/`(?!aws:)\w+:(\w+)`/g)].map(([, action = ""]) => action));
        await awsDeploymentApi.preflight(everything);
        const asked = server.asked.filter((action) => !["GetCallerIdentity", "blob"].includes(action)); // allowed to everyone
        assert.deepEqual([...new Set([...asked, "DescribeServices"])].sort(), [...new Set(documented)].sort());
    });

    for (const [action, lost] of Object.entries(finds) as [string, readonly RegExp[]][]) {
        for (const answer of ["denied", "broken"] as const) {
            it(`loses what ${action} finds and nothing else: ${answer}`, async () => {
                server.refusals = {
                    [action]: answer === "denied" ? ["AccessDeniedException", "no"] : ["SomethingNew", "no"],
                };
                const { errors, warnings } = await awsDeploymentApi.preflight(everything);
                server.refusals = {};
                const found = [...errors, ...warnings];
                const missing = all.filter((finding) => !found.some((line) => finding.test(line)));
                assert.deepEqual(missing.map(String), lost.map(String));
                const told = found.filter((line) => line.startsWith("not checked: ") && line.includes(`:${action}`));
                const isOwnWarning = action === "GetDownloadUrlForLayer"; // the platform is unknown then
                assert.deepEqual(
                    [told.length, found.join().includes("platform of the image is unknown")],
                    [isOwnWarning ? 0 : 1, isOwnWarning],
                );
            });
        }
    }
});
