import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findService } from "../../../commands/init/from-service/read-service";
import { readSurroundings } from "../../../commands/init/from-service/read-surroundings";
import { refuse, StubClients, type Input } from "../../aws/stub-clients";
import { accountId, digest, plainService, region } from "./live-services";

const { account, service, container, routing } = plainService;
const taskDefinition = { ...plainService.taskDefinition, containerDefinitions: [container] };
const question = { cluster: "main", service: "web" };
const key = `arn:aws:kms:${region}:${accountId}:key/1`;

type Services = ConstructorParameters<typeof StubClients>[0];

/** An account that has the plain service, with a parameter and two certificates. */
function everything(): { readonly [K in keyof Services]: NonNullable<Services[K]> } {
    return {
        ecs: {
            describeServices: () => ({ services: [{ ...service, loadBalancers: [{ ...service.loadBalancers?.[0] }] }] }),
            describeTaskDefinition: () => ({
                taskDefinition: {
                    ...taskDefinition,
                    containerDefinitions: [{ ...container, secrets: [{ name: "A", valueFrom: "/shop/A" }] }],
                },
            }),
            listTasks: () => ({ taskArns: ["1", "2", "3"] }),
            describeTasks: () => ({
                tasks: [
                    {
                        taskDefinitionArn: service.taskDefinition,
                        containers: [
                            { name: "web", imageDigest: "sha256:old" },
                            { name: "otel", imageDigest: "sha256:otel" },
                        ],
                    },
                    { taskDefinitionArn: service.taskDefinition, containers: [{ name: "web", imageDigest: digest }] },
                    { taskDefinitionArn: service.taskDefinition, containers: [{ name: "web", imageDigest: digest }] },
                    { taskDefinitionArn: "another", containers: [{ name: "web", imageDigest: "sha256:another" }] },
                ],
            }),
            listServices: () => ({ serviceArns: [`arn:aws:ecs:${region}:${accountId}:service/main/web`] }),
            listClusters: () => ({ clusterArns: [`arn:aws:ecs:${region}:${accountId}:cluster/main`] }),
        },
        elb: {
            describeTargetGroups: ({ LoadBalancerArn }) => ({
                TargetGroups: [
                    { TargetGroupArn: routing?.targetGroup.arn, TargetGroupName: "web", LoadBalancerArns: ["lb"] },
                    ...(LoadBalancerArn === undefined ? [] : [{ TargetGroupArn: "other", TargetGroupName: "admin" }]),
                ],
            }),
            describeLoadBalancers: () => ({ LoadBalancers: [{ LoadBalancerArn: "lb", SecurityGroups: ["sg-lb"] }] }),
            describeTargetGroupAttributes: () => ({ Attributes: [{ Key: "stickiness.enabled", Value: "true" }] }),
            describeLoadBalancerAttributes: () => ({ Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "90" }] }),
            describeListeners: () => ({
                Listeners: [{ ListenerArn: "l", Port: 443, Protocol: "HTTPS", Certificates: [{ CertificateArn: "c1" }] }],
            }),
            describeListenerCertificates: () => ({ Certificates: [{ CertificateArn: "c2" }, { CertificateArn: "c1" }] }),
            describeRules: () => ({ Rules: [{ Priority: "1", Conditions: [{ Field: "host-header", Values: ["a.example"] }] }] }),
        },
        acm: {
            describeCertificate: ({ CertificateArn }) => ({ Certificate: { DomainName: `${String(CertificateArn)}.example` } }),
        },
        ec2: {
            describeSubnets: () => ({
                Subnets: [
                    { SubnetId: "s1", VpcId: "vpc-1", AvailabilityZone: "b", MapPublicIpOnLaunch: true },
                    { SubnetId: "s2", VpcId: "vpc-1", AvailabilityZone: "a", MapPublicIpOnLaunch: true },
                    { SubnetId: "s3", VpcId: "vpc-1", AvailabilityZone: "a", MapPublicIpOnLaunch: true },
                    { SubnetId: "s4", VpcId: "vpc-1", AvailabilityZone: "c" },
                ],
            }),
            describeVpcs: () => ({ Vpcs: [{ IsDefault: true }] }),
            describeSecurityGroups: ({ GroupIds }) => ({
                SecurityGroups: (GroupIds as string[] | undefined)?.map((GroupId) => ({ GroupId })) ?? [
                    { GroupId: "sg-07a5c50000000001" },
                    { GroupId: "sg-db", GroupName: "db" },
                ],
            }),
        },
        iam: {
            getRole: () => ({ Role: { Arn: "arn:task" } }),
            listRolePolicies: () => ({ PolicyNames: ["own"] }),
            getRolePolicy: () => ({ PolicyDocument: "{}" }),
            listAttachedRolePolicies: () => ({ AttachedPolicies: [{ PolicyName: "attached", PolicyArn: "arn:attached" }] }),
            getPolicy: () => ({ Policy: { DefaultVersionId: "v1" } }),
            getPolicyVersion: () => ({ PolicyVersion: { Document: "{}" } }),
        },
        logs: { describeLogGroups: () => ({ logGroups: [{ logGroupName: "/ecs/web", retentionInDays: 14 }] }) },
        autoscaling: {
            describeScalableTargets: () => ({ ScalableTargets: [{ MinCapacity: 1, MaxCapacity: 4 }] }),
            describeScalingPolicies: () => ({ ScalingPolicies: [{ PolicyName: "cpu" }] }),
            describeScheduledActions: () => ({}),
        },
        ssm: {
            describeParameters: () => ({
                Parameters: [{ Name: "/shop/A", Type: "SecureString", Version: 1, KeyId: "alias/shop" }],
            }),
        },
        kms: { describeKey: () => ({ KeyMetadata: { Arn: key, KeyState: "Enabled", KeyManager: "CUSTOMER" } }) },
        ecr: { describeImages: () => ({ imageDetails: [{ imageDigest: "sha256:tagged" }] }) },
    };
}

