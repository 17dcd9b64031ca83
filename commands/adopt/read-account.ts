import type { LiveAccount, LiveAlarm, LiveCertificate, LiveLoadBalancer, LiveScaling, LiveService } from "../../adoption/account";
import { listCertificates } from "../../adoption/uses";
import { describeCertificate } from "../../aws/acm";
import { lastSegment, revisionName } from "../../aws/arn";
import { findServiceScaling } from "../../aws/autoscaling";
import type { Clients } from "../../aws/clients";
import { listMetricAlarms } from "../../aws/cloudwatch";
import { findRepository } from "../../aws/ecr-repository";
import { toRepositoryRef } from "../../aws/ecr";
import { listRevisions } from "../../aws/ecs";
import { findCluster } from "../../aws/ecs-cluster";
import { findRole } from "../../aws/iam";
import { findLogGroup } from "../../aws/logs";
import { findZoneId, listRecords } from "../../aws/route53";
import { listParameters } from "../../aws/ssm";
import { undefinedIfUnanswered } from "../../aws/unanswered";
import type { StackContext } from "../shared/stack-context";
import { readBalancers, readSecurityGroups, readTargetGroups } from "./read-balancers";
import { readServices } from "./read-services";

/** Asks a question, and notes what could not be seen where AWS does not answer it. */
export type Ask = <T>(what: string, question: () => Promise<T>) => Promise<T | undefined>;

/**
 * Reads all that a stack would create under its configured names, and what hangs on it. Nothing is written, and no value of
 * a parameter is read.
 *
 * @param servingCluster where what serves is looked for
 */
export async function readAccount({ config, serviceRef, clients }: StackContext, servingCluster: string): Promise<LiveAccount> {
    const unseen: string[] = [];
    const ask: Ask = async (what, question) => {
        const refusals: string[] = [];
        const answer = await undefinedIfUnanswered(question, refusals);
        unseen.push(...refusals.map((refusal) => `${what}: ${refusal}`));
        return answer;
    };
    /** What does not exist is null: an undefined answer is one that AWS did not give. */
    const find = <T>(what: string, question: () => Promise<T | undefined>) => ask(what, async () => (await question()) ?? null);

    const { names, domain } = config;
    const [repository, cluster, services, revisions, logGroup, parameters, zone] = await Promise.all([
        find("repository", () => findRepository(clients, toRepositoryRef(serviceRef))),
        find("cluster", () => findCluster(clients, names.cluster)),
        readServices(clients, [...new Set([names.cluster, servingCluster])], ask),
        ask("revisions", async () => {
            const found: string[] = [];
            for await (const page of listRevisions(clients, names.taskFamily)) {
                found.push(...page.map(revisionName));
            }
            return found;
        }),
        find("log group", () => findLogGroup(clients, names.logGroup)),
        ask("parameters", async () => [...(await listParameters(clients, config.parameters.prefix)).keys()]),
        find("DNS records", async () => {
            const id = domain?.zone === undefined ? undefined : (domain.zoneId ?? (await findZoneId(clients, domain.zone)));
            return id === undefined ? undefined : { id, records: await listRecords(clients, id, domain?.name ?? "") };
        }),
    ]);
    const targetGroups = await readTargetGroups(clients, services, ask);
    const loadBalancers = await readBalancers(clients, names.loadBalancer, targetGroups, ask);
    const roleNames = new Set([
        names.executionRole,
        names.taskRole,
        ...(services ?? []).flatMap(({ task }) => task?.roles ?? []),
    ]);
    const [roles, securityGroups, certificates, scaling, alarms] = await Promise.all([
        Promise.all(
            [...roleNames].map(async (name) => [name, await find(`role ${name}`, () => findRole(clients, name))] as const),
        ),
        readSecurityGroups(clients, loadBalancers, services, ask),
        readCertificates(clients, loadBalancers, ask),
        readScaling(clients, services, ask),
        services &&
            loadBalancers &&
            ask("alarms", async () => findAlarms(await listMetricAlarms(clients), services, loadBalancers)),
    ]);
    return {
        repository,
        cluster,
        servingCluster,
        services,
        revisions,
        loadBalancers,
        targetGroups,
        securityGroups,
        certificates,
        roles: Object.fromEntries(roles),
        logGroup,
        parameters: parameters?.map((name) => `${config.parameters.prefix}/${name}`),
        zone,
        scaling,
        alarms,
        unseen,
    };
}

async function readCertificates(
    clients: Clients,
    loadBalancers: readonly LiveLoadBalancer[] | undefined,
    ask: Ask,
): Promise<LiveCertificate[] | undefined> {
    const arns = loadBalancers && new Set(loadBalancers.flatMap(listCertificates));
    return (
        arns &&
        ask("certificates", () =>
            Promise.all([...arns].map(async (arn) => ({ arn, ...(await describeCertificate(clients, arn)) }))),
        )
    );
}

async function readScaling(
    clients: Clients,
    services: readonly LiveService[] | undefined,
    ask: Ask,
): Promise<LiveScaling[] | undefined> {
    const read = async ({ cluster, name: service }: LiveService): Promise<LiveScaling[]> => {
        const live = await findServiceScaling(clients, { cluster, service });
        return live === undefined ? [] : [{ cluster, service, ...live }];
    };
    return services && ask("scaling", async () => (await Promise.all(services.map(read))).flat());
}

/** Alarms on one of the balancers or services, by the dimensions of their metrics. */
function findAlarms(
    alarms: Awaited<ReturnType<typeof listMetricAlarms>>,
    services: readonly LiveService[],
    loadBalancers: readonly LiveLoadBalancer[],
): LiveAlarm[] {
    return alarms.flatMap(({ name, dimensions: { LoadBalancer = "", ServiceName = "" } }) => {
        const balancer = loadBalancers.find(({ arn }) => LoadBalancer !== "" && arn.endsWith(`:loadbalancer/${LoadBalancer}`));
        const service = services.find((each) => each.name === lastSegment(ServiceName));
        return balancer !== undefined
            ? [{ name, on: `load balancer ${balancer.name}` }]
            : service !== undefined
              ? [{ name, on: `service ${service.name}` }]
              : [];
    });
}
