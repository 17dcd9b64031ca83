import type { CpuUnits } from "../aws/fargate";

/** Names of the profiles: each is one column of {@link profiles}. */
export const profileNames = ["dev", "staging", "prod"] as const;

export type ProfileName = (typeof profileNames)[number];

/** Whole numbers throughout; units are in the names. */
interface ProfileDefaults {
    readonly repository: { readonly keepImages: number; readonly protect: boolean };
    readonly loadBalancer: {
        readonly idleTimeoutSeconds: number;
        readonly deregistrationDelaySeconds: number;
        readonly deletionProtection: boolean;
        readonly healthCheck: {
            readonly path: string;
            readonly intervalSeconds: number;
            readonly timeoutSeconds: number;
            readonly healthyThreshold: number;
            readonly unhealthyThreshold: number;
        };
    };
    readonly service: {
        readonly cpu: CpuUnits;
        readonly memoryMiB: number;
        readonly tasks: { readonly min: number; readonly max: number };
        readonly capacity: { readonly base: number; readonly onDemandWeight: number; readonly spotWeight: number };
        readonly port: number;
        readonly minimumHealthyPercent: number;
        readonly maximumPercent: number;
        readonly healthCheckGracePeriodSeconds: number;
        readonly healthCheckStartPeriodSeconds: number;
        readonly stopTimeoutSeconds: number;
        readonly maxRequestSeconds: number;
        readonly skipDestroy: boolean;
    };
    readonly parameters: { readonly retainOnDelete: boolean };
    readonly logs: { readonly retentionDays: number; readonly protect: boolean };
    readonly deployment: {
        readonly preflight: boolean;
        readonly verdict: boolean;
        readonly timeoutMinutes: number;
        readonly maxFailuresOfSameCause: number;
        readonly rollbackEarly: boolean;
    };
}

const shared = {
    loadBalancer: { idleTimeoutSeconds: 60 }, // AWS's default; what matters is that the application keeps alive longer
    healthCheck: {
        path: "/api/health", // liveness only: a health check that asks a database takes every task out when it is slow
        healthyThreshold: 2, // for recovery; a new target needs one passing check, so the interval sets the pace
        unhealthyThreshold: 3, // two flap on a quarter of a CPU
    },
    service: {
        port: 3000,
        minimumHealthyPercent: 100, // with one or two tasks, anything less is downtime
        maximumPercent: 200,
        healthCheckStartPeriodSeconds: 20, // Next.js boots in 1–4 s on a whole CPU, several times that on a quarter
    },
    deployment: {
        preflight: true,
        verdict: true,
        maxFailuresOfSameCause: 3, // the circuit breaker's own floor, which it may take ten minutes to reach
        rollbackEarly: true, // the sooner the last release that works has the service to itself, the better
    },
} as const;

/**
 * The defaults, one coherent column for each profile. A stack may override any single value.
 *
 * Each number has its reason where it stands; where profiles differ, `prod` buys availability, `dev` speed and price.
 */
export const profiles: Readonly<Record<ProfileName, ProfileDefaults>> = {
    dev: {
        repository: { keepImages: 30, protect: false },
        loadBalancer: {
            ...shared.loadBalancer,
            deregistrationDelaySeconds: 5, // AWS's 300 would be most of a deployment
            deletionProtection: false,
            healthCheck: { ...shared.healthCheck, intervalSeconds: 5, timeoutSeconds: 3 },
        },
        service: {
            ...shared.service,
            cpu: 256,
            memoryMiB: 512,
            tasks: { min: 1, max: 1 },
            capacity: { base: 0, onDemandWeight: 0, spotWeight: 1 }, // about 70 % cheaper, may vanish
            healthCheckGracePeriodSeconds: 30,
            stopTimeoutSeconds: 10,
            maxRequestSeconds: 5,
            skipDestroy: false, // so that a destroy leaves nothing
        },
        parameters: { retainOnDelete: false },
        logs: { retentionDays: 7, protect: false },
        deployment: { ...shared.deployment, timeoutMinutes: 10 },
    },
    staging: {
        repository: { keepImages: 30, protect: false },
        loadBalancer: {
            ...shared.loadBalancer,
            deregistrationDelaySeconds: 15,
            deletionProtection: false,
            healthCheck: { ...shared.healthCheck, intervalSeconds: 10, timeoutSeconds: 5 },
        },
        service: {
            ...shared.service,
            cpu: 256,
            memoryMiB: 1024,
            tasks: { min: 1, max: 2 },
            capacity: { base: 1, onDemandWeight: 0, spotWeight: 1 }, // the first task stays, what is added may vanish
            healthCheckGracePeriodSeconds: 60,
            stopTimeoutSeconds: 30,
            maxRequestSeconds: 15,
            skipDestroy: true,
        },
        parameters: { retainOnDelete: true },
        logs: { retentionDays: 30, protect: false },
        deployment: { ...shared.deployment, timeoutMinutes: 15 },
    },
    prod: {
        repository: { keepImages: 30, protect: true },
        loadBalancer: {
            ...shared.loadBalancer,
            deregistrationDelaySeconds: 30, // streamed answers finish
            deletionProtection: true,
            healthCheck: { ...shared.healthCheck, intervalSeconds: 10, timeoutSeconds: 5 },
        },
        service: {
            ...shared.service,
            cpu: 512, // server-side rendering on 256 boots so slowly that health checks flap
            memoryMiB: 1024,
            tasks: { min: 2, max: 6 }, // one in each of two zones
            capacity: { base: 2, onDemandWeight: 1, spotWeight: 0 },
            healthCheckGracePeriodSeconds: 60,
            stopTimeoutSeconds: 30,
            maxRequestSeconds: 30,
            skipDestroy: true,
        },
        parameters: { retainOnDelete: true },
        logs: { retentionDays: 90, protect: true },
        deployment: { ...shared.deployment, timeoutMinutes: 20 },
    },
};
