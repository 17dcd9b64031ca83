import type { PreviewDocument } from "../preview/document";
import type { LiveAccount } from "./account";
import { findAddressRecords, leadsTo } from "./dns";
import type { PlanOptions } from "./plan";
import { inputsOf, type Serving } from "./serving";

/**
 * Why what serves can't be taken over without a gap. The order that the program keeps, new tasks before anything else, holds
 * only where listeners, target group and both security groups stay the same.
 */
export function findRefusals(
    document: PreviewDocument,
    account: LiveAccount,
    { service, targetGroup, loadBalancer }: Serving,
    { answersHealthCheck }: Pick<PlanOptions, "answersHealthCheck">,
): string[] {
    if (account.services === undefined || account.loadBalancers === undefined || account.targetGroups === undefined) {
        return ["what serves could not be seen: see below"];
    }
    if (service === undefined || targetGroup === undefined || loadBalancer === undefined) {
        return ["nothing serves that could be taken over: a service with a target group of an Application Load Balancer"];
    }
    const { healthCheckPath, healthCheckMatcher } = targetGroup;
    const balancers = new Set(targetGroup.loadBalancerArns);
    const wanted = inputsOf(document, "aws:lb/targetGroup:TargetGroup").object("healthCheck");
    const [path = "", matcher = ""] = [wanted.text("path"), wanted.text("matcher")];
    const sharing = account.services.filter(({ targets }) =>
        targets.some(({ targetGroupArn }) => targetGroupArn === targetGroup.arn),
    );
    const forwarding = loadBalancer.listeners.filter(({ port }) => listens(document, port));
    const elsewhere = forwarding.filter(({ forwardsTo }) => forwardsTo.some((arn) => arn !== targetGroup.arn));
    const records = findAddressRecords(account).filter((record) => isWanted(document) && !leadsTo(record, loadBalancer.dnsName));
    const rows: readonly (readonly [isRefused: boolean, reason: string])[] = [
        [account.securityGroups === undefined, "the security groups could not be seen: see below"],
        [service.deploymentController !== "ECS", `${service.deploymentController} deploys ${service.name}, and not ECS`],
        [service.launchType === "EC2", `${service.name} runs on instances: the program runs it on Fargate`],
        [service.hasClassicBalancer, `${service.name} is registered with a Classic Load Balancer`],
        [
            service.targets.length > 1,
            `${service.name} has ${service.targets.length} target groups: the program would leave it with one`,
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
        [loadBalancer.scheme !== "internet-facing", `${loadBalancer.name} is ${loadBalancer.scheme}: AWS can't change that`],
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
        ...records.map(
            ({ name, type }) =>
                [
                    true,
                    `the ${type} record of ${name} does not lead to ${loadBalancer.name}: set domain.certificateArn instead of domain.zone`,
                ] as const,
        ),
        [
            (healthCheckPath !== path || healthCheckMatcher !== matcher) && answersHealthCheck !== true,
            `the target group would ask for ${path} before the new release runs, and ${answersHealthCheck === false ? `the old one does not answer it with ${matcher}` : `whether the old one answers it with ${matcher} is not known`}: deploy a version that does first, as before`,
        ],
    ];
    return rows.filter(([isRefused]) => isRefused).map(([, reason]) => reason);
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
