/** What AWS allows for a physical name. */
export interface NameLimit {
    /** Longest name, in characters. */
    readonly length: number;

    /** What a name must match, beside its length. */
    readonly alphabet: RegExp;

    /** The alphabet in words, for a message. */
    readonly allowed: string;
}

const letters = { alphabet: /^[\w-]+$/, allowed: "letters, digits, _ and -" };
const iamName = { alphabet: /^[\w+=,.@-]+$/, allowed: "letters, digits and _+=,.@-" };

/**
 * AWS's limits for the physical names of a stack, each from the API reference of the call that creates it:
 * ECR CreateRepository, ECS CreateCluster, CreateService and RegisterTaskDefinition, CloudWatch Logs CreateLogGroup,
 * IAM CreateRole and PutRolePolicy, ELBv2 CreateLoadBalancer, CloudWatch PutDashboard.
 */
export const nameLimits = {
    repository: {
        length: 256,
        alphabet: /^(?=.{2})[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
        allowed: "lower-case letters and digits, separated by one of . _ - or /",
    },
    cluster: { length: 255, ...letters },
    service: { length: 255, ...letters },
    taskFamily: { length: 255, ...letters },
    container: { length: 255, ...letters },
    logGroup: { length: 512, alphabet: /^[\w./#-]+$/, allowed: "letters, digits and . _ - / #" },
    executionRole: { length: 64, ...iamName },
    executionPolicy: { length: 128, ...iamName },
    taskRole: { length: 64, ...iamName },
    taskPolicy: { length: 128, ...iamName },
    infrastructureRole: { length: 64, ...iamName },
    /** Alarms end in `-failed-deployments` at the longest, whose rule has at most 64 characters: EventBridge PutRule. */
    monitoring: { length: 44, ...letters },
    loadBalancer: {
        length: 32,
        alphabet: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
        allowed: "letters, digits and inner hyphens, not starting with internal-",
    },
} as const satisfies Record<string, NameLimit>;

/**
 * The same for names that are made of those: Scheduler CreateSchedule and CreateScheduleGroup, IAM CreateRole, SQS CreateQueue,
 * EventBridge PutRule.
 */
export const derivedNameLimits = {
    schedule: { length: 64, ...letters },
    schedulerRole: { length: 64, ...iamName },
    deadLetters: { length: 80, ...letters },
    rule: { length: 64, ...letters },
} as const satisfies Record<string, NameLimit>;

/** What a physical name is for. */
export type NameKey = keyof typeof nameLimits;
