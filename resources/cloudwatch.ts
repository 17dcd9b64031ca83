import { toArn } from "../aws/account";
import { importedBy, type ServiceResources } from "./resource-type";

/** CloudWatch, and its logs, which the provider has in the same module. */
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
    },
};