function answers(changes: Services = {}): StubClients {
    return new StubClients({ ...everything(), ...changes });
}

async function read(stub: StubClients) {
    const refusals: string[] = [];
    const live = await readSurroundings(stub.clients, account, "main", await findService(stub.clients, question), refusals);
    return { live, refusals };
}

describe("a service that runs is followed", () => {
    it("to its load balancer, roles, parameters and everything else that it hangs on", async () => {
        const { live, refusals } = await read(answers());
        assert.deepEqual(refusals, []);
        assert.deepEqual(
            [live.image.ecr, live.image.digests, [...live.image.sidecarDigests]],
            [{ accountId, region, repository: "web", tag: "v1" }, [digest, "sha256:old"], [["otel", "sha256:otel"]]],
        );
        assert.deepEqual(
            [live.routing?.otherTargetGroups, live.routing?.certificates, live.routing?.listeners[0]?.rules[0]?.hosts],
            [
                ["admin"],
                [
                    { arn: "c1", names: ["c1.example"] },
                    { arn: "c2", names: ["c2.example"] },
                ],
                ["a.example"],
            ],
        );
        assert.deepEqual(
            [
                live.network.vpcId,
                live.network.isDefaultVpc,
                live.network.publicSubnetIds,
                live.network.admittedBy.map(({ name }) => name),
            ],
            ["vpc-1", true, ["s2", "s1"], ["db"]],
        );
        assert.deepEqual(
            [live.logGroup?.retentionDays, live.taskRole?.policies.map(({ name }) => name), live.scaling?.max],
            [14, ["own", "attached"], 4],
        );
        assert.deepEqual(
            [live.parameters.found?.get("/shop/A")?.type, live.parameters.keys.get("alias/shop")?.arn],
            ["SecureString", key],
        );
    });

    it("by its task set, where CodeDeploy deploys it", async () => {
        const { taskDefinition: revision, loadBalancers, networkConfiguration, ...rest } = service;
        const taskSets = [
            { status: "ACTIVE" },
            { status: "PRIMARY", taskDefinition: revision, loadBalancers, networkConfiguration },
        ];
        const inner = answers({
            ecs: {
                describeServices: () => ({ services: [{ ...rest, taskSets }] }),
                describeTaskDefinition: () => ({ taskDefinition }),
            },
        });
        const found = await findService(inner.clients, question);
        assert.deepEqual(
            [found.service.taskDefinition, found.container.name, found.service.loadBalancers],
            [revision, "web", loadBalancers],
        );
    });

    it("to what its tag names now, where nothing runs", async () => {
        const { live } = await read(
            answers({
                ecs: {
                    describeServices: () => ({ services: [service] }),
                    describeTaskDefinition: () => ({ taskDefinition }),
                    listTasks: () => ({}),
                },
            }),
        );
        assert.deepEqual(live.image.digests, ["sha256:tagged"]);
    });

    /** What each service that may not be asked costs, and nothing else. */
    const denied: Readonly<Record<string, (live: Awaited<ReturnType<typeof read>>["live"]) => unknown>> = {
        "iam.getRole": ({ taskRole }) => taskRole,
        "logs.describeLogGroups": ({ logGroup }) => logGroup,
        "autoscaling.describeScalableTargets": ({ scaling }) => scaling,
        "ssm.describeParameters": ({ parameters }) => parameters.found,
        "elb.describeTargetGroups": ({ routing: found }) => found,
        "elb.describeListeners": ({ routing: found }) => found?.listeners[0],
        "acm.describeCertificate": ({ routing: found }) => found?.certificates[0]?.names[0],
        "ec2.describeVpcs": ({ network }) => network.isDefaultVpc || undefined,
        "ec2.describeSecurityGroups": ({ network }) => network.securityGroups[0],
        "ec2.describeSubnets": ({ network }) => network.vpcId,
    };

    for (const [name, find] of Object.entries(denied)) {
        it(`without what ${name} would have told, and says so`, async () => {
            const [clientName = "", method = ""] = name.split(".");
            const usual = answers() as unknown as { readonly services: Record<string, Record<string, (input: Input) => object>> };
            const changed = { ...usual.services[clientName], [method]: () => refuse("AccessDeniedException", "not authorized") };
            const { live, refusals } = await read(answers({ [clientName]: changed }));
            assert.equal(find(live), undefined);
            assert.match(refusals.join("\n"), new RegExp(`^AWS denied .*${method}`, "im"));
            const others = Object.entries(denied).filter(
                ([other]) => other.split(".")[0] !== clientName && !other.startsWith("acm"),
            );
            for (const [other, findOther] of others.filter(([each]) => clientName !== "elb" || !each.startsWith("elb"))) {
                assert.notEqual(findOther(live), undefined, other);
            }
        });
    }

    it("by the questions that the docs list, and none that reads a value or changes anything", async () => {
        const nothingRuns = { listTasks: () => ({}) };
        const stubs = [answers(), answers({ ecs: { ...everything().ecs, ...nothingRuns } })];
        for (const stub of stubs) {
            await read(stub);
        }
        const methods = stubs.flatMap(({ calls }) => calls.map(({ method }) => method));
        const asked = new Set(methods.map((method) => method.charAt(0).toUpperCase() + method.slice(1)));
        const [, list = ""] =
            /`init --from-service` asks by (.*?)\.\n/s.exec(readFileSync("docs/getting-started.md", "utf8")) ?? [];
        const documented = [...list.matchAll(/`[\w-]+:(\w+)`/g)].map(([, action = ""]) => action);
        assert.deepEqual([...asked].sort(), documented.filter((action) => action !== "GetCallerIdentity").sort());
    });
});

