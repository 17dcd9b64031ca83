import { findPartition } from "./regions";

/** Whether a service of the region can use a customer key; true without one. */
export function isOfRegion(kmsKeyArn: string | undefined, region: string): boolean {
    return kmsKeyArn === undefined || kmsKeyArn.startsWith(`arn:${findPartition(region)}:kms:${region}:`);
}

/** An alias may mean another key today than when something was encrypted under it. */
export function isAlias(key: string): boolean {
    return /(?:^|:)alias\//.test(key);
}
