import { importedBy, facts, type ResourceType, type ServiceResources } from "./resource-type";

/** What differs between the settings of a bucket. */
interface Setting {
    /** What a review shows of it. */
    readonly fact?: string;

    /** @default - the bucket, and who is expected to own it */
    readonly forcesNew?: readonly string[];
}

/** A setting of a bucket, which is a resource of its own to the provider and goes by the bucket's name. */
function settingOf(page: string, { fact, forcesNew = ["bucket", "expectedBucketOwner"] }: Setting = {}): ResourceType {
    return {
        placeholder: ({ bucket }) => ({ id: bucket }),
        describe: (inputs) => ({ name: inputs.text("bucket"), facts: facts(fact) }),
        importId: importedBy(`s3/${page}`, (state) => state.text("bucket")),
        forcesNew,
    };
}

/** S3: buckets, and the settings of each. */
export const s3: ServiceResources = {
    types: {
        "aws:s3/bucket:Bucket": {
            placeholder: ({ bucket, region }, { partition }) => ({
                id: bucket,
                arn: `arn:${partition}:s3:::${String(bucket)}`,
                bucketRegionalDomainName: `${String(bucket)}.s3.${String(region)}.amazonaws.com`,
            }),
            describe: (inputs) => ({
                name: inputs.text("bucket"),
                facts: facts(inputs.flag("forceDestroy") === true && "goes with its objects"),
            }),
            importId: importedBy("s3/bucket", (state) => state.text("bucket")),
            forcesNew: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"],
            holds: "objects",
        },
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": settingOf("bucketlifecycleconfiguration"),
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls": settingOf("bucketownershipcontrols", { forcesNew: ["bucket"] }),
        "aws:s3/bucketPolicy:BucketPolicy": settingOf("bucketpolicy", { forcesNew: ["bucket"] }),
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": settingOf("bucketpublicaccessblock", {
            fact: "no public access",
            forcesNew: ["bucket"],
        }),
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": settingOf(
            "bucketserversideencryptionconfiguration",
        ),
        "aws:s3/bucketVersioning:BucketVersioning": settingOf("bucketversioning", { fact: "versioned" }),
    },
};
