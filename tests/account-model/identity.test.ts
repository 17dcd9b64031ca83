import * as assert from "node:assert/strict";
import { types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import { types as iam } from "./iam";
import { ProviderClient } from "./provider-client";
import { recordType } from "./route53";
import { targetGroupInputs, vpcId } from "./serving-stack";
import { parameterType } from "./ssm";
import type { Values } from "./type-model";

describe("what AWS calls a new thing, as the stand-in for the provider has it", () => {
    let client: ProviderClient;
    beforeEach(async () => {
        client = new ProviderClient();
        await client.open();
    });
    afterEach(() => client.close());

    const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const chosenByAws: readonly (readonly [type: string, inputs: Values, ownInputs?: (index: number) => Values])[] = [
        [elb.targetGroup, targetGroupInputs],
        [ec2.group, { vpcId }],
        [ec2.egress, rule, (index) => ({ securityGroupId: "sg-1", cidrIpv4: `10.0.${index}.0/24` })],
        [elb.balancer, { securityGroups: [], subnets: [] }, (index) => ({ name: `web-${index}` })],
        [
            elb.listener,
            { protocol: "HTTP", defaultActions: [] },
            (index) => ({ loadBalancerArn: "arn:loadbalancer/app/web/1", port: 80 + index }),
        ],
        ["aws:acm/certificate:Certificate", { domainName: "app.example.com" }],
    ];
    for (const [type, inputs, ownInputs = () => ({})] of chosenByAws) {
        it(`is another id for every ${type}, also where it replaces one of the same logical name`, async () => {
            client.aws.model.seed(ec2.group, { id: "sg-1", vpcId });
            const made = [];
            for (const index of [0, 1, 2]) {
                made.push(await client.create(type, { ...inputs, ...ownInputs(index) }));
            }
            assert.equal(new Set(made.map(({ id }) => id)).size, 3);
            assert.deepEqual(await client.refresh(made[1] as (typeof made)[0]).then((kept) => kept?.id), made[1]?.id);
        });
    }

    it("is never an id that something had which is gone", async () => {
        const before = await client.create(elb.targetGroup, targetGroupInputs);
        await client.delete(before);
        const after = await client.create(elb.targetGroup, targetGroupInputs);
        assert.notEqual(after.id, before.id);
        assert.notEqual(after.state.name, before.state.name);
    });

    it("is the same again where the program names it", async () => {
        const before = await client.create(iam.role, { name: "task" });
        await client.delete(before);
        assert.equal((await client.create(iam.role, { name: "task" })).id, "task");
    });

    it("is the next revision of a family, after those that were there before the stack", async () => {
        client.aws.model.seed(ecs.taskDefinition, {
            id: "web",
            family: "web",
            revision: 11,
            arn: "arn:aws:ecs:x:1:task-definition/web:11",
        });
        const made = await client.create(ecs.taskDefinition, { family: "web", containerDefinitions: "[]" });
        assert.deepEqual([made.id, made.state.revision], ["web", 12]);
        assert.match(String(made.state.arn), /:task-definition\/web:12$/);
        await client.delete(made);
        assert.equal((await client.create(ecs.taskDefinition, { family: "web", containerDefinitions: "[]" })).state.revision, 13);
    });
});

describe("a create that takes over what exists, as the stand-in for the provider has it", () => {
    let client: ProviderClient;
    beforeEach(async () => {
        client = new ProviderClient();
        await client.open();
    });
    afterEach(() => client.close());

    it("leaves a cluster as it is", async () => {
        client.aws.model.seed(ecs.cluster, { name: "web", settings: [{ name: "containerInsights", value: "enabled" }] });
        const taken = await client.create(ecs.cluster, {
            name: "web",
            settings: [{ name: "containerInsights", value: "disabled" }],
        });
        const { state } = (await client.refresh(taken)) ?? {};
        assert.deepEqual(state?.settings, [{ name: "containerInsights", value: "enabled" }]);
    });

    const overwriting: readonly (readonly [type: string, before: Values, after: Values, key: string])[] = [
        [
            iam.policy,
            { role: "task", name: "use", policy: '{"a":1}' },
            { role: "task", name: "use", policy: '{"b":1}' },
            "policy",
        ],
        [ecr.lifecycle, { repository: "app", policy: '{"a":1}' }, { repository: "app", policy: '{"b":1}' }, "policy"],
        [
            ecs.capacityProviders,
            { clusterName: "web", capacityProviders: [] },
            { clusterName: "web", capacityProviders: ["FARGATE"] },
            "capacityProviders",
        ],
        [
            recordType,
            { zoneId: "Z1", name: "app.example.com", type: "CNAME", records: ["a"] },
            { zoneId: "Z1", name: "app.example.com", type: "CNAME", records: ["b"], allowOverwrite: true },
            "records",
        ],
    ];
    for (const [type, before, after, key] of overwriting) {
        it(`writes over a ${type}, without a word`, async () => {
            client.aws.model.seed(iam.role, { name: "task" });
            client.aws.model.seed(ecr.repository, { name: "app" });
            const seeded = client.aws.model.seed(type, before);
            const taken = await client.create(type, after);
            assert.equal(taken.id, seeded.id);
            assert.equal(client.aws.model.list(type).length, 1);
            assert.deepEqual(client.aws.model.find(type, taken.id)?.properties[key], after[key]);
        });
    }

    it("makes a new version of a parameter that it may overwrite", async () => {
        client.aws.model.seed(parameterType, { name: "/web/KEY", type: "String", value: "a" });
        const taken = await client.create(parameterType, { name: "/web/KEY", type: "String", value: "b", overwrite: true });
        assert.equal(taken.state.version, 2);
    });
});
