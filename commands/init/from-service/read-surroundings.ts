import { describeCertificate } from "../../../aws/acm";
import type { Account } from "../../../aws/account";
import { lastSegment } from "../../../aws/arn";
import { findServiceScaling } from "../../../aws/autoscaling";
import type { Clients } from "../../../aws/clients";
import { describeSecurityGroups, findAdmittingGroups } from "../../../aws/ec2-security-groups";
import { findSubnetVpc, isDefaultVpc, listVpcSubnets, type SubnetPlace } from "../../../aws/ec2-vpc";
import { findNamedImage } from "../../../aws/ecr-tags";
import { listTasks } from "../../../aws/ecs";
import { listListenerCertificates, listListeners, listRules, type Listener } from "../../../aws/elb-listeners";
import { loadBalancerAttributes, describeLoadBalancer } from "../../../aws/elb-load-balancers";
import { describeTargetGroup, listTargetGroups, targetGroupAttributes } from "../../../aws/elb-target-groups";
import { findRole } from "../../../aws/iam";
import { findDigest } from "../../../aws/image-digest";
import { toPrivateImage } from "../../../aws/image-reference";
import { describeKey } from "../../../aws/kms";
import { findLogGroup } from "../../../aws/logs";
import { describeParameters } from "../../../aws/ssm";
import { undefinedIfUnanswered } from "../../../aws/unanswered";
import {
    toParameterName,
    type LiveImage,
    type LiveNetwork,
    type LiveParameters,
    type LiveRouting,
    type LiveService,
} from "./live-service";
import type { FoundService } from "./read-service";

/**
 * Follows a service to what belongs to it. Nothing is changed, and no value of a parameter or secret is asked for.
 *
 * @param refusals gets a line for each question that AWS did not answer: it costs what it would have found
 */
export async function readSurroundings(
    clients: Clients,
    account: Account,
    cluster: string,
    found: FoundService,
    refusals: string[],
): Promise<LiveService> {
    const ask = <T>(question: () => Promise<T>) => undefinedIfUnanswered(question, refusals);
    const { service, taskDefinition, container } = found;
    const name = { cluster, service: service.serviceName ?? "" };
    const logGroup = container.logConfiguration?.options?.["awslogs-group"];
    const role = taskDefinition.taskRoleArn;
    const routing = await readRouting(clients, found, ask);
    return {
        account,
        cluster,
        ...found,
        image: await readImage(clients, account, cluster, found, ask),
        routing,
        network: await readNetwork(clients, found, ask),
        logGroup: logGroup === undefined ? undefined : await ask(() => findLogGroup(clients, logGroup)),
        taskRole: role === undefined ? undefined : await ask(() => findRole(clients, lastSegment(role))),
        scaling: await ask(() => findServiceScaling(clients, name)),
        parameters: await readParameters(clients, account, found, ask),
    };
}

type Ask = <T>(question: () => Promise<T>) => Promise<T | undefined>;

async function readImage(
    clients: Clients,
    account: Account,
    cluster: string,
    { service, container }: FoundService,
    ask: Ask,
): Promise<LiveImage> {
    const image = container.image ?? "";
    const ecr = toPrivateImage(image);
    const tasks = await ask(() => listTasks(clients, { cluster, service: service.serviceName ?? "" }, "RUNNING"));
    const containers = (tasks ?? [])
        .filter(({ taskDefinitionArn }) => taskDefinitionArn === service.taskDefinition)
        .flatMap((task) => task.containers);
    const sidecarDigests = new Map(
        containers.flatMap(({ name, imageDigest }) =>
            imageDigest === undefined || name === container.name ? [] : [[name, imageDigest] as const],
        ),
    );
    const pinned = findDigest(image);
    const running = containers.flatMap(({ name, imageDigest }) => (name === container.name ? (imageDigest ?? []) : []));
    if (pinned !== undefined || running.length > 0) {
        const count = (digest: string) => running.filter((each) => each === digest).length;
        const digests = pinned === undefined ? [...new Set(running)].sort((a, b) => count(b) - count(a)) : [pinned];
        return { ecr, digests, sidecarDigests };
    }
    const isHere = ecr?.accountId === account.accountId && ecr.region === account.region;
    const tagged = isHere
        ? await ask(() =>
              findNamedImage(clients, { registryId: ecr.accountId, repositoryName: ecr.repository }, { imageTag: ecr.tag }),
          )
        : undefined;
    return { ecr, digests: tagged === undefined ? [] : [tagged.digest], sidecarDigests };
}

