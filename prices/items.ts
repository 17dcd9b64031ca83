/** Something that AWS has a list price for. */
export interface PriceItem {
    /** `hour` is charged for as long as it exists; everything else by use, or by the month. */
    readonly unit: "hour" | "month" | "GB" | "GB-month" | "LCU-hour" | "request";

    /** Page of AWS that names the price. */
    readonly page: string;

    /** Where AWS's price list has it, for `npm run prices`; or the price itself, where the list of no region has it. */
    readonly listed: ListedPrice | PriceEverywhere;
}

/** A price that is the same in every region. */
export interface PriceEverywhere {
    readonly usd: number;
}

/** A row of AWS's price list: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html */
export interface ListedPrice {
    /** Code of the service in the list. */
    readonly service: string;

    /** Without the region's prefix, as `EUC1-` in `EUC1-Fargate-GB-Hours`. */
    readonly usageType: string;

    /**
     * Product family, where services share a usage type.
     *
     * @default - any
     */
    readonly family?: string;
}

const pages = {
    fargate: "https://aws.amazon.com/fargate/pricing/",
    loadBalancing: "https://aws.amazon.com/elasticloadbalancing/pricing/",
    vpc: "https://aws.amazon.com/vpc/pricing/",
    cloudWatch: "https://aws.amazon.com/cloudwatch/pricing/",
    dynamodb: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    s3: "https://aws.amazon.com/s3/pricing/",
    waf: "https://aws.amazon.com/waf/pricing/",
    route53: "https://aws.amazon.com/route53/pricing/#Health_checks",
    ecr: "https://aws.amazon.com/ecr/pricing/",
    dataTransfer: "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
};

const fargate = (unit: PriceItem["unit"], usageType: string): PriceItem => ({
    unit,
    page: pages.fargate,
    listed: { service: "AmazonECS", usageType },
});
const loadBalancing = (unit: PriceItem["unit"], usageType: string): PriceItem => ({
    unit,
    page: pages.loadBalancing,
    listed: { service: "AWSELB", usageType, family: "Load Balancer-Application" },
});
const cloudWatch = (unit: PriceItem["unit"], usageType: string): PriceItem => ({
    unit,
    page: pages.cloudWatch,
    listed: { service: "AmazonCloudWatch", usageType },
});
const waf = (unit: PriceItem["unit"], usageType: string): PriceItem => ({
    unit,
    page: pages.waf,
    listed: { service: "awswaf", usageType },
});
const dynamodb = (unit: PriceItem["unit"], usageType: string): PriceItem => ({
    unit,
    page: pages.dynamodb,
    listed: { service: "AmazonDynamoDB", usageType },
});

/** Whatever is priced, one row each. Every file of a region has a number for each of them. */
export const priceItems = {
    fargateVcpu: fargate("hour", "Fargate-vCPU-Hours:perCPU"),
    fargateGb: fargate("hour", "Fargate-GB-Hours"),
    fargateArmVcpu: fargate("hour", "Fargate-ARM-vCPU-Hours:perCPU"),
    fargateArmGb: fargate("hour", "Fargate-ARM-GB-Hours"),
    fargateStorageGb: fargate("hour", "Fargate-EphemeralStorage-GB-Hours"),
    loadBalancer: loadBalancing("hour", "LoadBalancerUsage"),
    loadBalancerCapacity: loadBalancing("LCU-hour", "LCUUsage"),
    publicAddress: {
        unit: "hour",
        page: pages.vpc,
        listed: { service: "AmazonVPC", usageType: "PublicIPv4:InUseAddress" },
    },
    natGateway: { unit: "hour", page: pages.vpc, listed: { service: "AmazonEC2", usageType: "NatGateway-Hours" } },
    natGatewayGb: { unit: "GB", page: pages.vpc, listed: { service: "AmazonEC2", usageType: "NatGateway-Bytes" } },
    internetGb: {
        unit: "GB",
        page: pages.dataTransfer,
        listed: { service: "AWSDataTransfer", usageType: "DataTransfer-Out-Bytes" },
    },
    logIngestedGb: cloudWatch("GB", "DataProcessing-Bytes"),
    logStoredGb: cloudWatch("GB-month", "TimedStorage-ByteHrs"),
    alarm: cloudWatch("month", "CW:AlarmMonitorUsage"),
    customMetric: cloudWatch("month", "CW:MetricMonitorUsage"),
    dashboard: cloudWatch("month", "DashboardsUsageHour"),
    /** 0.05 USD a month. */
    advancedParameter: {
        unit: "hour",
        page: "https://aws.amazon.com/systems-manager/pricing/",
        listed: { service: "AWSSystemsManager", usageType: "PS-Advanced-Param-Tier1" },
    },
    /** Each of the first two rotations adds another 1 USD a month. */
    customerKey: {
        unit: "month",
        page: "https://aws.amazon.com/kms/pricing/",
        listed: { service: "awskms", usageType: "KMS-Keys" },
    },
    keyRequest: {
        unit: "request",
        page: "https://aws.amazon.com/kms/pricing/",
        listed: { service: "awskms", usageType: "KMS-Requests" },
    },
    tableWrite: dynamodb("request", "WriteRequestUnits"),
    tableReplicatedWrite: dynamodb("request", "ReplWriteRequestUnits"),
    tableRead: dynamodb("request", "ReadRequestUnits"),
    tableStoredGb: dynamodb("GB-month", "TimedStorage-ByteHrs"),
    tableBackupGb: dynamodb("GB-month", "TimedPITRStorage-ByteHrs"),
    objectStoredGb: { unit: "GB-month", page: pages.s3, listed: { service: "AmazonS3", usageType: "TimedStorage-ByteHrs" } },
    /** Of an endpoint in AWS; HTTPS is an option. */
    healthCheck: { unit: "month", page: pages.route53, listed: { usd: 0.5 } },
    healthCheckOption: { unit: "month", page: pages.route53, listed: { usd: 1 } },
    webAcl: waf("month", "WebACLV2"),
    webAclRule: waf("month", "RuleV2"),
    webAclRequest: waf("request", "RequestV2-Tier1"),
    imageStoredGb: {
        unit: "GB-month",
        page: pages.ecr,
        listed: { service: "AmazonECR", usageType: "TimedStorage-ByteHrs" },
    },
} as const satisfies Readonly<Record<string, PriceItem>>;

export type PriceItemName = keyof typeof priceItems;

export const priceItemNames = Object.keys(priceItems) as PriceItemName[];
