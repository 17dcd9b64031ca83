const elb = "arn:aws:elasticloadbalancing:us-east-1:920013187591";
export const sharedBalancerArn = `${elb}:loadbalancer/app/shared/50dc6c495c0c9188`;

const nightlyQueue = "https://sqs.us-east-1.amazonaws.com/920013187591/spotter-app-task-nightly-dead-letters";

/** Of each type that can be imported, a resource of prod, or of a stack with a shared load balancer, and its id. */
export const ids: Readonly<Record<string, readonly [name: string, id: string]>> = {
    "aws:acm/certificate:Certificate": [
        "web",
        "arn:aws:acm:us-east-1:920013187591:certificate/00000000-0000-0000-0000-000000000000",
    ],
    "aws:appautoscaling/policy:Policy": [
        "web-cpu",
        "ecs/service/spotter-cluster/spotter-web-service/ecs:service:DesiredCount/cpu",
    ],
    "aws:appautoscaling/target:Target": ["web", "ecs/service/spotter-cluster/spotter-web-service/ecs:service:DesiredCount"],
    "aws:budgets/budget:Budget": ["web", "920013187591:spotter-prod"],
    "aws:cloudwatch/dashboard:Dashboard": ["web", "spotter-prod"],
    "aws:cloudwatch/eventRule:EventRule": ["web-failed-deployments", "spotter-prod-failed-deployments"],
    "aws:cloudwatch/eventTarget:EventTarget": ["web-failed-deployments", "spotter-prod-failed-deployments/alarms"],
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": ["web-errors", "/ecs/spotter-app:errors"],
    "aws:cloudwatch/metricAlarm:MetricAlarm": ["web-slow", "spotter-prod-slow"],
    "aws:cloudwatch/logGroup:LogGroup": ["web", "/ecs/spotter-app"],
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [
        "web-runs",
        "arn:aws:logs:us-east-1:920013187591:log-group:/aws/events/spotter-app-task",
    ],
    "aws:dynamodb/table:Table": ["web-users", "spotter-users"],
    "aws:ec2/flowLog:FlowLog": ["web", "fl-00000000000000000"],
    "aws:ec2/securityGroup:SecurityGroup": ["web-alb", "sg-347a704d30ce5dc1c"],
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["web", "spotter-app"],
    "aws:ecr/repository:Repository": ["web", "spotter-app"],
    "aws:ecs/cluster:Cluster": ["web", "spotter-cluster"],
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["web", "spotter-cluster"],
    "aws:ecs/service:Service": ["web", "spotter-cluster/spotter-web-service"],
    "aws:ecs/taskDefinition:TaskDefinition": ["web", "arn:aws:ecs:us-east-1:920013187591:task-definition/spotter-app-task:1"],
    "aws:iam/role:Role": ["web-task", "SpotterTaskRole"],
    "aws:iam/rolePolicy:RolePolicy": ["web-use-services", "SpotterTaskRole:SpotterAppPolicy"],
    "aws:kms/alias:Alias": ["web", "alias/spotter-prod"],
    "aws:kms/key:Key": ["web", "00000000-0000-0000-0000-000000000000"],
    "aws:lb/listener:Listener": [
        "web-https",
        "arn:aws:elasticloadbalancing:us-east-1:920013187591:listener/app/web-https/0000000000000000/443",
    ],
    "aws:lb/listenerCertificate:ListenerCertificate": [
        "web",
        `${elb}:listener/app/shared/50dc6c495c0c9188/0000000000000000_arn:aws:acm:us-east-1:920013187591:certificate/` +
            "00000000-0000-0000-0000-000000000000",
    ],
    "aws:lb/listenerRule:ListenerRule": [
        "web",
        `${elb}:listener-rule/app/shared/50dc6c495c0c9188/0000000000000000/0000000000039697`,
    ],
    "aws:lb/loadBalancer:LoadBalancer": [
        "web",
        "arn:aws:elasticloadbalancing:us-east-1:920013187591:loadbalancer/app/spotter-alb/0000000000000000",
    ],
    "aws:lb/targetGroup:TargetGroup": [
        "web",
        "arn:aws:elasticloadbalancing:us-east-1:920013187591:targetgroup/web-0000000000000000/0000000000000000",
    ],
    "aws:route53/healthCheck:HealthCheck": ["web", "00000000-0000-0000-0000-000000000000"],
    "aws:route53/record:Record": ["web-a", "Z00000000000000000000_spotter.cannashieldct.com_A"],
    "aws:s3/bucket:Bucket": ["web-uploads", "the-uploads"],
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["web-uploads", "the-uploads"],
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ["web-uploads", "the-uploads"],
    "aws:s3/bucketPolicy:BucketPolicy": ["web-uploads", "the-uploads"],
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["web-uploads", "the-uploads"],
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["web-uploads", "the-uploads"],
    "aws:s3/bucketVersioning:BucketVersioning": ["web-uploads", "the-uploads"],
    "aws:scheduler/schedule:Schedule": ["web-nightly", "spotter-app-task-nightly/spotter-app-task-nightly"],
    "aws:scheduler/scheduleGroup:ScheduleGroup": ["web-nightly", "spotter-app-task-nightly"],
    "aws:sqs/queue:Queue": ["web-nightly-dead-letters", nightlyQueue],
    "aws:sqs/queuePolicy:QueuePolicy": ["web-nightly-dead-letters", nightlyQueue],
    "aws:sns/topic:Topic": ["web-alarms", "arn:aws:sns:us-east-1:920013187591:spotter-prod-alarms"],
    "aws:sns/topicPolicy:TopicPolicy": ["web-alarms", "arn:aws:sns:us-east-1:920013187591:spotter-prod-alarms"],
    "aws:sns/topicSubscription:TopicSubscription": [
        "web-alarms-ops@example.com",
        "arn:aws:sns:us-east-1:920013187591:spotter-prod-alarms:00000000-0000-0000-0000-000000000000",
    ],
    "aws:ssm/parameter:Parameter": ["web-AWS_REGION", "/spotter-app/AWS_REGION"],
    "aws:wafv2/webAcl:WebAcl": ["web", "00000000-0000-0000-0000-000000000000/spotter-prod/REGIONAL"],
    "aws:wafv2/webAclAssociation:WebAclAssociation": [
        "web",
        "arn:aws:wafv2:us-east-1:920013187591:regional/webacl/spotter-prod/00000000-0000-0000-0000-000000000000," +
            `${elb}:loadbalancer/app/spotter-alb/0000000000000000`,
    ],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["web-tasks-https", "sgr-00000000000000000"],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["web-https", "sgr-00000000000000000"],
};
