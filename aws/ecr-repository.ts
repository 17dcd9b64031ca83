import type { Clients } from "./clients";
import type { RepositoryRef } from "./ecr";
import { undefinedIfMissing } from "./errors";
import { pages } from "./pages";

/** A repository with what a rule of its lifecycle would count. */
export interface Repository {
    readonly name: string;

    /** `MUTABLE`, `IMMUTABLE`, `IMMUTABLE_WITH_EXCLUSION`, … */
    readonly mutability: string;

    /** Images, whether they have a tag or not. */
    readonly images: number;
    readonly hasLifecyclePolicy: boolean;
}

/** Undefined where there is no such repository. */
export function findRepository(clients: Clients, ref: RepositoryRef): Promise<Repository | undefined> {
    return undefinedIfMissing(async () => {
        const ecr = await clients.ecr();
        const { registryId, repositoryName } = ref;
        const { repositories = [] } = await ecr.describeRepositories({ registryId, repositoryNames: [repositoryName] });
        let images = 0;
        for await (const { imageDetails = [] } of pages((nextToken) => ecr.describeImages({ ...ref, nextToken }))) {
            images += imageDetails.length;
        }
        const policy = await undefinedIfMissing(() => ecr.getLifecyclePolicy(ref));
        return {
            name: repositoryName,
            mutability: repositories[0]?.imageTagMutability ?? "",
            images,
            hasLifecyclePolicy: policy !== undefined,
        };
    });
}
