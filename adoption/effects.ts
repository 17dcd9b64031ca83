/** Properties that nothing goes by: what AWS keeps beside a thing, and what only Pulumi goes by. */
const labels = ["tags", "tagsAll", "description", "forceDelete", "forceNewDeployment", "waitForSteadyState"];

const deployment = "one deployment: old tasks serve until the new ones are healthy in the same target group";
const expiry = "images above the number that is kept expire within a day";
const fixedTags = "a tag that exists can't be pushed again";
const nextStart = "another value reaches the old tasks only when they are started again";
const trust = "only tasks of this account and region may assume it";

interface Effect {
    /** What the import, with the update after it, does to what serves. */
    readonly ofImport: string;

    /** What the change of a property does, where more can be said than of the whole type. */
    readonly ofChange?: Readonly<Record<string, string>>;
}

const nothing = "nothing";
const sameRule: Effect = { ofImport: "nothing: the same rule" };

/** By the type of what is taken over. */
const effects: Readonly<Record<string, Effect>> = {
    "aws:acm/certificate:Certificate": { ofImport: "both balancers use it" },
    "aws:cloudwatch/logGroup:LogGroup": {
        ofImport: "lines are written as before",
        ofChange: { retentionInDays: "lines that are older are deleted, and all later ones then" },
    },
    "aws:ec2/securityGroup:SecurityGroup": {
        ofImport: "keeps its name and description; rules that it has beside the program's stay",
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": { ofImport: expiry },
    "aws:ecr/repository:Repository": {
        ofImport: `tasks pull as before; ${fixedTags}`,
        ofChange: { imageTagMutability: fixedTags, imageScanningConfiguration: "images are scanned as they are pushed" },
    },
    "aws:ecs/cluster:Cluster": { ofImport: nothing },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { ofImport: "services with a launch type don't use them" },
    "aws:ecs/service:Service": {
        ofImport: deployment,
        ofChange: {
            desiredCount: "that many tasks, new ones",
            healthCheckGracePeriodSeconds: "later tasks have that long to start",
        },
    },
    "aws:iam/role:Role": {
        ofImport: `${trust}; policies that are attached stay`,
        ofChange: { assumeRolePolicy: `${trust}, as those do that run` },
    },
    "aws:iam/rolePolicy:RolePolicy": { ofImport: "at once for tasks that run: no right is taken from them" },
    "aws:lb/listener:Listener": {
        ofImport: "forwards to the same target group as before; HTTP is redirected once HTTPS listens",
        ofChange: {
            defaultActions: "HTTP is answered with a redirect to HTTPS: what asks by HTTP must follow it",
            sslPolicy: "clients that know no TLS 1.2 are refused",
            certificateArn: "new connections get the new certificate",
        },
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        ofImport: "keeps its address, subnets and security group; attributes change while it serves",
        ofChange: {
            dropInvalidHeaderFields: "headers with invalid names are dropped from requests",
            enableDeletionProtection: "AWS refuses to delete it while that is on",
            idleTimeout: "a connection without traffic is closed after another time",
        },
    },
    "aws:lb/targetGroup:TargetGroup": {
        ofImport: "keeps its name and its targets; the health check changes in place",
        ofChange: {
            healthCheck: "the tasks that serve are checked by the new path and times",
            deregistrationDelay: "a task that stops has another time for its last requests",
        },
    },
    "aws:route53/record:Record": { ofImport: "leads to the same balancer as before" },
    "aws:ssm/parameter:Parameter": { ofImport: nextStart },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": sameRule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": sameRule,
};

/** What the import of a resource does to what serves; undefined for a type that is not imported. */
export function describeImport(type: string): string | undefined {
    return effects[type]?.ofImport;
}

/** What the changed properties of a type do to what serves; `nothing` where they are labels. */
export function describeChange(type: string, properties: readonly string[]): string {
    const { ofImport = "nothing: no request goes by it", ofChange = {} } = effects[type] ?? {};
    const all = properties.filter((property) => !labels.includes(property)).map((property) => ofChange[property] ?? ofImport);
    return all.length === 0 ? nothing : [...new Set(all)].join("; ");
}
