import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import { toArn, registryHost, type Account } from "../aws/account";

/** Arguments of {@link ImageRepository}. */
export interface ImageRepositoryArgs {
    readonly account: Account;

    /** Physical name of the repository. */
    readonly repository: string;

    readonly settings: ImageRepositorySettings;

    /**
     * Prefix of the tags that a later push may move, where the stack builds its image.
     *
     * @default - no tag can ever be moved
     */
    readonly movingTags?: string;
}

/** Who owns the repository, and what it keeps. */
export interface ImageRepositorySettings {
    /** The repository exists and is managed elsewhere: nothing is created. So stacks of one account can share one. */
    readonly existing: boolean;

    /**
     * Images that the lifecycle rule keeps, newest first. By count and never by age, as ECR does not know what runs:
     * an image that is still needed would expire while nobody deploys.
     */
    readonly keepImages: number;

    /** Refuses to destroy the repository, and keeps it in AWS when it leaves the program. Otherwise a destroy empties it. */
    readonly protect: boolean;
}

/**
 * ECR repository of the application's images: scanned on push, tags immutable, so that a tag means one image for ever.
 *
 * It never replicates, and grants no other account access.
 */
export class ImageRepository extends pulumi.ComponentResource {
    /** `<registry>/<repository>`, known in every preview. */
    public readonly url: string;
    public readonly arn: string;
    public readonly registry: string;

    constructor(name: string, args: ImageRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("spotter:ecr:ImageRepository", name, {}, opts);
        validate(args.settings);
        const { existing, keepImages, protect } = args.settings;
        this.registry = registryHost(args.account);
        this.url = `${this.registry}/${args.repository}`;
        this.arn = toArn(args.account, "ecr", `repository/${args.repository}`);

        if (!existing) {
            const repository = new ecr.Repository(
                name,
                {
                    name: args.repository,
                    ...mutability(args.movingTags),
                    imageScanningConfiguration: { scanOnPush: true },
                    forceDelete: !protect,
                },
                { parent: this, protect, retainOnDelete: protect },
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

function validate({ keepImages }: ImageRepositorySettings): void {
    if (!Number.isInteger(keepImages) || keepImages < 2) {
        throw new Error(`keepImages must be a whole number from 2, so that a rollback has an image; got ${keepImages}`);
    }
}
