import { toArn, registryHost } from "../../aws/account";
import { readCatalogue } from "../../config/catalogue";
import { types as acm } from "./acm";
import { types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { types as ecs } from "./ecs";
import { types as elb } from "./elb-types";
import { types as iam } from "./iam";
import type { AccountModel } from "./model";
import { recordType } from "./route53";
import { parameterType } from "./ssm";
import { text, type Thing } from "./type-model";

const domain = "spotter.cannashieldct.com";

/** As `resources/` answers the lookups of the program. */
const [vpcId, zoneId] = [`vpc-${"0".repeat(17)}`, `Z${"0".repeat(20)}`];
const subnets = ["a", "b"].map((zone) => `subnet-${"0".repeat(16)}${zone}`);

/**
 * Puts what deploy-to-aws.ps1 made into an account, and what was added by hand: HTTPS with its certificate, the DNS record, and
 * the 63 parameters. What the scripts leave to AWS is as AWS chooses it; names that are written nowhere are made up. Whoever
 * made it, nothing has a tag.
 */
export function seedScriptsProduction(model: AccountModel) {
    const roles = seedRoles(model);
    const repository = model.seed(ecr.repository, { name: "spotter-app" });
    const logGroup = model.seed("aws:cloudwatch/logGroup:LogGroup", { name: "/ecs/spotter-app" });
    const cluster = model.seed(ecs.cluster, { name: "spotter-cluster" });
    const parameters = seedParameters(model);
    const taskDefinition = seedTaskDefinition(model, parameters);
    const groups = seedSecurityGroups(model);
    const traffic = seedTraffic(model, groups.balancer.id);
    const service = model.seed(ecs.service, {
        name: "spotter-web-service",
        cluster: cluster.id,
        taskDefinition: taskDefinition.properties.arn,
        desiredCount: 1,
        launchType: "FARGATE",
        networkConfiguration: { subnets, securityGroups: [groups.tasks.id], assignPublicIp: true },
        loadBalancers: [{ targetGroupArn: traffic.targetGroup.id, containerName: "spotter-web", containerPort: 3000 }],
        availabilityZoneRebalancing: "DISABLED",
    });
    return { ...roles, repository, logGroup, cluster, parameters, taskDefinition, groups, ...traffic, service };
}

function seedRoles(model: AccountModel) {
    const principal = { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" };
    const assumeRolePolicy = document([principal]);
    const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
    const executionRole = model.seed(iam.role, {
        name: "SpotterTaskExecutionRole",
        assumeRolePolicy,
        managedPolicyArns: [managed],
    });
    const taskRole = model.seed(iam.role, { name: "SpotterTaskRole", assumeRolePolicy });
    const read = ["ssm:GetParameters", "ssm:GetParameter", "ssm:GetParametersByPath"];
    const executionPolicy = model.seed(iam.policy, {
        role: executionRole.id,
        name: "SsmParameterAccess",
        policy: document([{ Effect: "Allow", Action: read, Resource: toArn(model.account, "ssm", "parameter/spotter-app/*") }]),
    });
    const taskPolicy = model.seed(iam.policy, {
        role: taskRole.id,
        name: "SpotterAppPolicy",
        policy: document([
            { Effect: "Allow", Action: "dynamodb:*", Resource: toArn(model.account, "dynamodb", "table/spotter-*") },
            { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" },
            { Effect: "Allow", Action: ["ses:SendEmail", "ses:SendRawEmail"], Resource: "*" },
        ]),
    });
    return { executionRole, taskRole, executionPolicy, taskPolicy };
}

function document(statements: readonly object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What the program derives has the value that it derives. */
function seedParameters(model: AccountModel): readonly Thing[] {
    return readCatalogue().variables.map(({ name, secret, derivedFrom }) => {
        const table = typeof derivedFrom === "object" && "table" in derivedFrom ? `spotter-${derivedFrom.table}` : undefined;
        const plain = {
            region: "us-east-1",
            publicUrl: `https://${domain}`,
            sender: "no-reply@cannashieldct.com",
            model: "unset",
        };
        const value = typeof derivedFrom === "string" ? plain[derivedFrom] : (table ?? "set by hand");
        return model.seed(parameterType, { name: `/spotter-app/${name}`, type: secret ? "SecureString" : "String", value });
    });
}

/** Ten revisions went before. */
function seedTaskDefinition(model: AccountModel, parameters: readonly Thing[]): Thing {
    const role = (name: string) => `arn:aws:iam::${model.account.accountId}:role/${name}`;
    const logs = { "awslogs-group": "/ecs/spotter-app", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs" };
    const container = {
        name: "spotter-web",
        image: `${registryHost(model.account)}/spotter-app:latest`,
        cpu: 0,
        portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        secrets: parameters.map(({ id, properties }) => ({
            name: id.replace(/^.*\//, ""),
            valueFrom: text(properties.arn),
        })),
        logConfiguration: { logDriver: "awslogs", options: logs },
        systemControls: [],
    };
    return model.seed(ecs.taskDefinition, {
        id: "spotter-app-task",
        arn: toArn(model.account, "ecs", "task-definition/spotter-app-task:11"),
        revision: 11,
        family: "spotter-app-task",
        cpu: "256",
        memory: "512",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: role("SpotterTaskExecutionRole"),
        taskRoleArn: role("SpotterTaskRole"),
        containerDefinitions: JSON.stringify([container]),
    });
}

/** EC2 gives a new group a rule that lets everything out. */
function seedSecurityGroups(model: AccountModel) {
    const balancer = model.seed(ec2.group, {
        id: `sg-0a${"1".repeat(15)}`,
        name: "spotter-alb-sg",
        description: "Spotter ALB",
        vpcId,
    });
    const tasks = model.seed(ec2.group, {
        id: `sg-0a${"2".repeat(15)}`,
        name: "spotter-ecs-sg",
        description: "Spotter ECS",
        vpcId,
    });
    for (const port of [80, 443]) {
        const source = { ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4: "0.0.0.0/0" };
        model.seed(ec2.ingress, { id: `sgr-0a${String(port).padStart(15, "0")}`, securityGroupId: balancer.id, ...source });
    }
    const fromBalancer = { ipProtocol: "tcp", fromPort: 3000, toPort: 3000, referencedSecurityGroupId: balancer.id };
    model.seed(ec2.ingress, { id: `sgr-0a${"3000".padStart(15, "0")}`, securityGroupId: tasks.id, ...fromBalancer });
    for (const [index, { id }] of [balancer, tasks].entries()) {
        model.seed(ec2.egress, {
            id: `sgr-0e${String(index).repeat(15)}`,
            securityGroupId: id,
            ipProtocol: "-1",
            cidrIpv4: "0.0.0.0/0",
        });
    }
    return { balancer, tasks };
}

/** Load balancer to target group, with the certificate and the records. */
function seedTraffic(model: AccountModel, securityGroup: string) {
    const targetGroup = model.seed(elb.targetGroup, {
        name: "spotter-tg",
        port: 3000,
        protocol: "HTTP",
        targetType: "ip",
        vpcId,
        healthCheck: { healthyThreshold: 5, unhealthyThreshold: 2 },
    });
    const balancer = model.seed(elb.balancer, { name: "spotter-alb", securityGroups: [securityGroup], subnets });
    const certificate = model.seed(acm.certificate, {
        arn: toArn(model.account, "acm", "certificate/0a1b2c3d-1111-4111-8111-111111111111"),
        domainName: domain,
        validationMethod: "DNS",
        status: "ISSUED",
    });
    const listeners = [
        { port: 80, protocol: "HTTP" },
        { port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08", certificateArn: certificate.id },
    ].map((listener) => {
        const defaultActions = [{ type: "forward", targetGroupArn: targetGroup.id, order: 1 }];
        return model.seed(elb.listener, { loadBalancerArn: balancer.id, ...listener, defaultActions });
    });
    const [proof] = certificate.properties.domainValidationOptions as [Readonly<Record<string, string>>];
    const validation = model.seed(recordType, {
        zoneId,
        name: proof.resourceRecordName,
        type: "CNAME",
        ttl: 300,
        records: [proof.resourceRecordValue],
    });
    const { dnsName, zoneId: balancerZone } = balancer.properties;
    const alias = model.seed(recordType, {
        zoneId,
        name: domain,
        type: "A",
        aliases: [{ name: dnsName, zoneId: balancerZone, evaluateTargetHealth: true }],
    });
    return { targetGroup, balancer, certificate, listeners, validation, alias };
}
