import * as assert from "node:assert/strict";
import { toArn, registryHost } from "../../aws/account";
import { awsProvider } from "../../components/aws-provider";
import { account, build, inputsOf, jsonOf } from "../support/build";

describe("an account", () => {
    it("is what its ARNs begin with", () => {
        const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };
        assert.equal(toArn(account, "ecs", "cluster/spotter"), "arn:aws:ecs:us-east-1:123456789012:cluster/spotter");
        assert.equal(toArn(china, "ecs", "*"), "arn:aws-cn:ecs:cn-north-1:123456789012:*");
    });

    it("has a registry, which in some partitions has a host name of its own", () => {
        const host = (partition: string, region: string) => registryHost({ partition, region, accountId: "123456789012" });
        assert.equal(host("aws", "eu-west-1"), "123456789012.dkr.ecr.eu-west-1.amazonaws.com");
        assert.equal(host("aws-us-gov", "us-gov-west-1"), "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com");
        assert.equal(host("aws-cn", "cn-north-1"), "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn");
        assert.equal(host("aws-eusc", "eusc-de-east-1"), "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu");
        assert.equal(host("aws-iso", "us-iso-east-1"), "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov");
    });
});

describe("awsProvider", () => {
    const type = "pulumi:providers:aws";
    const args = { region: "us-east-1", accountId: "123456789012", tags: { Project: "spotter" } };

    it("refuses every account but one, and tags everything", async () => {
        const inputs = inputsOf(await build(() => awsProvider(args)), type);
        assert.equal(inputs.region, "us-east-1");
        assert.deepEqual(jsonOf(inputs, "allowedAccountIds"), ["123456789012"]);
        assert.deepEqual(jsonOf(inputs, "defaultTags"), { tags: { Project: "spotter" } });
        assert.equal("profile" in inputs, false);
    });

    it("uses a profile where one is named", async () => {
        const inputs = inputsOf(await build(() => awsProvider({ ...args, profile: "kinex" })), type);
        assert.equal(inputs.profile, "kinex");
    });
});
