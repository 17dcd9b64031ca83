import type { PreviewDocument } from "../preview/document";
import type { LiveAccount } from "./account";
import { findOldRecords, findRecordRefusal } from "./dns";
import { findHealthCheckRefusal } from "./health-check";
import type { PlanOptions } from "./plan";
import { findForeignProviders, hasOwnService, inputsOf, isSame, type Serving } from "./serving";

/**
 * Why what serves can't be taken over without a gap. The order that the program keeps, new tasks before anything else, holds
 * only where listeners, target group and both security groups stay the same.
 */
export function findRefusals(
    document: PreviewDocument,
    account: LiveAccount,
    { service, targetGroup, loadBalancer }: Serving,
    options: Pick<PlanOptions, "answersHealthCheck">,
): string[] {
    if (account.services === undefined || account.loadBalancers === undefined || account.targetGroups === undefined) {
        return ["what serves could not be seen: see below"];
    }
    if (service === undefined && hasOwnService(document, account)) {
        return []; // nothing is left to take over
    }
    if (service === undefined || targetGroup === undefined || loadBalancer === undefined) {
        return ["nothing serves that could be taken over: a service with a target group of an Application Load Balancer"];
    }
    const balancers = new Set(targetGroup.loadBalancerArns);
    const sharing = account.services.filter(({ targetGroupArns }) => targetGroupArns.includes(targetGroup.arn));
    const cluster = inputsOf(document, "aws:ecs/cluster:Cluster").text("name");
    const foreign = findForeignProviders(document, account);
    const onInstances = service.capacityProviders.filter((each) => !each.startsWith("FARGATE"));
    const scheme =
        inputsOf(document, "aws:lb/loadBalancer:LoadBalancer").flag("internal") === true ? "internal" : "internet-facing";
    const forwarding = loadBalancer.listeners.filter(({ port }) => listens(document, port));
    const elsewhere = forwarding.filter(({ forwardsTo }) => forwardsTo.some((arn) => arn !== targetGroup.arn));
    const rows: readonly (readonly [isRefused: boolean, reason: string])[] = [
        [account.securityGroups === undefined, "the security groups could not be seen: see below"],
        [service.deploymentController !== "ECS", `${service.deploymentController} deploys ${service.name}, and not ECS`],
        [
            service.launchType === "EC2" || onInstances.length > 0,
            `${service.name} runs on instances: the program runs it on Fargate`,
        ],
        [
            cluster !== undefined && service.cluster !== cluster,
            `${service.name} is in cluster ${service.cluster}, and the program's would be in ${cluster ?? ""}: a service can't move`,
        ],
        [foreign.length > 0, `the program would take ${foreign.join(", ")} from the cluster's capacity providers`],
        [service.hasClassicBalancer, `${service.name} is registered with a Classic Load Balancer`],
        [
            service.targetGroupArns.length > 1,
            `${service.name} has ${service.targetGroupArns.length} target groups: the program would leave it with one`,
        ],
        [
            sharing.length > 1,
            `${sharing.map(({ name }) => name).join(" and ")} are in one target group: one of them would be left out`,
        ],
        [
            targetGroup.targetType !== "ip",
            `targets of ${targetGroup.name} are of type ${targetGroup.targetType}, tasks on Fargate are of type ip`,
        ],
        [targetGroup.protocol !== "HTTP", `${targetGroup.name} speaks ${targetGroup.protocol} to the tasks, the program HTTP`],
        [loadBalancer.type !== "application", `${loadBalancer.name} is of type ${loadBalancer.type}`],
        [
            targetGroup.protocolVersion !== "HTTP1",
            `${targetGroup.name} speaks ${targetGroup.protocolVersion} to the tasks, the program HTTP/1.1`,
        ],
        [
            loadBalancer.scheme !== scheme,
            `${loadBalancer.name} is ${loadBalancer.scheme}, and the stack's is ${scheme} (loadBalancer.internal): AWS can't change it`,
        ],
        [
            loadBalancer.scheme === "internal" && !isSame(loadBalancer.subnetIds, service.subnetIds),
            `${loadBalancer.name} is in other subnets than ${service.name}: the program puts an internal balancer where the tasks are`,
        ],
        [balancers.size > 1, `${targetGroup.name} serves ${balancers.size} balancers`],
        [loadBalancer.securityGroupIds.length !== 1, describeGroups(loadBalancer.name, loadBalancer.securityGroupIds)],
        [service.securityGroupIds.length !== 1, describeGroups(service.name, service.securityGroupIds)],
        [
            loadBalancer.securityGroupIds[0] === service.securityGroupIds[0],
            `${loadBalancer.name} and ${service.name} are in one security group`,
        ],
        [
            targetGroup.vpcId !== loadBalancer.vpcId,
            `${targetGroup.name} is in ${targetGroup.vpcId}, ${loadBalancer.name} in ${loadBalancer.vpcId}`,
        ],
        ...elsewhere.map(
            ({ port }) =>
                [true, `the listener on ${port} forwards to other target groups, which the program would leave out`] as const,
        ),
    ];
    return [
        ...rows.filter(([isRefused]) => isRefused).map(([, reason]) => reason),
        ...(isWanted(document) ? findOldRecords(document, account) : []).flatMap(
            (record) => findRecordRefusal(document, record, loadBalancer) ?? [],
        ),
        ...[findHealthCheckRefusal(document, targetGroup, options) ?? []].flat(),
    ];
}

function describeGroups(name: string, { length }: readonly string[]): string {
    return `${name} has ${length} security groups: the program gives it one`;
}

function listens({ resources }: PreviewDocument, port: number): boolean {
    return resources.some(({ type, inputs }) => type === "aws:lb/listener:Listener" && inputs.port === port);
}

/** The program has a record that leads to the balancer. */
function isWanted({ resources }: PreviewDocument): boolean {
    return resources.some(({ type, inputs }) => type === "aws:route53/record:Record" && inputs.aliases !== undefined);
}
