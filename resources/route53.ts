import type { Inputs } from "./inputs";
import { facts, importedBy, joinKnown, type ServiceResources } from "./resource-type";

const healthCheckId = "00000000-0000-0000-0000-000000000000";

/** DNS records, and what their answers depend on. */
export const route53: ServiceResources = {
    types: {
        "aws:route53/healthCheck:HealthCheck": {
            placeholder: (_, { partition }) => ({
                id: healthCheckId,
                arn: `arn:${partition}:route53:::healthcheck/${healthCheckId}`,
            }),
            describe: (inputs) => ({
                name: inputs.object("tags").text("Name"),
                facts: facts(`${inputs.text("type") ?? ""} ${inputs.text("resourcePath") ?? ""}`.trim()),
            }),
            importId: importedBy("route53/healthcheck", (state) => state.text("id")),
            // https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html changes none of these.
            forcesNew: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
        },
        "aws:route53/record:Record": {
            placeholder: ({ name, type, zoneId }) => ({
                id: `${String(zoneId)}_${String(name)}_${String(type)}`,
                fqdn: String(name).replace(/\.$/, ""),
            }),
            describe: (inputs) => {
                const isAlias = inputs.list("aliases").length > 0;
                return {
                    name: inputs.text("name"),
                    facts: facts(inputs.text("type"), isAlias && "alias", ...describeRouting(inputs)),
                };
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

/** `weight 5`, `for us-east-1` or `primary`. */
function describeRouting(inputs: Inputs): string[] {
    return facts(
        ...inputs.list("weightedRoutingPolicies").map((policy) => `weight ${policy.text("weight") ?? ""}`),
        ...inputs.list("latencyRoutingPolicies").map((policy) => `nearest to ${policy.text("region") ?? ""}`),
        ...inputs.list("failoverRoutingPolicies").map((policy) => policy.text("type")?.toLowerCase()),
    );
}
