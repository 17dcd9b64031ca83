import * as assert from "node:assert/strict";
import { verify } from "../../commands/verify/verify";
import { systemClock } from "../../deployment/clock";
import { createDeploymentApi } from "../../deployment/aws-deployment-api";
import { accountId, digestOf } from "./aws";
import { stackFile, Trial } from "./trial";

const noSubnets = "  ! not checked: free addresses in the subnets, which are known once the service exists\n";

describe("verify", () => {
    const trial = new Trial();

    it("is content with a stack that lacks nothing, and exits with 0", async () => {
        trial.account.subnetIds = ["subnet-a"];
        assert.deepEqual(await trial.run(verify, "test"), { exitCode: 0, stdout: "test is ready to deploy\n", stderr: "" });
    });

    it("asks about the release that the stack file names, in the subnets of the service", async () => {
        trial.account.subnetIds = ["subnet-a", "subnet-b"];
        await trial.run(verify, "test");
        assert.deepEqual(
            trial.planned.map(({ serviceRef, external, ...release }) => ({
                ...release,
                service: serviceRef.service,
                external: external.map(({ name, secret }) => `${name}${secret ? " (secret)" : ""}`),
            })),
            [
                {
                    service: "spotter-web",
                    digest: digestOf(3),
                    architecture: "X86_64",
                    external: ["AUTH_SECRET (secret)", "GOOGLE_CLIENT_ID", "STRIPE_SECRET_KEY (secret)"],
                    certificateArn: undefined,
                    subnetIds: ["subnet-a", "subnet-b"],
                    maxNewTasks: 4,
                },
            ],
        );
    });

    it("takes the subnets of the stack file, and then asks nothing about the service", async () => {
        trial.write(
            "Pulumi.test.yaml",
            `${stackFile}    spotter:network: { mode: default, subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] }\n`,
        );
        await trial.run(verify, "test");
        assert.deepEqual(trial.planned[0]?.subnetIds, ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]);
        assert.deepEqual(trial.account.asked, ["GetCallerIdentity"]);
    });

    it("exits with 1 and shows all findings at once", async () => {
        trial.account.subnetIds = ["subnet-a"];
        trial.findings = { errors: ["first", "second"], warnings: ["third"] };
        assert.deepEqual(await trial.run(verify, "test"), {
            exitCode: 1,
            stdout: "  ✖ first\n  ✖ second\n  ! third\n",
            stderr: "test is not ready to deploy: 2 findings would fail the deployment\n",
        });
    });

    it("exits with 0 for warnings alone", async () => {
        trial.account.subnetIds = ["subnet-a"];
        trial.findings = { errors: [], warnings: ["third"] };
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.deepEqual([exitCode, stdout], [0, "  ! third\ntest is ready to deploy\n"]);
    });

    it("prints one document with --json, with findings too", async () => {
        trial.account.subnetIds = ["subnet-a"];
        trial.findings = { errors: ["first"], warnings: ["third"] };
        assert.deepEqual(await trial.document(verify, "test"), { stack: "test", errors: ["first"], warnings: ["third"] });
    });

    it("prints all names of a list that its line shortens with --json", async () => {
        trial.account.subnetIds = ["subnet-a"];
        const lists = [{ finding: "11 of 11 parameters are missing", names: ["A", "B"] }];
        trial.findings = { errors: ["11 of 11 parameters are missing"], warnings: [], lists };
        const { errors, lists: printed } = await trial.document(verify, "test");
        assert.deepEqual([errors, printed], [["11 of 11 parameters are missing"], lists]);
        assert.equal((await trial.run(verify, "test")).stdout, "  ✖ 11 of 11 parameters are missing\n");
    });

    it("asks about the domain, the key, the severity and the alarms of the service, where there are any", async () => {
        trial.account.subnetIds = ["subnet-a"];
        trial.account.alarms = { "5xx": "OK" };
        const kmsKeyArn = `arn:aws:kms:us-east-1:${accountId}:key/1`;
        trial.write(
            "Pulumi.test.yaml",
            stackFile.replace("        values:", `        kmsKeyArn: ${kmsKeyArn}\n        values:`) +
                "    spotter:domain: { name: app.example.com, zone: example.com }\n" +
                "    spotter:deployment: { refuseSeverity: HIGH }\n",
        );
        await trial.run(verify, "test");
        const [{ host, parameterKeyArn, refuseSeverity, alarms } = {}] = trial.planned;
        assert.deepEqual([host, parameterKeyArn, refuseSeverity, alarms], ["app.example.com", kmsKeyArn, "HIGH", ["5xx"]]);
    });

    it("goes on where the versions of parameters are denied, and says that they are not checked", async () => {
        trial.account.subnetIds = ["subnet-a"];
        trial.context = { api: createDeploymentApi(systemClock) };
        trial.account.refusals = { DescribeParameters: ["AccessDeniedException", "no"] };
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {2}! not checked: AWS denied ssm:DescribeParameters[^\n]*\ntest is ready to deploy\n$/);
    });

    it("finds what `up` finds, in the same words", async () => {
        trial.context = { api: createDeploymentApi(systemClock) };
        trial.account.images.delete(digestOf(3));
        trial.account.parameters.delete("STRIPE_SECRET_KEY");
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.equal(exitCode, 1);
        assert.equal(
            stdout,
            "  ✖ parameters missing under /spotter-test: STRIPE_SECRET_KEY; ECS cannot start a task without them (npm run parameters -- STACK push)\n" +
                `  ✖ ${digestOf(3)} is not in repository spotter-test: push it, or correct image.digest\n${noSubnets}`,
        );
    });

    it("says what it can't check before the first update", async () => {
        trial.account.exists = false;
        trial.write("Pulumi.test.yaml", stackFile.replace(/digest: .*\n.*commit.*/, "build: { context: app }"));
        trial.write("app/Dockerfile", "FROM node");
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.equal(exitCode, 0);
        assert.equal(stdout, `  ! not checked: the image, which \`pulumi up\` builds\n${noSubnets}test is ready to deploy\n`);
    });

    it("says that there is no image to run", async () => {
        trial.write("Pulumi.test.yaml", stackFile.replace(/ {4}spotter:image:\n.*\n.*\n/, ""));
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.equal(exitCode, 1);
        assert.match(stdout, /^ {2}✖ spotter:image: neither digest nor build is given: there is no image to run\n/);
    });

    it("says what it may not ask", async () => {
        trial.account.refusals = { DescribeServices: ["AccessDeniedException", "no"] };
        const { exitCode, stdout } = await trial.run(verify, "test");
        assert.equal(exitCode, 0);
        assert.match(stdout, /^ {2}! not checked: AWS denied ecs:DescribeServices[^\n]*\ntest is ready to deploy\n$/);
    });

    it("refuses credentials of another account", async () => {
        trial.account.accountId = "999999999999";
        const { exitCode, stderr } = await trial.run(verify, "test");
        assert.equal(exitCode, 2);
        assert.match(stderr, new RegExp(`^the credentials are of account 999999999999, the stack's is ${accountId}`));
        assert.deepEqual(trial.planned, []);
    });
});
