import type { CertificateStatus } from "../aws/acm";
import type { SecurityGroupRule } from "../aws/ec2-security-group-rules";
import type { Repository } from "../aws/ecr-repository";
import type { Cluster } from "../aws/ecs-cluster";
import type { Listener } from "../aws/elb-listeners";
import type { LoadBalancer } from "../aws/elb-load-balancers";
import type { TargetGroup } from "../aws/elb-target-groups";
import type { Architecture } from "../aws/fargate";
import type { Role } from "../aws/iam";
import type { LogGroup } from "../aws/logs";
import type { DnsRecord } from "../aws/route53";
import type { Tags } from "../aws/tags";

/**
 * What an account has of all that a stack would create, and what hangs on it. A question that AWS did not answer leaves its
 * part undefined, which is something else than nothing: `null`, or an empty list.
 */
export interface LiveAccount {
    readonly repository?: Repository | null;

    /** The cluster of the configured name. */
    readonly cluster?: Cluster | null;

    /** Name of the cluster that what serves is looked for in: the configured one, unless the operator names another. */
    readonly servingCluster: string;

    /** Services of both clusters. */
    readonly services?: readonly LiveService[];

    /** Revisions of the task family, newest first, as `family:12`. */
    readonly revisions?: readonly string[];

    /** The balancer of the configured name, and those that send requests to one of the services. */
    readonly loadBalancers?: readonly LiveLoadBalancer[];

    /** Where the services register their tasks. */
    readonly targetGroups?: readonly TargetGroup[];
    readonly securityGroups?: readonly LiveSecurityGroup[];

    /** Certificates of the listeners. */
    readonly certificates?: readonly LiveCertificate[];

    /** Roles of the stack and of the services, by their names: null for one that does not exist, undefined for one that was not seen. */
    readonly roles?: Readonly<Record<string, Role | null | undefined>>;
    readonly logGroup?: LogGroup | null;

    /** Names of the parameters below the prefix, with their path. */
    readonly parameters?: readonly string[];

    /** The zone of the domain, with the records of its host name. */
    readonly zone?: LiveZone | null;

    /** What scales the services. */
    readonly scaling?: readonly LiveScaling[];

    /** Alarms on a balancer or service. */
    readonly alarms?: readonly LiveAlarm[];

    /** What could not be seen, a line each. */
    readonly unseen: readonly string[];
}

/** An ECS service, and where its requests come from. */
export interface LiveService {
    readonly name: string;
    readonly cluster: string;
    readonly tags: Tags;
    readonly desiredCount: number;

    /** `FARGATE` or `EC2`; undefined where capacity providers place the tasks. */
    readonly launchType: string | undefined;

    /** Those that place the tasks; none where a launch type does. */
    readonly capacityProviders: readonly string[];

    /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
    readonly deploymentController: string;

    /** As `family:12`. */
    readonly taskDefinition: string;

    /** Where it registers its tasks. */
    readonly targetGroupArns: readonly string[];

    /** It is registered with a Classic Load Balancer. */
    readonly hasClassicBalancer: boolean;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly assignPublicIp: boolean;

    /** Undefined where its task definition may not be read. */
    readonly task?: LiveTask;
}

/** What a service runs. */
export interface LiveTask {
    /** CPU units and memory of the whole task; undefined where only its containers have limits. */
    readonly cpu: number | undefined;
    readonly memoryMiB: number | undefined;

    /** Undefined for Windows. */
    readonly architecture: Architecture | undefined;

    /** Names of its roles. */
    readonly roles: readonly string[];
}

export interface LiveLoadBalancer extends Omit<LoadBalancer, "zones"> {
    readonly tags: Tags;
    readonly listeners: readonly LiveListener[];

    /** AWS refuses to delete it; undefined where that was not seen. */
    readonly isProtected: boolean | undefined;
}

export interface LiveListener extends Pick<Listener, "arn" | "port" | "protocol"> {
    /** Certificates, that of the listener itself first. */
    readonly certificateArns: readonly string[];

    /** Target groups that its default action forwards to; empty where it does something else. */
    readonly forwardsTo: readonly string[];

    /** The same of each rule beside the default action. */
    readonly rules: readonly (readonly string[])[];
}

export interface LiveSecurityGroup {
    readonly id: string;
    readonly name: string;
    readonly rules: readonly SecurityGroupRule[];
}

export interface LiveCertificate extends CertificateStatus {
    readonly arn: string;
}

/** The public zone of the domain, and the records of its host name. */
export interface LiveZone {
    readonly id: string;
    readonly records: readonly DnsRecord[];
}

export interface LiveScaling {
    readonly cluster: string;
    readonly service: string;
    readonly min: number;
    readonly max: number;

    /** Names of its policies, and of its scheduled actions. */
    readonly policies: readonly string[];
    readonly scheduledActions: readonly string[];
}

/** What scales a service: one of the same name may be in another cluster. */
export function findScaling(
    scaling: readonly LiveScaling[] | undefined,
    { cluster, name }: Pick<LiveService, "cluster" | "name">,
): LiveScaling | undefined {
    return scaling?.find((each) => each.service === name && each.cluster === cluster);
}

export interface LiveAlarm {
    readonly name: string;

    /** What it watches, as `service spotter-web`. */
    readonly on: string;
}
