import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../../config/read-stack";
import { AwsError } from "../../../aws/errors";
import type { DeploymentApi } from "../../../deployment/api";
import { findCertificateErrors } from "../../../deployment/preflight-certificate";
import spotter from "../../../index";
import { offlineDeploymentApi } from "../../../preview/offline-deployment-api";
import { record } from "../../../preview/recorder";
import { lookedUp } from "../../../resources/placeholders";
import { a, b, c, rows, subnets, tagged, taggedSubnets, vpcId, type Row } from "../look-up-rows";

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
}: Pick<Row, "network" | "domain" | "region" | "misconfigured" | "lookUp" | "certificate"> & {
    readonly overrides?: Readonly<Record<string, string>>;
    readonly capacityProviders?: DeploymentApi["capacityProviders"];
}) {
    const { raw, secretKeys, project, config } = readStack(".", "staging");
    const api: DeploymentApi = {
        ...offlineDeploymentApi,
        ...(capacityProviders === undefined ? {} : { capacityProviders }),
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
