import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import { registryHost, toArn, type Account } from "../aws/account";
import { formats } from "../aws/formats";
import { ranges } from "../aws/ranges";
import { account, flag, given, object, optional, physicalName, requireValid, text, wholeNumber } from "./arguments";
import { createFirst } from "./replacement";

/** Arguments of {@link ImageRepository}. */
export interface ImageRepositoryArgs {
    /** Account and region of the registry, which may be others than the stack's where the repository exists. */
    readonly account: Account;

    /** Physical names. */
    readonly names: {
        /** The repository; unique in the account's registry. */
        readonly repository: string;
    };

    /**
     * Prefix of the tags that a later push may move, where the stack builds its image.
     *
     * @default - no tag can be moved
     */
    readonly movingTags?: string;

    /**
     * Key of the stack, which encrypts the images unless the settings name another.
     *
     * @default - AWS's own encryption
     */
    readonly keyArn?: pulumi.Input<string>;

    /** Who owns the repository, and what it keeps. */
    readonly settings: ImageRepositorySettings;
}

/** Who owns the repository, and what it keeps. */
export interface ImageRepositorySettings {
    /** The repository exists and is managed elsewhere, so that stacks of one account can share it: nothing is created. */
    readonly existing: boolean;

    /**
     * Images that the lifecycle rule keeps, newest first, from 2; each costs about 0.10 USD per GB and month. By count
     * and never by age, as ECR does not know what runs: between two deployments a running image would expire.
     */
    readonly keepImages: number;

    /** Customer key that encrypts the images, which AWS can't change later; undefined for the stack's, or AWS's own. */
    readonly kmsKeyArn: string | undefined;

    /** Refuses to destroy the repository, and keeps it in AWS when it leaves the program. Otherwise a destroy empties it. */
    readonly protect: boolean;
}

/**
 * ECR repository of the application's images: scanned on push, tags immutable, so that a tag never means another image later.
 *
 * It does not replicate, and grants no other account access.
 */
export class ImageRepository extends pulumi.ComponentResource {
    /** `<registry>/<repository>`, known in every preview. */
    public readonly url: string;

    /** ARN of the repository, known in every preview. */
    public readonly arn: string;

    /** Host of the registry that Docker signs in to. */
    public readonly registry: string;

    /** Region of the registry. */
    public readonly region: string;

    constructor(name: string, args: ImageRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecr:ImageRepository", name, {}, opts);
        validate(args);
        const { existing, keepImages, protect } = args.settings;
        const kmsKey = args.settings.kmsKeyArn ?? args.keyArn;
        this.registry = registryHost(args.account);
        this.region = args.account.region;
        this.url = `${this.registry}/${args.names.repository}`;
        this.arn = toArn(args.account, "ecr", `repository/${args.names.repository}`);

        if (!existing) {
            const repository = new ecr.Repository(
                name,
                {
                    name: args.names.repository,
                    ...mutability(args.movingTags),
                    imageScanningConfiguration: { scanOnPush: true },
                    ...(kmsKey === undefined ? {} : { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }] }),
                    forceDelete: !protect,
                },
                { parent: this, protect, retainOnDelete: protect, ...createFirst },
            );
            new ecr.LifecyclePolicy(name, { repository: repository.name, policy: keepNewest(keepImages) }, { parent: this });
        }
        this.registerOutputs({ url: this.url });
    }
}

/** An immutable repository refuses a tag that exists, even for the same image; what a build moves is exempt. */
function mutability(
    movingTags: string | undefined,
): Pick<ecr.RepositoryArgs, "imageTagMutability" | "imageTagMutabilityExclusionFilters"> {
    return movingTags === undefined
        ? { imageTagMutability: "IMMUTABLE" }
        : {
              imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
              imageTagMutabilityExclusionFilters: [{ filter: `${movingTags}*`, filterType: "WILDCARD" }],
          };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function keepNewest(count: number): string {
    return JSON.stringify({
        rules: [
            {
                rulePriority: 1,
                description: `keep the newest ${count} images`,
                selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count },
                action: { type: "expire" },
            },
        ],
    });
}

function validate(args: ImageRepositoryArgs): void {
    requireValid("ImageRepository", args, {
        account,
        names: object({ repository: physicalName("repository") }),
        movingTags: optional(text(formats.imageTag)),
        keyArn: optional(given),
        settings: object({
            existing: flag,
            keepImages: wholeNumber(ranges.keepImages),
            kmsKeyArn: optional(text(formats.kmsKeyArn)),
            protect: flag,
        }),
    });
}
