import { registryHost } from "./account";
import type { Clients } from "./clients";
import { findImage, type ImageContent } from "./ecr-image";
import { findExpiry, type ImageExpiry } from "./ecr-lifecycle";
import { undefinedIfDenied } from "./errors";
import type { ServiceRef } from "./service-ref";

/** What ECR knows about a digest, and how long it keeps it. */
export interface ImageDetails extends ImageContent, ImageExpiry {}

/** A repository and the account of its registry. */
export interface RepositoryRef {
    readonly registryId: string;
    readonly repositoryName: string;
}

type RepositoryOf = Pick<ServiceRef, "account" | "registry" | "repository">;

/** The repository of a stack: every account has one registry in each region. */
export function toRepositoryRef({ account, registry = account, repository }: RepositoryOf): RepositoryRef {
    return { registryId: registry.accountId, repositoryName: repository };
}

/** `<registry>/<repository>` of a stack, as its images are named. */
export function toRepositoryUrl({ account, registry = account, repository }: RepositoryOf): string {
    return `${registryHost(registry)}/${repository}`;
}

/** Whether an image is in its repository. */
export async function hasImage(clients: Clients, repository: RepositoryRef, imageDigest: string): Promise<boolean> {
    const ecr = await clients.ecr();
    const { images = [] } = await ecr.batchGetImage({ ...repository, imageIds: [{ imageDigest }] });
    return images.length > 0;
}

/** Value of the header `Authorization` for the account's registry, which is accepted for twelve hours. */
export async function findRegistryAuthorization(clients: Clients): Promise<string | undefined> {
    const { authorizationData = [] } = await (await clients.ecr()).getAuthorizationToken({});
    const token = authorizationData[0]?.authorizationToken;
    return token === undefined ? undefined : `Basic ${token}`;
}

/** What ECR knows about an image. A lifecycle policy that may not be read counts as none. */
export async function describeImage(clients: Clients, repository: RepositoryRef, digest: string): Promise<ImageDetails> {
    const image = await findImage(clients, repository, digest);
    const expiry = () => findExpiry(clients, repository, digest);
    return image.state === "found" ? { ...image, ...(await undefinedIfDenied(expiry, [])) } : image;
}
