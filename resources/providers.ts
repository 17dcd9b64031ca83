import { unknownAccountId, unknownRegion } from "../aws/account";
import { facts, notImportable, type ServiceResources } from "./resource-type";

const unlessUnknown = (what: string, value: string | undefined) =>
    value === unknownRegion || value === unknownAccountId ? `${what} unknown` : value;

/** Providers are resources too. */
export const providers: ServiceResources = {
    types: {
        "pulumi:providers:aws": {
            placeholder: (_, __, logicalName) => ({ id: `${logicalName}-id` }),
            describe: (inputs) => ({
                facts: facts(
                    unlessUnknown("region", inputs.text("region")),
                    ...(inputs.jsonTexts("allowedAccountIds") ?? []).map((id) => unlessUnknown("account", id)),
                ),
            }),
            importId: notImportable("configuration, not a thing in AWS"),
            forcesNew: ["region"],
        },
    },
};
