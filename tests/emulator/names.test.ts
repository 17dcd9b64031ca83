import * as assert from "node:assert/strict";
import { createClients } from "../../aws/clients";
import type { PlannedName } from "../../deployment/api";
import { awsDeploymentApi } from "../../deployment/aws-deployment-api";
import { canary, serviceRef } from "../timelines/releases";
import { Moto } from "./moto";

const tags = { Project: "spotter", Environment: "test" };
const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const lowerTags = Object.entries(tags).map(([key, value]) => ({ key, value }));

describe("names that are about to be taken, against moto", () => {
    let moto: Moto | undefined;
    const clients = createClients({ region: serviceRef.account.region });
    const find = (planned: readonly PlannedName[]) => awsDeploymentApi.findExisting(serviceRef, planned);
    const idsOf = async (planned: readonly PlannedName[]) => {
        const { found, unanswered } = await find(planned);
        assert.deepEqual(unanswered, []);
        return Object.fromEntries(found.map(({ planned: { kind, name }, id, tags: own }) => [`${kind} ${name}`, { id, own }]));
    };

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

    const everyKind: readonly PlannedName[] = [
        { kind: "log group", name: "/ecs/spotter-test" },
        { kind: "repository", name: "spotter-test" },
        { kind: "role", name: "spotter-test-task" },
        { kind: "role policy", name: "read", within: "spotter-test-task" },
        { kind: "cluster", name: "spotter-test" },
        { kind: "service", name: "spotter-web", within: "spotter-test" },
        { kind: "load balancer", name: "spotter-test" },
        { kind: "parameter", name: "/spotter-test/MODE", type: "String" },
        { kind: "alarm", name: "spotter-test-slow" },
        { kind: "dashboard", name: "spotter-test" },
        { kind: "key alias", name: "alias/spotter-test" },
        { kind: "schedule group", name: "spotter-test-nightly" },
        { kind: "queue", name: "spotter-test-nightly-dead-letters" },
    ];
    const recordIn = (zone: string): PlannedName => ({ kind: "record", name: "app.example.com", type: "A", within: zone });

    async function makeEveryKind(): Promise<{ readonly balancer: string; readonly zone: string; readonly queue: string }> {
        await (await clients.logs()).createLogGroup({ logGroupName: "/ecs/spotter-test", tags });
        await (await clients.logs()).createLogGroup({ logGroupName: "/ecs/spotter-test-2" });
        await (await clients.ecr()).createRepository({ repositoryName: "spotter-test", tags: Tags });
        await (await clients.iam()).createRole({ RoleName: "spotter-test-task", AssumeRolePolicyDocument: "{}", Tags });
        await (
            await clients.iam()
        ).putRolePolicy({
            RoleName: "spotter-test-task",
            PolicyName: "read",
            PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }],
            }),
        });
        const ecs = await clients.ecs();
        await ecs.createCluster({ clusterName: "spotter-test", tags: lowerTags });
        await ecs.registerTaskDefinition({ family: "t", containerDefinitions: [{ name: "a", image: "a", memory: 64 }] });
        await ecs.createService({ cluster: "spotter-test", serviceName: "spotter-web", taskDefinition: "t", tags: lowerTags });
        const ec2 = await clients.ec2();
        const { Vpc } = await ec2.createVpc({ CidrBlock: "10.9.0.0/16" });
        const subnets = await Promise.all(
            ["a", "b"].map(async (zone, index) => {
                const CidrBlock = `10.9.${index}.0/24`;
                const { Subnet } = await ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}` });
                return Subnet?.SubnetId ?? "";
            }),
        );
        const { LoadBalancers } = await (
            await clients.elb()
        ).createLoadBalancer({ Name: "spotter-test", Subnets: subnets, Tags });
        await (
            await clients.cloudwatch()
        ).putMetricAlarm({
            AlarmName: "spotter-test-slow",
            ComparisonOperator: "GreaterThanThreshold",
            EvaluationPeriods: 1,
            MetricName: "TargetResponseTime",
            Namespace: "AWS/ApplicationELB",
            Period: 60,
            Statistic: "Average",
            Threshold: 1,
            Tags,
        });
        await (
            await clients.cloudwatch()
        ).putDashboard({ DashboardName: "spotter-test", DashboardBody: JSON.stringify({ widgets: [] }) });
        const kms = await clients.kms();
        const { KeyMetadata } = await kms.createKey({ Tags: Tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })) });
        await kms.createAlias({ AliasName: "alias/spotter-test", TargetKeyId: KeyMetadata?.KeyId });
        await (await clients.scheduler()).createScheduleGroup({ Name: "spotter-test-nightly", Tags });
        const sqs = await clients.sqs();
        const { QueueUrl: queue = "" } = await sqs.createQueue({ QueueName: "spotter-test-nightly-dead-letters", tags });
        const ssm = await clients.ssm();
        await ssm.putParameter({ Name: "/spotter-test/MODE", Type: "SecureString", Value: canary, Tags });
        const route53 = await clients.route53();
        const { HostedZone } = await route53.createHostedZone({ Name: "example.com", CallerReference: "1" });
        await route53.changeResourceRecordSets({
            HostedZoneId: HostedZone?.Id,
            ChangeBatch: {
                Changes: ["app", "app2"].map((host) => ({
                    Action: "CREATE" as const,
                    ResourceRecordSet: {
                        Name: `${host}.example.com`,
                        Type: "A" as const,
                        TTL: 60,
                        ResourceRecords: [{ Value: "10.0.0.1" }],
                    },
                })),
            },
        });
        return { balancer: LoadBalancers?.[0]?.LoadBalancerArn ?? "", zone: HostedZone?.Id?.split("/").at(-1) ?? "", queue };
    }

    it("are free in an empty account", async () => {
        assert.deepEqual(await idsOf(everyKind), {});
    });

    it("are found whatever has them, with its tags and the id that an import takes, and never a value", async () => {
        const { balancer, zone, queue } = await makeEveryKind();
        const found = await idsOf([...everyKind, recordIn(zone)]);
        assert.deepEqual(found, {
            "log group /ecs/spotter-test": { id: "/ecs/spotter-test", own: tags },
            "repository spotter-test": { id: "spotter-test", own: tags },
            "role spotter-test-task": { id: "spotter-test-task", own: tags },
            "role policy read": { id: "spotter-test-task:read", own: {} },
            "cluster spotter-test": { id: "spotter-test", own: tags },
            "service spotter-web": { id: "spotter-test/spotter-web", own: tags },
            "load balancer spotter-test": { id: balancer, own: tags },
            "parameter /spotter-test/MODE": { id: "/spotter-test/MODE", own: tags },
            "alarm spotter-test-slow": { id: "spotter-test-slow", own: tags },
            "dashboard spotter-test": { id: "spotter-test", own: {} },
            "key alias alias/spotter-test": { id: "alias/spotter-test", own: tags },
            "schedule group spotter-test-nightly": { id: "spotter-test-nightly", own: tags },
            "queue spotter-test-nightly-dead-letters": { id: queue, own: tags },
            "record app.example.com": { id: `${zone}_app.example.com_A`, own: {} },
        });
        assert.ok(!JSON.stringify(await find(everyKind)).includes(canary));
        assert.equal((await find(everyKind)).found.find(({ planned }) => planned.kind === "parameter")?.type, "SecureString");
    });

    it("are free where only the beginning is the same, or in another cluster, or of another type", async () => {
        const { zone } = await makeEveryKind();
        const others: readonly PlannedName[] = [
            { kind: "log group", name: "/ecs/spotter" },
            { kind: "role", name: "spotter-test" },
            { kind: "role policy", name: "rea", within: "spotter-test-task" },
            { kind: "load balancer", name: "spotter" },
            { kind: "dashboard", name: "spotter" },
            { kind: "key alias", name: "alias/spotter" },
            { kind: "schedule group", name: "spotter-test" },
            { kind: "queue", name: "spotter-test-nightly" },
            { kind: "service", name: "spotter-web", within: "other" },
            { kind: "parameter", name: "/spotter-test/MOD" },
            { ...recordIn(zone), type: "AAAA" },
            { ...recordIn(zone), name: "ap.example.com" },
        ];
        assert.deepEqual(await idsOf(others), {});
    });

    it("are free again once a service and its cluster are deleted", async () => {
        await makeEveryKind();
        const ecs = await clients.ecs();
        await ecs.deleteService({ cluster: "spotter-test", service: "spotter-web", force: true });
        await ecs.deleteCluster({ cluster: "spotter-test" });
        assert.deepEqual(await idsOf(everyKind.filter(({ kind }) => ["cluster", "service"].includes(kind))), {});
    });

    it("are found beyond one page of parameters", async () => {
        const ssm = await clients.ssm();
        const names = Array.from({ length: 55 }, (_, index) => `/spotter-test/NAME_${index}`);
        for (const Name of names) {
            await ssm.putParameter({ Name, Type: "String", Value: canary }); // one by one: moto drops connections otherwise
        }
        const { found } = await find([...names, "/spotter-test/FREE"].map((name) => ({ kind: "parameter", name })));
        assert.deepEqual(
            found.map(({ id }) => id),
            names,
        );
    });

    it("of a weighted record are taken by one of the same identifier, and by one without a weight", async () => {
        const { zone } = await makeEveryKind();
        const route53 = await clients.route53();
        const weighted = { Type: "A" as const, TTL: 60, ResourceRecords: [{ Value: "10.0.0.1" }], Weight: 1 };
        await route53.changeResourceRecordSets({
            HostedZoneId: zone,
            ChangeBatch: {
                Changes: [
                    { Action: "CREATE", ResourceRecordSet: { ...weighted, Name: "two.example.com", SetIdentifier: "old" } },
                ],
            },
        });
        const record = recordIn(zone);
        const ids = async (name: string, setIdentifier?: string) =>
            (await find([{ ...record, name, setIdentifier }])).found.map(({ id }) => id);
        assert.deepEqual(await ids("two.example.com", "new"), []);
        assert.deepEqual(await ids("two.example.com", "old"), [`${zone}_two.example.com_A_old`]);
        assert.deepEqual(await ids("two.example.com"), [`${zone}_two.example.com_A_old`]);
        assert.deepEqual(await ids("app.example.com", "new"), [`${zone}_app.example.com_A`]);
    });

    it("are not looked for in another account", async () => {
        const account = { ...serviceRef.account, accountId: "210987654321" };
        await assert.rejects(awsDeploymentApi.findExisting({ ...serviceRef, account }, everyKind), {
            message: "the credentials are of account 123456789012, the stack's is 210987654321: choose another profile",
        });
    });
});
