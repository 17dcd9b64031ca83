/** CPU units that Fargate offers; 1024 are one vCPU. */
export const cpuUnits = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;

export type CpuUnits = (typeof cpuUnits)[number];

/** Processors that Fargate offers. ARM64 is about 20 % cheaper. */
export const architectures = ["X86_64", "ARM64"] as const;

export type Architecture = (typeof architectures)[number];

/** Platform that an image must be built for, in Docker's words, by processor. */
export const platformFor = {
    X86_64: "linux/amd64",
    ARM64: "linux/arm64",
} as const satisfies Readonly<Record<Architecture, string>>;

export type Platform = (typeof platformFor)[Architecture];

/** Processor that an image for a platform runs on. */
export const architectureFor = {
    "linux/amd64": "X86_64",
    "linux/arm64": "ARM64",
} as const satisfies Readonly<Record<Platform, Architecture>>;

const GiB = 1024;

/**
 * Memory in MiB that Fargate offers with each number of CPU units, for Linux.
 *
 * From https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const memoryMiBFor: Readonly<Record<CpuUnits, readonly number[]>> = {
    256: [512, GiB, 2 * GiB],
    512: steps(1, 4, 1),
    1024: steps(2, 8, 1),
    2048: steps(4, 16, 1),
    4096: steps(8, 30, 1),
    8192: steps(16, 60, 4),
    16384: steps(32, 120, 8),
};

function steps(fromGiB: number, toGiB: number, stepGiB: number): number[] {
    return Array.from({ length: (toGiB - fromGiB) / stepGiB + 1 }, (_, index) => (fromGiB + index * stepGiB) * GiB);
}

/**
 * Zones with Fargate, by id, of the regions where not all have it: a zone's name stands for another zone in each account.
 *
 * From https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
 */
const zonesWithFargate: Readonly<Record<string, readonly string[]>> = {
    "ap-northeast-1": ["apne1-az1", "apne1-az2", "apne1-az4"],
    "cn-north-1": ["cnn1-az1", "cnn1-az2"],
    "us-west-1": ["usw1-az1", "usw1-az3"],
};

/** Ids of the zones with Fargate; undefined where all have it. */
export function findFargateZones(region: string): readonly string[] | undefined {
    return zonesWithFargate[region];
}