async function readRouting(clients: Clients, { service, container }: FoundService, ask: Ask): Promise<LiveRouting | undefined> {
    const entries = service.loadBalancers ?? [];
    const entry = entries.find(({ containerName }) => containerName === container.name) ?? entries[0];
    const arn = entry?.targetGroupArn;
    const targetGroup = arn === undefined ? undefined : await ask(() => describeTargetGroup(clients, arn));
    const [balancerArn] = targetGroup?.loadBalancerArns ?? [];
    const balancer = balancerArn === undefined ? undefined : await ask(() => describeLoadBalancer(clients, balancerArn));
    if (targetGroup === undefined || balancer === undefined) {
        return undefined;
    }
    const listeners = (await ask(() => listListeners(clients, balancer.arn))) ?? [];
    const groups = (await ask(() => listTargetGroups(clients, balancer.arn))) ?? [];
    const arns = [targetGroup.arn, entry?.advancedConfiguration?.alternateTargetGroupArn].filter((each) => each !== undefined);
    return {
        targetGroup,
        targetGroupAttributes: (await ask(() => targetGroupAttributes(clients, targetGroup.arn))) ?? new Map(),
        targetGroupArns: arns,
        balancer,
        balancerAttributes: (await ask(() => loadBalancerAttributes(clients, balancer.arn))) ?? new Map(),
        listeners: await Promise.all(
            listeners.map(async (listener) => ({
                ...listener,
                rules: (await ask(() => listRules(clients, listener.arn))) ?? [],
            })),
        ),
        certificates: await readCertificates(clients, listeners, ask),
        otherTargetGroups: groups.filter((group) => !arns.includes(group.arn)).map((group) => group.name),
        securityGroups: (await ask(() => describeSecurityGroups(clients, balancer.securityGroupIds))) ?? [],
    };
}

/** The default one first: a load balancer takes another only where a client asks for one of its names. */
async function readCertificates(
    clients: Clients,
    listeners: readonly Listener[],
    ask: Ask,
): Promise<LiveRouting["certificates"]> {
    const secure = listeners.find(({ certificateArn }) => certificateArn !== undefined);
    if (secure?.certificateArn === undefined) {
        return [];
    }
    const others = (await ask(() => listListenerCertificates(clients, secure.arn))) ?? [];
    return Promise.all(
        [...new Set([secure.certificateArn, ...others])].map(async (arn) => ({
            arn,
            names: (await ask(() => describeCertificate(clients, arn)))?.names ?? [],
        })),
    );
}

async function readNetwork(clients: Clients, { service }: FoundService, ask: Ask): Promise<LiveNetwork> {
    const { subnets = [], securityGroups = [] } = service.networkConfiguration?.awsvpcConfiguration ?? {};
    const [first] = subnets;
    const vpcId = first === undefined ? undefined : await ask(() => findSubnetVpc(clients, first));
    const places = vpcId === undefined ? undefined : await ask(() => listVpcSubnets(clients, vpcId));
    const admitting = (await ask(() => findAdmittingGroups(clients, securityGroups))) ?? [];
    return {
        vpcId,
        isDefaultVpc: vpcId !== undefined && (await ask(() => isDefaultVpc(clients, vpcId))) === true,
        publicSubnetIds: onePerZone((places ?? []).filter(({ isPublic }) => isPublic)),
        securityGroups: (await ask(() => describeSecurityGroups(clients, securityGroups))) ?? [],
        admittedBy: admitting.filter(({ id }) => !securityGroups.includes(id)),
    };
}

function onePerZone(subnets: readonly SubnetPlace[]): string[] {
    const sorted = [...subnets].sort((a, b) => (a.zone + a.id < b.zone + b.id ? -1 : 1));
    return sorted.filter(({ zone }, at) => sorted.findIndex((other) => other.zone === zone) === at).map(({ id }) => id);
}

/** SSM's own key, which needs no permission. */
const keyOfSsm = "alias/aws/ssm";

async function readParameters(
    clients: Clients,
    account: Account,
    { container }: FoundService,
    ask: Ask,
): Promise<LiveParameters> {
    const names = (container.secrets ?? []).flatMap(({ valueFrom = "" }) => toParameterName(valueFrom, account) ?? []);
    const found = await ask(() => describeParameters(clients, names));
    const ids = new Set([...(found?.values() ?? [])].flatMap(({ keyId }) => keyId ?? []));
    ids.delete(keyOfSsm);
    const keys = await Promise.all([...ids].map(async (id) => [id, await ask(() => describeKey(clients, id))] as const));
    return { found, keys: new Map(keys.flatMap(([id, key]) => (key === undefined ? [] : [[id, key] as const]))) };
}
