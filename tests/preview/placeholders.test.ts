import * as assert from "node:assert/strict";
import { created, lookedUp } from "../../preview/placeholders";
import { account } from "../support/build";

const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };

describe("a placeholder", () => {
    it("keeps what was asked for", () => {
        const { state } = created("aws:ecs/cluster:Cluster", "web", { name: "spotter", settings: [] }, account);
        assert.deepEqual(state, {
            arn: "arn:aws:ecs:us-east-1:123456789012:cluster/spotter",
            name: "spotter",
            settings: [],
        });
    });

    it("has the shape of the partition that it is in", () => {
        const { id, state } = created("aws:ecr/repository:Repository", "web", { name: "spotter-app" }, china);
        assert.equal(id, "spotter-app");
        assert.deepEqual(state, {
            arn: "arn:aws-cn:ecr:cn-north-1:123456789012:repository/spotter-app",
            name: "spotter-app",
            registryId: "123456789012",
            repositoryUrl: "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/spotter-app",
        });
    });

    it("gives a role no region, as IAM has none", () => {
        const { state } = created("aws:iam/role:Role", "web", { name: "Task" }, account);
        assert.equal(state.arn, "arn:aws:iam::123456789012:role/Task");
    });

    it("tells two security groups apart, and names the same one the same each time", () => {
        const idOf = (name: string) => created("aws:ec2/securityGroup:SecurityGroup", name, {}, account).id;
        assert.match(idOf("web-alb"), /^sg-[0-9a-f]{17}$/);
        assert.equal(idOf("web-alb"), idOf("web-alb"));
        assert.notEqual(idOf("web-alb"), idOf("web-tasks"));
    });

    it("answers a build with a digest of zeros, without the tag", () => {
        const imageName = "localhost:5000/spotter:build-staging";
        const { state } = created("docker:index/image:Image", "web", { imageName }, account);
        assert.equal(state.repoDigest, `localhost:5000/spotter@sha256:${"0".repeat(64)}`);
    });

    it("gives a type that it does not know an id", () => {
        assert.deepEqual(created("aws:sns/topic:Topic", "web", { name: "x" }, account), { id: "web-id", state: { name: "x" } });
    });

    it("answers a lookup with what was asked and what was found", () => {
        assert.deepEqual(lookedUp("aws:ec2/getSubnet:getSubnet", { availabilityZone: "us-east-1b" }, account), {
            availabilityZone: "us-east-1b",
            id: `subnet-${"0".repeat(16)}b`,
        });
        assert.deepEqual(lookedUp("aws:index/getAvailabilityZones:getAvailabilityZones", {}, china).names, [
            "cn-north-1a",
            "cn-north-1b",
            "cn-north-1c",
        ]);
    });

    it("is missing for a lookup that nobody thought of, which names the file to mend", () => {
        assert.throws(() => lookedUp("aws:s3/getBucket:getBucket", {}, account), {
            message: "preview/placeholders.ts has no answer to the lookup aws:s3/getBucket:getBucket",
        });
    });
});
