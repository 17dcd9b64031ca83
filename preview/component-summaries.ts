import { noDigest, toReleaseId } from "../aws/image-digest";
import { describeResource } from "../resources";
import { describeContainer, readContainers } from "../resources/containers";
import { describeTaskSize } from "../resources/ecs";
import { describeRedirect } from "../resources/elb";
import { readInputs } from "../resources/inputs";
import type { Resource } from "../resources/resource";
import { describeTls } from "../resources/tls";
import { findContainer, type ResourceQueries } from "./resource-queries";

/** What a reviewer looks for in one component. */
export interface ComponentSummary {
    /** Physical name. */
    readonly name?: string;

    /** Facts in the order in which they matter. */
    readonly details: readonly (string | undefined)[];
}

/** What the terminal shows of each component, by type. A component without an entry shows its name only. */
export const componentSummaries: Readonly<Record<string, (queries: ResourceQueries) => ComponentSummary>> = {
    "spotter:ec2:Network": ({ describe, inputs }) => {
        const isPublic = inputs("aws:ecs/service:Service").object("networkConfiguration").flag("assignPublicIp");
        return {
            details: [...describe("awsx:ec2:Vpc").facts, `tasks have ${isPublic ? "public" : "private"} addresses`],
        };
    },
    "spotter:ecr:ImageRepository": ({ own, describe }) => {
        const repository = own("aws:ecr/repository:Repository");
        if (repository === undefined) {
            return { details: ["exists, not managed here"] };
        }
        const { name, facts } = describeResource(repository);
        const lifecycle = describe("aws:ecr/lifecyclePolicy:LifecyclePolicy").facts;
        return { name, details: [...facts, ...lifecycle, describeProtection(repository)] };
    },
    "spotter:ecr:ContainerImage": ({ own, inputs }) => {
        const built = own("docker:index/image:Image");
        if (built !== undefined) {
            const { name, facts } = describeResource(built);
            return { name, details: facts };
        }
        const image = findContainer(inputs)?.text("image");
        return {
            details: [image === undefined || image.endsWith(noDigest) ? "no image yet" : `sha256:${toReleaseId(image)}`],
        };
    },
    "spotter:iam:TaskRoles": ({ all }) => ({
        name: `${all("aws:iam/role:Role").length} roles`,
        details: all("aws:iam/rolePolicy:RolePolicy").flatMap((policy) => describeResource(policy).facts),
    }),
    "spotter:ssm:AppParameters": ({ all, inputs }) => {
        const managed = all("aws:ssm/parameter:Parameter").length;
        const variables = findContainer(inputs)?.list("secrets").length;
        const external = (variables ?? managed) - managed;
        return {
            name: variables === undefined ? undefined : `${variables} variables`,
            details: [`${managed} managed here`, external > 0 ? `${external} external` : undefined],
        };
    },
    "spotter:data:DataStores": ({ all }) => {
        const stores = ["aws:dynamodb/table:Table", "aws:s3/bucket:Bucket"].flatMap(all);
        const names = stores.map((store) => describeResource(store).name);
        return { details: [...names, stores.some(({ options }) => options.protect) ? "protected" : undefined] };
    },
    "spotter:kms:CustomerKey": ({ own, describe }) => {
        const key = own("aws:kms/key:Key");
        return key === undefined
            ? { details: ["exists, not managed here"] }
            : {
                  name: describe("aws:kms/alias:Alias").name,
                  details: [...describe("aws:kms/key:Key").facts, describeProtection(key)],
              };
    },
    "spotter:cloudwatch:LogGroup": ({ own, describe }) => {
        const { name, facts } = describe("aws:cloudwatch/logGroup:LogGroup");
        return { name, details: [...facts, describeProtection(own("aws:cloudwatch/logGroup:LogGroup"))] };
    },
    "spotter:lb:LoadBalancer": ({ all, own, describe }) => {
        const { name, facts } = describe("aws:lb/loadBalancer:LoadBalancer");
        const entrance = describeEntrance(all("aws:lb/listener:Listener"));
        const isInternal = readInputs(own("aws:lb/loadBalancer:LoadBalancer")?.inputs).flag("internal") === true;
        return {
            name,
            details: [
                isInternal ? "internal" : undefined,
                entrance,
                ...describe("aws:lb/targetGroup:TargetGroup").facts,
                ...all("aws:lb/listenerRule:ListenerRule").flatMap((rule) => describeResource(rule).facts),
                ...facts,
            ],
        };
    },
    "spotter:lb:SharedLoadBalancer": ({ describe, inputs }) => ({
        name: inputs("aws:lb/listenerRule:ListenerRule").text("listenerArn")?.split("/")[2],
        details: [
            "shared",
            ...describe("aws:lb/listenerRule:ListenerRule").facts,
            ...describe("aws:lb/targetGroup:TargetGroup").facts,
        ],
    }),
    "spotter:wafv2:WebAcl": ({ describe }) => {
        const { name, facts } = describe("aws:wafv2/webAcl:WebAcl");
        return { name, details: facts };
    },
    "spotter:ecs:FargateService": ({ describe, inputs }) => {
        const { name, facts } = describe("aws:ecs/service:Service");
        const container = findContainer(inputs);
        return { name, details: [...(container === undefined ? [] : describeContainer(container)), ...facts] };
    },
    "spotter:appautoscaling:Scaling": ({ all, describe }) => {
        const more = ["aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction"].flatMap(all);
        return {
            details: [
                ...describe("aws:appautoscaling/target:Target").facts,
                ...more.flatMap((resource) => describeResource(resource).facts),
            ],
        };
    },
    "spotter:s3:AuditLogs": ({ all, own, describe }) => {
        const bucket = own("aws:s3/bucket:Bucket");
        const lifecycle = readInputs(own("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")?.inputs);
        const kept = lifecycle.list("rules").map((rule) => `kept ${rule.object("expiration").text("days")} days`);
        const flows = all("aws:ec2/flowLog:FlowLog").flatMap((log) => describeResource(log).facts);
        return { name: describe("aws:s3/bucket:Bucket").name, details: [...kept, ...flows, describeProtection(bucket)] };
    },
    "spotter:cloudwatch:ReleaseAlarms": ({ all, describe }) => {
        const told = all("aws:sns/topicSubscription:TopicSubscription").length;
        const { name, facts } = describe("aws:sns/topic:Topic");
        return { name, details: [countAlarms(all), ...facts, told === 0 ? "tells nobody" : `tells ${told} by mail`] };
    },
    "spotter:cloudwatch:ServiceAlarms": ({ all }) => ({
        details: [countAlarms(all), ...all("aws:cloudwatch/eventRule:EventRule").flatMap((rule) => describeResource(rule).facts)],
    }),
    "spotter:cloudwatch:Dashboard": ({ describe }) => {
        const { name, facts } = describe("aws:cloudwatch/dashboard:Dashboard");
        return { name, details: facts };
    },
    "spotter:budgets:MonthlyBudget": ({ describe }) => {
        const { name, facts } = describe("aws:budgets/budget:Budget");
        return { name, details: facts };
    },
    "spotter:ecs:WorkerService": ({ own, describe }) => {
        const { name } = describe("aws:ecs/service:Service");
        const revision = readInputs(own("aws:ecs/taskDefinition:TaskDefinition")?.inputs);
        const tasks = readInputs(own("aws:ecs/service:Service")?.inputs).text("desiredCount");
        const [container] = readContainers(revision);
        return {
            name,
            details: [
                container?.texts("command")?.join(" "),
                `${tasks} × ${describeTaskSize(revision)}`,
                "once the release serves",
            ],
        };
    },
    "spotter:scheduler:ScheduledTask": ({ own, describe }) => {
        const { name, facts } = describe("aws:scheduler/schedule:Schedule");
        const revision = readInputs(own("aws:ecs/taskDefinition:TaskDefinition")?.inputs);
        const [container] = readContainers(revision);
        return {
            name,
            details: [
                container?.texts("command")?.join(" "),
                ...facts,
                describeTaskSize(revision),
                own("aws:cloudwatch/metricAlarm:MetricAlarm") === undefined ? "missed runs tell nobody" : undefined,
                "once the release serves",
            ],
        };
    },
    "spotter:cloudwatch:ScheduleRuns": ({ all, describe }) => {
        const { name, facts } = describe("aws:cloudwatch/logGroup:LogGroup");
        const isTold = all("aws:cloudwatch/eventRule:EventRule").length > 1;
        return { name, details: [...facts, isTold ? "failed runs are told" : "failed runs tell nobody"] };
    },
    "spotter:route53:DnsRecords": ({ all }) => {
        const records = all("aws:route53/record:Record").map(({ inputs }) => readInputs(inputs));
        const { facts = [] } = all("aws:route53/record:Record").map(describeResource)[0] ?? {};
        const names = new Set(records.map((record) => record.text("name")));
        const types = new Set(records.map((record) => record.text("type")));
        return {
            name: records[0]?.text("name"),
            details: [
                [...types].join(" and "),
                names.size > 1 ? `${names.size} names` : undefined,
                ...facts.filter((fact) => fact !== "alias" && fact !== records[0]?.text("type")),
                "once the release serves",
            ],
        };
    },
};

function countAlarms(all: ResourceQueries["all"]): string | undefined {
    const count = all("aws:cloudwatch/metricAlarm:MetricAlarm").length;
    return count === 0 ? undefined : `${count} alarms`;
}

/** `80 ▸ 443, TLS 1.2+`. Other listeners than those of the two standard ports are not for users. */
function describeEntrance(listeners: readonly Resource[]): string {
    const listening = listeners.map(({ inputs }) => readInputs(inputs));
    const on = (protocol: string, port: string) =>
        listening.find((listener) => listener.text("protocol") === protocol && listener.text("port") === port);
    const [http, https] = [on("HTTP", "80"), on("HTTPS", "443")];
    if (https === undefined) {
        return "HTTP only";
    }
    return `${(http && describeRedirect(http)) ?? "443"}, ${describeTls(https.text("sslPolicy"))}`;
}

function describeProtection(resource: Resource | undefined): string | undefined {
    return resource?.options.protect === true ? "protected" : undefined;
}
