import * as assert from "node:assert/strict";
import { created, lookedUp, planned } from "../../resources/placeholders";
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

    it("is different for two security groups, and the same each time for one", () => {
        const toId = (name: string) => created("aws:ec2/securityGroup:SecurityGroup", name, {}, account).id;
        assert.match(toId("web-alb"), /^sg-[0-9a-f]{17}$/);
        assert.equal(toId("web-alb"), toId("web-alb"));
        assert.notEqual(toId("web-alb"), toId("web-tasks"));
    });

    it("answers a build with a digest of zeros, without the tag", () => {
        const imageName = "localhost:5000/spotter:build-staging";
        const { state } = created("docker:index/image:Image", "web", { imageName }, account);
        assert.equal(state.repoDigest, `localhost:5000/spotter@sha256:${"0".repeat(64)}`);
    });

    it("gives a component an id, and nothing else", () => {
        const state = { name: "x" };
        assert.deepEqual(created("spotter:lb:LoadBalancer", "web", state, account), { id: "web-id", state });
    });

    it("knows no more of what is planned than what was asked for, but a parameter's first version", () => {
        assert.deepEqual(planned("aws:ecs/cluster:Cluster", { name: "x" }), { name: "x" });
        assert.deepEqual(planned("aws:ssm/parameter:Parameter", { name: "/x" }), { name: "/x", version: 1 });
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

    it("is missing for a type or lookup that is not in the table, with one line that says what to do", () => {
        const type = "aws:sqs/redrivePolicy:RedrivePolicy";
        for (const ask of [() => created(type, "web", {}, account), () => planned(type, {})]) {
            assert.throws(ask, { message: `resources/ does not know the type ${type}: add it to the file of its service` });
        }
        const lookup = "aws:s3/getBucket:getBucket";
        assert.throws(() => lookedUp(lookup, {}, account), {
            message: `resources/ does not know the lookup ${lookup}: add it to the file of its service`,
        });
    });
});
