import { readInputs, type Inputs } from "./inputs";
import { facts, notImportable, zeros, type ServiceResources } from "./resource-type";

/** Components of Pulumi's own that run in a provider's process. What they are made of is seen by the engine alone. */
export const awsx: ServiceResources = {
    types: {
        "awsx:ec2:Vpc": {
            placeholder: (inputs) => {
                const zones = countZones(readInputs(inputs)) ?? 0;
                return {
                    vpcId: `vpc-${zeros}`,
                    publicSubnetIds: subnetIds(zones, "a"),
                    privateSubnetIds: subnetIds(zones, "b"),
                    natGateways: Array.from({ length: countNatGateways(readInputs(inputs)) ?? 0 }, (_, index) => ({
                        id: `nat-${zeros.slice(1)}${index}`,
                    })),
                };
            },
            describe: (inputs) => ({
                facts: facts(
                    `own VPC ${inputs.text("cidrBlock")}, ${countZones(inputs)} zones`,
                    `NAT ${inputs.object("natGateways").text("strategy") ?? "none"}`,
                ),
            }),
            importId: notImportable("a component: what can be imported are the resources that it is made of"),
            forcesNew: [], // as a component; of what it is made of, the engine alone knows
        },
    },
};

/** Zones of a VPC, which are counted or named; undefined where there is no VPC. */
export function countZones(vpc: Inputs): number | undefined {
    return vpc.number("numberOfAvailabilityZones") ?? vpc.texts("availabilityZoneNames")?.length;
}

/** NAT gateways of a VPC; undefined where its zones are not known. */
export function countNatGateways(vpc: Inputs): number | undefined {
    const strategy = vpc.object("natGateways").text("strategy");
    return strategy === "Single" ? 1 : strategy === "OnePerAz" ? countZones(vpc) : 0;
}

function subnetIds(count: number, kind: string): string[] {
    return Array.from({ length: count }, (_, index) => `subnet-${zeros.slice(2)}${kind}${index}`);
}
