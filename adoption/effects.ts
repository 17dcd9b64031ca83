import { kinds } from "./kinds";

/** Properties that nothing goes by: what AWS keeps beside a thing, and what only Pulumi goes by. */
const labels = ["tags", "tagsAll", "description", "forceDelete", "forceNewDeployment", "waitForSteadyState"];

const deployment = "one deployment: old tasks serve until the new ones are healthy in the same target group";
const nextStart = "the old tasks have the value that they were started with";

/** What the change of a property does to what serves, where more can be said than of the whole type. */
const effects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: "lines that are older are deleted, and all later ones then" },
    "aws:ecr/repository:Repository": {
        imageTagMutability: "a tag that exists can't be pushed again, which the scripts did with latest",
        imageScanningConfiguration: "images are scanned as they are pushed",
    },
    "aws:ecs/service:Service": {
        taskDefinition: deployment,
        capacityProviderStrategies: deployment,
        desiredCount: "that many tasks, new ones",
        healthCheckGracePeriodSeconds: "later tasks have that long to start",
    },
    "aws:iam/role:Role": { assumeRolePolicy: "only tasks of this account and region may assume it, as those do that run" },
    "aws:lb/listener:Listener": {
        defaultActions: "HTTP is answered with a redirect to HTTPS: what asks by HTTP must follow it",
        sslPolicy: "clients that know no TLS 1.2 are refused",
        certificateArn: "new connections get the new certificate",
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        dropInvalidHeaderFields: "headers with invalid names are dropped from requests",
        enableDeletionProtection: "AWS refuses to delete it",
        idleTimeout: "a connection without traffic is closed after another time",
    },
    "aws:lb/targetGroup:TargetGroup": {
        healthCheck: "the tasks that serve are checked by the new path and times",
        deregistrationDelay: "a task that stops has another time for its last requests",
    },
    "aws:ssm/parameter:Parameter": { value: nextStart, insecureValue: nextStart },
};

/** What the changed properties of a type do to what serves; `nothing` where they are labels. */
export function describeEffect(type: string, properties: readonly string[]): string {
    const all = properties
        .filter((property) => !labels.includes(property))
        .map((property) => effects[type]?.[property] ?? kinds[type]?.effect ?? "nothing: no request goes by it");
    return all.length === 0 ? "nothing" : [...new Set(all)].join("; ");
}
