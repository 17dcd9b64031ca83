import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import { AdoptTrial, type Planned } from "./adopt-trial";
import type { ScriptsProduction } from "./scripts-production";

describe("adopt against moto, with what the scripts made", () => {
    const trial = new AdoptTrial();
    /** What is imported, as `type::name` without `aws:`, and its id. */
    const imports = ({ rows }: Planned) =>
        Object.fromEntries(
            rows.filter(({ action }) => action === "import").map(({ key, id }) => [key.replace(/^aws:\w+\/\w+:/, ""), id]),
        );

    it("finds all of it, and says which keys keep what serves", async () => {
        const { exitCode, stdout } = await trial.run();
        const found = stdout.slice(0, stdout.indexOf("\nTo set in")).split("\n").slice(3);
        const { balancerGroupId, tasksGroupId, dnsName } = trial.made;
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
        const { settings } = await trial.plan();
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
        trial.set((await trial.plan()).settings);
        const planned = await trial.plan();
        assert.deepEqual([planned.exitCode, planned.settings, planned.refusals], [0, [], []]);
        assert.deepEqual(imports(planned), {
            "Certificate::web": trial.made.certificateArn,
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
        trial.set((await trial.plan()).settings);
        const { stdout } = await trial.run();
        const batch = /--change-batch '(.*)'/.exec(stdout)?.[1] ?? "";
        const AliasTarget = { DNSName: `dualstack.${trial.made.dnsName}.`, EvaluateTargetHealth: false };
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
        await changeRecords(trial.made, (JSON.parse(batch) as { Changes: object[] }).Changes);
        try {
            trial.set([{ path: "domain.record", value: true }, { path: "domain.recordWeight", value: 0 }]); // prettier-ignore
            const planned = await trial.plan();
            assert.deepEqual(planned.settings, [], "the new record can stand beside the old one");
            assert.deepEqual(
                planned.rows.filter(({ key }) => key === "aws:route53/record:Record::web-a"),
                [{ key: "aws:route53/record:Record::web-a", action: "make" }],
            );
        } finally {
            await restoreRecord(trial.made);
        }
    });

    it("takes over in place what serves, by ids, where the old release answers the new health check", async () => {
        trial.set([{ path: "loadBalancer.healthCheck.path", value: "/" }]);
        trial.set((await trial.plan("--in-place")).settings);
        const planned = await trial.plan("--in-place");
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
                balancer: trial.made.loadBalancerArn,
                http: trial.made.httpArn,
                https: trial.made.httpsArn,
                targets: trial.made.targetGroupArn,
                groups: [trial.made.balancerGroupId, trial.made.tasksGroupId],
                rules: ["sgr", "sgr", "sgr"],
                service: "spotter-cluster/spotter-web-service",
                record: `${trial.made.zoneId}_spotter.cannashieldct.com_A`,
            },
        );
    });

    it("refuses in place while it is not known that the old release answers the new health check", async () => {
        const { exitCode, refusals } = await trial.plan("--in-place");
        assert.equal(exitCode, 1);
        assert.deepEqual(refusals, [
            "the target group would ask for /api/health before the new release runs, and whether the old one answers it with 200 is not known: deploy a version that does first, as before",
        ]);
    });

    it("fills in the engine's file, and filled in twice it is the same", async () => {
        trial.set((await trial.plan()).settings);
        const entry = (type: string, name: string, more: object = {}) => ({ type, name, id: "<PLACEHOLDER>", ...more });
        const resources = [
            { type: "pulumi:providers:aws", name: "aws", inputs: {} },
            { type: "spotter:ecr:ImageRepository", name: "web", component: true, provider: "aws" },
            { type: "spotter:ec2:Network", name: "webNetwork", logicalName: "web", component: true },
            entry("aws:ecr/repository:Repository", "webRepository", { logicalName: "web", parent: "web", provider: "aws" }),
            entry("aws:lb/loadBalancer:LoadBalancer", "webLoadBalancer", { logicalName: "web" }),
        ];
        trial.write("import.json", JSON.stringify({ resources }));
        const { stdout } = await trial.run("--import-file", "import.json", "--write");
        assert.match(stdout, /\nwrote import\.json: 1 to import\n$/);
        const written = trial.read("import.json");
        assert.deepEqual(
            (JSON.parse(written) as { resources: { name: string; id?: string }[] }).resources.map(({ name, id }) => [name, id]),
            [["aws", undefined], ["web", undefined], ["webRepository", "spotter-app"]], // prettier-ignore
        );
        await trial.run("--import-file", "import.json", "--write");
        assert.equal(trial.read("import.json"), written);
    });

    it("writes the configuration that the engine makes the file with: the stack's, without its preflight", async () => {
        trial.set((await trial.plan()).settings);
        const before = trial.read("Pulumi.prod.yaml");
        assert.match(
            (await trial.run("--write")).stdout,
            /\nwrote import-config\.yaml: Pulumi\.prod\.yaml without its preflight\n$/,
        );
        assert.equal(trial.read("Pulumi.prod.yaml"), before);
        const added = trial.read("import-config.yaml").split("\n").filter((line) => !before.includes(line)); // prettier-ignore
        assert.deepEqual(added.map((line) => line.trim()), ["spotter:deployment:", "preflight: false"]); // prettier-ignore
    });
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
