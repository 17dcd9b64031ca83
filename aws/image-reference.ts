import { toArn } from "./account";

/** An image by its digest, from any registry, in the words of `docker pull`; without a registry it is Docker Hub's. */
export const imageReference = {
    pattern:
        /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?@sha256:[0-9a-f]{64}$/,
    allowed: "an image by its digest, like public.ecr.aws/docker/library/busybox@sha256:… (a tag may move)",
} as const;

/** An image in a private registry of ECR. */
export interface PrivateImage {
    /** Of the registry. */
    readonly accountId: string;
    readonly region: string;
    readonly repository: string;

    /** Docker's own where none is named. */
    readonly tag: string;
}

const privateEcr = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)(?::(\w[\w.-]*))?(?:@sha256:[0-9a-f]+)?$/;

/** What a reference names in a private registry of ECR; undefined for another registry. */
export function toPrivateImage(image: string): PrivateImage | undefined {
    const found = privateEcr.exec(image);
    if (found === null) {
        return undefined;
    }
    const [, accountId = "", region = "", repository = "", tag = "latest"] = found;
    return { accountId, region, repository, tag };
}

/** ARN of the repository of a private registry of ECR, which a pull needs a permission for; undefined for another registry. */
export function toRepositoryArn(image: string, partition: string): string | undefined {
    const found = toPrivateImage(image);
    return found && toArn({ partition, ...found }, "ecr", `repository/${found.repository}`);
}
