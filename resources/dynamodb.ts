import { toArn } from "../aws/account";
import type { Inputs } from "./inputs";
import { facts, importedBy, type ServiceResources } from "./resource-type";

/** DynamoDB: what the application keeps its data in. */
export const dynamodb: ServiceResources = {
    types: {
        "aws:dynamodb/table:Table": {
            placeholder: ({ name }, account) => ({ id: name, arn: toArn(account, "dynamodb", `table/${String(name)}`) }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(
                    [inputs.text("hashKey"), inputs.text("rangeKey")].filter(Boolean).join(" + "),
                    ...inputs
                        .list("globalSecondaryIndexes")
                        .map((index) => `index ${index.text("name")} by ${describeKeys(index)}`),
                    inputs.object("pointInTimeRecovery").flag("enabled") === true && "restorable to any second of 35 days",
                    inputs.flag("deletionProtectionEnabled") === true && "AWS refuses to delete it",
                    ...inputs.list("replicas").map((replica) => `also in ${replica.text("regionName")}`),
                ),
            }),
            importId: importedBy("dynamodb/table", (state) => state.text("name")),
            // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html changes neither name nor keys.
            forcesNew: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
            holds: "items",
        },
    },
};

function describeKeys(index: Inputs): string {
    return index
        .list("keySchemas")
        .map((key) => key.text("attributeName"))
        .join(" + ");
}
