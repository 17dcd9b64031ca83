import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import type { ImageRecord } from "./ecr-record";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** How a repository is asked for one image. */
export type ImageName = { readonly imageTag: string } | { readonly imageDigest: string };

/** The record of an image with its digest: of an index, where the name stands for one. */
export interface NamedImage extends ImageRecord {
    readonly digest: string;
}

/** Images that one call describes at most. */
const pageSize = 1000;

/** What a tag or a digest stands for now; undefined where the repository has no such image, or does not exist. */
export async function findNamedImage(
    clients: Clients,
    repository: RepositoryRef,
    name: ImageName,
): Promise<NamedImage | undefined> {
    const ecr = await clients.ecr();
    const answer = await undefinedIfMissing(() => ecr.describeImages({ ...repository, imageIds: [name] }));
    const { imageDigest, imageTags = [], imageSizeInBytes } = answer?.imageDetails?.[0] ?? {};
    return imageDigest === undefined ? undefined : { digest: imageDigest, tags: imageTags, bytes: imageSizeInBytes };
}

/** Every tag of a repository, those of the image that was pushed last first; undefined where there is no repository. */
export async function listTags(clients: Clients, repository: RepositoryRef): Promise<readonly string[] | undefined> {
    const ecr = await clients.ecr();
    const filter = { tagStatus: "TAGGED" } as const;
    const images = await undefinedIfMissing(async () => {
        const found: { readonly tags: readonly string[]; readonly pushedAt: number }[] = [];
        const ask = (nextToken?: string) => ecr.describeImages({ ...repository, filter, maxResults: pageSize, nextToken });
        for await (const { imageDetails = [] } of pages(ask)) {
            found.push(
                ...imageDetails.map(({ imageTags, imagePushedAt }) => ({
                    tags: imageTags ?? [],
                    pushedAt: imagePushedAt?.getTime() ?? 0,
                })),
            );
        }
        return found;
    });
    return images?.sort((one, other) => other.pushedAt - one.pushedAt).flatMap(({ tags }) => tags);
}
