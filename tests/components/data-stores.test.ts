import * as assert from "node:assert/strict";
import { DataStores, type DataStoresArgs } from "../../components/data-stores";
import { build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";
import { makeFoundation, serviceOn } from "./service-fixture";
import { stores as subject } from "./subjects";

const component = "spotter:data:DataStores::web";
const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";
const settingsOfBucket = [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
];

const make = (change: Partial<DataStoresArgs> = {}) => new DataStores("web", { ...subject.args(), ...change });
const unprotected = { pointInTimeRecovery: false, protect: false, replicaRegions: [] };

describe("DataStores", () => {
    for (const mode of modes) {
        it(`makes each table, and each bucket with its settings (${mode})`, async () => {
            const resources = await build(() => make(), mode);
            const expected = [`${table}::web-users`, ...[bucket, ...settingsOfBucket].map((type) => `${type}::web-uploads`)];
            assert.deepEqual(childrenOf(resources, component), expected.sort());
        });
    }

    it("makes a table on demand, with the keys of it and of its indexes, and with no other attribute", async () => {
        assert.deepEqual(inputsOf(await build(() => make()), table), {
            name: "spotter-staging-users",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "pk",
            rangeKey: "sk",
            attributes: ["pk", "sk", "GSI1PK"].map((name) => ({ name, type: "S" })),
            globalSecondaryIndexes: [
                { name: "GSI1", keySchemas: [{ attributeName: "GSI1PK", keyType: "HASH" }], projectionType: "ALL" },
            ],
            pointInTimeRecovery: { enabled: true },
            deletionProtectionEnabled: true,
        });
    });

    it("lets DynamoDB delete by the attribute that says when, and by none without", async () => {
        const { users } = subject.args().tables;
        assert.ok(users);
        const definition = { ...users.definition, timeToLive: "expiresAt" };
        const inputs = inputsOf(await build(() => make({ tables: { users: { ...users, definition } } })), table);
        assert.deepEqual(inputs.ttl, { enabled: true, attributeName: "expiresAt" });
        assert.ok(!(inputs.attributes as { name: string }[]).some(({ name }) => name === "expiresAt"));
    });

    it("keeps tables and buckets, what makes a bucket private too, and refuses to delete them, where they are protected", async () => {
        for (const protect of [true, false]) {
            const resources = await build(() => make({ settings: { pointInTimeRecovery: true, protect, replicaRegions: [] } }));
            assert.equal(inputsOf(resources, table).deletionProtectionEnabled, protect);
            assert.equal(inputsOf(resources, bucket).forceDestroy, !protect);
            for (const type of [table, bucket]) {
                const { options } = resourceOf(resources, type);
                assert.deepEqual([options.protect, options.retainOnDelete], [protect, protect], type);
            }
            assert.deepEqual(
                settingsOfBucket.map((type) => resourceOf(resources, type).options.retainOnDelete),
                settingsOfBucket.map(() => protect),
            );
        }
    });

    it("makes one table of several regions, each kept as the first, with the stream that carries changes over", async () => {
        for (const protect of [true, false]) {
            const settings = { pointInTimeRecovery: true, protect, replicaRegions: ["eu-west-1", "us-west-2"] };
            const { streamEnabled, streamViewType, replicas } = inputsOf(await build(() => make({ settings })), table);
            const kept = { pointInTimeRecovery: true, deletionProtectionEnabled: protect, propagateTags: true };
            assert.deepEqual([streamEnabled, streamViewType], [true, "NEW_AND_OLD_IMAGES"]);
            assert.deepEqual(replicas, [
                { regionName: "eu-west-1", ...kept },
                { regionName: "us-west-2", ...kept },
            ]);
        }
    });

    it("lets AWS refuse a table with other keys, as its name is taken, instead of deleting the one with the items", async () => {
        const resources = await build(() => make({ settings: unprotected }));
        assert.deepEqual(
            [table, bucket].map((type) => resourceOf(resources, type).options.deleteBeforeReplace),
            [false, false],
        );
    });

    it("makes a bucket private, encrypted, versioned, and tidy", async () => {
        const resources = await build(() => make());
        const [lifecycle = "", ownership = "", , block = "", encryption = "", versioning = ""] = settingsOfBucket;
        const { bucket: name, ...blocked } = inputsOf(resources, block);
        assert.equal(name, "spotter-staging-uploads-123456789012");
        assert.deepEqual(blocked, {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(inputsOf(resources, ownership).rule, { objectOwnership: "BucketOwnerEnforced" });
        assert.deepEqual(inputsOf(resources, encryption).rules, [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
        assert.deepEqual(inputsOf(resources, versioning).versioningConfiguration, { status: "Enabled" });
        assert.deepEqual(inputsOf(resources, lifecycle).rules, [
            {
                id: "clean-up",
                status: "Enabled",
                filter: { prefix: "" },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                noncurrentVersionExpiration: { noncurrentDays: 30 },
                expiration: { expiredObjectDeleteMarker: true },
            },
        ]);
    });

    it("refuses every request to a bucket that is not over TLS, and nothing else", async () => {
        const resources = await build(() => make());
        const arn = "arn:aws:s3:::spotter-staging-uploads-123456789012";
        assert.deepEqual(jsonOf(inputsOf(resources, "aws:s3/bucketPolicy:BucketPolicy"), "policy"), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RequireTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [arn, `${arn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("comes before the tasks that use it", async () => {
        const resources = await build(() => serviceOn(makeFoundation(), { stores: make() }));
        const { dependsOn } = resourceOf(resources, "aws:ecs/service:Service").options;
        assert.ok([`${table}::web-users`, `${bucket}::web-uploads`].every((key) => dependsOn.includes(key)));
    });
});
