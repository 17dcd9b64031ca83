import * as assert from "node:assert/strict";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { createClients } from "../../aws/clients";
import { describeAlarms } from "../../aws/cloudwatch";
import { createDeploymentSource } from "../../deployment/aws-source";
import type { PlannedRelease } from "../../deployment/api";
import type { Task } from "../../aws/ecs";
import { Moto } from "./moto";
import { canary, intendedRelease, plannedRelease, serviceRef } from "../timelines/releases";

describe("parameters and preflight against moto", () => {
    let moto: Moto | undefined;
    const clients = createClients({ region: serviceRef.account.region });

    before(async function () {
        try {
            moto = await Moto.start();
        } catch (error) {
            console.log(`    skipped: moto can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
            this.skip();
        }
        process.env.AWS_ENDPOINT_URL = moto.endpoint;
    });

    beforeEach(() => moto?.reset());

    after(() => {
        delete process.env.AWS_ENDPOINT_URL;
        moto?.stop();
    });

    async function put(name: string, Type: "String" | "SecureString" = "SecureString", Value = canary): Promise<void> {
        await (await clients.ssm()).putParameter({ Name: `${serviceRef.parameterPrefix}/${name}`, Type, Value, Overwrite: true });
    }

    /** An image for the given platforms. */
    async function push(...architectures: string[]): Promise<string> {
        const ecr = await clients.ecr();
        await ecr.createRepository({ repositoryName: serviceRef.repository }).catch(() => undefined);
        const manifest = {
            schemaVersion: 2,
            mediaType: "application/vnd.oci.image.index.v1+json",
            manifests: architectures.map((architecture, index) => ({
                mediaType: "application/vnd.oci.image.manifest.v1+json",
                digest: `sha256:${String(index).repeat(64)}`,
                size: 1,
                platform: { os: architecture === "unknown" ? "unknown" : "linux", architecture },
            })),
        };
        const { image } = await ecr.putImage({
            repositoryName: serviceRef.repository,
            imageManifest: JSON.stringify(manifest),
            imageManifestMediaType: manifest.mediaType,
            imageTag: "t",
        });
        return image?.imageId?.imageDigest ?? "";
    }

    it("reads versions over several pages, and never a value", async () => {
        const many = Array.from({ length: 55 }, (_, index) => `NAME_${index}`);
        for (const name of many) {
            await put(name); // one by one: moto drops connections when many come at once
        }
        await put("NAME_7", "SecureString", "changed");
        await put("OTHER/NAME_8"); // below, not in, the stack's own path
        const names = [...many.slice(0, 54), "MISSING", "toString"];
        const versions = (await awsDeploymentApi.parameterVersions(serviceRef, names)) ?? {};
        assert.equal(Object.keys(versions).length, 54);
        assert.deepEqual([versions.NAME_6, versions.NAME_7, versions.NAME_53], [1, 2, 1]);
        assert.ok(!JSON.stringify(versions).includes(canary));
    });

    it("finds nothing where everything is as it should be", async () => {
        await put("AUTH_SECRET");
        const release = { ...plannedRelease, digest: await push("amd64", "unknown"), external: secrets("AUTH_SECRET") };
        assert.deepEqual(await awsDeploymentApi.preflight(release), { errors: [], warnings: [unscanned] });
    });

    it("refuses secrets under keys that are not the execution role's, or disabled, and takes its own by any name", async () => {
        const kms = await clients.kms();
        const createKey = async () => {
            const { KeyMetadata: { Arn = "", KeyId = "" } = {} } = await kms.createKey({});
            return { Arn, KeyId };
        };
        const [own, other, disabled] = [await createKey(), await createKey(), await createKey()];
        await kms.createAlias({ AliasName: "alias/own", TargetKeyId: own.KeyId });
        await kms.disableKey({ KeyId: disabled.KeyId });
        const ssm = await clients.ssm();
        const keys = {
            BY_ARN: own.Arn,
            BY_ID: own.KeyId,
            BY_ALIAS: "alias/own",
            OF_SSM: undefined,
            OTHER: other.KeyId,
            DISABLED: disabled.Arn,
        };
        for (const [name, KeyId] of Object.entries(keys)) {
            const Name = `${serviceRef.parameterPrefix}/${name}`;
            await ssm.putParameter({ Name, Type: "SecureString", Value: canary, KeyId });
        }
        for (const parameterKeyArn of [own.Arn, own.Arn.replace(/key\/.*/, "alias/own")]) {
            const release = { ...plannedRelease, external: secrets(...Object.keys(keys)), parameterKeyArn };
            const { errors, warnings } = await awsDeploymentApi.preflight(release);
            assert.deepEqual(
                [...errors, ...warnings].sort(),
                [
                    `parameters under key ${disabled.Arn}, which is Disabled: DISABLED; ` +
                        "ECS cannot decrypt them, and starts no task without them",
                    `parameters under key ${other.KeyId}, for which the execution role has no permission: OTHER; ` +
                        "push them again, or set parameters.kmsKeyArn to that key",
                ].sort(),
            );
        }
    });

    it("refuses a certificate for another name, and takes one whose wildcard covers the host", async () => {
        const acm = await clients.acm();
        const { CertificateArn: certificateArn = "" } = await acm.requestCertificate({
            DomainName: "example.org",
            SubjectAlternativeNames: ["*.example.com"],
            ValidationMethod: "DNS",
        });
        const problems = async (host: string) => {
            const { errors } = await awsDeploymentApi.preflight({ ...plannedRelease, certificateArn, host });
            return errors.filter((error) => error.includes(" is for "));
        };
        assert.deepEqual(await problems("app.example.com"), []);
        assert.deepEqual(await problems("example.com"), [
            `certificate ${certificateArn} is for example.org, *.example.com, not for example.com: ` +
                "browsers and the verdict would refuse it",
        ]);
    });

    it("tells subnets that do not exist from those that are nearly full", async () => {
        const ec2 = await clients.ec2();
        const vpc = await ec2.createVpc({ CidrBlock: "10.9.0.0/16" });
        const { Subnet } = await ec2.createSubnet({ VpcId: vpc.Vpc?.VpcId, CidrBlock: "10.9.0.0/28" });
        const small = Subnet?.SubnetId ?? "";
        const [gone, gone2] = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
        const subnetIds = [gone, small, gone2];
        const { errors, warnings } = await awsDeploymentApi.preflight({ ...plannedRelease, subnetIds, maxNewTasks: 4 });
        assert.deepEqual([...errors].sort(), [
            `subnet ${gone} does not exist in this region and account`,
            `subnet ${gone2} does not exist in this region and account`,
        ]);
        assert.deepEqual(warnings, [`subnet ${small} has 11 free addresses; a deployment may need 4 of them`]);
    });

    it("finds everything that is wrong at once", async () => {
        await put("PLAIN", "String");
        await push("amd64");
        const certificate = await (
            await clients.acm()
        ).requestCertificate({ DomainName: "spotter.example", ValidationMethod: "DNS" });
        const digest = `sha256:${"0".repeat(64)}`;
        const certificateArn = certificate.CertificateArn ?? "";
        const found = await awsDeploymentApi.preflight({
            ...plannedRelease,
            digest,
            certificateArn,
            external: secrets("PLAIN", "GONE"),
        });
        assert.deepEqual(found, {
            errors: [
                "parameters missing under /spotter-test: GONE; ECS cannot start a task without them (npm run parameters -- STACK push)",
                "parameters in plain text under /spotter-test: PLAIN; each must be a SecureString: delete it and push it again",
                `${digest} is not in repository spotter-test: push it, or correct image.digest`,
                `certificate ${certificateArn} is PENDING_VALIDATION, it must be ISSUED`,
            ],
            warnings: [],
        });
        assert.ok(!JSON.stringify(found).includes(canary));
    });

    it("tells the platforms of an index, and knows a repository that does not exist", async () => {
        const digest = await push("amd64");
        const release = { ...plannedRelease, digest, architecture: "ARM64" } as const;
        assert.match(
            (await awsDeploymentApi.preflight(release)).errors.join(),
            /^the image is for linux\/amd64, the task runs linux\/arm64/,
        );
        const elsewhere = { ...release, serviceRef: { ...serviceRef, repository: "nowhere" } };
        assert.match((await awsDeploymentApi.preflight(elsewhere)).errors.join(), /^repository nowhere does not exist/);
    });

    it("counts the images that the lifecycle keeps", async () => {
        const digest = await push("amd64");
        const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 2 };
        const policy = { rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] };
        const ecr = await clients.ecr();
        await ecr.putLifecyclePolicy({ repositoryName: serviceRef.repository, lifecyclePolicyText: JSON.stringify(policy) });
        const { warnings } = await awsDeploymentApi.preflight({ ...plannedRelease, digest });
        assert.match(warnings.join(), /^the image expires after 1 more pushes: spotter-test keeps 2 images and 0 are newer/);
    });

    it("reads the state of the alarms that are named, and of no others", async () => {
        const cloudwatch = await clients.cloudwatch();
        for (const AlarmName of ["quiet", "loud", "other"]) {
            const rule = { ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Period: 60, Threshold: 1 } as const;
            await cloudwatch.putMetricAlarm({ AlarmName, Namespace: "n", MetricName: "m", Statistic: "Sum", ...rule });
        }
        await cloudwatch.setAlarmState({ AlarmName: "loud", StateValue: "ALARM", StateReason: "test" });
        const alarms = await describeAlarms(clients, ["quiet", "loud", "later"]);
        assert.deepEqual(
            alarms.sort((a, b) => a.name.localeCompare(b.name)),
            [
                { name: "loud", state: "ALARM" },
                { name: "quiet", state: "OK" },
            ],
        );
        assert.deepEqual(await describeAlarms(clients, []), [], "no name, no alarm");
    });

    it("warns of a small subnet", async () => {
        const ec2 = await clients.ec2();
        const vpc = await ec2.createVpc({ CidrBlock: "10.9.0.0/16" });
        const small = await ec2.createSubnet({ VpcId: vpc.Vpc?.VpcId, CidrBlock: "10.9.0.0/28" });
        const large = await ec2.createSubnet({ VpcId: vpc.Vpc?.VpcId, CidrBlock: "10.9.1.0/24" });
        const subnetIds = [small, large].map(({ Subnet }) => Subnet?.SubnetId ?? "");
        const found = await awsDeploymentApi.preflight({ ...plannedRelease, subnetIds, maxNewTasks: 10 });
        assert.deepEqual(found, {
            errors: [],
            warnings: [`subnet ${subnetIds[0] ?? ""} has 11 free addresses; a deployment may need 5 of them`],
        });
    });

    it("refuses an account that is not the stack's", async () => {
        const other = { ...serviceRef, account: { ...serviceRef.account, accountId: "210987654321" } };
        const { errors } = await awsDeploymentApi.preflight({ ...plannedRelease, serviceRef: other, external: secrets("GONE") });
        assert.deepEqual(errors, [
            "the credentials are of account 123456789012, the stack's is 210987654321: choose another profile",
        ]);
    });

    it("reads the last lines of a log, and nothing where there is none", async () => {
        const logs = await clients.logs();
        const place = { logGroupName: serviceRef.logGroup, logStreamName: `ecs/${serviceRef.container}/abc` };
        await logs.createLogGroup({ logGroupName: serviceRef.logGroup });
        await logs.createLogStream(place);
        const now = Date.now();
        const logEvents = Array.from({ length: 230 }, (_, index) => ({ timestamp: now + index, message: `line ${index}\n` }));
        await logs.putLogEvents({ ...place, logEvents });
        const observer = createDeploymentSource(clients, intendedRelease({}, "127.0.0.1"));
        const lines = await observer.logs(stopped("abc"));
        assert.deepEqual([lines.length, lines[0], lines.at(-1)], [200, "line 30", "line 229"]);
        assert.deepEqual(await observer.logs(stopped("never-started")), []);
    });

    it("reads the health of targets", async () => {
        const elb = await clients.elb();
        const vpc = await (await clients.ec2()).createVpc({ CidrBlock: "10.9.0.0/16" });
        const group = { Name: "web", Protocol: "HTTP", Port: 3000, TargetType: "ip", VpcId: vpc.Vpc?.VpcId } as const;
        const targetGroupArn = (await elb.createTargetGroup(group)).TargetGroups?.[0]?.TargetGroupArn ?? "";
        await elb.registerTargets({ TargetGroupArn: targetGroupArn, Targets: [{ Id: "10.9.0.4", Port: 3000 }] });
        const observer = createDeploymentSource(clients, { ...intendedRelease({}, "127.0.0.1"), targetGroupArn });
        const [only] = await observer.targets(targetGroupArn);
        assert.deepEqual([only?.id, only?.port], ["10.9.0.4", 3000]);
        assert.ok(["healthy", "unused", "initial"].includes(only?.state ?? ""), only?.state);
    });
});

const unscanned = "the image was never scanned";

function secrets(...names: readonly string[]): PlannedRelease["external"] {
    return names.map((name) => ({ name, secret: true }));
}

function stopped(id: string): Task {
    const nothing = { taskDefinitionArn: "", lastStatus: "STOPPED", healthStatus: "", stopCode: "", stoppedReason: "" };
    return { arn: `arn:aws:ecs:us-east-1:123456789012:task/spotter-test/${id}`, ...nothing, containers: [] };
}
