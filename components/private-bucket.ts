import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, requireTls } from "../aws/iam-policy";
import { createFirst } from "./replacement";

/** Days after which what an interrupted upload has left is deleted, and a version that was written over. */
const days = { upload: 7, oldVersion: 30 } as const;

/** Arguments of {@link privateBucket}. */
export interface PrivateBucketArgs {
    /** Name of the bucket, unique among those of all accounts. */
    readonly bucketName: string;

    /** For example `aws`. */
    readonly partition: string;

    /** Pulumi refuses to delete it, and it stays when it leaves the program; else it goes with all its objects. */
    readonly protect: boolean;

    /**
     * What others may do, given the bucket's ARN.
     *
     * @default - nothing: the account's own roles have policies of their own
     */
    readonly statements?: (arn: string) => readonly object[];

    /**
     * Days after which objects are deleted.
     *
     * @default - they are kept, and what is written over for 30 days
     */
    readonly expirationDays?: number;
}

/** A bucket, and what must be there before others write to it. */
export interface PrivateBucket {
    /** The bucket. */
    readonly bucket: s3.Bucket;

    /** Its policy, which AWS asks of a bucket that it is to write to. */
    readonly policy: s3.BucketPolicy;
}

/** An S3 bucket without public access, that answers over TLS alone, is encrypted, and keeps what is written over for a while. */
export function privateBucket(name: string, args: PrivateBucketArgs, opts: pulumi.CustomResourceOptions): PrivateBucket {
    const { bucketName, partition, protect, statements = () => [], expirationDays } = args;
    const made = new s3.Bucket(
        name,
        { bucket: bucketName, forceDestroy: !protect },
        { ...opts, protect, retainOnDelete: protect, ...createFirst },
    );
    const { bucket } = made;
    const ofBucket = { ...opts, retainOnDelete: protect }; // a bucket that stays does not become public
    const blocked = new s3.BucketPublicAccessBlock(
        name,
        { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
        ofBucket,
    );
    new s3.BucketOwnershipControls(name, { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } }, ofBucket);
    new s3.BucketServerSideEncryptionConfiguration(
        name,
        { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        ofBucket,
    );
    const versioning = new s3.BucketVersioning(name, { bucket, versioningConfiguration: { status: "Enabled" } }, ofBucket);
    new s3.BucketLifecycleConfiguration(
        name,
        { bucket, rules: [cleanUp(expirationDays)] },
        { ...ofBucket, dependsOn: versioning }, // the rule is about versions
    );
    const arn = `arn:${partition}:s3:::${bucketName}`; // known in every preview
    const policy = new s3.BucketPolicy(
        name,
        { bucket, policy: policyDocument([...statements(arn), requireTls("s3:*", [arn, `${arn}/*`])]) },
        { ...ofBucket, dependsOn: blocked }, // S3 refuses two changes of a bucket at a time
    );
    return { bucket: made, policy };
}

/** Where objects expire, S3 takes their markers along by itself. */
function cleanUp(expirationDays: number | undefined) {
    return {
        id: "clean-up",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: days.upload },
        noncurrentVersionExpiration: { noncurrentDays: expirationDays === undefined ? days.oldVersion : 1 },
        expiration: expirationDays === undefined ? { expiredObjectDeleteMarker: true } : { days: expirationDays },
    };
}
