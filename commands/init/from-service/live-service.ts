import type { Account } from "../../../aws/account";
import type { ServiceScaling } from "../../../aws/autoscaling";
import type { SecurityGroup } from "../../../aws/ec2-security-groups";
import type { ContainerDescription, ServiceDescription, TaskDefinitionDescription } from "../../../aws/ecs-description";
import type { Listener, ListenerRule } from "../../../aws/elb-listeners";
import type { LoadBalancer } from "../../../aws/elb-load-balancers";
import type { TargetGroup } from "../../../aws/elb-target-groups";
import type { Role } from "../../../aws/iam";
import type { PrivateImage } from "../../../aws/image-reference";
import type { KeyDetails } from "../../../aws/kms";
import type { LogGroup } from "../../../aws/logs";
import type { ParameterMetadata } from "../../../aws/ssm";

/** A service that runs, and what it is followed to. Whatever made it: nothing here depends on a tool. */
export interface LiveService {
    readonly account: Account;
    readonly cluster: string;
    readonly service: ServiceDescription;
    readonly taskDefinition: TaskDefinitionDescription;

    /** The container that requests reach. */
    readonly container: ContainerDescription;
    readonly image: LiveImage;

    /** Undefined where no load balancer sends it requests, or it could not be read. */
    readonly routing: LiveRouting | undefined;
    readonly network: LiveNetwork;

    /** Undefined where the container writes elsewhere, or the group could not be read. */
    readonly logGroup: LogGroup | undefined;
    readonly taskRole: Role | undefined;
    readonly scaling: ServiceScaling | undefined;
    readonly parameters: LiveParameters;
}

/** Where the image is, and which of its versions runs. */
export interface LiveImage {
    /** Repository in a private registry of ECR; undefined for any other registry. */
    readonly ecr: PrivateImage | undefined;

    /** Digests that running tasks report, the one of most tasks first; of a tag that nothing runs, what it names now. */
    readonly digests: readonly string[];

    /** Digests of the other containers, by name; absent where no running task reports one. */
    readonly sidecarDigests: ReadonlyMap<string, string>;
}

/** The way of a request to the tasks. */
export interface LiveRouting {
    readonly targetGroup: TargetGroup;
    readonly targetGroupAttributes: ReadonlyMap<string, string>;

    /** The group's, and that of the other one where two take turns. */
    readonly targetGroupArns: readonly string[];
    readonly balancer: LoadBalancer;
    readonly balancerAttributes: ReadonlyMap<string, string>;
    readonly listeners: readonly (Listener & { readonly rules: readonly ListenerRule[] })[];

    /** Certificates of the HTTPS listener, its default one first, with their host names. */
    readonly certificates: readonly { readonly arn: string; readonly names: readonly string[] }[];

    /** Names of target groups of other services behind the same load balancer. */
    readonly otherTargetGroups: readonly string[];
    readonly securityGroups: readonly SecurityGroup[];
}

/** Where the tasks are, and who lets them in. */
export interface LiveNetwork {
    readonly vpcId: string | undefined;
    readonly isDefaultVpc: boolean;

    /** One public subnet for each zone, for a load balancer where there is none yet. */
    readonly publicSubnetIds: readonly string[];
    readonly securityGroups: readonly SecurityGroup[];

    /** Groups of databases, caches and others that let in what carries one of the tasks' groups. */
    readonly admittedBy: readonly SecurityGroup[];
}

/** What SSM knows of the parameters that the container reads. */
export interface LiveParameters {
    /** By full name; undefined where SSM does not tell. */
    readonly found: ReadonlyMap<string, ParameterMetadata> | undefined;

    /** Keys by the id that the parameters name them by. */
    readonly keys: ReadonlyMap<string, KeyDetails>;
}

/** The port that requests reach the container by. */
export function findPort({ service, container }: Pick<LiveService, "service" | "container">): number | undefined {
    const entry = service.loadBalancers?.find(({ containerName }) => containerName === container.name);
    return entry?.containerPort ?? container.portMappings?.[0]?.containerPort;
}

/** A parameter that `valueFrom` of a secret names; undefined where it names something else. */
export function toParameterName(valueFrom: string, { region, accountId }: Account): string | undefined {
    const [, arnRegion, arnAccount, path] = /^arn:[\w-]+:ssm:([\w-]+):(\d{12}):parameter(\/.+)$/.exec(valueFrom) ?? [];
    if (path !== undefined) {
        // A parameter whose name is no path has the same ARN as one at the root.
        return arnRegion === region && arnAccount === accountId ? path : undefined;
    }
    return valueFrom.startsWith("arn:") ? undefined : valueFrom;
}
