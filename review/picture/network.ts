import type { PreviewDocument } from "../../preview/document";
import type { Box, Frame, Item } from "./graph";
import type { Inputs } from "../../resources/inputs";
import { findInputs, isPlaceholder } from "../stack-resources";
import { joinFacts } from "./text";

export const natId = "nat";

/** What runs in the VPC. */
export interface Tenants {
    readonly loadBalancer?: Box;
    readonly targetGroups: readonly Box[];
    readonly service?: Item;
}

/** The VPC around load balancer and tasks, with a frame for the subnets of each if they differ. Undefined if it would be empty. */
export function describeNetwork(document: PreviewDocument, { loadBalancer, targetGroups, service }: Tenants): Frame | undefined {
    const vpc = findInputs(document, "awsx:ec2:Vpc");
    const balancer = findInputs(document, "aws:lb/loadBalancer:LoadBalancer");
    const network = findInputs(document, "aws:ecs/service:Service")?.object("networkConfiguration");
    const ofBalancer = balancer?.texts("subnets");
    const ofTasks = network?.texts("subnets");
    const isApart =
        ofBalancer !== undefined && ofTasks !== undefined
            ? ofBalancer.join() !== ofTasks.join()
            : vpc?.list("subnetSpecs").some((spec) => spec.text("type") === "Private") === true;

    const nat = describeNat(vpc);
    const front = [loadBalancer, nat].filter((box) => box !== undefined);
    const back = service === undefined ? [] : [service];
    if (vpc === undefined && [...front, ...targetGroups, ...back].length === 0) {
        return undefined;
    }
    const zones = vpc?.text("numberOfAvailabilityZones");
    const frontTitle = balancer?.flag("internal") === false ? "Public subnets" : "Subnets of the load balancer";
    const backTitle = vpc === undefined ? "Subnets of the tasks" : "Private subnets";
    return {
        id: "vpc",
        kind: "vpc",
        title: "VPC",
        name: vpc?.text("cidrBlock") ?? findVpcId(document),
        note: joinFacts(
            vpc === undefined ? "not managed here" : undefined,
            zones && `${zones} zones`,
            isApart ? undefined : describeSubnets(ofTasks, network?.flag("assignPublicIp")),
            describeEndpoints(vpc),
        ),
        children: isApart
            ? [
                  ...frameSubnets("front", frontTitle, ofBalancer, front),
                  ...targetGroups,
                  ...frameSubnets("back", backTitle, ofTasks, back),
              ]
            : [...front, ...targetGroups, ...back],
    };
}

function frameSubnets(
    id: string,
    title: string,
    subnets: readonly string[] | undefined,
    children: readonly Item[],
): readonly Frame[] {
    const note = subnets === undefined ? undefined : `${subnets.length}`;
    return children.length === 0 ? [] : [{ id: `subnets-${id}`, kind: "subnets", title, note, children }];
}

function describeSubnets(subnets: readonly string[] | undefined, isPublic: boolean | undefined): string | undefined {
    return subnets && `${subnets.length} ${isPublic === true ? "public subnets" : "subnets"}`;
}

/** The id of a VPC that exists already, where it is known. */
function findVpcId(document: PreviewDocument): string | undefined {
    const id = findInputs(document, "aws:lb/targetGroup:TargetGroup")?.text("vpcId");
    return id === undefined || isPlaceholder(id) ? undefined : id;
}

const strategies: Readonly<Record<string, string>> = { Single: "one for all zones", OnePerAz: "one a zone" };

function describeNat(vpc: Inputs | undefined): Box | undefined {
    const strategy = vpc?.object("natGateways").text("strategy");
    return strategy === undefined || strategy === "None"
        ? undefined
        : { id: natId, icon: "nat", kind: "NAT gateway", facts: [strategies[strategy] ?? strategy] };
}

/** Services that tasks reach without the NAT gateway. */
function describeEndpoints(vpc: Inputs | undefined): string | undefined {
    const services = vpc?.list("vpcEndpointSpecs").map((spec) => spec.text("serviceName")?.split(".").at(-1)) ?? [];
    const names: Readonly<Record<string, string>> = { s3: "S3", dynamodb: "DynamoDB" };
    const known = services.filter((service) => service !== undefined).map((service) => names[service] ?? service);
    return known.length === 0 ? undefined : `endpoints for ${known.join(", ")}`;
}
