/**
 * Properties that AWS can't change once a resource exists, of the types of this project: "Forces new resource" in the
 * documentation of the Terraform provider that @pulumi/aws is made from.
 */
const fixedProperties: Readonly<Record<string, readonly string[]>> = {
    "aws:acm/certificate:Certificate": ["domainName", "validationMethod"],
    "aws:acm/certificateValidation:CertificateValidation": ["certificateArn", "validationRecordFqdns"],
    "aws:cloudwatch/logGroup:LogGroup": ["name"],
    "aws:ec2/securityGroup:SecurityGroup": ["description", "vpcId"],
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["repository"],
    "aws:ecr/repository:Repository": ["name"],
    "aws:ecs/cluster:Cluster": ["name"],
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["clusterName"],
    "aws:ecs/service:Service": ["cluster", "name", "launchType"],
    "aws:iam/role:Role": ["name"],
    "aws:iam/rolePolicy:RolePolicy": ["name", "role"],
    "aws:lb/listener:Listener": ["loadBalancerArn"],
    "aws:lb/loadBalancer:LoadBalancer": ["name", "internal", "loadBalancerType"],
    "aws:lb/targetGroup:TargetGroup": ["namePrefix", "vpcId", "targetType", "protocol", "port"],
    "aws:route53/record:Record": ["zoneId", "name", "type"],
    "aws:ssm/parameter:Parameter": ["name"],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
};

/** All that a task definition can change; everything else makes a new revision. */
const changeableOfTaskDefinition = ["skipDestroy", "tags", "trackLatest"];

/**
 * Whether a change of `property` replaces a resource of `type`.
 *
 * @throws for a type that is not in the table, as a replacement that nobody notices is what the tests are for
 */
export function replaces(type: string, property: string): boolean {
    if (type === "aws:ecs/taskDefinition:TaskDefinition") {
        return !changeableOfTaskDefinition.includes(property);
    }
    const fixed = fixedProperties[type];
    if (fixed === undefined) {
        throw new Error(`tests/support/provider-double-types.ts does not say what replaces a ${type}`);
    }
    return fixed.includes(property);
}
