import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { Adoption, listener, ofServing, serving, type Routes } from "./adoption";

describeWithCli("production of the scripts comes over in place", () => {
    const adoption = new Adoption();
    const plan = () => adoption.plan("in place");
    let routes: Routes;

    before(() => adoption.open());
    after(() => adoption.close());

    it("once the stack file has the keys that the plan names", async () => {
        const { settings, refusals } = await plan();
        assert.deepEqual(refusals, []);
        assert.deepEqual(
            settings.map(({ path }) => path),
            ["names.executionRole", "names.taskRole", "logs.retentionDays"],
        );
        settings.forEach(({ path, value }) => adoption.set(path, value));
        assert.deepEqual((await plan()).settings, []);
        routes = adoption.routes();
    });

    it("by an import of what serves, which changes nothing", async () => {
        const imported = await adoption.import(await plan());
        assert.deepEqual(imported.filter((key) => serving.some((type) => key.startsWith(type))).sort(), [
            "aws:ec2/securityGroup:SecurityGroup::web-alb",
            "aws:ec2/securityGroup:SecurityGroup::web-tasks",
            "aws:ecs/service:Service::web",
            `${listener}::web-http`,
            `${listener}::web-https`,
            "aws:lb/loadBalancer:LoadBalancer::web",
            "aws:lb/targetGroup:TargetGroup::web",
            "aws:route53/record:Record::web-a",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-https",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-tasks-from-alb-3000",
        ]);
    });

    it("with a preview that replaces, deletes and redirects nothing, and says what its changes do to what serves", async () => {
        const { findings, updates } = await adoption.check();
        assert.deepEqual(findings, []);
        const effectOn = (name: string) => updates.find(({ key }) => key === name)?.effect;
        assert.equal(effectOn(`${listener}::web-https`), "clients that know no TLS 1.2 are refused");
        assert.match(effectOn("aws:ecs/service:Service::web") ?? "", /one deployment: old tasks serve until/);
        assert.equal(effectOn("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::web-http"), "nothing");
    });

    it("by an update in which no listener and no group of the balancer moves, and the ways to the tasks stay open", async () => {
        const changes = ofServing(await adoption.update());
        assert.deepEqual(
            changes.filter((change) => change.startsWith("delete ")),
            [],
        );
        assert.deepEqual(changes.filter((change) => change.startsWith("create ")).sort(), [
            "create aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-alb-to-tasks-3000",
            "create aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-tasks-https",
        ]);
        const [, https] = routes.listeners;
        assert.deepEqual(adoption.routes(), { ...routes, listeners: ["redirect", https] });
    });

    it("with an empty preview after it, and nothing more to import", async () => {
        const { exitCode, output } = await adoption.workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
        assert.deepEqual(await adoption.import(await plan()), []);
    });
});
