import { awsError, objects, type ServiceModel } from "./type-model";

export const tableType = "aws:dynamodb/table:Table";

/** Tables. The provider changes the stream before the replicas, and DynamoDB ends none that a replica lives by. */
export const dynamodb: ServiceModel = {
    [tableType]: {
        defaults: { streamEnabled: false, deletionProtectionEnabled: false, tableClass: "STANDARD" },
        chosen: () => ({ streamViewType: "", ttl: { attributeName: "", enabled: false } }),
        sets: ["attributes", "globalSecondaryIndexes", "replicas"],
        isTagged: true,
        refusesCreate: ({ name }, things) =>
            things.find(tableType, String(name)) === undefined
                ? undefined
                : awsError(
                      `creating AWS DynamoDB Table (${String(name)})`,
                      ["DynamoDB", "CreateTable"],
                      `ResourceInUseException: Table already exists: ${String(name)}`,
                  ),
        refusesUpdate: ({ id, properties }, { streamEnabled }) =>
            objects(properties.replicas).length > 0 && streamEnabled !== true
                ? awsError(
                      `updating Amazon DynamoDB Table (${id})`,
                      ["DynamoDB", "UpdateTable"],
                      "ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global Table replica.",
                  )
                : undefined,
    },
};
