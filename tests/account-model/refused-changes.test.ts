import { types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import { types as iam } from "./iam";
import { describeRefusals, type Row } from "./refusal-rows";
import { recordType } from "./route53";
import { targetGroupInputs, vpcId } from "./serving-stack";
import { parameterType } from "./ssm";

const another = `vpc-${"1".repeat(17)}`;

const creates: readonly Row[] = [
    [
        "a load balancer of a name that exists",
        /ELBv2 Load Balancer \(web\) already exists/,
        (client) => client.create(elb.balancer, { name: "web" }),
    ],
    [
        "a target group of a name that exists",
        /ELBv2 Target Group \(fixed\) already exists/,
        async (client) => {
            const inputs = { name: "fixed", port: 3000, protocol: "HTTP", targetType: "ip", vpcId };
            await client.create(elb.targetGroup, inputs);
            await client.create(elb.targetGroup, inputs);
        },
    ],
    [
        "a listener of a port that is taken",
        /DuplicateListener: A listener already exists on this port for this load balancer 'arn:/,
        (client, { listener }) => client.create(elb.listener, listener.inputs),
    ],
    [
        "a listener that forwards to the target group of another load balancer",
        /TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: arn:/,
        async (client, { listener }) => {
            const second = await client.create(elb.balancer, { name: "second", securityGroups: [], subnets: [] });
            await client.create(elb.listener, { ...listener.inputs, loadBalancerArn: second.id });
        },
    ],
    [
        "a listener that forwards into another VPC",
        /InvalidConfigurationRequest: Target group 'arn:.+' is in a different VPC than load balancer/,
        async (client, { listener }) => {
            const elsewhere = await client.create(elb.targetGroup, { ...targetGroupInputs, vpcId: another });
            const defaultActions = [{ type: "forward", targetGroupArn: elsewhere.id }];
            await client.create(elb.listener, { ...listener.inputs, port: 8443, defaultActions });
        },
    ],
    [
        "a rule of a priority that is taken",
        /PriorityInUse: Priority '7' is currently in use/,
        async (client, { listener }) => {
            client.aws.model.seed(elb.rule, { arn: "rule", listenerArn: listener.id, priority: 7, actions: [] });
            await client.create(elb.rule, { listenerArn: listener.id, priority: 7, actions: [] });
        },
    ],
    [
        "a rule of a security group that exists",
        /InvalidPermission\.Duplicate: the specified rule "peer: sg-\w+, TCP, from port: 3000, to port: 3000, ALLOW" already exists/,
        (client, { rule }) => client.create(ec2.ingress, { ...rule.inputs, description: "another" }),
    ],
    [
        "a service whose name is taken in its cluster",
        /InvalidParameterException: Creation of service was not idempotent\./,
        (client, { service }) => client.create(ecs.service, service.inputs),
    ],
    [
        "a service on a target group without a listener",
        /InvalidParameterException: The target group with targetGroupArn arn:.+ does not have an associated load balancer\./,
        async (client, { service }) => {
            const idle = await client.create(elb.targetGroup, targetGroupInputs);
            const loadBalancers = [{ targetGroupArn: idle.id, containerName: "web", containerPort: 3000 }];
            await client.create(ecs.service, { ...service.inputs, name: "second", loadBalancers });
        },
    ],
    [
        "a service on a capacity provider that the cluster lacks",
        /InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated/,
        async (client, { service }) => {
            await client.create(ecs.cluster, { name: "bare" });
            await client.create(ecs.service, { ...service.inputs, cluster: "bare" });
        },
    ],
    [
        "a role of a name that exists",
        /EntityAlreadyExists: Role with name task already exists\./,
        async (client) => {
            client.aws.model.seed(iam.role, { name: "task" });
            await client.create(iam.role, { name: "task" });
        },
    ],
    [
        "a log group that exists",
        /ResourceAlreadyExistsException: The specified log group already exists/,
        async (client) => {
            client.aws.model.seed("aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/web" });
            await client.create("aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/web" });
        },
    ],
    [
        "a repository that exists",
        /RepositoryAlreadyExistsException: The repository with name 'app' already exists in the registry with id '920013187591'/,
        async (client) => {
            client.aws.model.seed(ecr.repository, { name: "app" });
            await client.create(ecr.repository, { name: "app" });
        },
    ],
    [
        "a parameter that exists",
        /ParameterAlreadyExists: The parameter already exists\. To overwrite this value, set the overwrite option in the request to true\./,
        async (client) => {
            client.aws.model.seed(parameterType, { name: "/web/KEY", type: "String", value: "a" });
            await client.create(parameterType, { name: "/web/KEY", type: "String", insecureValue: "b" });
        },
    ],
    [
        "a DNS record that exists, however it is written",
        /InvalidChangeBatch: \[Tried to create resource record set \[name='app\.example\.com\.', type='A'\] but it already exists\]/,
        async (client) => {
            client.aws.model.seed(recordType, { zoneId: "Z1", name: "app.example.com", type: "A" });
            await client.create(recordType, { zoneId: "Z1", name: "App.example.com.", type: "A" });
        },
    ],
];

const updates: readonly Row[] = [
    [
        "a load balancer that moves to another VPC",
        /InvalidConfigurationRequest: One or more security groups are invalid/,
        async (client, { balancer }) => {
            const group = await client.create(ec2.group, { vpcId: another }, "elsewhere");
            await client.update(balancer, { ...balancer.inputs, securityGroups: [group.id], subnets: ["subnet-x", "subnet-y"] });
        },
    ],
    [
        "a load balancer that moves to subnets of another VPC",
        /InvalidConfigurationRequest: The subnets subnet-x are not of vpc-/,
        async (client, { balancer }) => {
            client.aws.model.subnetVpcs = { "subnet-x": another };
            await client.update(balancer, { ...balancer.inputs, subnets: ["subnet-a", "subnet-x"] });
        },
    ],
    [
        "a service that moves to a target group without a listener",
        /does not have an associated load balancer/,
        async (client, { service }) => {
            const idle = await client.create(elb.targetGroup, targetGroupInputs);
            const loadBalancers = [{ targetGroupArn: idle.id, containerName: "web", containerPort: 3000 }];
            await client.update(service, { ...service.inputs, loadBalancers });
        },
    ],
    [
        "capacity providers of a cluster whose service needs the one that goes",
        /ResourceInUseException: The specified capacity provider is in use/,
        (client, { capacityProviders }) =>
            client.update(capacityProviders, { ...capacityProviders.inputs, capacityProviders: ["FARGATE_SPOT"] }),
    ],
];

describeRefusals("AWS, as the stand-in for the provider has it, refuses to make", creates);
describeRefusals("AWS, as the stand-in for the provider has it, refuses to change", updates);
