import type { Account } from "../components/account";

/** Where a stack's service is: everything that names it in AWS, from the stack file. */
export interface ServiceTarget {
    readonly account: Account;

    /**
     * Profile of the shared AWS configuration.
     *
     * @default - the credentials that the SDK finds by itself
     */
    readonly profile?: string;
    readonly cluster: string;
    readonly service: string;
    readonly taskFamily: string;
    readonly container: string;
    readonly logGroup: string;
    readonly repository: string;
    readonly parameterPrefix: string;
}

/** A release that is about to be made; what is undefined does not exist yet. */
export interface PlannedRelease {
    readonly target: ServiceTarget;

    /** `sha256:…`; undefined in a preview that would build. */
    readonly digest?: string;
    readonly architecture: "X86_64" | "ARM64";

    /** Variables whose parameters somebody else keeps. A secret one must be a SecureString. */
    readonly external: readonly { readonly name: string; readonly secret: boolean }[];

    /** Certificate that the stack file names. */
    readonly certificateArn?: string;

    /** Subnets of the tasks, where known. */
    readonly subnetIds: readonly string[];

    /** Tasks that a roll-out may start at once, each with an address. */
    readonly tasksAtOnce: number;

    /** Alarms that guard the roll-out. */
    readonly alarms: readonly string[];
}

/** What a preflight found. */
export interface Findings {
    /** What must fail the roll-out. */
    readonly errors: readonly string[];

    /** What is momentary, or not certain. */
    readonly warnings: readonly string[];
}

/** A release that an update has asked ECS for. */
export interface IntendedRelease {
    readonly target: ServiceTarget;
    readonly taskDefinitionArn: string;

    /**
     * `ecs-svc/…` of the deployment that must complete. Needed where the service may already be on the revision.
     *
     * @default - any deployment of the revision
     */
    readonly deploymentId?: string;

    /**
     * ECS was asked for it a moment ago, so that a first look which finds everything complete may be of before.
     *
     * @default false
     */
    readonly justAsked?: boolean;

    /** First 12 hex digits of the image's digest, which the health endpoint must answer with. */
    readonly releaseId: string;
    readonly targetGroupArn: string;

    /** How the health endpoint is asked: through the load balancer's own name, with the domain as SNI and Host. */
    readonly probe: {
        readonly protocol: "http" | "https";
        readonly loadBalancerDns: string;
        readonly host: string;
        readonly path: string;
    };
    readonly limits: Limits;

    /** What the phases should take, for the comparison at the end; seconds. */
    readonly expectedSeconds: Readonly<Record<Phase, number>>;
}

export interface Limits {
    /** Minutes after which the roll-out has failed, whatever ECS says. */
    readonly timeoutMinutes: number;

    /** Tasks stopped by the same cause after which the verdict does not wait for the circuit breaker. */
    readonly sameCauseStops: number;

    /** Ask ECS to stop the deployment with a rollback when the verdict is early. */
    readonly stopEarly: boolean;
}

/** What a roll-out goes through. */
export type Phase = "schedule" | "pull" | "start" | "health" | "drain";

export type Outcome = "SUCCEEDED" | "ROLLED_BACK" | "FAILED" | "TIMED_OUT" | "STOPPED";

/** Why a roll-out failed: cause ▸ evidence ▸ what to do. */
export interface Diagnosis {
    /** Stable id of the cause, for example `image-not-found`. */
    readonly id: string;
    readonly cause: string;
    readonly evidence: string;
    readonly advice: string;
}

/** How a roll-out ended. */
export interface Verdict {
    readonly outcome: Outcome;

    /** Absent when it succeeded. */
    readonly diagnosis?: Diagnosis;

    /** It came before ECS gave the deployment up, which goes on unless it is stopped. */
    readonly early?: boolean;

    /** What each phase took; seconds, where it is known. */
    readonly seconds: Readonly<Partial<Record<Phase, number>>>;

    /** One line for the operator. */
    readonly line: string;
}

/**
 * What the program asks of AWS while it deploys. The live one is `rollout/aws/cloud.ts`; tests and the offline preview
 * bring their own.
 */
export interface Cloud {
    /** Versions of the parameters under a prefix, by variable; what does not exist is absent. Never reads a value. */
    parameterVersions(target: ServiceTarget, names: readonly string[]): Promise<Readonly<Record<string, number>>>;

    /** Looks for what would fail the roll-out. */
    preflight(release: PlannedRelease): Promise<Findings>;

    /** Follows a roll-out to its end, saying what happens. */
    verdict(release: IntendedRelease, say: (line: string) => void, signal?: AbortSignal): Promise<Verdict>;
}
