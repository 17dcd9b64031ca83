import * as assert from "node:assert/strict";
import { findCatalogue } from "../../config/catalogue";
import { parseConfig } from "../../config/parse";
import { findWarnings } from "../../config/warnings";
import type { DeploymentApi, IntendedRelease } from "../../deployment/api";
import program from "../../index";
import { offlineDeploymentApi } from "../../preview/offline-deployment-api";
import { record } from "../../preview/recorder";
import { keysOfSchema } from "../docs/schema-keys";
import { exampleFolder, inFolder } from "../support/own";
import { project, rawOf, type Given } from "./input";
import { neighboursOf } from "./neighbours";

/** Value of a key other than the base's, and where its effect is seen: a place that no other key of its base changes. */
type Change = readonly [value: unknown, place: string];

interface Group {
    readonly base: Given;
    readonly changes: Readonly<Record<string, Change>>;

    /** What must go when a change comes. */
    readonly removed?: Given;
}

const model = "anthropic.claude-3-haiku-20240307-v1:0";
const subnets = ["subnet-0123456789abcdef4", "subnet-0123456789abcdef5"];
const common = {
    ...neighboursOf({ path: "fitness:domain" }),
    ...neighboursOf({ path: "fitness:access.mail" }),
};
const digest = { "fitness:image.digest": `sha256:${"a".repeat(64)}` };
const container = "TaskDefinition::web.containerDefinitions.fitness-web";
const permissions = "RolePolicy::web-use-services.policy.Statement";

