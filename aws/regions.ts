/**
 * Partitions of AWS, separate clouds with accounts and ARNs of their own, with the ending of their hosts and their regions.
 * From the endpoint rules of the AWS SDK, `partitions.js` of @aws-sdk/core 3.981.1; a new region is a word more here.
 */
const table = {
    aws: {
        suffix: "amazonaws.com",
        regions: [
            "af-south-1",
            ...["ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"],
            ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6"],
            ...["ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1"],
            ...["eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "me-west-1"],
            ...["mx-central-1", "sa-east-1", "sa-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
        ],
    },
    "aws-cn": { suffix: "amazonaws.com.cn", regions: ["cn-north-1", "cn-northwest-1"] },
    "aws-us-gov": { suffix: "amazonaws.com", regions: ["us-gov-east-1", "us-gov-west-1"] },
    "aws-eusc": { suffix: "amazonaws.eu", regions: ["eusc-de-east-1"] },
    "aws-iso": { suffix: "c2s.ic.gov", regions: ["us-iso-east-1", "us-iso-west-1"] },
    "aws-iso-b": { suffix: "sc2s.sgov.gov", regions: ["us-isob-east-1", "us-isob-west-1"] },
    "aws-iso-e": { suffix: "cloud.adc-e.uk", regions: ["eu-isoe-west-1"] },
    "aws-iso-f": { suffix: "csp.hci.ic.gov", regions: ["us-isof-east-1", "us-isof-south-1"] },
} as const satisfies Record<string, { readonly suffix: string; readonly regions: readonly string[] }>;

export type Partition = keyof typeof table;

export const partitions = Object.keys(table) as Partition[];

/** Every region, by the name that AWS's APIs use. */
export const regions: readonly string[] = partitions.flatMap((partition) => table[partition].regions);

/** The partition of a known region, and `aws` for one that is not. */
export function findPartition(region: string): Partition {
    return partitions.find((partition) => table[partition].regions.some((known) => known === region)) ?? "aws";
}

/** How the names of a partition's hosts end. */
export function hostSuffix(partition: string): string {
    return partitions.includes(partition as Partition) ? table[partition as Partition].suffix : table.aws.suffix;
}
