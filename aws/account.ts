import { hostSuffix } from "./regions";

/** Where resources live: what an ARN begins with. */
export interface Account {
    /** `aws`, or that of a separate cloud like `aws-cn`. */
    readonly partition: string;

    /** For example `us-east-1`. */
    readonly region: string;

    /** 12 digits. */
    readonly accountId: string;
}

/** Stands for a region that is not known, in the shape of one. */
export const unknownRegion = "xx-unknown-0";

/** Stands for an account that is not known. */
export const unknownAccountId = "000000000000";

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export function toArn({ partition, region, accountId }: Account, service: string, resource: string): string {
    return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** Host of the account's private registry: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export function registryHost({ partition, region, accountId }: Account): string {
    return `${accountId}.dkr.ecr.${region}.${hostSuffix(partition)}`;
}
