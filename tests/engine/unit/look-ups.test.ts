import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../../config/read-stack";
import { AwsError } from "../../../aws/errors";
import type { DeploymentApi } from "../../../deployment/api";
import { findCertificateErrors } from "../../../deployment/preflight-certificate";
import spotter from "../../../index";
import { offlineDeploymentApi } from "../../../preview/offline-deployment-api";
import { record } from "../../../preview/recorder";
import { sharedBalancerPlaceholder } from "../../../resources/elb";
import { lookedUp } from "../../../resources/placeholders";
import type { SharedBalancer } from "../../../deployment/shared-balancer";
import { a, b, c, other, subnets, tagged, taggedSubnets, vpcId, type Row } from "../look-up-answers";
import { rows } from "../look-up-rows";

function refuse(message: string): never {
    throw new Error(message);
}

/** Runs the program of staging in an account that answers as a row says. */
async function run({
    network,
    domain,
    region = "us-east-1",
    misconfigured,
    lookUp = lookedUp,
    certificate,
    overrides = {},
    capacityProviders,
    sharedBalancer,
}: Pick<Row, "network" | "domain" | "region" | "misconfigured" | "lookUp" | "certificate"> & {
    readonly overrides?: Readonly<Record<string, string>>;
    readonly capacityProviders?: DeploymentApi["capacityProviders"];
    readonly sharedBalancer?: DeploymentApi["sharedBalancer"];
}) {
    const { raw, secretKeys, project, config } = readStack(".", "staging");
    const api: DeploymentApi = {
        ...offlineDeploymentApi,
        ...(capacityProviders === undefined ? {} : { capacityProviders }),
        ...(sharedBalancer === undefined ? {} : { sharedBalancer }),
        checkCertificate: (release) =>
            Promise.resolve(certificate === undefined ? [] : findCertificateErrors(release, { status: certificate }, Date.now())),
    };
    return record(() => spotter(api), {
        project,
        stack: "staging",
        mode: "preview",
        account: { ...config.aws, region },
        config: {
            ...raw,
            "aws:region": region,
            ...overrides,
            ...(domain === undefined ? {} : { "spotter:domain": JSON.stringify(domain) }),
            ...(network === undefined ? {} : { "spotter:network": JSON.stringify(network) }),
        },
        secretKeys,
        lookUp: (...asked) => {
            try {
                return misconfigured === undefined ? lookUp(...asked) : refuse(misconfigured);
            } catch (error) {
                const { message } = error as Error;
                throw Object.assign(error as Error, { details: message }); // where gRPC has what went wrong
            }
        },
    });
}

describe("a look-up that fails", () => {
    for (const row of rows) {
        it(`ends the program in lines that name the key, without a stack: ${row.title}`, async () => {
            const message = row.lines.join("\n");
            await assert.rejects(run(row), (error: Error) => {
                assert.deepEqual([error.message, error.stack], [message, message]);
                return pulumi.RunError.isInstance(error);
            });
        });
    }
});

