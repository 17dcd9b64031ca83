import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, registryOf, type Account } from "./account";

/** Arguments of {@link ImageRepository}. */
export interface ImageRepositoryArgs {
    readonly account: Account;

    /** Physical name of the repository. */
    readonly repository: string;

    /** The repository exists and belongs to somebody else: nothing is created. Stacks of one account can so share one. */
    readonly existing: boolean;

    /**
     * Images that the lifecycle rule keeps, newest first. By count and never by age, as ECR does not know what runs:
     * an image that is still needed would expire while nobody deploys.
     */
    readonly keepImages: number;

    /** Refuses to destroy the repository, and keeps it in AWS when it leaves the program. Otherwise a destroy empties it. */
    readonly protect: boolean;

    /**
     * Prefix of the tags that a later push may move, where the stack builds its image.
     *
     * @default - no tag can ever be moved
     */
    readonly movingTags?: string;
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
        this.registry = registryOf(args.account);
        this.url = `${this.registry}/${args.repository}`;
        this.arn = arnOf(args.account, "ecr", `repository/${args.repository}`);

        if (!args.existing) {
            const repository = new ecr.Repository(
                name,
                {
                    name: args.repository,
                    ...mutability(args.movingTags),
                    imageScanningConfiguration: { scanOnPush: true },
                    forceDelete: !args.protect,
                },
                { parent: this, protect: args.protect, retainOnDelete: args.protect },
            );
            new ecr.LifecyclePolicy(name, { repository: repository.name, policy: keepNewest(args.keepImages) }, { parent: this });
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
