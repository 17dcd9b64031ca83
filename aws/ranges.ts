/** The whole numbers that AWS accepts, both ends included. */
export interface Range {
    readonly min: number;
    readonly max: number;
}

/**
 * Ranges by setting, each from the API reference of the call that takes it: ELBv2 ModifyTargetGroupAttributes,
 * CreateTargetGroup and ModifyLoadBalancerAttributes, ECS CreateService and RegisterTaskDefinition.
 */
export const ranges = {
    rulePriority: { min: 1, max: 50_000 },
    /** A process without privileges can't listen below 1024. */
    containerPort: { min: 1024, max: 65535 },
    healthCheckPort: { min: 1, max: 65535 },
    port: { min: 1, max: 65535 },
    idleTimeoutSeconds: { min: 1, max: 4000 },
    deregistrationDelaySeconds: { min: 0, max: 3600 },
    healthCheckIntervalSeconds: { min: 5, max: 300 },
    healthCheckTimeoutSeconds: { min: 2, max: 120 },
    healthCheckThreshold: { min: 2, max: 10 },

    /** WAFv2, RateBasedStatement. */
    requestsPer5Minutes: { min: 10, max: 2_000_000_000 },

    /** 0 is off: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
    stickinessSeconds: { min: 0, max: 604_800 },
    slowStartSeconds: { min: 30, max: 900 },

    /** Fargate's own 20 GiB are not charged. */
    ephemeralStorageGiB: { min: 21, max: 200 },
    tasks: { min: 1, max: 1000 },

    /** Below 10 a service never comes down, above 90 it is slow before more tasks serve. */
    trackedPercent: { min: 10, max: 90 },

    /** 0 is off. */
    requestsPerTargetPerMinute: { min: 0, max: 1_000_000 },
    cooldownSeconds: { min: 0, max: 3600 },

    /** Ten years at most: what is kept longer is no log. */
    auditRetentionDays: { min: 1, max: 3650 },
    alarmPercent: { min: 1, max: 99 },
    monthlyUsd: { min: 1, max: 1_000_000 },
    natGigabytesPerHour: { min: 1, max: 100_000 },
    slowMilliseconds: { min: 50, max: 60_000 },
    capacityBase: { min: 0, max: 100_000 },
    capacityWeight: { min: 0, max: 1000 },
    minimumHealthyPercent: { min: 0, max: 100 },
    maximumPercent: { min: 100, max: 200 },

    /** Minutes that ECS keeps two releases: ECS CreateService. */
    bakeTimeMinutes: { min: 0, max: 1440 },

    /** ECS takes tenths and 100, too: less than one request in a hundred shows nothing, and all are no part. */
    canaryPercent: { min: 1, max: 99 },
    stepPercent: { min: 3, max: 99 },
    healthCheckGracePeriodSeconds: { min: 0, max: 2_147_483_647 },
    healthCheckStartPeriodSeconds: { min: 0, max: 300 },
    stopTimeoutSeconds: { min: 2, max: 120 },

    /** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
    scheduleRetries: { min: 0, max: 185 },
    scheduleEventAgeSeconds: { min: 60, max: 86_400 },

    /** Share of a weighted record: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
    recordWeight: { min: 0, max: 255 },

    /** Fewer than two would leave a rollback without an image. */
    keepImages: { min: 2, max: 1000 },

    /** An Application Load Balancer needs two zones; no region has more than six. */
    zones: { min: 2, max: 6 },
} as const satisfies Record<string, Range>;
