import * as assert from "node:assert/strict";
import { describeWithCli } from "../support/cli";
import { Adoption, ofServing } from "./adoption";

describeWithCli("production of the scripts comes over side by side", () => {
    const adoption = new Adoption();
    const plan = () => adoption.plan("side by side");
    let routes: object;

    before(() => adoption.open());
    after(() => adoption.close());

    it("once the stack file has the keys that the plan names", async () => {
        const { settings } = await plan();
        assert.deepEqual(
            settings.map(({ path }) => path),
            [
                "names.loadBalancer",
                "names.service",
                "domain.record",
                "names.executionRole",
                "names.taskRole",
                "logs.retentionDays",
            ],
        );
        settings.forEach(({ path, value }) => adoption.set(path, value));
        assert.deepEqual((await plan()).settings, []);
        routes = adoption.routes();
    });

    it("by an import of what both use, which changes nothing", async () => {
        const imported = await adoption.import(await plan());
        const parameters = imported.filter((key) => key.startsWith("aws:ssm/"));
        assert.equal(parameters.length, 15);
        assert.deepEqual(imported.filter((key) => !parameters.includes(key)).sort(), [
            "aws:acm/certificate:Certificate::web",
            "aws:cloudwatch/logGroup:LogGroup::web",
            "aws:ecr/repository:Repository::web",
            "aws:ecs/cluster:Cluster::web",
        ]);
    });

    it("with a preview that replaces and deletes nothing, and says what its changes do to what serves", async () => {
        const { findings, updates } = await adoption.check();
        assert.deepEqual(findings, []);
        assert.deepEqual(
            updates
                .filter(({ key }) => !key.startsWith("aws:ssm/"))
                .map(({ key, effect }) => [key, effect])
                .sort(),
            [
                ["aws:acm/certificate:Certificate::web", "nothing"],
                ["aws:cloudwatch/logGroup:LogGroup::web", "lines that are older are deleted, and all later ones then"],
                [
                    "aws:ecr/repository:Repository::web",
                    "images are scanned as they are pushed; a tag that exists can't be pushed again",
                ],
                ["aws:ecs/cluster:Cluster::web", "nothing"],
            ],
        );
    });

    it("by an update that makes a balancer and a service beside, and touches nothing that serves", async () => {
        const changes = ofServing(await adoption.update());
        assert.deepEqual(
            changes.filter((change) => !change.startsWith("create ")),
            [],
        );
        assert.equal(changes.at(-1), "create aws:ecs/service:Service::web");
        assert.deepEqual(adoption.routes(), routes);
    });

    it("with an empty preview after it, and nothing more to import", async () => {
        const { exitCode, output } = await adoption.workspace.pulumi("preview", "--expect-no-changes");
        assert.equal(exitCode, 0, output);
        assert.deepEqual(await adoption.import(await plan()), []);
    });

    it("and the record is made only then, beside the old one and with no request yet", async () => {
        const { model } = adoption.aws;
        const { type, id } = adoption.made.alias;
        model.change(type, id, { setIdentifier: "spotter-alb", weightedRoutingPolicies: [{ weight: 95 }] });
        adoption.set("domain.record", true);
        adoption.set("domain.recordWeight", 0);
        assert.deepEqual((await plan()).settings, []);
        assert.deepEqual(await adoption.update(), ["create aws:route53/record:Record::web-a"]);
        adoption.set("domain.recordWeight", 5);
        assert.deepEqual(await adoption.update(), ["update aws:route53/record:Record::web-a"]);
        assert.deepEqual(adoption.routes(), routes);
    });
});
