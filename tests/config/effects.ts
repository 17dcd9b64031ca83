import { neighboursOf } from "./neighbours";
import { common, digest, permissions, subnets, type Group } from "./effect-group";
import { inDefaultVpc } from "./effects-in-default-vpc";

/** The keys that can be changed together. */
export const groups: Readonly<Record<string, Group>> = {
    "in the default VPC": inDefaultVpc,
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
            "fitness:loadBalancer.existing.path": ["/api", "ListenerRule::web.conditions.1.pathPattern.values.0"],
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
