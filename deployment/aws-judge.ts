import { describeCertificate } from "../aws/acm";
import { findScaledRange } from "../aws/autoscaling";
import { createClients, type Clients } from "../aws/clients";
import { describeService } from "../aws/ecs";
import { findCluster } from "../aws/ecs-cluster";
import type { ServiceRef } from "../aws/service-ref";
import { undefinedIfUnanswered } from "../aws/unanswered";
import { describeVariables } from "../aws/variables";
import type {
    CommandBefore,
    ExistingNames,
    Findings,
    IntendedRelease,
    PlannedEntrance,
    PlannedName,
    PlannedRelease,
    Verdict,
} from "./api";
import { createReleaseRecords } from "./aws-release-records";
import { createDeploymentSource } from "./aws-source";
import { evaluateEntrance } from "./entrance";
import { gatherEntranceFacts } from "./entrance-facts";
import { gatherExistingNames } from "./existing-names";
import { History } from "./history";
import { runBefore } from "./one-off/before-release";
import { evaluatePreflight } from "./preflight";
import { findCertificateErrors } from "./preflight-certificate";
import { gatherFacts } from "./preflight-facts";
import { evaluateShiftChange, type ShiftChange } from "./shift-change";
import { gatherShiftFacts } from "./shift-facts";
import type { BalancerMiss, PlannedRule, SharedBalancer } from "./shared-balancer";
import { gatherSharedBalancer } from "./shared-balancer-facts";
import { watch, type WatchOptions } from "./watch";

/** Versions of parameters by variable; what does not exist is absent. */
export async function findParameterVersions(
    serviceRef: ServiceRef,
    names: readonly string[],
): Promise<Readonly<Record<string, number>>> {
    if (names.length === 0) {
        return {};
    }
    const known = await describeVariables(clientsFor(serviceRef), serviceRef, names);
    const found = names.flatMap((name): [string, number][] => {
        const version = known.get(name)?.version;
        return version === undefined ? [] : [[name, version]];
    });
    return Object.fromEntries(found);
}

/** Keys of the secrets among parameters, by variable. Where AWS does not answer, none is known. */
export async function findParameterKeys(
    serviceRef: ServiceRef,
    names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
    const known = await undefinedIfUnanswered(() => describeVariables(clientsFor(serviceRef), serviceRef, names), []);
    const found = names.flatMap((name): [string, string][] => {
        const keyId = known?.get(name)?.keyId;
        return keyId === undefined ? [] : [[name, keyId]];
    });
    return Object.fromEntries(found);
}

/** Number of tasks that are wanted of a service that something scales. */
export async function findScaledTasks(serviceRef: ServiceRef): Promise<number | undefined> {
    const clients = clientsFor(serviceRef);
    const range = await findScaledRange(clients, serviceRef);
    return range && (await describeService(clients, serviceRef))?.desiredCount;
}

/** Looks for what is wrong with a certificate. Where AWS does not answer, that is left to the preflight, which says so. */
export async function checkCertificate(
    release: Pick<PlannedRelease, "serviceRef" | "certificateArn" | "host">,
): Promise<readonly string[]> {
    const { serviceRef, certificateArn } = release;
    if (certificateArn === undefined) {
        return [];
    }
    const ask = () => describeCertificate(clientsFor(serviceRef), certificateArn);
    return findCertificateErrors(release, await undefinedIfUnanswered(ask, []), Date.now());
}

/** A load balancer that stacks share, with the rules of its listener. */
export function findSharedBalancer(
    serviceRef: ServiceRef,
    planned: Pick<PlannedRule, "balancer" | "tags">,
): Promise<SharedBalancer | BalancerMiss> {
    return gatherSharedBalancer(clientsFor(serviceRef), planned);
}

/** What the service's cluster offers. */
export async function findCapacityProviders(serviceRef: ServiceRef): Promise<readonly string[] | "no cluster"> {
    const found = await findCluster(clientsFor(serviceRef), serviceRef.cluster);
    return found?.capacityProviders ?? "no cluster";
}

/** Looks for what would fail a deployment. */
export async function checkRelease(release: PlannedRelease): Promise<Findings> {
    return evaluatePreflight(release, await gatherFacts(clientsFor(release.serviceRef), release));
}

/** Looks for what would take requests away from the tasks that serve. */
export async function checkEntrance(entrance: PlannedEntrance): Promise<Findings> {
    return evaluateEntrance(entrance, await gatherEntranceFacts(clientsFor(entrance.serviceRef), entrance));
}

/** Looks for what would send requests to a target group without a healthy task. */
export async function checkShiftChange(change: ShiftChange): Promise<Findings> {
    return evaluateShiftChange(change, await gatherShiftFacts(clientsFor(change.serviceRef), change));
}

/** Looks for what exists under names that are about to be taken. */
export function findExisting<Planned extends PlannedName>(
    serviceRef: ServiceRef,
    planned: readonly Planned[],
): Promise<ExistingNames<Planned>> {
    return gatherExistingNames(clientsFor(serviceRef), serviceRef.account, planned);
}

/** Runs a command to its end before a service moves, and records that on the revision. */
export function runCommandBefore(command: CommandBefore, options: WatchOptions): Promise<void> {
    return runBefore(clientsFor(command.serviceRef), command, options);
}

/** Follows a deployment to its end, and records a success on the revision. */
export async function followDeployment(release: IntendedRelease, options: WatchOptions): Promise<Verdict> {
    const clients = clientsFor(release.serviceRef);
    const verdict = await watch(createDeploymentSource(clients, release, options.signal), release, options);
    if (verdict.outcome === "SUCCEEDED") {
        await recordVerdict(clients, release, verdict, options);
    }
    return verdict;
}

/** A release that serves does not fail because its verdict can't be written down; only `rollback` knows less then. */
async function recordVerdict(
    clients: Clients,
    { serviceRef, taskDefinitionArn }: IntendedRelease,
    { seconds }: Verdict,
    { clock, report }: WatchOptions,
): Promise<void> {
    const history = new History(createReleaseRecords(clients, serviceRef), serviceRef.container);
    try {
        await history.tagVerdict(taskDefinitionArn, "SUCCEEDED", clock.date(), seconds);
    } catch (error) {
        report(`the verdict is not recorded on the revision: ${(error as Error).message}`);
    }
}

function clientsFor({ account, registry, profile, assumeRole }: ServiceRef): Clients {
    return createClients({ region: account.region, registryRegion: registry?.region, profile, assumeRole });
}
