import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";

/** What ECR notes about an image beside its manifest. */
export interface ImageRecord {
    readonly tags: readonly string[];

    /** Compressed; of an index, the largest of its images. */
    readonly bytes?: number;
}

/** The record of one digest; undefined where there is none. */
export async function findImageRecord(
    clients: Clients,
    repository: RepositoryRef,
    digest: string,
): Promise<ImageRecord | undefined> {
    const ecr = await clients.ecr();
    const { imageDetails = [] } = await ecr.describeImages({ ...repository, imageIds: [{ imageDigest: digest }] });
    const record = imageDetails.find(({ imageDigest }) => imageDigest === digest);
    return record && { tags: record.imageTags ?? [], bytes: record.imageSizeInBytes };
}