/** The keys that can be changed together. */
const groups: Readonly<Record<string, Group>> = {
    "in the default VPC": {
        base: { ...common, ...digest, "fitness:service.tasks.min": 2, ...neighboursOf({ path: "", mode: "default" }) },
        changes: {
            "aws:assumeRole.roleArn": ["arn:aws:iam::123456789012:role/deploy", "aws::aws.assumeRoles.0.roleArn"],
            "aws:assumeRole.externalId": ["team/web", "aws::aws.assumeRoles.0.externalId"],
            "fitness:tags": [{ CostCenter: "web" }, "aws::aws.defaultTags.tags.CostCenter"],
            "fitness:repository.kmsKeyArn": [
                "arn:aws:kms:us-east-1:123456789012:key/2",
                "Repository::web.encryptionConfigurations.0.kmsKey",
            ],
            "fitness:encryption.customerKey": [true, "Alias::web.name"],
            "fitness:logs.kmsKeyArn": ["arn:aws:kms:us-east-1:123456789012:key/3", "LogGroup::web.kmsKeyId"],
            "fitness:access.permissionsBoundary": [
                "arn:aws:iam::123456789012:policy/boundary",
                "Role::web-task.permissionsBoundary",
            ],
            "fitness:access.rolePath": ["/teams/", "Role::web-task.path"],
            "fitness:names.repository": ["other", "Repository::web.name"],
            "fitness:names.cluster": ["other", "Cluster::web.name"],
            "fitness:names.service": ["other", "Service::web.name"],
            "fitness:names.taskFamily": ["other", "TaskDefinition::web.family"],
            "fitness:names.logGroup": ["/other", "LogGroup::web.name"],
            "fitness:names.executionRole": ["other-execution", "Role::web-execution.name"],
            "fitness:names.executionPolicy": ["other", "RolePolicy::web-read-parameters.name"],
            "fitness:names.taskRole": ["other-task", "Role::web-task.name"],
            "fitness:names.taskPolicy": ["other", "RolePolicy::web-use-services.name"],
            "fitness:names.loadBalancer": ["other", "LoadBalancer::web.name"],
            "fitness:domain.name": ["other.example.com", "release.probe.host"],
            "fitness:domain.alternativeNames": [["www.example.com"], "Record::web-a-www.example.com.name"],
            "fitness:domain.redirectFrom": [["old.example.com"], "ListenerRule::web-redirect.priority"],
            "fitness:loadBalancer.maintenance.message": ["Back soon", "ListenerRule::web-maintenance.priority"],
            "fitness:loadBalancer.maintenance.allow": [["10.0.0.0/8"], "ListenerRule::web-allowed.priority"],
            "fitness:domain.recordWeight": [5, "Record::web-a.weightedRoutingPolicies.0.weight"],
            "fitness:network.subnetIds (default)": [subnets, "Service::web.networkConfiguration.subnets.0"],
            "fitness:network.egress (default)": [[{ port: 587 }], "SecurityGroupEgressRule::web-tasks-to-587.fromPort"],
            "fitness:repository.keepImages": [31, "LifecyclePolicy::web.policy.rules.0.selection.countNumber"],
            "fitness:repository.protect": [true, "Repository::web.options.protect"],
            "fitness:image.digest": [`sha256:${"b".repeat(64)}`, "release.releaseId"],
            "fitness:image.commit": ["0123abc", "TaskDefinition::web.tags.spotter:commit"],
            "fitness:image.pinnedBy": ["rollback", "warning fitness:image.digest"],
            "fitness:loadBalancer.idleTimeoutSeconds": [61, "LoadBalancer::web.idleTimeout"],
            "fitness:loadBalancer.deregistrationDelaySeconds": [16, "TargetGroup::web.deregistrationDelay"],
            "fitness:loadBalancer.deletionProtection": [true, "LoadBalancer::web.enableDeletionProtection"],
            "fitness:webAcl.mode": ["count", "WebAcl::web.name"],
            "fitness:webAcl.managedRuleGroups": [
                ["AWSManagedRulesSQLiRuleSet"],
                "WebAcl::web.rules.AWSManagedRulesSQLiRuleSet.priority",
            ],
            "fitness:webAcl.requestsPer5Minutes": [500, "WebAcl::web.rules.limit.statement.rateBasedStatement.limit"],
            "fitness:webAcl.exceptPaths": [["/hooks"], "WebAcl::web.rules.except-paths.priority"],
            "fitness:loadBalancer.healthCheck.path": ["/healthz", "TargetGroup::web.healthCheck.path"],
            "fitness:loadBalancer.healthCheck.matcher": ["200-299", "TargetGroup::web.healthCheck.matcher"],
            "fitness:loadBalancer.healthCheck.port": [9000, "TargetGroup::web.healthCheck.port"],
            "fitness:deployment.probe.path": ["/", "release.probe.path"],
            "fitness:deployment.probe.matcher": ["302", "release.probe.matcher"],
            "fitness:deployment.probe.releaseHeader": ["none", "warning fitness:deployment.probe.releaseHeader"],
            "fitness:loadBalancer.healthCheck.intervalSeconds": [11, "TargetGroup::web.healthCheck.interval"],
            "fitness:loadBalancer.healthCheck.timeoutSeconds": [6, "TargetGroup::web.healthCheck.timeout"],
            "fitness:loadBalancer.healthCheck.healthyThreshold": [3, "TargetGroup::web.healthCheck.healthyThreshold"],
            "fitness:loadBalancer.healthCheck.unhealthyThreshold": [4, "TargetGroup::web.healthCheck.unhealthyThreshold"],
            "fitness:service.cpu": [512, "TaskDefinition::web.cpu"],
            "fitness:service.memoryMiB": [2048, "TaskDefinition::web.memory"],
            "fitness:service.architecture": ["ARM64", "TaskDefinition::web.runtimePlatform.cpuArchitecture"],
            "fitness:service.tasks.min": [3, "Service::web.desiredCount"],
            "fitness:service.tasks.max": [9, "Target::web.maxCapacity"],
            "fitness:scaling.cpuPercent": [50, "Policy::web-cpu.targetTrackingScalingPolicyConfiguration.targetValue"],
            "fitness:scaling.requestsPerTargetPerMinute": [600, "Policy::web-requests.name"],
            "fitness:scaling.memoryPercent": [80, "Policy::web-memory.name"],
            "fitness:scaling.scaleInCooldownSeconds": [
                600,
                "Policy::web-cpu.targetTrackingScalingPolicyConfiguration.scaleInCooldown",
            ],
            "fitness:scaling.scaleOutCooldownSeconds": [
                30,
                "Policy::web-cpu.targetTrackingScalingPolicyConfiguration.scaleOutCooldown",
            ],
            "fitness:scaling.frozen": [true, "Target::web.suspendedState.dynamicScalingInSuspended"],
            "fitness:scaling.timeZone": ["Europe/Paris", "ScheduledAction::web-night.timezone"],
            "fitness:scaling.schedules": [
                { night: { schedule: "cron(0 22 * * ? *)", min: 3, max: 4 } },
                "ScheduledAction::web-night.scalableTargetAction.maxCapacity",
            ],
            "fitness:service.capacity.base": [2, "Service::web.capacityProviderStrategies.0.base"],
            "fitness:service.capacity.onDemandWeight": [1, "Service::web.capacityProviderStrategies.0.weight"],
            "fitness:service.capacity.spotWeight": [2, "Service::web.capacityProviderStrategies.1.weight"],
            "fitness:service.port": [8080, "TargetGroup::web.port"],
            "fitness:service.healthCheck.command": [["CMD", "/app/check"], `${container}.healthCheck.command.1`],
            "fitness:service.user": ["65532", `${container}.user`],
            "fitness:service.writablePaths": [["/tmp", "/data"], `${container}.mountPoints.1.containerPath`],
            "fitness:service.readonlyRootFilesystem": [false, `${container}.readonlyRootFilesystem`],
            "fitness:service.entryPoint": [["/app/serve"], `${container}.entryPoint.0`],
            "fitness:service.command": [["--verbose"], `${container}.command.0`],
            "fitness:service.sidecars": [
                { otel: { image: `public.ecr.aws/acme/otel@sha256:${"0".repeat(64)}` } },
                "TaskDefinition::web.containerDefinitions.otel.image",
            ],
            "fitness:workers": [{ emails: { command: ["node", "worker.js"] } }, "Service::web-emails.name"],
            "fitness:schedules": [
                { nightly: { command: ["node", "job.js"], schedule: "cron(0 3 * * ? *)" } },
                "Schedule::web-nightly.scheduleExpression",
            ],
            "fitness:service.dependsOn": [{ otel: "START" }, `${container}.dependsOn.0.containerName`],
            "fitness:service.ephemeralStorageGiB": [50, "TaskDefinition::web.ephemeralStorage.sizeInGib"],
            "fitness:service.enableExecuteCommand": [true, `${permissions}.OpenShell.Sid`],
            "fitness:loadBalancer.stickinessSeconds": [60, "TargetGroup::web.stickiness.cookieDuration"],
            "fitness:loadBalancer.slowStartSeconds": [60, "TargetGroup::web.slowStart"],
            "fitness:service.minimumHealthyPercent": [50, "Service::web.deploymentMinimumHealthyPercent"],
            "fitness:service.maximumPercent": [150, "Service::web.deploymentMaximumPercent"],
            "fitness:service.availabilityZoneRebalancing": [false, "Service::web.availabilityZoneRebalancing"],
            "fitness:service.healthCheckGracePeriodSeconds": [61, "Service::web.healthCheckGracePeriodSeconds"],
            "fitness:service.healthCheckStartPeriodSeconds": [21, `${container}.healthCheck.startPeriod`],
            "fitness:service.stopTimeoutSeconds": [31, `${container}.stopTimeout`],
            "fitness:service.skipDestroy": [false, "TaskDefinition::web.skipDestroy"],
            "fitness:parameters.prefix": ["/other", "release.serviceRef.parameterPrefix"],
            "fitness:parameters.external": [["SUPPORT_EMAIL"], `${container}.secrets.SUPPORT_EMAIL.name`],
            "fitness:parameters.kmsKeyArn": [
                "arn:aws:kms:us-east-1:123456789012:key/1",
                "RolePolicy::web-read-parameters.policy.Statement.DecryptParameters.Resource",
            ],
            "fitness:parameters.tier": ["Advanced", "Parameter::web-AWS_REGION.tier"],
            "fitness:parameters.retainOnDelete": [false, "Parameter::web-AWS_REGION.options.retainOnDelete"],
            "fitness:access.tables": [
                { users: "the-users", workouts: "the-workouts" },
                "Parameter::web-DYNAMODB_GOALS_TABLE.name",
            ],
            "fitness:access.buckets": [{ uploads: "the-uploads" }, `${permissions}.UseObjects.Sid`],
            "fitness:access.bedrock.models": [[model], `${permissions}.InvokeModels.Sid`],
            "fitness:access.bedrock.profiles": [[`us.${model}`], `${permissions}.UseProfile1.Sid`],
            "fitness:access.mail.sender": ["mail@example.com", `${permissions}.SendMail.Condition.StringEquals.ses:FromAddress`],
            "fitness:access.mail.configurationSet": ["bounces", `${permissions}.SendMail.Resource.1`],
            "fitness:access.statements": [
                [{ sid: "SendJobs", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:jobs"] }],
                `${permissions}.SendJobs.Sid`,
            ],
            "fitness:data.tables": [["users", "workouts"], "Table::web-workouts.name"],
            "fitness:data.buckets": [["uploads"], "Bucket::web-uploads.bucket"],
            "fitness:data.pointInTimeRecovery": [false, "Table::web-users.pointInTimeRecovery.enabled"],
            "fitness:data.replicaRegions": [["eu-west-1"], "Table::web-users.replicas.0.regionName"],
            "fitness:data.protect": [true, "Table::web-users.deletionProtectionEnabled"],
            "fitness:names.monitoring": ["other", "MetricAlarm::web-slow.name"],
            "fitness:audit.accessLogs": [true, "LoadBalancer::web.accessLogs.enabled"],
            "fitness:audit.connectionLogs": [true, "LoadBalancer::web.connectionLogs.enabled"],
            "fitness:audit.healthCheckLogs": [false, "LoadBalancer::web.healthCheckLogs.enabled"],
            "fitness:audit.retentionDays": [60, "BucketLifecycleConfiguration::web-logs.rules.0.expiration.days"],
            "fitness:audit.protect": [true, "Bucket::web-logs.options.protect"],
            "fitness:alarms.set": ["all", "MetricAlarm::web-cpu.name"],
            "fitness:alarms.emails": [["ops@example.com"], "TopicSubscription::web-alarms-ops@example.com.endpoint"],
            "fitness:alarms.kmsKeyArn": ["arn:aws:kms:us-east-1:123456789012:key/4", "Topic::web-alarms.kmsMasterKeyId"],
            "fitness:alarms.rollback": [true, "Service::web.alarms.rollback"],
            "fitness:alarms.errorPercent": [2, "MetricAlarm::web-target-5xx.threshold"],
            "fitness:alarms.slowMilliseconds": [900, "MetricAlarm::web-slow.threshold"],
            "fitness:alarms.cpuPercent": [70, "MetricAlarm::web-cpu.threshold"],
            "fitness:alarms.memoryPercent": [70, "MetricAlarm::web-memory.threshold"],
            "fitness:alarms.dashboard": [true, "Dashboard::web.dashboardName"],
            "fitness:logs.retentionDays": [60, "LogGroup::web.retentionInDays"],
            "fitness:logs.protect": [true, "LogGroup::web.options.protect"],
            "fitness:deployment.preflight": [false, "warning fitness:deployment.preflight"],
            "fitness:deployment.timeoutMinutes": [16, "release.limits.timeoutMinutes"],
            "fitness:deployment.maxFailuresOfSameCause": [4, "release.limits.maxFailuresOfSameCause"],
            "fitness:deployment.rollbackEarly": [false, "release.limits.rollbackEarly"],
        },
    },
    "in a network that exists, with a build": {
        base: {
            ...common,
            ...neighboursOf({ path: "", mode: "existing" }),
            "fitness:image.build": {},
            "fitness:names.repository": "other",
        },
        changes: {
            "aws:region": ["us-west-2", "aws::aws.region"],
            "aws:allowedAccountIds": [["210987654321"], "aws::aws.allowedAccountIds.0"],
            "aws:profile": ["team", "aws::aws.profile"],
            "fitness:names.container": ["other", "Service::web.loadBalancers.0.containerName"],
            "fitness:network.vpcId (existing)": ["vpc-0123456789abcdef1", "TargetGroup::web.vpcId"],
            "fitness:network.publicSubnetIds (existing)": [subnets, "LoadBalancer::web.subnets.0"],
            "fitness:network.serviceSubnetIds (existing)": [subnets, "Service::web.networkConfiguration.subnets.0"],
            "fitness:network.assignPublicIp (existing)": [true, "Service::web.networkConfiguration.assignPublicIp"],
            "fitness:network.egress (existing)": [
                [{ port: 6379, to: "sg-01234567" }],
                "SecurityGroupEgressRule::web-tasks-to-6379-sg-01234567.referencedSecurityGroupId",
            ],
            "fitness:repository.existing": [true, "Repository::web.name"],
            "fitness:image.build.dockerfile": ["app/parameters.json", "Image::web.build.dockerfile"],
            "fitness:image.build.args": [{ NODE_IMAGE: "node:22" }, "Image::web.build.args.NODE_IMAGE"],
            "fitness:image.build.platform": ["linux/arm64", "Image::web.build.platform"],
            "fitness:image.build.target": ["builder", "Image::web.build.target"],
            "fitness:domain.zoneId": ["Z0123456789ABC", "Record::web-validation.zoneId"],
            "fitness:domain.record": [false, "Record::web-a.name"],
            "fitness:loadBalancer.ingress": [["10.0.0.0/8"], "SecurityGroupIngressRule::web-https-10.0.0.0-8.cidrIpv4"],
            "fitness:loadBalancer.ipAddressType": ["dualstack", "LoadBalancer::web.ipAddressType"],
            "fitness:deployment.verdict": [false, "release.taskDefinitionArn"],
        },
    },
    "with a network and a repository that are managed elsewhere": {
        base: {
            ...common,
            ...digest,
            "fitness:network": {
                mode: "existing",
                vpcTags: { Name: "shared" },
                publicSubnetTags: { Tier: "public" },
                serviceSubnetTags: { Tier: "private" },
            },
            "fitness:repository.existing": true,
            "fitness:names.repository": "shared",
            "fitness:names.cluster": "shared",
            ...neighboursOf({ path: "fitness:domain.routing" }),
        },
        changes: {
            "fitness:network.vpcTags (existing)": [{ Name: "other" }, "warning fitness:network.vpcTags"],
            "fitness:network.publicSubnetTags (existing)": [{ Tier: "dmz" }, "warning fitness:network.publicSubnetTags"],
            "fitness:network.serviceSubnetTags (existing)": [{ Tier: "app" }, "warning fitness:network.serviceSubnetTags"],
            "fitness:cluster.existing": [true, "Cluster::web.name"],
            "fitness:domain.routing.policy": ["failover", "Record::web-a.latencyRoutingPolicies.0.region"],
            "fitness:domain.routing.role": ["primary", "Record::web-a.failoverRoutingPolicies.0.type"],
            "fitness:domain.routing.healthCheck": [true, "HealthCheck::web.resourcePath"],
            "fitness:repository.account": ["999999999999", "release.serviceRef.registry.accountId"],
            "fitness:repository.region": ["eu-west-1", "release.serviceRef.registry.region"],
        },
    },
    "with two target groups": {
        base: { ...common, ...digest, "fitness:deployment.strategy": "blueGreen" },
        changes: {
            "fitness:deployment.strategy": ["canary", "Service::web.deploymentConfiguration.strategy"],
            "fitness:deployment.bakeTimeMinutes": [7, "Service::web.deploymentConfiguration.bakeTimeInMinutes"],
            "fitness:deployment.canary.percent": [3, "Service::web.deploymentConfiguration.canaryConfiguration.canaryPercent"],
            "fitness:deployment.canary.bakeTimeMinutes": [4, "release.trafficShift.stepMinutes"],
            "fitness:deployment.testTrafficHeader": [
                "x-preview",
                "ListenerRule::web-test.conditions.0.httpHeader.httpHeaderName",
            ],
            "fitness:deployment.approvals": [
                ["POST_TEST_TRAFFIC_SHIFT"],
                "Service::web.deploymentConfiguration.lifecycleHooks.0.targetType",
            ],
            "fitness:deployment.verdictAt": ["bake", "release.trafficShift.verdictAt"],
            "fitness:names.infrastructureRole": ["other-infrastructure", "Role::web-infrastructure.name"],
        },
    },
    "with two target groups, in equal steps": {
        base: { ...common, ...digest, "fitness:deployment.strategy": "linear" },
        changes: {
            "fitness:deployment.linear.stepPercent": [10, "Service::web.deploymentConfiguration.linearConfiguration.stepPercent"],
            "fitness:deployment.linear.bakeTimeMinutes": [
                9,
                "Service::web.deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes",
            ],
        },
    },
    "on a load balancer that exists": {
        base: {
            ...common,
            ...digest,
            ...neighboursOf({ path: "fitness:loadBalancer.existing" }),
            "fitness:encryption.customerKey": true,
        },
        changes: {
            "fitness:encryption.uses": [["logs"], "Repository::web.encryptionConfigurations.0.kmsKey"],
            "fitness:encryption.protect": [true, "Key::web.options.protect"],
            "fitness:loadBalancer.existing.arn": [
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/other/50dc6c495c0c9188",
                "ListenerRule::web.listenerArn",
            ],
            "fitness:loadBalancer.existing.priority": [7, "ListenerRule::web.priority"],
            "fitness:loadBalancer.existing.attachCertificate": [true, "ListenerCertificate::web.certificateArn"],
        },
    },
    "on a load balancer that is found": {
        base: {
            ...common,
            ...digest,
            "fitness:domain": { name: "app.example.com", zone: "example.com" },
            "fitness:loadBalancer.existing": { name: "shared" },
        },
        changes: {
            "fitness:loadBalancer.existing.name": ["other", "ListenerRule::web.listenerArn"],
        },
    },
    "on a load balancer that is found by its tags": {
        base: {
            ...common,
            ...digest,
            "fitness:domain": { name: "app.example.com", zone: "example.com" },
            "fitness:loadBalancer.existing": { tags: { Role: "shared" } },
        },
        changes: {
            "fitness:loadBalancer.existing.tags": [{ Role: "review" }, "warning fitness:loadBalancer.existing.tags"],
        },
    },
    "in a VPC of its own": {
        base: {
            ...common,
            ...neighboursOf({ path: "", mode: "dedicated" }),
            "fitness:image.build": {},
            "fitness:alarms.set": "all",
            "fitness:budget.monthlyUsd": 80,
            "fitness:deployment.preflight": false, // else only the preflight's question shows the severity
        },
        removed: { "fitness:domain.zone": undefined },
        changes: {
            "fitness:loadBalancer.internal": [true, "LoadBalancer::web.internal"],
            "fitness:alarms.natGigabytesPerHour": [3, "MetricAlarm::web-nat-1.threshold"],
            "fitness:budget.notify": [true, "Budget::web.budgetType"],
            "fitness:encryption.kmsKeyArn": ["arn:aws:kms:us-east-1:123456789012:key/1", "LogGroup::web.kmsKeyId"],
            "fitness:names.base": ["team-shop", "Cluster::web.name"],
            "fitness:network.cidr (dedicated)": ["10.1.0.0/16", "Vpc::web.cidrBlock"],
            "fitness:network.zones (dedicated)": [3, "Vpc::web.numberOfAvailabilityZones"],
            "fitness:network.egress (dedicated)": [
                [{ port: 443, to: "pl-01234567" }],
                "SecurityGroupEgressRule::web-tasks-https.cidrIpv4",
            ],
            "fitness:audit.flowLogs": [true, "FlowLog::web.trafficType"],
            "fitness:network.nat (dedicated)": ["none", "Vpc::web.natGateways.strategy"],
            "fitness:domain.certificateArn": [
                "arn:aws:acm:us-east-1:123456789012:certificate/1",
                "Listener::web-https.certificateArn",
            ],
            "fitness:image.build.context": ["app/src", "Image::web.build.context"],
            "fitness:access.mail.identity": ["no-reply@example.com", `${permissions}.SendMail.Resource`],
            "fitness:profile": ["dev", "LogGroup::web.retentionInDays"],
            "fitness:deployment.refuseSeverity": ["HIGH", "warning fitness:deployment.preflight"],
            "fitness:deployment.acceptGap": ["a trial of one person", "warning fitness:deployment.acceptGap"],
            "fitness:parameters.catalogue": ["three-variables.json", "Parameter::web-PUBLIC_URL.name"],
        },
    },
};

/** Keys whose effect no comparison of two recordings shows. */
const unseen = [
    "fitness:waivers", // what `npm run preview` need not find: tests/commands/preview-rules.test.ts
    "fitness:budget.monthlyUsd", // what `npm run preview` holds the stack's cost to: tests/commands/preview-rules.test.ts
    "fitness:network.mode", // shown by the groups, each of which has another
    "fitness:domain.zone", // a lookup asks for the zone by this name; the offline answer is the same for each
    "fitness:deployment.before", // what a hook runs: see tests/engine
    "fitness:service.maxRequestSeconds", // what `loadBalancer.deregistrationDelaySeconds` and `idleTimeoutSeconds` are held to
];

describe("a key of a stack file", () => {
    it("has an effect, or is listed with the reason why it has none", () => {
        const keys = keysOfSchema(project).leaves.filter(({ path }) => !path.includes(".values.")); // a parameter each
        const changed = Object.values(groups).flatMap(({ changes }) => Object.keys(changes));
        assert.deepEqual([...changed, ...unseen].sort(), keys.map(({ key }) => key).sort());
    });

    for (const [where, { base, changes, removed }] of Object.entries(groups)) {
        it(`changes a resource, what the verdict waits for, or a warning: ${where}`, async () => {
            const given = Object.entries(changes).map(([key, [value]]) => [key.replace(/ \(.*$/, ""), value] as const);
            const before = await observe(base);
            const after = await observe({ ...base, ...removed, ...Object.fromEntries(given) });
            const withoutEffect = Object.entries(changes).filter(([, [, place]]) => before.get(place) === after.get(place));
            assert.deepEqual(withoutEffect, []);
        });
    }
});

/** What can be seen of a stack file, by place: resources with their options, the intended release, warnings. */
async function observe(given: Given): Promise<Map<string, unknown>> {
    const raw = rawOf(given);
    const config = parseConfig(raw, [], { project, stack: "test", catalogue: findCatalogue(exampleFolder, raw, project) });
    const intended: IntendedRelease[] = [];
    const api: DeploymentApi = {
        ...offlineDeploymentApi,
        verdict: (release, say) => {
            intended.push(release);
            return offlineDeploymentApi.verdict(release, say);
        },
    };
    const options = { project, stack: "test", mode: "update", account: config.aws, config: raw } as const;
    const { resources } = await inFolder(exampleFolder, () => record(() => program(api), options));
    const seen = new Map<string, unknown>();
    const custom = resources.filter(({ inputs }) => Object.keys(inputs).length > 0); // components have none
    for (const { type, name, inputs, options: own } of custom) {
        addPlaces(seen, `${type.replace(/^.*:/, "")}::${name}`, { ...inputs, options: own });
    }
    addPlaces(seen, "release", intended[0]);
    findWarnings(config).forEach(({ path, message }) => seen.set(`warning ${path}`, message));
    return seen;
}

/** Every value below `value` by its place: items of a list by name or statement id, where they have one. */
function addPlaces(seen: Map<string, unknown>, place: string, value: unknown): void {
    if (typeof value === "string" && /^[[{]/.test(value)) {
        addPlaces(seen, place, JSON.parse(value));
    } else if (typeof value === "object" && value !== null) {
        for (const [key, item] of Object.entries(value)) {
            const { name, Sid } = (Array.isArray(value) ? (item ?? {}) : {}) as { name?: string; Sid?: string };
            addPlaces(seen, `${place}.${name ?? Sid ?? key}`, item);
        }
    } else {
        seen.set(place, value);
    }
}
