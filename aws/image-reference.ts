/** An image by its digest, from any registry, in the words of `docker pull`; without a registry it is Docker Hub's. */
export const imageReference = {
    pattern:
        /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?@sha256:[0-9a-f]{64}$/,
    allowed: "an image by its digest, like public.ecr.aws/docker/library/busybox@sha256:… (a tag may move)",
} as const;

const privateEcr = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)[:@]/;

/** ARN of the repository of a private registry of ECR, which a pull needs a permission for; undefined for another registry. */
export function toRepositoryArn(image: string, partition: string): string | undefined {
    const [, accountId, region, repository] = privateEcr.exec(image) ?? [];
    return accountId === undefined
        ? undefined
        : `arn:${partition}:ecr:${region ?? ""}:${accountId}:repository/${repository ?? ""}`;
}
