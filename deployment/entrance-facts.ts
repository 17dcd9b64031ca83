import { describeCertificate } from "../aws/acm";
import type { Clients } from "../aws/clients";
import { findSubnets } from "../aws/ec2";
import { describeService } from "../aws/ecs";
import { describeTargets } from "../aws/elb";
import { listListeners } from "../aws/elb-listeners";
import { describeLoadBalancer, findTaggedLoadBalancers, findTags, type LoadBalancer } from "../aws/elb-load-balancers";
import { listTargetGroups } from "../aws/elb-target-groups";
import { hasTags } from "../aws/tags";
import { undefinedIfUnanswered } from "../aws/unanswered";
import type { PlannedEntrance } from "./api";
import type { EntranceFacts } from "./entrance";
import { covers } from "./preflight-certificate";
import { probe } from "./probe";

type Ask = <T>(question: () => Promise<T>) => Promise<T | undefined>;

/** Asks AWS how requests reach the tasks now; one question where the stack has no load balancer yet. */
export async function gatherEntranceFacts(clients: Clients, planned: PlannedEntrance): Promise<EntranceFacts> {
    const refused: string[] = [];
    const ask: Ask = (question) => undefinedIfUnanswered(question, refused);
    const loadBalancer = await ask(() => findLoadBalancer(clients, planned));
    if (loadBalancer === undefined) {
        return { refused };
    }
    const [isServing, zones, answers] = await Promise.all([
        ask(() => findsHealthyTarget(clients, planned, loadBalancer)),
        planned.sharedArn === undefined ? askZones(clients, planned, loadBalancer, ask, refused) : {},
        askAnswers(clients, planned, loadBalancer, ask),
    ]);
    return { loadBalancer, isServing, ...zones, ...answers, refused };
}

async function findLoadBalancer(clients: Clients, { sharedArn, tags }: PlannedEntrance): Promise<LoadBalancer | undefined> {
    return sharedArn === undefined ? (await findTaggedLoadBalancers(clients, tags))[0] : describeLoadBalancer(clients, sharedArn);
}

/** Whatever the service is called: names may be about to change. Target groups of other stacks don't count. */
async function findsHealthyTarget(
    clients: Clients,
    { sharedArn, tags }: PlannedEntrance,
    { arn }: LoadBalancer,
): Promise<boolean> {
    const all = await listTargetGroups(clients, arn);
    const byArn =
        sharedArn === undefined
            ? undefined
            : await findTags(
                  clients,
                  all.map((group) => group.arn),
              );
    const groups = all.filter((group) => byArn === undefined || hasTags(byArn.get(group.arn) ?? {}, tags));
    const targets = await Promise.all(groups.map((group) => describeTargets(clients, group.arn)));
    return targets.flat().some(({ state }) => state === "healthy");
}

async function askZones(
    clients: Clients,
    { serviceRef, subnetIds }: PlannedEntrance,
    { zones }: LoadBalancer,
    ask: Ask,
    refused: string[],
): Promise<Pick<EntranceFacts, "plannedZones" | "taskZones">> {
    const plannedZones = subnetIds && (await ask(() => findZones(clients, subnetIds)));
    if (plannedZones === undefined || zones.every((zone) => plannedZones.includes(zone))) {
        return { plannedZones };
    }
    const service = await ask(() => describeService(clients, serviceRef).then((answer) => answer ?? "none"));
    if (service === "none" || (service !== undefined && service.status !== "ACTIVE")) {
        refused.push(`which zones tasks serve in, as cluster ${serviceRef.cluster} has no service ${serviceRef.service} yet`);
        return { plannedZones };
    }
    return { plannedZones, taskZones: service && (await ask(() => findZones(clients, service.subnetIds))) };
}

async function findZones(clients: Clients, subnetIds: readonly string[]): Promise<string[]> {
    const { subnets } = await findSubnets(clients, subnetIds);
    return [...new Set(subnets.map(({ zone }) => zone))].sort();
}

/** What users meet now, and what they are about to meet. */
async function askAnswers(
    clients: Clients,
    { host, sharedArn, newCertificate, newHealthCheck }: PlannedEntrance,
    { arn, dnsName }: LoadBalancer,
    ask: Ask,
): Promise<Pick<EntranceFacts, "certifiedNames" | "newCertifiedNames" | "healthResponse">> {
    const isAsked = newHealthCheck !== undefined && !newHealthCheck.ownPort;
    if (newCertificate === undefined && !isAsked) {
        return {};
    }
    const listeners = (await ask(() => listListeners(clients, arn))) ?? [];
    const certificateArn = listeners.find(({ protocol }) => protocol === "HTTPS")?.certificateArn;
    const namesOf = (of: string | undefined) =>
        of === undefined ? undefined : ask(() => describeCertificate(clients, of).then(({ names }) => names ?? []));
    const [certifiedNames, newCertifiedNames] = await Promise.all([namesOf(certificateArn), namesOf(newCertificate?.arn)]);
    const asked = sharedArn === undefined ? findHost(certifiedNames, host) : host;
    const healthResponse =
        isAsked && (certificateArn === undefined || asked !== undefined)
            ? await probe({
                  protocol: certificateArn === undefined ? "http" : "https",
                  loadBalancerDns: dnsName,
                  host: asked ?? dnsName,
                  path: newHealthCheck.path,
              })
            : undefined;
    return newCertificate === undefined ? { healthResponse } : { certifiedNames, newCertifiedNames, healthResponse };
}

/** A host name that the certificate of now is for: the planned one, which may be about to change, or another. */
function findHost(certifiedNames: readonly string[] | undefined, planned: string | undefined): string | undefined {
    return planned !== undefined && certifiedNames?.some((name) => covers(name, planned)) === true
        ? planned
        : certifiedNames?.[0]?.replace(/^\*/, "health");
}
