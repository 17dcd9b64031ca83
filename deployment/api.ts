import type { BalancerMiss, PlannedRule, SharedBalancer } from "./shared-balancer";
import type { Severity } from "../aws/ecr-scan";
import type { Architecture } from "../aws/fargate";
import type { ServiceRef } from "../aws/service-ref";
import type { PlannedEntrance } from "./entrance";
import type { IntendedRelease, Phase } from "./intended-release";
import type { ShiftChange } from "./shift-change";
import type { ExistingNames, PlannedName } from "./names";

export type { PlannedEntrance } from "./entrance";
export type { DeploymentLimits, IntendedRelease, Phase, ProbeTarget, ReachedRelease } from "./intended-release";
export type { ShiftChange } from "./shift-change";
export type { ShiftingStrategy, TrafficShift } from "./traffic-shift";
export type { ExistingName, ExistingNames, NameKind, PlannedName } from "./names";

/** A release that is about to be made; what is undefined does not exist yet. */
export interface PlannedRelease {
    readonly serviceRef: ServiceRef;

    /** `sha256:…`; undefined in a preview that would build. */
    readonly digest?: string;
    readonly architecture: Architecture;

    /** Variables whose parameters are kept outside the stack. A secret one must be a SecureString. */
    readonly external: readonly { readonly name: string; readonly secret: boolean }[];

    /**
     * Customer key that the execution role may decrypt parameters with, or its alias: the ARN of either.
     *
     * @default - SSM's own alone, which needs no permission
     */
    readonly parameterKeyArn?: string;

    /** Certificate that the stack file names. */
    readonly certificateArn?: string;

    /** Host name that the certificate must be for. */
    readonly host?: string;

    /**
     * Severity of a scan's findings from which on the image is refused.
     *
     * @default - none is refused
     */
    readonly refuseSeverity?: Severity;

    /**
     * Names of the alarms that guard the deployment.
     *
     * @default - none
     */
    readonly alarms?: readonly string[];

    /** Subnets of the tasks, where known. */
    readonly subnetIds: readonly string[];

    /** Tasks that a deployment may start at once, each with an address. */
    readonly maxNewTasks: number;
}

/** What a preflight found. */
export interface Findings {
    /** What must fail the deployment. */
    readonly errors: readonly string[];

    /** What is momentary, or not certain. */
    readonly warnings: readonly string[];

    /** All names of each finding that shows only the first few. */
    readonly lists?: readonly { readonly finding: string; readonly names: readonly string[] }[];
}

/** A command that is to end well before a service moves to a revision. */
export interface CommandBefore extends Pick<IntendedRelease, "serviceRef" | "taskDefinitionArn" | "sidecars" | "secretNames"> {
    /** In place of the image's `CMD`. */
    readonly command: readonly string[];

    /** Where the service's tasks are to run, and so does the command's. */
    readonly network: {
        readonly subnetIds: readonly string[];
        readonly securityGroupIds: readonly string[];
        readonly assignPublicIp: boolean;
    };

    /** Minutes after which it has failed. */
    readonly timeoutMinutes: number;
}

/** `AWAITING_APPROVAL` is no end of the deployment: it waits until somebody lets it go on, which a watch does not. */
export type Outcome = "SUCCEEDED" | "ROLLED_BACK" | "FAILED" | "TIMED_OUT" | "STOPPED" | "AWAITING_APPROVAL";

/** Why a deployment failed: cause ▸ evidence ▸ what to do. */
export interface Diagnosis {
    /** Stable id of the cause, for example `image-not-found`. */
    readonly id: string;
    readonly cause: string;
    readonly evidence: string;
    readonly advice: string;
}

/** How a deployment ended. */
export interface Verdict {
    readonly outcome: Outcome;

    /** Absent when it succeeded. */
    readonly diagnosis?: Diagnosis;

    /** It came before ECS ended the deployment, which continues unless it is stopped. */
    readonly early?: boolean;

    /** What each phase took; seconds, where it is known. */
    readonly seconds: Readonly<Partial<Record<Phase, number>>>;

    /** One line for the operator. */
    readonly line: string;
}

/**
 * What the program asks of AWS while it deploys. The live one is `aws-deployment-api.ts`; tests and the offline preview
 * bring their own.
 */
export interface DeploymentApi {
    /**
     * Versions of the parameters under a prefix, by variable; what does not exist is absent. Never reads a value.
     *
     * @returns undefined where AWS is not asked, so that nothing is known of any
     */
    parameterVersions(target: ServiceRef, names: readonly string[]): Promise<Readonly<Record<string, number>> | undefined>;

    /**
     * Finds why a load balancer can't use a certificate, before anything is made.
     *
     * @default - not asked before the preflight
     */
    checkCertificate?(release: Pick<PlannedRelease, "serviceRef" | "certificateArn" | "host">): Promise<readonly string[]>;

    /**
     * A load balancer that other stacks use, too, with what is needed to find a place among its rules.
     *
     * @returns undefined where there is none
     */
    sharedBalancer(target: ServiceRef, planned: Pick<PlannedRule, "balancer" | "tags">): Promise<SharedBalancer | BalancerMiss>;

    /**
     * Capacity providers of the service's cluster.
     *
     * @default - not asked
     */
    capacityProviders?(target: ServiceRef): Promise<readonly string[] | "no cluster">;

    /**
     * Number of tasks that are wanted of a service which something in AWS scales; undefined where nothing does.
     *
     * @default - not asked, as if nothing did
     */
    scaledTasks?(target: ServiceRef): Promise<number | undefined>;

    /**
     * Keys of secrets that are kept outside the stack, by variable, as SSM names them. Never reads a value.
     *
     * @default - not asked
     */
    parameterKeys?(target: ServiceRef, names: readonly string[]): Promise<Readonly<Record<string, string>>>;

    /** Finds what would fail the deployment. */
    preflight(release: PlannedRelease): Promise<Findings>;

    /** Finds what would take requests away from the tasks that serve. */
    checkEntrance(entrance: PlannedEntrance): Promise<Findings>;

    /**
     * Finds what would send requests to a target group without a healthy task, where there are two.
     *
     * @default - not asked
     */
    checkShiftChange?(change: ShiftChange): Promise<Findings>;

    /**
     * Looks for what exists under names that are about to be taken. Never reads a value.
     *
     * @throws {UserError} where the credentials are of another account
     */
    findExisting<Planned extends PlannedName>(target: ServiceRef, planned: readonly Planned[]): Promise<ExistingNames<Planned>>;

    /**
     * Runs a command to its end, unless it has ended well for the revision already, and reports its log.
     *
     * @throws {UserError} with why it has not ended well
     */
    runBefore(command: CommandBefore, report: (line: string) => void, signal?: AbortSignal): Promise<void>;

    /** Follows a deployment to its end, and reports what happens line by line. */
    verdict(release: IntendedRelease, report: (line: string) => void, signal?: AbortSignal): Promise<Verdict>;
}
