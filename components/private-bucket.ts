import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/iam-policy";
import { createFirst } from "./replacement";

/** Days after which what an interrupted upload has left is deleted, and a version that was written over. */
const days = { upload: 7, oldVersion: 30 } as const;

/** Arguments of {@link privateBucket}. */
export interface PrivateBucketArgs {
    /** Name of the bucket, unique in the world. */
    readonly bucket: string;

    /** Pulumi refuses to delete it, and it stays when it leaves the program; else it goes with all its objects. */
    readonly protect: boolean;
}

/** An S3 bucket without public access, that answers over TLS alone, and keeps what is written over for a while. */
export function privateBucket(
    name: string,
    { bucket: bucketName, protect }: PrivateBucketArgs,
    opts: pulumi.CustomResourceOptions,
): s3.Bucket {
    const made = new s3.Bucket(
        name,
        { bucket: bucketName, forceDestroy: !protect },
        { ...opts, protect, retainOnDelete: protect, ...createFirst },
    );
    const { bucket, arn } = made;
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
        {
            bucket,
            rules: [
                {
                    id: "clean-up",
                    status: "Enabled",
                    filter: { prefix: "" },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: days.upload },
                    noncurrentVersionExpiration: { noncurrentDays: days.oldVersion },
                    expiration: { expiredObjectDeleteMarker: true },
                },
            ],
        },
        { ...ofBucket, dependsOn: versioning }, // https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html
    );
    new s3.BucketPolicy(
        name,
        { bucket, policy: pulumi.output(arn).apply(refusePlainHttp) },
        { ...ofBucket, dependsOn: blocked }, // S3 refuses two changes of a bucket at a time
    );
    return made;
}

function refusePlainHttp(arn: string): string {
    return policyDocument([
        {
            Sid: "RefusePlainHttp",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ]);
}
