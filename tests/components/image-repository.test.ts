import * as assert from "node:assert/strict";
import type { Account } from "../../aws/account";
import { ImageRepository, type ImageRepositorySettings } from "../../components/image-repository";
import { account, build, childrenOf, inputsOf, jsonOf, modes, resourceOf } from "../support/build";

const type = "aws:ecr/repository:Repository";

interface Change extends Partial<ImageRepositorySettings> {
    readonly at?: Account;
    readonly movingTags?: string;
}

/** Makes a repository; a test changes what it is about. */
function make({
    at = account,
    movingTags,
    existing = false,
    keepImages = 30,
    kmsKeyArn,
    protect = true,
}: Change): ImageRepository {
    return new ImageRepository("web", {
        account: at,
        names: { repository: "spotter-app" },
        movingTags,
        settings: { existing, keepImages, kmsKeyArn, protect },
    });
}

const repositoryWith = (change: Change) => build(() => make(change));

describe("ImageRepository", () => {
    for (const mode of modes) {
        it(`makes a repository and its lifecycle policy (${mode})`, async () => {
            const resources = await build(() => make({}), mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ImageRepository::web"), [
                "aws:ecr/lifecyclePolicy:LifecyclePolicy::web",
                "aws:ecr/repository:Repository::web",
            ]);
            assert.equal(resources.length, 3);
        });

        it(`makes nothing where the repository exists (${mode})`, async () => {
            const resources = await build(() => make({ existing: true }), mode);
            assert.deepEqual(childrenOf(resources, "spotter:ecr:ImageRepository::web"), []);
            assert.equal(resources.length, 1);
        });
    }

    it("scans on push, and lets no tag be moved where nothing is built", async () => {
        assert.deepEqual(inputsOf(await repositoryWith({}), type), {
            forceDelete: false,
            imageScanningConfiguration: { scanOnPush: true },
            imageTagMutability: "IMMUTABLE",
            name: "spotter-app",
        });
    });

    it("is encrypted by a customer key where one is given", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        const { encryptionConfigurations } = inputsOf(await repositoryWith({ kmsKeyArn }), type);
        assert.deepEqual(encryptionConfigurations, [{ encryptionType: "KMS", kmsKey: kmsKeyArn }]);
    });

    it("exempts from immutability only the tags that a build moves", async () => {
        assert.deepEqual(inputsOf(await repositoryWith({ movingTags: "build-staging" }), type), {
            forceDelete: false,
            imageScanningConfiguration: { scanOnPush: true },
            imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
            imageTagMutabilityExclusionFilters: [{ filter: "build-staging*", filterType: "WILDCARD" }],
            name: "spotter-app",
        });
    });

    it("expires images by count alone", async () => {
        const { policy, ...rest } = inputsOf(await repositoryWith({ keepImages: 12 }), "aws:ecr/lifecyclePolicy:LifecyclePolicy");
        assert.deepEqual(rest, { repository: "spotter-app" });
        assert.deepEqual(jsonOf({ policy: policy ?? null }, "policy"), {
            rules: [
                {
                    rulePriority: 1,
                    description: "keep the newest 12 images",
                    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 12 },
                    action: { type: "expire" },
                },
            ],
        });
    });

    it("keeps a protected repository in AWS with its images", async () => {
        const { options, inputs } = resourceOf(await repositoryWith({ protect: true }), type);
        assert.deepEqual(options, {
            deleteBeforeReplace: false,
            protect: true,
            retainOnDelete: true,
            ignoreChanges: [],
            dependsOn: [],
        });
        assert.equal(inputs.forceDelete, false);
    });

    it("lets an unprotected repository be destroyed, images and all", async () => {
        const { options, inputs } = resourceOf(await repositoryWith({ protect: false }), type);
        assert.deepEqual(options, {
            deleteBeforeReplace: false,
            protect: false,
            retainOnDelete: false,
            ignoreChanges: [],
            dependsOn: [],
        });
        assert.equal(inputs.forceDelete, true);
    });

    const registries = {
        "us-east-1": ["aws", "123456789012.dkr.ecr.us-east-1.amazonaws.com"],
        "cn-north-1": ["aws-cn", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"],
        "us-gov-west-1": ["aws-us-gov", "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com"],
    } as const;
    for (const [region, [partition, registry]] of Object.entries(registries)) {
        it(`knows its address and ARN before it exists (${region})`, async () => {
            let made: ImageRepository | undefined;
            await build(() => {
                made = make({ at: { ...account, region, partition } });
            }, "preview");
            assert.equal(made?.registry, registry);
            assert.equal(made.url, `${registry}/spotter-app`);
            assert.equal(made.arn, `arn:${partition}:ecr:${region}:123456789012:repository/spotter-app`);
        });
    }
});
