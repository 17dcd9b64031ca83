import { awsError, type ServiceModel } from "./type-model";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

/** Log groups. */
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
};
