import type { Clients } from "../aws/clients";
import { findSubnets } from "../aws/ec2";
import { describeService } from "../aws/ecs";
import { findTaggedLoadBalancers } from "../aws/elb-load-balancers";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { PlannedEntrance } from "./api";
import type { EntranceFacts } from "./entrance";
import { probe } from "./probe";

/** Asks AWS how requests reach the tasks now; one question where the stack has no load balancer yet. */
export async function gatherEntranceFacts(clients: Clients, planned: PlannedEntrance): Promise<EntranceFacts> {
    const refused: string[] = [];
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refused);
    const found = await ask(() => findTaggedLoadBalancers(clients, planned.tags));
    const loadBalancer = found?.[0];
    if (loadBalancer === undefined) {
        return { refused };
    }
    const { subnetIds } = planned;
    const [plannedZones, taskZones, healthResponse] = await Promise.all([
        subnetIds && ask(() => findZones(clients, subnetIds)),
        subnetIds && ask(() => findTaskZones(clients, planned)),
        planned.newHealthCheck === undefined || planned.newHealthCheck.ownPort
            ? undefined
            : probe({
                  protocol: planned.host === undefined ? "http" : "https",
                  loadBalancerDns: loadBalancer.dnsName,
                  host: planned.host ?? loadBalancer.dnsName,
                  path: planned.newHealthCheck.path,
              }),
    ]);
    return { loadBalancer, plannedZones, taskZones, healthResponse, refused };
}

async function findZones(clients: Clients, subnetIds: readonly string[]): Promise<string[]> {
    const { subnets } = await findSubnets(clients, subnetIds);
    return [...new Set(subnets.map(({ zone }) => zone))].sort();
}

async function findTaskZones(clients: Clients, { serviceRef }: PlannedEntrance): Promise<string[]> {
    const service = await describeService(clients, serviceRef);
    return service?.status === "ACTIVE" ? findZones(clients, service.subnetIds) : [];
}