describe("a network that is found by its tags", () => {
    const zones = subnets({ [a]: [vpcId, "us-east-1a"], [b]: [vpcId, "us-east-1b"], [c]: [vpcId, "us-east-1b"] });

    it("is that of all subnets that have them, in an order that AWS has no part in", async () => {
        const lookUp = taggedSubnets({ public: [b, a], private: [c, a] }, zones);
        const { resources } = await run({ network: tagged, lookUp });
        const inputs = (type: string) => resources.find((each) => each.type === type)?.inputs;
        assert.deepEqual(inputs("aws:lb/loadBalancer:LoadBalancer")?.subnets, [a, b]);
        assert.deepEqual(inputs("aws:ecs/service:Service")?.networkConfiguration, {
            assignPublicIp: false,
            securityGroups: ["<unknown>"],
            subnets: [a, c],
        });
        assert.equal(inputs("aws:lb/targetGroup:TargetGroup")?.vpcId, vpcId);
    });

    it("asks for subnets of that VPC alone", async () => {
        const asked: unknown[] = [];
        const found = taggedSubnets({ public: [a, b], private: [a, b] }, zones);
        await run({
            network: tagged,
            lookUp: (token, inputs, account) => {
                asked.push(...(token.includes("getSubnets") || token.includes("getVpc") ? [inputs] : []));
                return found(token, inputs, account);
            },
        });
        const filters = [{ name: "vpc-id", values: [vpcId] }];
        assert.deepEqual(asked, [
            { tags: tagged.vpcTags },
            { filters, tags: tagged.publicSubnetTags },
            { filters, tags: tagged.serviceSubnetTags },
        ]);
    });

    it("has two subnets for the tasks in production", async () => {
        const lookUp = taggedSubnets({ public: [a, b], private: [b] }, zones);
        await run({ network: tagged, lookUp });
        const image = JSON.stringify({ digest: `sha256:${"1".repeat(64)}` });
        const overrides = { "spotter:profile": "prod", "spotter:image": image };
        await assert.rejects(run({ network: tagged, lookUp, overrides }), {
            message: `spotter:network.serviceSubnetTags: must be at least 2 subnets in production, in different zones, ${b} alone is found`,
        });
    });
});

describe("a cluster that exists", () => {
    const overrides = {
        "spotter:cluster": JSON.stringify({ existing: true }),
        "spotter:names": JSON.stringify({ cluster: "shared" }),
    };
    const runIn = (capacityProviders: DeploymentApi["capacityProviders"]) => run({ overrides, capacityProviders });

    it("is used as it is, where it offers what the service runs on", async () => {
        const { resources } = await runIn(() => Promise.resolve(["FARGATE", "FARGATE_SPOT", "my-machines"]));
        const service = resources.find(({ type }) => type === "aws:ecs/service:Service");
        assert.equal(service?.inputs.cluster, "arn:aws:ecs:us-east-1:920013187591:cluster/shared");
    });

    it("is looked for before anything is made", async () => {
        await assert.rejects(
            runIn(() => Promise.resolve("no cluster")),
            {
                message:
                    "spotter:names.cluster: cluster shared does not exist in us-east-1: aws ecs list-clusters has those that do",
            },
        );
        await assert.rejects(
            runIn(() => Promise.resolve(["FARGATE"])),
            {
                message:
                    "spotter:names.cluster: cluster shared has no capacity provider FARGATE_SPOT: add it (aws ecs " +
                    "put-cluster-capacity-providers), or set service.capacity.spotWeight to 0",
            },
        );
        await assert.rejects(
            runIn(() => Promise.resolve([])),
            /no capacity provider FARGATE and FARGATE_SPOT: add it/,
        );
    });

    it("costs the check alone where AWS denies the question, and the run where AWS can't be asked", async () => {
        const refused = (kind: "denied" | "unreachable") => () =>
            Promise.reject(new AwsError(kind, "ecs:DescribeClusters", { name: "Error", message: "no answer" }));
        const { resources } = await runIn(refused("denied"));
        assert.equal(resources.filter(({ type }) => type === "aws:ecs/service:Service").length, 1);
        await assert.rejects(runIn(refused("unreachable")), {
            message: "spotter:names.cluster: AWS did not answer ecs:DescribeClusters (no answer)",
        });
    });
});

