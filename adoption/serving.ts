import type { TargetGroup } from "../aws/elb-target-groups";
import { hasTags, stackTags, type Tags } from "../aws/tags";
import type { PreviewDocument } from "../preview/document";
import { readInputs, type Inputs } from "../resources/inputs";
import type { Resource } from "../resources/resource";
import type { LiveAccount, LiveLoadBalancer, LiveService } from "./account";

/** What serves today, and was not made by the stack; each part undefined where there is none, or it was not seen. */
export interface Serving {
    readonly service?: LiveService;
    readonly targetGroup?: TargetGroup;
    readonly loadBalancer?: LiveLoadBalancer;
}

/** Services that might be the one that serves, where it can't be told which. */
export interface Unclear {
    readonly candidates: readonly string[];
}

/** The first resource of a type that a stack would have. */
function findResource({ resources }: PreviewDocument, type: string): Resource | undefined {
    return resources.find((resource) => resource.type === type);
}

/** What a stack asks for of the first resource of a type; nothing can be read where it has none. */
export function inputsOf(document: PreviewDocument, type: string): Inputs {
    return readInputs(findResource(document, type)?.inputs);
}

/** Whether the stack itself has made something: all that it makes has these tags. */
function isOwn({ project, stack }: PreviewDocument, tags: Tags): boolean {
    return hasTags(tags, stackTags(project, stack));
}

/** The balancers that the stack has made. */
export function findOwnBalancers(document: PreviewDocument, { loadBalancers = [] }: LiveAccount): LiveLoadBalancer[] {
    return loadBalancers.filter(({ tags }) => isOwn(document, tags));
}

/**
 * What serves today: the service under the configured name, else the only other one of its cluster; and the balancer that
 * sends it requests, else the one under the configured name. What the stack has made is none of it.
 *
 * @param named name of the service, where the operator says which
 */
export function findServing(document: PreviewDocument, account: LiveAccount, named?: string): Serving | Unclear {
    const others = listOthers(document, account);
    const wanted = named ?? inputsOf(document, "aws:ecs/service:Service").text("name");
    const service =
        others.find(({ name }) => name === wanted) ?? (named === undefined && others.length === 1 ? others[0] : undefined);
    if (service === undefined && (others.length > 0 || (named !== undefined && account.services !== undefined))) {
        return { candidates: others.map(({ name }) => name) };
    }
    const [target] = service?.targetGroupArns ?? [];
    const targetGroup = account.targetGroups?.find(({ arn }) => arn === target);
    const balancerName = inputsOf(document, "aws:lb/loadBalancer:LoadBalancer").text("name");
    const balancers = (account.loadBalancers ?? []).filter(({ tags }) => !isOwn(document, tags));
    const loadBalancer =
        balancers.find(({ arn }) => targetGroup?.loadBalancerArns.includes(arn)) ??
        balancers.find(({ name }) => name === balancerName);
    return { service, targetGroup, loadBalancer };
}

/** Whether the stack has a service already. */
export function hasOwnService(document: PreviewDocument, { services = [] }: LiveAccount): boolean {
    return services.some(({ tags }) => isOwn(document, tags));
}

/** Capacity providers of the cluster that the program would take from it. */
export function findForeignProviders(document: PreviewDocument, { cluster }: LiveAccount): string[] {
    const own = inputsOf(document, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders").texts("capacityProviders") ?? [];
    return (cluster?.capacityProviders ?? []).filter((provider) => !own.includes(provider));
}

/** Whether two lists have the same members. */
export function isSame(some: readonly string[], others: readonly string[]): boolean {
    return [...some].sort().join() === [...others].sort().join();
}

/** Services that the stack has not made, where what serves is looked for. */
export function listOthers(document: PreviewDocument, { services = [], servingCluster }: LiveAccount): LiveService[] {
    return services.filter(({ cluster, tags }) => cluster === servingCluster && !isOwn(document, tags));
}
