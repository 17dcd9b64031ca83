import { countNatGateways, countZones } from "../../resources/awsx";
import { addresses, counted, type CostRow, type Free } from "./row";
import { chargeMoreTasks, chargeRuns, chargeTasks } from "./tasks";

const free = (reason: string): Free => ({ free: reason });

/** What each type of resource costs, one row a type. A type without a row turns a test red. */
export const costRows: Readonly<Record<string, CostRow | Free>> = {
    "awsx:ec2:Vpc": (inputs) => {
        const count = countNatGateways(inputs) ?? 0;
        return count === 0
            ? {}
            : {
                  monthly: [{ what: counted(count, "NAT gateway"), of: { natGateway: count } }, addresses(count)],
                  usage: [{ of: { natGatewayGb: 1 }, per: "GB through a NAT gateway" }],
              };
    },
    // Target tracking has an alarm for each direction, which AWS makes and charges.
    "aws:appautoscaling/policy:Policy": (inputs) => ({
        monthly: [{ what: `2 alarms for ${inputs.text("name") ?? "scaling"}`, of: { alarm: 2 } }],
    }),
    "aws:appautoscaling/target:Target": chargeMoreTasks,
    // An alarm on an expression is charged for each metric in it.
    "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs) => {
        const metrics = inputs.list("metricQueries").filter((query) => query.object("metric").text("metricName") !== undefined);
        const count = Math.max(1, metrics.length);
        return { monthly: [{ what: `alarm ${inputs.text("name") ?? ""}`.trim(), of: { alarm: count } }] };
    },
    "aws:cloudwatch/dashboard:Dashboard": () => ({
        monthly: [{ what: "dashboard, beyond the account's first three", of: { dashboard: 1 } }],
    }),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": () => ({
        monthly: [{ what: "count of error lines", of: { customMetric: 1 } }],
    }),
    "aws:cloudwatch/logGroup:LogGroup": () => ({
        usage: [
            { of: { logIngestedGb: 1 }, per: "GB of log lines" },
            { of: { logStoredGb: 1 }, per: "GB-month of them" },
        ],
    }),
    "aws:dynamodb/table:Table": (inputs) => ({
        usage: [
            inputs.list("replicas").length === 0
                ? { of: { tableWrite: 1_000_000 }, per: "million writes of up to 1 KB, each index again" }
                : {
                      of: { tableReplicatedWrite: 1_000_000 },
                      per: "million writes of up to 1 KB, wherever they were made, each index again",
                  },
            { of: { tableRead: 1_000_000 }, per: "million consistent reads of up to 4 KB" },
            { of: { tableStoredGb: 1 }, per: "GB-month of items" },
            ...(inputs.object("pointInTimeRecovery").flag("enabled") === true
                ? [{ of: { tableBackupGb: 1 }, per: "GB-month of them that can be restored" }]
                : []),
        ],
        // Each write and each item again, by the prices of the other region.
        unknown: inputs.list("replicas").map((replica) => `the table in ${replica.text("regionName") ?? "another region"}`),
    }),
    "aws:s3/bucket:Bucket": () => ({
        usage: [{ of: { objectStoredGb: 1 }, per: "GB-month of objects, and of their old versions" }],
    }),
    "aws:ecr/repository:Repository": () => ({ usage: [{ of: { imageStoredGb: 1 }, per: "GB-month of images" }] }),
    "aws:ecs/service:Service": chargeTasks,
    "aws:scheduler/schedule:Schedule": chargeRuns,
    "aws:ssm/parameter:Parameter": (inputs) => {
        const tier = inputs.text("tier") ?? "Standard";
        return tier === "Advanced"
            ? { monthly: [{ what: "advanced parameter", of: { advancedParameter: 1 } }] }
            : {
                  unknown:
                      tier === "Standard" ? [] : ["parameters above 4 KB, which Intelligent-Tiering charges as advanced ones"],
              };
    },
    "aws:kms/key:Key": () => ({
        monthly: [{ what: "customer key", of: { customerKey: 1 } }],
        usage: [{ of: { keyRequest: 10_000 }, per: "10,000 uses of the key, beyond 20,000 a month" }],
    }),
    "aws:route53/healthCheck:HealthCheck": () => ({
        monthly: [{ what: "Route 53 health check by HTTPS", of: { healthCheck: 1, healthCheckOption: 1 } }],
    }),
    "aws:wafv2/webAcl:WebAcl": (inputs) => {
        const rules = inputs.list("rules").length;
        return {
            monthly: [{ what: `web ACL with ${counted(rules, "rule")}`, of: { webAcl: 1, webAclRule: rules } }],
            usage: [{ of: { webAclRequest: 1_000_000 }, per: "million requests that the web ACL sees" }],
        };
    },
    "aws:lb/loadBalancer:LoadBalancer": (inputs, nearest) => {
        const zones = countZones(nearest("awsx:ec2:Vpc")) ?? inputs.texts("subnets")?.length; // an address in each
        const count = inputs.flag("internal") === true ? 0 : zones;
        return {
            monthly: [
                { what: "load balancer", of: { loadBalancer: 1 } },
                ...(count === undefined || count === 0 ? [] : [addresses(count)]),
            ],
            usage: [
                { of: { loadBalancerCapacity: 1 }, per: "LCU-hour of the load balancer" },
                { of: { internetGb: 1 }, per: "GB to the internet, beyond 100 GB a month" },
            ],
            unknown: count === undefined ? ["public addresses of the load balancer"] : [],
        };
    },

    "aws:appautoscaling/scheduledAction:ScheduledAction": free("no charge"),
    "aws:acm/certificate:Certificate": free("public certificates that are not exported cost nothing"),
    "aws:acm/certificateValidation:CertificateValidation": free("waits for the certificate, and is nothing in AWS"),
    "aws:budgets/budget:Budget": free("budgets that only tell cost nothing"),
    "aws:cloudwatch/eventRule:EventRule": free("events of AWS's own services cost nothing"),
    "aws:cloudwatch/eventTarget:EventTarget": free("part of its rule"),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": free("no charge"),
    "aws:scheduler/scheduleGroup:ScheduleGroup": free("no charge"),
    "aws:sqs/queue:Queue": free("the first million requests a month cost nothing"),
    "aws:sqs/queuePolicy:QueuePolicy": free("no charge"),
    "aws:sns/topic:Topic": free("the first 1,000 mails a month cost nothing"),
    "aws:sns/topicPolicy:TopicPolicy": free("no charge"),
    "aws:sns/topicSubscription:TopicSubscription": free("part of its topic"),
    "aws:ec2/flowLog:FlowLog": free("charged by what it writes, which is not known here"),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": free("no charge"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": free("no charge"),
    "aws:s3/bucketPolicy:BucketPolicy": free("no charge"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": free("no charge"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": free("S3's own key costs nothing"),
    "aws:ec2/securityGroup:SecurityGroup": free("no charge"),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": free("no charge"),
    "aws:ecs/cluster:Cluster": free("on Fargate the tasks are charged alone, and Container Insights is off"),
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": free("no charge"),
    "aws:ecs/taskDefinition:TaskDefinition": free("its tasks are charged with the service"),
    "aws:iam/role:Role": free("no charge"),
    "aws:iam/rolePolicy:RolePolicy": free("no charge"),
    "aws:kms/alias:Alias": free("no charge"),
    "aws:lb/listener:Listener": free("part of the load balancer"),
    "aws:lb/listenerCertificate:ListenerCertificate": free("part of a load balancer that exists"),
    "aws:lb/listenerRule:ListenerRule": free("part of a load balancer that exists"),
    "aws:lb/targetGroup:TargetGroup": free("part of the load balancer"),
    "aws:route53/record:Record": free(
        "its hosted zone is charged, which exists outside the stack; queries of an alias cost nothing",
    ),
    "aws:s3/bucketVersioning:BucketVersioning": free("old versions are objects, which are charged with the bucket"),
    "aws:wafv2/webAclAssociation:WebAclAssociation": free("part of its web ACL"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": free("no charge"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": free("no charge"),
    "docker:index/image:Image": free("stored in the repository, which is charged"),
    "pulumi:providers:aws": free("nothing in AWS"),
};
