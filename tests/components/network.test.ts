import * as assert from "node:assert/strict";
import { LoadBalancer as Balancer } from "@pulumi/aws/lb";
import { Network, type NetworkArgs } from "../../components/network";
import type { Resource } from "../../preview/document";
import type { PreviewMode } from "../../preview/recorder";
import { build, childrenOf, inputsOf, modes } from "../support/build";

const witness = "aws:lb/loadBalancer:LoadBalancer";

/** What a network tells the others, as inputs of two resources that use all of it. */
async function networkOf(
    layout: NetworkArgs["layout"],
    mode: PreviewMode,
): Promise<{ resources: readonly Resource[]; seen: unknown }> {
    const resources = await build(() => {
        const network = new Network("web", { region: "us-east-1", layout });
        new Balancer("public", { subnets: network.publicSubnetIds, name: network.vpcId });
        new Balancer("service", { subnets: network.serviceSubnetIds, internal: network.assignPublicIp });
    }, mode);
    const forTheBalancer = inputsOf(resources, witness, "public");
    const forTheTasks = inputsOf(resources, witness, "service");
    return {
        resources: resources.filter(({ type }) => type !== witness),
        seen: {
            vpcId: forTheBalancer.name,
            publicSubnetIds: forTheBalancer.subnets,
            serviceSubnetIds: forTheTasks.subnets,
            assignPublicIp: forTheTasks.internal,
        },
    };
}

for (const mode of modes) {
    describe(`Network (${mode})`, () => {
        it("takes the given subnets of the default VPC, with public addresses for the tasks", async () => {
            const vpcId = "vpc-01234567";
            const subnetIds = ["subnet-0123456a", "subnet-0123456b", "subnet-0123456c"];
            const { resources, seen } = await networkOf({ mode: "default", vpcId, subnetIds }, mode);
            assert.equal(resources.length, 1); // the component alone
            assert.deepEqual(seen, {
                vpcId,
                publicSubnetIds: subnetIds,
                serviceSubnetIds: subnetIds,
                assignPublicIp: true,
            });
        });

        it("makes nothing where the network exists", async () => {
            const { resources, seen } = await networkOf(
                {
                    mode: "existing",
                    vpcId: "vpc-01234567",
                    publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
                    serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
                    assignPublicIp: false,
                },
                mode,
            );
            assert.equal(resources.length, 1);
            assert.deepEqual(seen, {
                vpcId: "vpc-01234567",
                publicSubnetIds: ["subnet-0123456a", "subnet-0123456b"],
                serviceSubnetIds: ["subnet-0123456c", "subnet-0123456d"],
                assignPublicIp: false,
            });
        });

        for (const [nat, strategy] of [
            ["none", "None"],
            ["single", "Single"],
            ["perZone", "OnePerAz"],
        ] as const) {
            it(`makes a VPC of its own (NAT ${nat})`, async () => {
                const { resources } = await networkOf({ mode: "dedicated", cidr: "10.1.0.0/16", zones: 3, nat }, mode);
                assert.deepEqual(childrenOf(resources, "spotter:ec2:Network::web"), ["awsx:ec2:Vpc::web"]);
                assert.equal(resources.length, 2);
                assert.deepEqual(inputsOf(resources, "awsx:ec2:Vpc"), {
                    cidrBlock: "10.1.0.0/16",
                    enableDnsHostnames: true,
                    natGateways: { strategy },
                    numberOfAvailabilityZones: 3,
                    subnetSpecs: nat === "none" ? [{ type: "Public" }] : [{ type: "Public" }, { type: "Private" }],
                    subnetStrategy: "Auto",
                    vpcEndpointSpecs: [
                        { serviceName: "com.amazonaws.us-east-1.s3", vpcEndpointType: "Gateway" },
                        { serviceName: "com.amazonaws.us-east-1.dynamodb", vpcEndpointType: "Gateway" },
                    ],
                    vpcEndpointStrategy: "Auto",
                });
            });
        }
    });
}

describe("Network of its own", () => {
    it("is in the named zones instead of the first ones", async () => {
        const zoneNames = ["us-east-1b", "us-east-1c"];
        const { resources } = await networkOf(
            { mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, zoneNames, nat: "single" },
            "update",
        );
        const { availabilityZoneNames, numberOfAvailabilityZones } = inputsOf(resources, "awsx:ec2:Vpc");
        assert.deepEqual([availabilityZoneNames, numberOfAvailabilityZones], [zoneNames, undefined]);
    });

    const publicSubnetIds = [0, 1].map((index) => `subnet-${"0".repeat(15)}a${index}`);
    const privateSubnetIds = [0, 1].map((index) => `subnet-${"0".repeat(15)}b${index}`);

    it("hides the tasks in private subnets where there is a NAT gateway", async () => {
        const { seen } = await networkOf({ mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" }, "update");
        assert.deepEqual(seen, {
            vpcId: `vpc-${"0".repeat(17)}`,
            publicSubnetIds,
            serviceSubnetIds: privateSubnetIds,
            assignPublicIp: false,
        });
    });

    it("gives the tasks public addresses where there is none", async () => {
        const { seen } = await networkOf({ mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "none" }, "update");
        assert.deepEqual(seen, {
            vpcId: `vpc-${"0".repeat(17)}`,
            publicSubnetIds,
            serviceSubnetIds: publicSubnetIds,
            assignPublicIp: true,
        });
    });

    it("knows in a first preview only that it will exist", async () => {
        const { seen } = await networkOf({ mode: "dedicated", cidr: "10.0.0.0/16", zones: 2, nat: "single" }, "preview");
        assert.deepEqual(seen, {
            vpcId: "<unknown>",
            publicSubnetIds: "<unknown>",
            serviceSubnetIds: "<unknown>",
            assignPublicIp: false,
        });
    });
});
