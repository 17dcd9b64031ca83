import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AdoptTrial } from "./adopt-trial";

describe("what adopt asks of moto", () => {
    const trial = new AdoptTrial();

    it("run twice says the same, and only ever reads", async () => {
        const once = await trial.run();
        assert.deepEqual(await trial.run(), once);
        const writes = trial.gate.asked.filter((action) => !/:(?:Describe|List|Get)\w+$|^route53:GET$/.test(action));
        assert.deepEqual(writes, []);
        const documented = readFileSync("docs/first-day.md", "utf8");
        const actions = trial.gate.asked
            .filter((action) => !action.startsWith("route53:"))
            .map((action) => action.split(":")[1] ?? "");
        assert.deepEqual(
            [...new Set(actions)].filter((action) => !documented.includes(`:${action}\``)),
            [],
        );
        assert.ok(!trial.gate.asked.some((action) => /:GetParameters?\w*$/.test(action)), "no value of a parameter is read");
    });

    it("finds what serves in another cluster than the stack's, once that is named, and prints it with every line to run", async () => {
        trial.set([...(await trial.plan()).settings, { path: "names.cluster", value: "spotter-cluster-2" }]);
        const { exitCode, refusals } = await trial.plan();
        assert.equal(exitCode, 1);
        assert.match(
            refusals.join("\n"),
            /^spotter\.cannashieldct\.com leads to .* no service of cluster spotter-cluster-2 .*--cluster/,
        );
        const { stdout, ...again } = await trial.run("--cluster", "spotter-cluster", "--yes-delete-logs");
        assert.deepEqual([again.exitCode, again.stderr], [0, ""]);
        assert.match(stdout, /\n {2}service {2,}spotter-web-service, FARGATE/);
        assert.match(stdout, /\n {2}service spotter-web-service, 1 task {2,}12\.66 USD a month\n/);
        assert.deepEqual(
            stdout.split("\n").flatMap((line) => /npm run adopt -- (.*)/.exec(line)?.[1] ?? []),
            [
                "prod --cluster spotter-cluster --yes-delete-logs --write",
                "prod --cluster spotter-cluster --yes-delete-logs --import-file import.json --write",
                "prod --check preview.json",
                "prod --cluster spotter-cluster --yes-delete-logs",
            ],
        );
    });

    it("refuses a cluster that does not exist, as nothing would be found in it", async () => {
        const { exitCode, stderr } = await trial.run("--cluster", "spotter-clustre");
        assert.deepEqual([exitCode, stderr], [2, "--cluster: there is no cluster spotter-clustre in us-east-1\n"]);
    });

    it("asks for the zone that the stack's file names by its id, and for no other of that name", async () => {
        trial.set([{ path: "domain.zoneId", value: "Z0123456789" }]);
        const { exitCode, account } = await trial.plan();
        assert.deepEqual([exitCode, account.unseen.length], [3, 1]);
        assert.match(
            account.unseen[0] ?? "",
            /^DNS records: route53:ListResourceRecordSets failed: NoSuchHostedZone: .*Z0123456789/,
        );
    });

    const denials: Readonly<Record<string, RegExp>> = {
        elasticloadbalancing: /^target groups: AWS denied elasticloadbalancing:DescribeTargetGroups/,
        iam: /^role SpotterTaskExecutionRole: AWS denied iam:GetRole/,
        ssm: /^parameters: AWS denied ssm:DescribeParameters/,
        monitoring: /^alarms: AWS denied cloudwatch:DescribeAlarms/,
        route53: /^DNS records: AWS denied route53:ListHostedZonesByName/,
        ec2: /^security groups: AWS denied ec2:DescribeSecurityGroup/,
    };
    for (const [service, line] of Object.entries(denials)) {
        it(`without permission for ${service}, says what it could not see, and goes on with the rest`, async () => {
            trial.set((await trial.plan()).settings);
            trial.gate.denied.add(service);
            const { exitCode, account, rows } = await trial.plan("--write");
            assert.equal(exitCode, 3);
            assert.throws(() => trial.read("import-config.yaml"), /ENOENT/, "nothing is written by halves");
            assert.ok(
                account.unseen.some((text) => line.test(text)),
                account.unseen.join("\n"),
            );
            assert.ok(rows.some(({ key, action }) => key.startsWith("aws:ecr/repository:") && action === "import"));
            assert.deepEqual(
                rows
                    .filter(({ id, key }) => id === undefined && key.includes(":Role::") && service === "iam")
                    .map(({ action }) => action),
                service === "iam" ? ["leave", "leave"] : [],
            );
        });
    }
});
