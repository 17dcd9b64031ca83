import { facts, notImportable, type ServiceResources } from "./resource-type";

/** Providers are resources too. */
export const providers: ServiceResources = {
    types: {
        "pulumi:providers:aws": {
            placeholder: (_, __, logicalName) => ({ id: `${logicalName}-id` }),
            describe: (inputs) => ({
                facts: facts(inputs.text("region"), ...(inputs.jsonTexts("allowedAccountIds") ?? [])),
            }),
            importId: notImportable("configuration, not a thing in AWS"),
            forcesNew: ["region"],
        },
    },
};
