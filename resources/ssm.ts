import { toArn } from "../aws/account";
import { facts, importedBy, type ServiceResources } from "./resource-type";

/** Parameters. */
export const ssm: ServiceResources = {
    types: {
        "aws:ssm/parameter:Parameter": {
            placeholder: ({ name }, account) => ({
                id: name,
                arn: toArn(account, "ssm", `parameter${String(name)}`),
                version: 1,
            }),
            describe: (inputs) => ({
                name: inputs.text("name"),
                facts: facts(inputs.text("type"), inputs.text("insecureValue")),
            }),
            importId: importedBy("ssm/parameter", (state) => state.text("name")),
            forcesNew: ["dataType", "name"],
            holds: "value",
        },
    },
};
