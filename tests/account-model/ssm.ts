import { awsError, type ServiceModel } from "./type-model";

export const parameterType = "aws:ssm/parameter:Parameter";

/** Parameters. */
export const ssm: ServiceModel = {
    [parameterType]: {
        defaults: { tier: "Standard" },
        chosen: ({ type }) => ({
            value: undefined,
            insecureValue: undefined,
            dataType: "text",
            ...(type === "SecureString" ? { keyId: "alias/aws/ssm" } : {}),
        }),
        unread: ["overwrite"],
        // One value under two names, of which the program uses one.
        revise: ({ version }, { value, insecureValue }) => ({ version: Number(version) + 1, value, insecureValue }),
        imported: ({ insecureValue, ...others }) => ({ ...others, value: insecureValue ?? others.value }),
        isTagged: true,
        refusesCreate: ({ name, overwrite }, things) =>
            things.find(parameterType, String(name)) === undefined || overwrite === true
                ? undefined
                : awsError(
                      `creating SSM Parameter (${String(name)})`,
                      ["SSM", "PutParameter"],
                      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in " +
                          "the request to true.",
                  ),
    },
};
