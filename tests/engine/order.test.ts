import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { operationsOf } from "./preview-json";
import { StagingStack } from "./staging-stack";

const balancer = "aws:lb/loadBalancer:LoadBalancer::web";
const group = "aws:lb/targetGroup:TargetGroup::web";
const service = "update aws:ecs/service:Service::web";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const [a, b, c] = ["subnet-0123456a", "subnet-0123456b", "subnet-0123456c"];
const network = (publicSubnetIds: readonly string[], serviceSubnetIds = publicSubnetIds, vpcId = "vpc-01234567") => ({
    mode: "existing",
    vpcId,
    publicSubnetIds,
    serviceSubnetIds,
    assignPublicIp: true,
});
const elsewhere = network(["subnet-0999999a", "subnet-0999999b"], undefined, "vpc-09999999");

/** The tests go through changes of one stack, in order. */
describeWithCli("requests go to tasks that serve", () => {
    const stack = new StagingStack(() => {
        cloud.zones = { [a]: "us-east-1a", [b]: "us-east-1b", [c]: "us-east-1c" };
        configure("spotter:network", network([a, b]));
    });
    const { cloud, aws, workspace } = stack;
    const configure = (key: string, value: unknown) => stack.configure(key, value);
    const update = () => stack.update();
    /** Commands in which a change is refused for a reason; nothing may have changed. */
    const assertRefused = async (reason: RegExp) => {
        for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const { exitCode, output } = await workspace.pulumi(...command);
            const diagnostics = output.slice(output.indexOf("Diagnostics:"));
            assert.notEqual(exitCode, 0, diagnostics);
            assert.match(diagnostics, reason);
            assert.doesNotMatch(diagnostics, /^\s+at /m);
            // A task definition, which serves nothing by itself, is registered beside what is refused.
            const touched = aws.takeChanges().filter((change) => /aws:(lb|vpc)\/|aws:ecs\/service/.test(change));
            assert.deepEqual(touched, []);
        }
    };
    const assertOrder = (changes: readonly string[], ...expected: readonly string[]) => {
        assert.deepEqual(
            changes.filter((change) => expected.includes(change)),
            expected,
            changes.join("\n"),
        );
    };

    before(() => update());

    it("when their port changes: the new one is opened first, and the old one closed last", async () => {
        configure("spotter:service", { port: 8080 });
        const changes = await update();
        assertOrder(changes, `create ${ingress}::web-tasks-from-alb-8080`, service, `delete ${ingress}::web-tasks-from-alb-3000`);
        assertOrder(changes, `create ${egress}::web-alb-to-tasks-8080`, service, `delete ${egress}::web-alb-to-tasks-3000`);
        assert.deepEqual(
            changes.filter((change) => change.includes("aws:lb/")),
            [],
        );
    });

    it("and after a release that fails on another port: the one that serves stays open, and can be gone back to", async () => {
        cloud.ending = "rolled back";
        configure("spotter:service", { port: 9090 });
        const failed = await workspace.pulumi("up", "--yes", "--skip-preview");
        assert.notEqual(failed.exitCode, 0, failed.output);
        assert.deepEqual(
            aws.takeChanges().filter((change) => change.startsWith("delete aws:vpc/")),
            [],
        );
        cloud.ending = "serves";
        configure("spotter:service", { port: 8080 });
        const changes = await update();
        assertOrder(changes, service, `delete ${ingress}::web-tasks-from-alb-9090`);
        assert.deepEqual(
            changes.filter((change) => change.startsWith("create aws:vpc/")),
            [],
        );
    });

    it("when the load balancer would be another one, as that is refused", async () => {
        configure("spotter:names", { loadBalancer: "another" });
        await assertRefused(/load balancer spotter-staging can't become another: /);
        configure("spotter:names", undefined);
    });

    it("when the stack would move to another VPC, as that is refused", async () => {
        configure("spotter:network", elsewhere);
        await assertRefused(/load balancer spotter-staging can't leave vpc-01234567 for vpc-09999999: /);
        configure("spotter:network", network([a, b]));
    });

    it("when zones change: leaving one where tasks serve is refused, and in two steps it is not", async () => {
        configure("spotter:network", network([b, c]));
        await assertRefused(/the load balancer would leave us-east-1a while tasks serve there/);
        configure("spotter:network", network([a, b, c], [b, c]));
        assertOrder(await update(), `update ${balancer}`, service);
        configure("spotter:network", network([b, c]));
        assertOrder(await update(), `update ${balancer}`);
    });

    it("when the path of the health check changes: one at which the release does not answer is refused", async () => {
        cloud.unanswered = ["/livez"];
        configure("spotter:loadBalancer", { healthCheck: { path: "/livez" } });
        await assertRefused(/\/livez answers 404 now, not 200: the load balancer would find every task that serves unhealthy/);
        cloud.unanswered = [];
        assertOrder(await update(), `update ${group}`, service);
    });

    it("unless a gap is accepted: the load balancer goes before the next one comes", async () => {
        configure("spotter:names", { loadBalancer: "another" });
        configure("spotter:deployment", { acceptGap: "a trial of one person" });
        const listener = "aws:lb/listener:Listener::web-http";
        const changes = await update();
        assertOrder(changes, `delete ${listener}`, `delete ${balancer}`, `create ${balancer}`, `create ${listener}`);
        configure("spotter:network", elsewhere);
        assert.deepEqual(
            Object.entries(operationsOf(await workspace.succeed("preview", "--json"))).filter(([key]) => key === balancer),
            [[balancer, "replace"]],
        );
        assertOrder(await update(), `delete ${balancer}`, `create ${balancer}`, service);
    });
});
