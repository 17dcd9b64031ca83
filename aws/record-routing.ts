/** How Route 53 chooses between the records of a name that lead to different regions. */
export const routingPolicies = ["latency", "failover"] as const;

export type RoutingPolicy = (typeof routingPolicies)[number];

/** Which of two failover records a record is. */
export const failoverRoles = ["primary", "secondary"] as const;

export type FailoverRole = (typeof failoverRoles)[number];

/** Status codes that a health check of Route 53 accepts: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
export const healthyCodes = { min: 200, max: 399 } as const;
