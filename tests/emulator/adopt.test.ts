import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { createClients } from "../../aws/clients";
import { adopt } from "../../commands/adopt/adopt";
import { accountId, digestOf } from "../commands/aws";
import { Trial } from "../commands/trial";
import { exampleFolder } from "../support/own";
import { Moto } from "./moto";
import { MotoGate } from "./moto-gate";
import { makeScriptsProduction, type ScriptsProduction } from "./scripts-production";

interface Planned {
    readonly ready: boolean;
    readonly settings: readonly { readonly path: string; readonly value: unknown }[];
    readonly refusals: readonly string[];
    readonly rows: readonly { readonly key: string; readonly action: string; readonly id?: string }[];
    readonly removals: readonly { readonly what: string; readonly monthlyUsd?: number }[];
    readonly account: { readonly unseen: readonly string[] };
    readonly importFile?: { readonly resources: readonly { readonly name: string; readonly id?: string }[] };
}

describe("adopt against moto, with what the scripts made", () => {
    const trial = new Trial();
    let moto: Moto | undefined;
    let gate: MotoGate;
    let made: ScriptsProduction;

    before(async function () {
        process.env.MOTO_ACM_VALIDATION_WAIT = "0"; // seconds until a certificate is issued
        try {
            moto = await Moto.start();
        } catch (error) {
            console.log(`    skipped: moto can't be installed (${(error as Error).message.split("\n")[0] ?? ""})`);
            this.skip();
        } finally {
            delete process.env.MOTO_ACM_VALIDATION_WAIT;
        }
        process.env.AWS_ENDPOINT_URL = moto.endpoint;
        made = await makeScriptsProduction(createClients({ region: "us-east-1" }), accountId);
        delete process.env.AWS_ENDPOINT_URL;
    });
    beforeEach(async () => {
        gate = new MotoGate(moto?.endpoint ?? "");
        process.env.AWS_ENDPOINT_URL = await gate.open();
        const text = readFileSync(join(exampleFolder, "Pulumi.prod.yaml"), "utf8");
        trial.write("Pulumi.prod.yaml", text.replace("920013187591", accountId));
        set([{ path: "image.digest", value: digestOf(1) }]);
    });
    afterEach(() => gate.close());
    after(() => moto?.stop());

    const run = (...args: readonly string[]) => trial.run(adopt, "prod", ...args);
    const plan = async (...args: readonly string[]): Promise<Planned & { readonly exitCode: number }> => {
        const { exitCode, stdout } = await run("--json", ...args);
        return { exitCode, ...(JSON.parse(stdout) as Planned) };
    };
    const set = (settings: Planned["settings"]) => {
        const document = parseDocument(trial.read("Pulumi.prod.yaml"));
        for (const { path, value } of settings) {
            const [section = "", ...keys] = path.split(".");
            document.setIn(["config", `spotter:${section}`, ...keys], value);
        }
        trial.write("Pulumi.prod.yaml", document.toString());
    };
    /** What is imported, as `type::name` without `aws:`, and its id. */
    const imports = ({ rows }: Planned) =>
        Object.fromEntries(
            rows.filter(({ action }) => action === "import").map(({ key, id }) => [key.replace(/^aws:\w+\/\w+:/, ""), id]),
        );

    it("finds all of it, and says which keys keep what serves", async () => {
        const { exitCode, stdout } = await run();
        const found = stdout.slice(0, stdout.indexOf("\nTo set in")).split("\n").slice(3);
        const { balancerGroupId, tasksGroupId, dnsName } = made;
        assert.deepEqual(
            found.filter((line) => line !== "").map((line) => line.trim().replace(/ {2,}/g, " ")),
            [
                "repository spotter-app, mutable, 34 images, no lifecycle policy",
                "cluster spotter-cluster, no capacity providers",
                "service spotter-web-service, FARGATE, 1 wanted, spotter-app-task:3",
                "scaling 1 to 4, no policies",
                "revisions 3 of the family",
                `load balancer spotter-alb, application, internet-facing, ${dnsName}`,
                "listener HTTP on 80, 0 certificates, 0 rules",
                "listener HTTPS on 443, 1 certificates, 0 rules",
                "target group spotter-tg, ip, health check /",
                `security group ${balancerGroupId} spotter-alb-sg, 3 rules`,
                `security group ${tasksGroupId} spotter-ecs-sg, 2 rules`,
                "role SpotterTaskExecutionRole, SsmParameterAccess, AmazonECSTaskExecutionRolePolicy (attached)",
                "role SpotterTaskRole, SpotterAppPolicy",
                "log group /ecs/spotter-app, kept for good",
                "parameters 3",
                "certificate spotter.cannashieldct.com, ISSUED",
                `DNS records A dualstack.${dnsName}.`,
                "alarms spotter-5xx on load balancer spotter-alb",
                "spotter-alb: 0 requests in the last 15 minutes, 0 of them 5xx",
            ],
        );
        assert.equal(exitCode, 1);
        const { settings } = await plan();
        assert.deepEqual(Object.fromEntries(settings.map(({ path, value }) => [path, value])), {
            "names.loadBalancer": "spotter-alb-2",
            "names.service": "spotter-web-service-2",
            "domain.record": false,
            "names.taskRole": "SpotterTaskRole-2",
            "logs.retentionDays": 3653,
            "repository.keepImages": 64,
        });
    });

    it("imports side by side what both use, and nothing that serves", async () => {
        set((await plan()).settings);
        const planned = await plan();
        assert.deepEqual([planned.exitCode, planned.settings, planned.refusals], [0, [], []]);
        assert.deepEqual(imports(planned), {
            "Certificate::web": made.certificateArn,
            "LogGroup::web": "/ecs/spotter-app",
            "Repository::web": "spotter-app",
            "Cluster::web": "spotter-cluster",
            "Role::web-execution": "SpotterTaskExecutionRole",
            "RolePolicy::web-read-parameters": "SpotterTaskExecutionRole:SsmParameterAccess",
            "Parameter::web-AWS_REGION": "/spotter-app/AWS_REGION",
            "Parameter::web-NEXTAUTH_URL": "/spotter-app/NEXTAUTH_URL",
        });
        const prices = planned.removals.map(({ what, monthlyUsd = 0 }) => [what.split(",")[0], monthlyUsd.toFixed(2)]);
        assert.deepEqual(prices.slice(0, 5), [
            ["alarm spotter-5xx", "0.10"],
            ["scaling of spotter-web-service", "0.00"],
            ["service spotter-web-service", "12.66"],
            ["load balancer spotter-alb with its 2 listeners", "23.73"],
            ["target group spotter-tg", "0.00"],
        ]);
        assert.equal(prices.at(-1)?.[0], "role SpotterTaskRole", "the stack has another one now");
    });

    it("says how the record moves, and how it moves back", async () => {
        set((await plan()).settings);
        const { stdout } = await run();
        const batch = /--change-batch '(.*)'/.exec(stdout)?.[1] ?? "";
        const AliasTarget = { DNSName: `dualstack.${made.dnsName}.`, EvaluateTargetHealth: false };
        assert.deepEqual(withoutZone(JSON.parse(batch)), {
            Changes: [
                { Action: "DELETE", ResourceRecordSet: { Name: "spotter.cannashieldct.com", Type: "A", AliasTarget } },
                {
                    Action: "CREATE",
                    ResourceRecordSet: {
                        Name: "spotter.cannashieldct.com",
                        Type: "A",
                        AliasTarget,
                        SetIdentifier: "spotter-alb",
                        Weight: 95,
                    },
                },
            ],
        });
        assert.match(stdout, /# domain\.recordWeight: 0,.*\n.*pulumi up --stack prod\n/);
        await changeRecords(made, (JSON.parse(batch) as { Changes: object[] }).Changes);
        try {
            set([{ path: "domain.record", value: true }, { path: "domain.recordWeight", value: 0 }]); // prettier-ignore
            const planned = await plan();
            assert.deepEqual(planned.settings, [], "the new record can stand beside the old one");
            assert.deepEqual(
                planned.rows.filter(({ key }) => key === "aws:route53/record:Record::web-a"),
                [{ key: "aws:route53/record:Record::web-a", action: "make" }],
            );
        } finally {
            await restoreRecord(made);
        }
    });

    it("takes over in place what serves, by ids, where the old release answers the new health check", async () => {
        set([{ path: "loadBalancer.healthCheck.path", value: "/" }]);
        set((await plan("--in-place")).settings);
        const planned = await plan("--in-place");
        assert.deepEqual([planned.exitCode, planned.refusals, planned.settings], [0, [], []]);
        const found = imports(planned);
        const rule = (id: string | undefined) => id?.replace(/^sgr-\w+$/, "sgr");
        assert.deepEqual(
            {
                balancer: found["LoadBalancer::web"],
                http: found["Listener::web-http"],
                https: found["Listener::web-https"],
                targets: found["TargetGroup::web"],
                groups: [found["SecurityGroup::web-alb"], found["SecurityGroup::web-tasks"]],
                rules: ["web-http", "web-https", "web-tasks-from-alb-3000"].map((name) =>
                    rule(found[`SecurityGroupIngressRule::${name}`]),
                ),
                service: found["Service::web"],
                record: found["Record::web-a"],
            },
            {
                balancer: made.loadBalancerArn,
                http: made.httpArn,
                https: made.httpsArn,
                targets: made.targetGroupArn,
                groups: [made.balancerGroupId, made.tasksGroupId],
                rules: ["sgr", "sgr", "sgr"],
                service: "spotter-cluster/spotter-web-service",
                record: `${made.zoneId}_spotter.cannashieldct.com_A`,
            },
        );
    });

    it("refuses in place while it is not known that the old release answers the new health check", async () => {
        const { exitCode, refusals } = await plan("--in-place");
        assert.equal(exitCode, 1);
        assert.deepEqual(refusals, [
            "the target group would ask for /api/health before the new release runs, and whether the old one answers it with 200 is not known: deploy a version that does first, as before",
        ]);
    });

    it("run twice says the same, and only ever reads", async () => {
        const once = await run();
        assert.deepEqual(await run(), once);
        const writes = gate.asked.filter((action) => !/:(?:Describe|List|Get)\w+$|^route53:GET$/.test(action));
        assert.deepEqual(writes, []);
        const documented = readFileSync("docs/first-day.md", "utf8");
        const actions = gate.asked.filter((action) => !action.startsWith("route53:")).map((action) => action.split(":")[1] ?? "");
        assert.deepEqual(
            [...new Set(actions)].filter((action) => !documented.includes(`:${action}\``)),
            [],
        );
        assert.ok(!gate.asked.some((action) => /:GetParameters?\w*$/.test(action)), "no value of a parameter is read");
    });

    it("fills in the engine's file, and filled in twice it is the same", async () => {
        set((await plan()).settings);
        const entry = (type: string, name: string, more: object = {}) => ({ type, name, id: "<PLACEHOLDER>", ...more });
        const resources = [
            { type: "pulumi:providers:aws", name: "aws", inputs: {} },
            { type: "spotter:ecr:ImageRepository", name: "web", component: true, provider: "aws" },
            { type: "spotter:ec2:Network", name: "webNetwork", logicalName: "web", component: true },
            entry("aws:ecr/repository:Repository", "webRepository", { logicalName: "web", parent: "web", provider: "aws" }),
            entry("aws:lb/loadBalancer:LoadBalancer", "webLoadBalancer", { logicalName: "web" }),
        ];
        trial.write("import.json", JSON.stringify({ resources }));
        const { stdout } = await run("--import-file", "import.json", "--write");
        assert.match(stdout, /\nwrote import\.json: 1 to import\n$/);
        const written = trial.read("import.json");
        assert.deepEqual(
            (JSON.parse(written) as { resources: { name: string; id?: string }[] }).resources.map(({ name, id }) => [name, id]),
            [["aws", undefined], ["web", undefined], ["webRepository", "spotter-app"]], // prettier-ignore
        );
        await run("--import-file", "import.json", "--write");
        assert.equal(trial.read("import.json"), written);
    });

    it("writes the configuration that the engine makes the file with: the stack's, without its preflight", async () => {
        set((await plan()).settings);
        const before = trial.read("Pulumi.prod.yaml");
        assert.match((await run("--write")).stdout, /\nwrote import-config\.yaml: Pulumi\.prod\.yaml without its preflight\n$/);
        assert.equal(trial.read("Pulumi.prod.yaml"), before);
        const added = trial.read("import-config.yaml").split("\n").filter((line) => !before.includes(line)); // prettier-ignore
        assert.deepEqual(added.map((line) => line.trim()), ["spotter:deployment:", "preflight: false"]); // prettier-ignore
    });

    it("finds what serves in another cluster than the stack's, once that is named, and prints it with every line to run", async () => {
        set([...(await plan()).settings, { path: "names.cluster", value: "spotter-cluster-2" }]);
        const { exitCode, refusals } = await plan();
        assert.equal(exitCode, 1);
        assert.match(
            refusals.join("\n"),
            /^spotter\.cannashieldct\.com leads to .* no service of cluster spotter-cluster-2 .*--cluster/,
        );
        const { stdout, ...again } = await run("--cluster", "spotter-cluster", "--yes-delete-logs");
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
        const { exitCode, stderr } = await run("--cluster", "spotter-clustre");
        assert.deepEqual([exitCode, stderr], [2, "--cluster: there is no cluster spotter-clustre in us-east-1\n"]);
    });

    it("asks for the zone that the stack's file names by its id, and for no other of that name", async () => {
        set([{ path: "domain.zoneId", value: "Z0123456789" }]);
        const { exitCode, account } = await plan();
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
            set((await plan()).settings);
            gate.denied.add(service);
            const { exitCode, account, rows } = await plan("--write");
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

/** The zone of the load balancer's own name is moto's affair. */
function withoutZone(batch: unknown): unknown {
    return JSON.parse(JSON.stringify(batch, (key, value: unknown) => (key === "HostedZoneId" ? undefined : value)));
}

/** As the console made it. */
async function restoreRecord({ zoneId, dnsName }: ScriptsProduction): Promise<void> {
    const route53 = await createClients({ region: "us-east-1" }).route53();
    const { ResourceRecordSets = [] } = await route53.listResourceRecordSets({ HostedZoneId: zoneId });
    const record = ResourceRecordSets.find(({ AliasTarget }) => AliasTarget?.DNSName?.includes(dnsName));
    const { SetIdentifier, Weight, ...simple } = record ?? {};
    await changeRecords({ zoneId }, [
        { Action: "DELETE", ResourceRecordSet: { SetIdentifier, Weight, ...simple } },
        { Action: "CREATE", ResourceRecordSet: simple },
    ]);
}

/** One by one: moto does not see that one change makes room for the next of its batch, which for AWS are one step. */
async function changeRecords({ zoneId }: Pick<ScriptsProduction, "zoneId">, changes: readonly object[]): Promise<void> {
    const route53 = await createClients({ region: "us-east-1" }).route53();
    for (const change of changes) {
        await route53.changeResourceRecordSets({ HostedZoneId: zoneId, ChangeBatch: { Changes: [change] } as never });
    }
}
