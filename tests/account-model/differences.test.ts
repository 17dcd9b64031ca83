import * as assert from "node:assert/strict";
import { types as ec2 } from "./ec2";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import { types as iam } from "./iam";
import { ProviderClient, type Kept } from "./provider-client";
import { recordType } from "./route53";
import { serveWith, targetGroupInputs, vpcId } from "./serving-stack";
import { parameterType } from "./ssm";
import type { Values } from "./type-model";

const none = { changes: [], replaces: [], deletesFirst: false };

describe("what the provider, as its stand-in, takes for a difference", () => {
    let client: ProviderClient;
    let stack: Awaited<ReturnType<typeof serveWith>>;
    const refreshed = async (kept: Kept) => (await client.refresh(kept)) as Kept;
    beforeEach(async () => {
        client = new ProviderClient();
        await client.open();
        stack = await serveWith(client);
    });
    afterEach(() => client.close());

    it("is nothing where nothing has changed, after a create, a refresh and an import of each thing", async () => {
        for (const kept of Object.values(stack)) {
            assert.deepEqual(await client.diff(kept, kept.inputs), none, kept.type);
            assert.deepEqual(await client.diff(await refreshed(kept), kept.inputs), none, kept.type);
            const imported = (await client.import(kept.type, kept.id)) as Kept;
            const { changes } = await client.diff(imported, kept.inputs);
            assert.deepEqual(changes, kept.type === ecs.service ? ["forceNewDeployment"] : [], kept.type);
        }
    });

    it("is no launch type that AWS has and the program leaves out, nor is that a replacement with a new deployment", async () => {
        const asked = { ...stack.service.inputs, name: "adopted" };
        const own = { capacityProviderStrategies: undefined, forceNewDeployment: undefined, launchType: "FARGATE" };
        const adopted = await client.create(ecs.service, { ...asked, ...own });
        const expected = ["capacityProviderStrategies", "forceNewDeployment"];
        assert.deepEqual(await client.diff(adopted, asked), { ...none, changes: expected });
        assert.deepEqual((await client.diff(adopted, { ...asked, forceNewDeployment: false })).replaces, [
            "capacityProviderStrategies",
        ]);
        assert.equal((await client.update(adopted, asked)).state.launchType, undefined);
    });

    it("is what somebody changed, be it asked for or left out, unless AWS chooses it", async () => {
        const { balancer, service } = stack;
        client.aws.model.change(elb.balancer, balancer.id, { idleTimeout: 4000, ipAddressType: "dualstack" });
        assert.deepEqual(await client.diff(await refreshed(balancer), balancer.inputs), { ...none, changes: ["idleTimeout"] });
        client.aws.model.change(ecs.service, service.id, { desiredCount: 5, platformVersion: "1.4.0" });
        assert.deepEqual(await client.diff(await refreshed(service), service.inputs), { ...none, changes: ["desiredCount"] });
    });

    it("is a part that the program asked for and now leaves out", async () => {
        const { targetGroup } = stack;
        const asked = { ...targetGroup.inputs, healthCheck: { path: "/api/health" } };
        assert.deepEqual(await client.diff(targetGroup, asked), { ...none, changes: ["healthCheck"] });
    });

    it("is neither another order of what has none nor another form of the same JSON", async () => {
        const { service } = stack;
        const networkConfiguration = { ...(service.inputs.networkConfiguration as Values), subnets: ["subnet-b", "subnet-a"] };
        assert.deepEqual(await client.diff(service, { ...service.inputs, networkConfiguration }), none);
        const role = await client.create(iam.role, { name: "task", assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}' });
        const spaced = { name: "task", assumeRolePolicy: '{ "Statement": [], "Version": "2012-10-17" }' };
        assert.deepEqual(await client.diff(role, spaced), none);
        const listed = [
            { name: "b", value: "2" },
            { name: "a", value: "1" },
        ];
        const task = await client.create(ecs.taskDefinition, {
            family: "web",
            containerDefinitions: JSON.stringify([{ environment: listed }]),
        });
        const containerDefinitions = JSON.stringify([{ environment: [...listed].reverse(), mountPoints: [] }]);
        assert.deepEqual(await client.diff(task, { family: "web", containerDefinitions }), none);
        const record = await client.create(recordType, { zoneId: "Z1", name: "App.example.com.", type: "A" });
        assert.deepEqual(await client.diff(record, { zoneId: "Z1", name: "app.example.com", type: "A" }), none);
    });

    it("is another order of actions, which AWS follows", async () => {
        const actions = [{ type: "fixed-response" }, { type: "forward", targetGroupArn: stack.targetGroup.id }];
        const listener = await client.create(elb.listener, { ...stack.listener.inputs, port: 80, defaultActions: actions });
        const asked = { ...listener.inputs, defaultActions: [...actions].reverse() };
        assert.deepEqual(await client.diff(listener, asked), { ...none, changes: ["defaultActions"] });
    });

    it("replaces what AWS can't change, and deletes first what the program has named", async () => {
        const { balancer, targetGroup } = stack;
        const renamed = await client.diff(balancer, { ...balancer.inputs, name: "other" });
        assert.deepEqual(renamed, { changes: ["name"], replaces: ["name"], deletesFirst: true });
        const moved = await client.diff(targetGroup, { ...targetGroupInputs, port: 4000 });
        assert.deepEqual(moved, { changes: ["port"], replaces: ["port"], deletesFirst: false });
    });

    it("is a default tag that a thing lacks, and no tag that the provider leaves alone", async () => {
        client.aws.model.seed(ec2.group, {
            id: "sg-1",
            name: "old",
            description: "Old",
            vpcId,
            tags: { "spotter:verdict": "serves" },
        });
        const imported = (await client.import(ec2.group, "sg-1")) as Kept;
        assert.deepEqual(await client.diff(imported, imported.inputs), { ...none, changes: ["tagsAll"] });
        const tagged = await client.update(imported, imported.inputs);
        assert.deepEqual(tagged.state.tagsAll, { ManagedBy: "pulumi" });
        assert.deepEqual(await client.diff(tagged, imported.inputs), none);
    });

    it("is the value of a parameter under the name that the program uses for it, once it is imported", async () => {
        client.aws.model.seed(parameterType, { name: "/web/KEY", type: "String", value: "a", tags: { ManagedBy: "pulumi" } });
        const imported = (await client.import(parameterType, "/web/KEY")) as Kept;
        const asked = { name: "/web/KEY", type: "String", insecureValue: "a" };
        assert.deepEqual(await client.diff(imported, asked), { ...none, changes: ["insecureValue"] });
        const changed = await client.update(imported, asked);
        assert.deepEqual(await client.diff(await refreshed(changed), asked), none);
        const hidden = await client.update(changed, { name: "/web/KEY", type: "String", value: "b" });
        assert.deepEqual(await client.diff(await refreshed(hidden), hidden.inputs), none);
    });

    it("is a version of a parameter with every change, known before for a value that may not be shown alone", async () => {
        const made = await client.create(parameterType, { name: "/web/KEY", type: "String", insecureValue: "a" });
        const changed = await client.update(made, { ...made.inputs, insecureValue: "b" });
        assert.deepEqual([made.state.version, changed.state.version], [1, 2]);
        const described = await client.update(changed, { ...changed.inputs, description: "what for" });
        assert.equal(described.state.version, 3);
    });
});
