import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

/** DNS records. */
export const route53: ServiceResources = {
    types: {
        "aws:route53/record:Record": {
            placeholder: ({ name, type, zoneId }) => ({
                id: `${String(zoneId)}_${String(name)}_${String(type)}`,
                fqdn: String(name).replace(/\.$/, ""),
            }),
            describe: (inputs) => {
                const isAlias = inputs.list("aliases").length > 0;
                return { name: inputs.text("name"), facts: facts(inputs.text("type"), isAlias && "alias") };
            },
            importId: importedBy("route53/record", (state) => {
                const name = state.text("name")?.replace(/\.$/, "").toLowerCase(); // as the provider keeps it
                const setIdentifier = state.text("setIdentifier");
                const parts = [state.text("zoneId"), name, state.text("type")];
                return joinKnown("_", setIdentifier === undefined ? parts : [...parts, setIdentifier]);
            }),
            forcesNew: ["name", "zoneId"], // another type or set identifier is one transaction of Route 53
        },
    },
    lookups: {
        "aws:route53/getZone:getZone": ({ zoneId = "Z00000000000000000000" }) => ({ id: zoneId, zoneId }),
    },
};
