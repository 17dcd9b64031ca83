import { awsError, type ServiceModel } from "./type-model";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

export const types = {
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    dashboard: "aws:cloudwatch/dashboard:Dashboard",
    logPolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    filter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

/** Log groups, alarms, dashboards and rules of events. An alarm, a dashboard or a rule of the same name is written over. */
export const cloudwatch: ServiceModel = {
    [logGroup]: {
        defaults: { retentionInDays: 0 },
        chosen: () => ({ logGroupClass: "STANDARD", namePrefix: "" }),
        unread: ["skipDestroy"],
        isTagged: true,
        refusesCreate: ({ name }, things) =>
            things.find(logGroup, String(name)) === undefined
                ? undefined
                : awsError(
                      `creating CloudWatch Logs Log Group (${String(name)})`,
                      ["CloudWatch Logs", "CreateLogGroup"],
                      "ResourceAlreadyExistsException: The specified log group already exists",
                  ),
    },
    [types.alarm]: {
        defaults: { actionsEnabled: true, treatMissingData: "missing" },
        chosen: () => ({ evaluateLowSampleCountPercentiles: "" }),
        sets: ["alarmActions", "insufficientDataActions", "metricQueries", "okActions"],
        parts: { "metricQueries.accountId": "", "metricQueries.label": "", "metricQueries.returnData": false },
        isTagged: true,
    },
    [types.logPolicy]: {
        chosen: ({ resourceArn }) => ({ policyScope: resourceArn === undefined ? "ACCOUNT" : "RESOURCE" }),
        json: ["policyDocument"],
        refusesCreate: ({ resourceArn }, things) =>
            resourceArn === undefined || things.list(logGroup).some(({ properties }) => properties.arn === resourceArn)
                ? undefined
                : awsError(
                      "creating CloudWatch Logs Resource Policy",
                      ["CloudWatch Logs", "PutResourcePolicy"],
                      "ResourceNotFoundException: The specified log group does not exist.",
                  ),
    },
    [types.dashboard]: { json: ["dashboardBody"] },
    [types.filter]: {
        refusesCreate: ({ logGroupName }, things) =>
            things.find(logGroup, String(logGroupName)) === undefined
                ? awsError(
                      `putting CloudWatch Logs Metric Filter (${String(logGroupName)})`,
                      ["CloudWatch Logs", "PutMetricFilter"],
                      "ResourceNotFoundException: The specified log group does not exist.",
                  )
                : undefined,
    },
    [types.rule]: {
        defaults: { eventBusName: "default", forceDestroy: false },
        chosen: () => ({ namePrefix: "", isEnabled: true, state: "ENABLED" }),
        json: ["eventPattern"],
        isTagged: true,
        refusesDelete: ({ id }, _, things) =>
            things.list(types.target).some(({ properties }) => properties.rule === id)
                ? awsError(
                      `deleting EventBridge Rule (${id})`,
                      ["EventBridge", "DeleteRule"],
                      "ValidationException: Rule can't be deleted since it has targets.",
                  )
                : undefined,
    },
    [types.target]: { defaults: { eventBusName: "default", forceDestroy: false } },
};
