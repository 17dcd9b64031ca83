import * as assert from "node:assert/strict";
import { types as acm } from "./acm";
import { types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import { types as iam } from "./iam";
import type { Kept } from "./provider-client";
import { describeRefusals, type Row } from "./refusal-rows";
import { targetGroupInputs, vpcId } from "./serving-stack";

const certificateArn = "arn:aws:acm:us-east-1:920013187591:certificate/1";

const deletes: readonly Row[] = [
    [
        "a target group that a listener forwards to",
        /ResourceInUse: Target group 'arn:.+' is currently in use by a listener or a rule/,
        (client, { targetGroup }) => client.delete(targetGroup),
    ],
    [
        "a target group that a rule has without weight",
        /ResourceInUse: Target group/,
        async (client, { listener }) => {
            const idle = await client.create(elb.targetGroup, targetGroupInputs);
            const actions = [{ type: "forward", forward: { targetGroups: [{ arn: idle.id, weight: 0 }] } }];
            client.aws.model.seed(elb.rule, { arn: "rule", listenerArn: listener.id, priority: 1, actions });
            await client.delete(idle);
        },
    ],
    [
        "a security group of a load balancer",
        /DependencyViolation: resource sg-\w+ has a dependent object/,
        (client, { balancerGroup }) => client.delete(balancerGroup),
    ],
    ["a security group of a service", /DependencyViolation/, (client, { taskGroup }) => client.delete(taskGroup)],
    [
        "a security group that another one's rule names",
        /DependencyViolation/,
        async (client, { taskGroup }) => {
            const source = await client.create(ec2.group, { vpcId }, "source");
            const rule = { securityGroupId: taskGroup.id, referencedSecurityGroupId: source.id, ipProtocol: "-1" };
            await client.create(ec2.egress, rule);
            await client.delete(source);
        },
    ],
    [
        "a cluster with a service",
        /ClusterContainsServicesException: The Cluster cannot be deleted while Services are active\./,
        (client, { cluster }) => client.delete(cluster),
    ],
    [
        "capacity providers that a service uses",
        /ResourceInUseException: The specified capacity provider is in use and cannot be removed\./,
        (client, { capacityProviders }) => client.delete(capacityProviders),
    ],
    [
        "a load balancer with deletion protection",
        /OperationNotPermitted: Load balancer 'arn:.+' cannot be deleted because deletion protection is enabled/,
        (client, { balancer }) => client.delete(balancer),
    ],
    [
        "a repository whose image is registered",
        /RepositoryNotEmptyException: .*'app' .* cannot be deleted because it still contains images/,
        async (client) => {
            const repository = await client.create(ecr.repository, { name: "app" });
            const image = `${String(repository.state.repositoryUrl)}@sha256:1`;
            await client.create(ecs.taskDefinition, {
                family: "web",
                containerDefinitions: JSON.stringify([{ name: "web", image }]),
            });
            await client.delete(repository);
        },
    ],
    [
        "a role with a managed policy that the state does not know",
        /DeleteConflict: Cannot delete entity, must detach all policies first\./,
        async (client) => {
            const role = await client.create(iam.role, { name: "task", assumeRolePolicy: "{}" });
            client.aws.model.change(iam.role, "task", { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] });
            await client.delete(role);
        },
    ],
    [
        "a role with an inline policy that the state does not know",
        /DeleteConflict: Cannot delete entity, must delete policies first\./,
        async (client) => {
            const role = await client.create(iam.role, { name: "task", assumeRolePolicy: "{}" });
            await client.create(iam.policy, { role: "task", name: "use", policy: "{}" });
            await client.delete(role);
        },
    ],
    [
        "a certificate of a listener",
        /ResourceInUseException: Certificate arn:.+ in account 920013187591 is in use\./,
        async (client) => {
            client.aws.model.seed(acm.certificate, { arn: certificateArn, domainName: "example.com" });
            await client.delete((await client.import(acm.certificate, certificateArn)) as Kept);
        },
    ],
];

describeRefusals("AWS, as the stand-in for the provider has it, refuses to delete", deletes, (get) => {
    it("nothing else: a stack goes in the order of its dependencies, once deletion protection is off", async () => {
        const { client, stack } = get();
        const { balancer, service, capacityProviders, cluster, listener, targetGroup, rule, taskGroup, balancerGroup } = stack;
        const unprotected = await client.update(balancer, { ...balancer.inputs, enableDeletionProtection: false });
        for (const kept of [
            service,
            capacityProviders,
            cluster,
            listener,
            targetGroup,
            unprotected,
            rule,
            taskGroup,
            balancerGroup,
        ]) {
            await client.delete(kept);
            assert.equal(await client.refresh(kept), undefined);
        }
    });

    it("without changing anything, and without a change that a test could see", async () => {
        const { client, stack } = get();
        await assert.rejects(client.delete(stack.targetGroup));
        assert.ok(await client.refresh(stack.targetGroup));
        assert.deepEqual(client.aws.takeChanges(), []);
    });
});
