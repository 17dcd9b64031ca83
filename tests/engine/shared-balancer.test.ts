import * as assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { planRule } from "../../deployment/shared-balancer";
import { types as groupTypes } from "../account-model/ec2";
import { types } from "../account-model/elb-types";
import { secureString } from "../aws-double/account";
import { describeWithCli, Workspace } from "../support/cli";
import { ProviderAws } from "../support/provider-aws";
import { ProviderDouble } from "../support/provider-double";
import { operationsOf } from "./preview-json";

const place = "arn:aws:elasticloadbalancing:us-east-1:920013187591";
const [balancerArn, listenerArn] = [
    `${place}:loadbalancer/app/shared/50dc6c495c0c9188`,
    `${place}:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2`,
];
const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/0a1b2c3d-0000-4000-8000-000000000000";
const defaultVpc = `vpc-${"0".repeat(17)}`;
const hostOf = (stack: string) => `${stack}.example.com`;

/** Where a stack's rule comes if nothing is there yet. */
function firstChoice(stack: string): number {
    const planned = {
        balancer: { arn: balancerArn },
        host: hostOf(stack),
        priority: undefined,
        attachCertificate: false,
        tags: {},
    };
    const balancer = {
        ...{ arn: balancerArn, name: "shared", dnsName: "", zoneId: "", type: "", scheme: "", ipAddressType: "", vpcId: "" },
        ...{ zones: [], subnetIds: [], securityGroupIds: [], listenerArn, refused: [] },
    };
    return planRule({ ...planned, idleTimeoutSeconds: 60 }, balancer).priority;
}

/** The tests go through the lives of two stacks, in order. */
describeWithCli("two stacks that share a load balancer, under the CLI", () => {
    const cloud = new ProviderAws();
    const aws = new ProviderDouble(cloud);
    const workspace = new Workspace();
    const stacks = ["pr-1", "pr-2"];
    const rules = () =>
        aws.model
            .list(types.rule)
            .map(({ properties: { conditions, priority } }) => {
                const [{ hostHeader }] = conditions as [{ hostHeader: { values: readonly string[] } }];
                return [...hostHeader.values, priority];
            })
            .sort();
    const [first, second] = stacks.map(firstChoice) as [number, number];
    const taken = ["other.example.com", first];

    before(async () => {
        await cloud.start();
        workspace.open(await aws.start(), cloud.environment);
        cloud.certificates.set(certificateArn, "ISSUED");
        cloud.certificateNames.set(certificateArn, ["*.example.com"]);
        const { id: group } = aws.model.seed(groupTypes.group, { id: "sg-0123456789abcdef0", name: "shared", vpcId: defaultVpc });
        aws.model.seed(types.balancer, {
            ...{ id: balancerArn, arn: balancerArn, name: "shared", zoneId: "Z35SXDOTRQ7X7K" },
            ...{ securityGroups: [group], subnets: ["subnet-0123456a", "subnet-0123456b"] },
        });
        aws.model.seed(types.listener, {
            ...{ id: listenerArn, arn: listenerArn, loadBalancerArn: balancerArn, port: 443, protocol: "HTTPS", certificateArn },
        });
        // Of another team, where the first stack's would come.
        aws.model.seed(types.rule, {
            listenerArn,
            priority: first,
            conditions: [{ hostHeader: { values: ["other.example.com"] } }],
        });
        for (const stack of stacks) {
            copyFileSync(join(workspace.folder, "Pulumi.staging.yaml"), join(workspace.folder, `Pulumi.${stack}.yaml`));
            workspace.configure(stack, "spotter:profile", "dev");
            workspace.configure(stack, "spotter:data", undefined);
            workspace.configure(stack, "spotter:deployment", { verdict: false });
            workspace.configure(stack, "spotter:image", { digest: `sha256:${"1".repeat(64)}` });
            workspace.configure(stack, "spotter:domain", { name: hostOf(stack) });
            workspace.configure(stack, "spotter:loadBalancer", { existing: { arn: balancerArn } });
            cloud.parameters.set(`/spotter-${stack}/AUTH_SECRET`, secureString(1));
            await workspace.succeed("stack", "init", stack);
        }
    });
    after(() => {
        aws.stop();
        cloud.stop();
        workspace.close();
    });

    it("get a rule each, past the place that another's has", async () => {
        for (const stack of stacks) {
            await workspace.succeed("up", "--yes", "--skip-preview", "--stack", stack);
        }
        assert.deepEqual(rules(), [taken, [hostOf("pr-1"), first + 1], [hostOf("pr-2"), second]]);
    });

    it("keep it in the next preview, in which nothing changes", async () => {
        for (const stack of stacks) {
            assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json", "--stack", stack)), {});
        }
    });

    it("are refused a place that the other has", async () => {
        workspace.configure("pr-2", "spotter:loadBalancer", { existing: { arn: balancerArn, priority: first + 1 } });
        const { exitCode, output } = await workspace.pulumi("preview", "--stack", "pr-2");
        assert.equal(exitCode, 1, output);
        assert.match(output, new RegExp(`error: .*loadBalancer\\.existing\\.priority: .*${first + 1}`));
        workspace.configure("pr-2", "spotter:loadBalancer", { existing: { arn: balancerArn } });
    });

    it("may name it: nothing changes then, and a name that it has not is told with its own", async () => {
        workspace.configure("pr-2", "spotter:loadBalancer", { existing: { name: "shared" } });
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json", "--stack", "pr-2")), {});
        workspace.configure("pr-2", "spotter:loadBalancer", { existing: { name: "sharde" } });
        const { exitCode, output } = await workspace.pulumi("preview", "--stack", "pr-2");
        assert.equal(exitCode, 1, output);
        assert.match(
            output,
            /error: spotter:loadBalancer\.existing\.name: account \d+ has no Application Load Balancer called sharde in us-east-1: it has shared$/m,
        );
        workspace.configure("pr-2", "spotter:loadBalancer", { existing: { name: "shared" } });
    });

    it("go alone: what the other has, and the load balancer, stay", async () => {
        aws.takeChanges();
        await workspace.succeed("destroy", "--yes", "--skip-preview", "--stack", "pr-1");
        assert.deepEqual(rules(), [taken, [hostOf("pr-2"), second]]);
        assert.deepEqual(
            [types.balancer, types.listener].map((type) => aws.model.list(type).map(({ id }) => id)),
            [[balancerArn], [listenerArn]],
        );
        assert.deepEqual(operationsOf(await workspace.succeed("preview", "--json", "--stack", "pr-2")), {});
    });
});
