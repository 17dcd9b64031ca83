import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** CloudWatch, its logs and EventBridge, which the provider has in one module. */
export const cloudwatch: ServiceResources = {
    types: {
        "aws:cloudwatch/logGroup:LogGroup": {
            placeholder: ({ name }, account) => ({ id: name, arn: toArn(account, "logs", `log-group:${String(name)}`) }),
            describe: (inputs) => {
                const days = inputs.text("retentionInDays");
                return {
                    name: inputs.text("name"),
                    facts: [days === undefined || days === "0" ? "kept for good" : `kept ${days} days`],
                };
            },
            importId: importedBy("cloudwatch/loggroup", (state) => state.text("name")),
            forcesNew: ["logGroupClass", "name", "namePrefix"],
            holds: "log lines",
        },
        "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
            placeholder: ({ name }) => ({ id: name }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(inputs.object("metricTransformation").text("name"), inputs.text("pattern")),
            }),
            importId: importedBy("cloudwatch/logmetricfilter", (state) =>
                joinKnown(":", [state.text("logGroupName"), state.text("name")]),
            ),
            forcesNew: ["logGroupName", "name"],
        },
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
            placeholder: ({ resourceArn, policyName }) => ({ id: resourceArn ?? policyName }),
            describe: (inputs) => ({
                name: inputs.text("policyName") ?? inputs.text("resourceArn")?.split(":").at(-1),
                facts: [],
            }),
            importId: importedBy(
                "cloudwatch/logresourcepolicy",
                (state) => state.text("resourceArn") ?? state.text("policyName"),
            ),
            forcesNew: ["policyName", "resourceArn"],
        },
        "aws:cloudwatch/metricAlarm:MetricAlarm": {
            placeholder: ({ name }, account) => ({ id: name, arn: toArn(account, "cloudwatch", `alarm:${String(name)}`) }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: facts(describeThreshold(inputs)) }),
            importId: importedBy("cloudwatch/metricalarm", (state) => state.text("name")),
            forcesNew: ["name"],
        },
        "aws:cloudwatch/dashboard:Dashboard": {
            placeholder: ({ dashboardName }, { partition, accountId }) => ({
                id: dashboardName,
                dashboardArn: `arn:${partition}:cloudwatch::${accountId}:dashboard/${String(dashboardName)}`,
            }),
            describe: (inputs) => {
                const widgets = inputs.json("dashboardBody").list("widgets").length;
                return { name: inputs.text("dashboardName"), facts: [widgets === 0 ? "one page" : `${widgets} widgets`] };
            },
            importId: importedBy("cloudwatch/dashboard", (state) => state.text("dashboardName")),
            forcesNew: ["dashboardName"],
        },
        "aws:cloudwatch/eventRule:EventRule": {
            placeholder: ({ name }, account) => ({ id: name, arn: toArn(account, "events", `rule/${String(name)}`) }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: facts(inputs.text("description")) }),
            importId: importedBy("cloudwatch/eventrule", (state) => state.text("name")),
            forcesNew: ["eventBusName", "name", "namePrefix"],
        },
        "aws:cloudwatch/eventTarget:EventTarget": {
            placeholder: ({ rule, targetId }) => ({ id: `${String(rule)}-${String(targetId)}` }),
            describe: (inputs) => ({ facts: facts(inputs.text("rule") && `of ${inputs.text("rule")}`) }),
            importId: importedBy("cloudwatch/eventtarget", (state) =>
                joinKnown("/", [state.text("rule"), state.text("targetId")]),
            ),
            forcesNew: ["eventBusName", "rule", "targetId"],
        },
    },
};

/** `HealthyHostCount < 2, 3 of 3 × 60 s`; of an alarm on an expression, the expression. */
function describeThreshold(inputs: Inputs): string {
    const [returned] = inputs.list("metricQueries").filter((query) => query.flag("returnData") === true);
    const metric = inputs.text("metricName") ?? returned?.text("label") ?? "a metric";
    const sign = signs[inputs.text("comparisonOperator") ?? ""] ?? "▸";
    const periods = inputs.text("evaluationPeriods") ?? "1";
    const seconds = inputs.text("period") ?? "60";
    return `${metric} ${sign} ${inputs.text("threshold")}, ${inputs.text("datapointsToAlarm") ?? periods} of ${periods} × ${seconds} s`;
}

const signs: Readonly<Record<string, string>> = {
    GreaterThanOrEqualToThreshold: "≥",
    GreaterThanThreshold: ">",
    LessThanThreshold: "<",
};
