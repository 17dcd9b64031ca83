/** A metric of AWS as its page lists it. */
export interface LegalMetric {
    /** Sets of dimensions that its numbers come with. */
    readonly dimensions: readonly (readonly string[])[];
    readonly statistics: readonly string[];

    /** Seconds between two numbers at least: a shorter period finds none. */
    readonly seconds: number;
}

const balancer = ["LoadBalancer"];
const targets = ["LoadBalancer", "TargetGroup"];
const service = ["ClusterName", "ServiceName"];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const elb: Readonly<Record<string, LegalMetric>> = {
    HTTPCode_ELB_5XX_Count: { dimensions: [balancer], statistics: ["Sum"], seconds: 60 },
    HTTPCode_Target_5XX_Count: { dimensions: [balancer, targets, ["TargetGroup"]], statistics: ["Sum"], seconds: 60 },
    RequestCount: { dimensions: [balancer, targets, ["TargetGroup"]], statistics: ["Sum"], seconds: 60 },
    TargetResponseTime: {
        dimensions: [balancer, targets, ["TargetGroup"]],
        statistics: ["Average", "p50", "p95", "p99"],
        seconds: 60,
    },
    HealthyHostCount: { dimensions: [targets], statistics: ["Average", "Minimum", "Maximum"], seconds: 60 },
    UnHealthyHostCount: { dimensions: [targets], statistics: ["Average", "Minimum", "Maximum"], seconds: 60 },
};

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
const ecs: Readonly<Record<string, LegalMetric>> = {
    CPUUtilization: { dimensions: [["ClusterName"], service], statistics: ["Average", "Minimum", "Maximum"], seconds: 60 },
    MemoryUtilization: { dimensions: [["ClusterName"], service], statistics: ["Average", "Minimum", "Maximum"], seconds: 60 },
};

/** https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
const acm: Readonly<Record<string, LegalMetric>> = {
    DaysToExpiry: { dimensions: [["CertificateArn"]], statistics: ["Average", "Minimum", "Maximum"], seconds: 43_200 },
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html */
const nat: Readonly<Record<string, LegalMetric>> = {
    BytesOutToDestination: { dimensions: [["NatGatewayId"]], statistics: ["Sum"], seconds: 60 },
};

/** What AWS sends by itself and without charge, by namespace and name. */
export const legalMetrics: Readonly<Record<string, Readonly<Record<string, LegalMetric>>>> = {
    "AWS/ApplicationELB": elb,
    "AWS/ECS": ecs,
    "AWS/CertificateManager": acm,
    "AWS/NATGateway": nat,
};
