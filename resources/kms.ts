import { toArn } from "../aws/account";
import { facts, importedBy, type ServiceResources } from "./resource-type";

const noKey = "00000000-0000-0000-0000-000000000000";

/** Customer keys, and their aliases. */
export const kms: ServiceResources = {
    types: {
        "aws:kms/key:Key": {
            placeholder: (_, account) => ({ id: noKey, keyId: noKey, arn: toArn(account, "kms", `key/${noKey}`) }),
            describe: (inputs) => ({
                facts: facts(
                    inputs.flag("enableKeyRotation") === true ? "rotated every year" : "never rotated",
                    `deleted after ${inputs.text("deletionWindowInDays") ?? "30"} days`,
                ),
            }),
            importId: importedBy("kms/key", (state) => state.text("keyId")),
            forcesNew: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
            holds: "whatever it has encrypted",
        },
        "aws:kms/alias:Alias": {
            placeholder: ({ name }, account) => ({ id: name, arn: toArn(account, "kms", String(name)) }),
            describe: (inputs) => ({ name: inputs.text("name"), facts: [] }),
            importId: importedBy("kms/alias", (state) => state.text("name")),
            forcesNew: ["name", "namePrefix"],
        },
    },
};