describe("a load balancer that stacks share", () => {
    const arn = "arn:aws:elasticloadbalancing:us-east-1:920013187591:loadbalancer/app/shared/50dc6c495c0c9188";
    const overrides = { "spotter:loadBalancer": JSON.stringify({ existing: { arn } }) };
    const domain = { name: "pr-12.example.com" };
    const network = { mode: "existing", vpcId, serviceSubnetIds: [c] };
    const shared: SharedBalancer = {
        ...sharedBalancerPlaceholder({ partition: "aws", region: "us-east-1", accountId: "920013187591" }, { arn }),
        vpcId,
        zones: ["us-east-1a", "us-east-1c"],
        securityGroupIds: ["sg-0123456b", "sg-0123456a"],
        ipAddressType: "dualstack",
        ownPriority: 42,
    };
    const runOn = (found: Partial<SharedBalancer>, lookUp = subnets({ [c]: [vpcId, "us-east-1c"] })) =>
        run({ overrides, domain, network, lookUp, sharedBalancer: () => Promise.resolve({ ...shared, ...found }) });

    it("gets a rule where the stack's was, for tasks in its VPC and one of its zones", async () => {
        const { resources } = await runOn({});
        const inputs = (type: string) => resources.find((each) => each.type === type)?.inputs;
        const rule = inputs("aws:lb/listenerRule:ListenerRule");
        assert.deepEqual([rule?.priority, rule?.listenerArn], [42, shared.listenerArn]);
        const ingress = inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        assert.equal(ingress?.referencedSecurityGroupId, "sg-0123456a");
        assert.equal(inputs("aws:lb/loadBalancer:LoadBalancer"), undefined);
    });

    const gone: DeploymentApi["sharedBalancer"] = () => Promise.resolve({ matching: [], all: ["shared"] });
    it("is looked for before anything is made", async () => {
        await assert.rejects(run({ overrides, domain, network, sharedBalancer: gone }), {
            message:
                `spotter:loadBalancer.existing.arn: account 920013187591 has no Application Load Balancer ${arn} in us-east-1: ` +
                "it has shared",
        });
        await assert.rejects(runOn({ vpcId: other }), {
            message:
                `spotter:loadBalancer.existing: shared is in ${other}, and the tasks in ${vpcId}: set network to mode existing ` +
                `with subnets of ${other}`,
        });
        await assert.rejects(runOn({ listenerArn: undefined, idleTimeoutSeconds: 120 }), {
            message:
                "spotter:loadBalancer.existing.arn: shared has no HTTPS listener on port 443\n" +
                "spotter:loadBalancer.idleTimeoutSeconds: shared keeps idle connections for 120 s: set it to that, so that the application " +
                "keeps them longer",
        });
        await assert.rejects(runOn({}, subnets({ [c]: [vpcId, "us-east-1b"] })), {
            message:
                `spotter:network.serviceSubnetIds: ${c} is in us-east-1b, where the load balancer has no subnet, so that its tasks would get ` +
                "no requests: choose subnets in us-east-1a, us-east-1c, or add one in us-east-1b to the subnets of the load balancer",
        });
    });

    it("is found by its name or its tags, too", async () => {
        for (const ref of [{ name: "shared" }, { tags: { Role: "shared" } }]) {
            const asked: unknown[] = [];
            const { resources } = await run({
                overrides: { "spotter:loadBalancer": JSON.stringify({ existing: ref }) },
                domain,
                network,
                lookUp: subnets({ [c]: [vpcId, "us-east-1c"] }),
                sharedBalancer: (_, { balancer: { arn, name, tags } }) => {
                    asked.push(JSON.parse(JSON.stringify({ arn, name, tags })));
                    return Promise.resolve(shared);
                },
            });
            assert.deepEqual(asked, [ref]);
            const rule = resources.find(({ type }) => type === "aws:lb/listenerRule:ListenerRule");
            assert.equal(rule?.inputs.listenerArn, shared.listenerArn);
        }
    });

    it("can't be used where AWS does not tell of it", async () => {
        const denied = () =>
            Promise.reject(
                new AwsError("unreachable", "elasticloadbalancing:DescribeLoadBalancers", { name: "Error", message: "no" }),
            );
        await assert.rejects(run({ overrides, domain, network, sharedBalancer: denied }), {
            message: "spotter:loadBalancer.existing.arn: AWS did not answer elasticloadbalancing:DescribeLoadBalancers (no)",
        });
    });
});