describe("a service that is not there", () => {
    const find = (stub: StubClients, more = {}) => findService(stub.clients, { ...question, ...more });
    const ecs = (changes: Readonly<Record<string, (input: Input) => object>>) => answers({ ecs: changes });

    it("is told by what the cluster has", async () => {
        const stub = ecs({
            describeServices: () => ({ services: [] }),
            listServices: () => ({ serviceArns: ["x/main/api", "x/main/admin"] }),
        });
        await assert.rejects(find(stub), { message: /^there is no service web in cluster main .*: there is admin, api$/ });
    });

    it("is told by the clusters of the region", async () => {
        const missing = () => refuse("ClusterNotFoundException");
        const stub = ecs({
            describeServices: missing,
            listServices: missing,
            listClusters: () => ({ clusterArns: ["x/prod", "x/staging"] }),
        });
        await assert.rejects(find(stub), { message: /^there is no cluster main in .*: there is prod, staging$/ });
    });

    it("is told by the nearest of many", async () => {
        const serviceArns = Array.from({ length: 20 }, (_, at) => `x/main/${at === 7 ? "wab" : `service-${at}`}`);
        const stub = ecs({
            describeServices: () => ({ services: [{ ...service, status: "INACTIVE" }] }),
            listServices: () => ({ serviceArns }),
        });
        await assert.rejects(find(stub), { message: /: did you mean wab\?$/ });
    });

    it("or whose container is not known, is told by its containers", async () => {
        const containerDefinitions = [{ name: "a" }, { name: "b" }];
        const describeTaskDefinition = () => ({ taskDefinition: { containerDefinitions } });
        const stub = ecs({ describeServices: () => ({ services: [{ ...service, loadBalancers: [] }] }), describeTaskDefinition });
        await assert.rejects(find(stub), {
            message: "no load balancer says which container requests reach: name it by --container (a, b)",
        });
        await assert.rejects(find(stub, { container: "c" }), {
            message: "there is no container c in the task definition: there is a, b",
        });
        assert.equal((await find(stub, { container: "b" })).container.name, "b");
    });
});
